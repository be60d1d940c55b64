import type { CourseStep } from './course.ts';
import { type Child, el, sign, unseen } from './el.ts';
import { worsens } from './fate.ts';
import { branchesAt } from './place.ts';
import type { Deeds, View } from './view.ts';
import { verdictBadge } from './view-verdict.ts';

/** The list of steps; the one shown is marked, and so is the moment of each loss. */
export function stepList(view: View, deeds: Deeds): HTMLElement {
  const { course, data, place } = view;
  const from = branchesAt(data.schedule, place.path);
  return el(
    'ol',
    { class: 'step-list', 'aria-label': 'steps' },
    item(view, deeds, 0, 'start', 'before boot', []),
    ...course.steps.map((step, i) =>
      item(
        view,
        deeds,
        step.number,
        step.label,
        step.says,
        marks(course.steps, i),
        i >= from && view.isBranch,
      ),
    ),
  );
}

function marks(steps: readonly CourseStep[], index: number): Child[] {
  const { action, violated } = steps[index]!;
  const broken = violated.filter(
    ({ id }) => !(steps[index - 1]?.violated ?? []).some((other) => other.id === id),
  );
  return [
    'fault' in action && el('span', { class: 'badge fault' }, sign('⚡ '), 'fault'),
    ...worsens(steps, index).map(verdictBadge),
    broken.length > 0 &&
      el('span', { class: 'badge broken' }, sign('✕ '), `breaks ${broken.map(({ id }) => id).join(', ')}`),
  ];
}

function item(
  { place }: View,
  deeds: Deeds,
  number: number,
  label: string,
  says: string,
  marks: readonly Child[],
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
      el(
        'span',
        { class: 'what' },
        el('b', {}, label),
        isBranched && [sign(' ↳'), unseen(' branch')],
        el('span', { class: 'says' }, says),
        el('span', { class: 'marks' }, ...marks),
      ),
    ),
  );
}
