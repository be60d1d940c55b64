import { type Actor, type Next, refusedBy } from '../analysis/next.ts';
import { el, sign, unseen } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';
import { verdictBadge } from './verdict.ts';
import { deed } from './widgets.ts';

const ACTORS: readonly (readonly [Actor, string])[] = [
  ['array', 'the array'],
  ['host', 'the host'],
  ['fault', 'faults'],
];

/** As many actions as have a digit on the keyboard. */
export const DIGITS = 9;

/** The actions in the order in which they are listed, and digits take them. */
export function inOrder(next: readonly Next[]): Next[] {
  return ACTORS.flatMap(([actor]) => next.filter(({ by }) => by === actor));
}

/** What may happen next, each with its outcome. */
export function nextActions(view: View, deeds: Deeds): HTMLElement {
  const ordered = inOrder(view.next);
  if (ordered.length === 0) return el('div', {}, 'Nothing can happen any more.', whyNot(view));
  return el(
    'div',
    {},
    ...ACTORS.map(([actor, title]) => {
      const own = ordered.filter(({ by }) => by === actor);
      if (own.length === 0) return '';
      return el(
        'div',
        {},
        el('h3', {}, title),
        el(
          'ul',
          { class: 'next' },
          ...own.map((next) => action(view, deeds, next, ordered.indexOf(next) + 1)),
        ),
      );
    }),
    whyNot(view),
  );
}

/** What would happen but for a rule. */
function whyNot({ model, state }: View): HTMLElement | '' {
  const refused = refusedBy(model, state);
  if (refused.length === 0) return '';
  return el(
    'details',
    {},
    el('summary', { 'data-key': 'why not' }, 'Why not? What a rule keeps from happening'),
    el('ul', { class: 'refused' }, ...refused.map(({ label, why }) => el('li', {}, ...deed(label, why)))),
  );
}

function action({ place, data, hasLeft }: View, deeds: Deeds, next: Next, digit: number): HTMLElement {
  const isFollowing = place.path[place.step] === next.label;
  const isRecorded = !hasLeft || data.schedule[place.step] === next.label;
  const followed = isRecorded ? 'recorded' : data.schedule.length > 0 ? 'this branch' : 'taken before';
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', 'data-key': `take ${next.label}`, click: () => deeds.take(next.label) },
      digit <= DIGITS && [el('kbd', {}, String(digit)), unseen(' ')],
      ...deed(
        next.label,
        next.says,
        isFollowing && el('span', { class: 'badge' }, sign('▸ '), followed),
        next.verdict !== undefined && verdictBadge(next.verdict),
      ),
    ),
  );
}
