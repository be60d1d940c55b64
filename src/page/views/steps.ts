import { highlightsOf } from '../analysis/highlights.ts';
import { type Child, el, sign, unseen } from '../dom/el.ts';
import { branchesAt } from '../place.ts';
import type { Deeds, View } from '../view.ts';
import { badge } from './verdict.ts';
import { deed, start } from './widgets.ts';

/** The list of steps; the one shown is marked, and so is what is worth looking at. */
export function stepList(view: View, deeds: Deeds): HTMLElement {
  const { run, data, place } = view;
  const from = branchesAt(data.schedule, place.path);
  const highlights = highlightsOf(run.steps);
  return el(
    'ol',
    { class: 'step-list', 'aria-label': 'steps' },
    item(view, deeds, 0, start()),
    ...run.steps.map(({ number, label, says }, i) => {
      const isBranched = view.isBranch && i >= from;
      const what = deed(label, says, isBranched && [sign(' ↳'), unseen(' branch')]);
      const badges = el('span', { class: 'marks' }, ...highlights[i]!.map(badge));
      return item(view, deeds, number, [...what, badges], isBranched);
    }),
  );
}

function item(
  { place }: View,
  deeds: Deeds,
  number: number,
  what: readonly Child[],
  isBranched = false,
): HTMLElement {
  return el(
    'li',
    { class: isBranched ? 'branched' : '' },
    el(
      'button',
      {
        type: 'button',
        'data-key': `step ${number}`,
        'aria-current': place.step === number ? 'step' : undefined,
        tabindex: place.step === number ? 0 : -1,
        click: () => deeds.goTo(number),
      },
      el('span', { class: 'number' }, String(number)),
      el('span', { class: 'what' }, what),
    ),
  );
}
