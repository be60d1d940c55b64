import { type Judgement, judge, type Truth } from '../analysis/property-results.ts';
import { el, sign, unseen } from '../dom/el.ts';
import type { View } from '../view.ts';

const SIGNS: Readonly<Record<Truth, string>> = { holds: '✓', silent: '–', violated: '✕' };
const WORDS: Readonly<Record<Truth, string>> = {
  holds: 'holds',
  silent: 'says nothing of this step',
  violated: 'violated',
};

/** Every property with its truth at this step: violated, silent for a reason to be told, holding, the rest. */
export function properties({ run, place }: View): HTMLElement {
  const judged = judge(run, place.step);
  const of = (truth: Truth) => judged.filter((judgement) => judgement.truth === truth);
  const [violated, holding, silent] = [of('violated'), of('holds'), of('silent')];
  const explained = silent.filter(({ reasons }) => reasons.length > 0);
  const mute = silent.filter(({ reasons }) => reasons.length === 0);
  const says = `${silent.length} say nothing of this step`;
  return el(
    'div',
    {},
    el('p', { class: 'count' }, `${violated.length} violated, ${holding.length} hold, ${says}`),
    list([...violated, ...explained, ...holding]),
    mute.length > 0 && rest(mute),
  );
}

function rest(mute: readonly Judgement[]): HTMLElement {
  return el(
    'details',
    {},
    el('summary', { 'data-key': 'mute properties' }, `${mute.length} say nothing of this step`),
    el(
      'p',
      { class: 'says' },
      'A property speaks where its premise is met: of certain actions, or of what is acknowledged or open.',
    ),
    list(mute),
  );
}

function list(judged: readonly Judgement[]): HTMLElement {
  return el('ul', { class: 'properties' }, ...judged.map(item));
}

function item({ property, truth, reasons }: Judgement): HTMLElement {
  return el(
    'li',
    { class: truth, 'data-property': property.id, 'data-truth': truth },
    sign(SIGNS[truth], 'truth'),
    el(
      'div',
      {},
      el('b', {}, property.id),
      unseen(`, ${WORDS[truth]}: `),
      el('span', { class: 'says' }, ` ${property.says}`),
      reasons.length > 0 && el('ul', { class: 'reasons' }, ...reasons.map((reason) => el('li', {}, reason))),
    ),
  );
}
