import { el, sign, unseen } from './el.ts';
import { type Judgement, judge, type Truth } from './judge.ts';
import type { View } from './view.ts';

const SIGNS: Readonly<Record<Truth, string>> = { holds: '✓', silent: '–', violated: '✕' };
const WORDS: Readonly<Record<Truth, string>> = {
  holds: 'holds',
  silent: 'not put to the test',
  violated: 'violated',
};

/** Every property with its truth at this step, the violated ones first. */
export function properties({ course, place }: View): HTMLElement {
  const judged = judge(course, place.step);
  const sorted = [
    ...judged.filter(({ truth }) => truth === 'violated'),
    ...judged.filter(({ truth }) => truth !== 'violated'),
  ];
  const violated = judged.filter(({ truth }) => truth === 'violated').length;
  const holding = judged.filter(({ truth }) => truth === 'holds').length;
  return el(
    'div',
    {},
    el(
      'p',
      { class: 'count' },
      `${violated} violated, ${holding} hold, ${judged.length - violated - holding} say nothing of this step`,
    ),
    el('ul', { class: 'properties' }, ...sorted.map(item)),
  );
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
