import { drawnName } from '../analysis/captions.ts';
import { el, sign, unseen } from '../dom/el.ts';
import type { View } from '../view.ts';

/** What this step changed, value by value. */
export function changeList({ changes, model, place }: View): HTMLElement {
  if (place.step === 0) return el('p', {}, 'Nothing has happened yet.');
  if (changes.length === 0) return el('p', {}, 'This step changed nothing that is shown.');
  return el(
    'dl',
    { class: 'changes' },
    ...changes.map(({ name, was, is }) =>
      el(
        'div',
        {},
        el('dt', {}, drawnName(model, name)),
        el('dd', {}, el('span', { class: 'was' }, was), sign(' → '), unseen(' becomes '), el('b', {}, is)),
      ),
    ),
  );
}
