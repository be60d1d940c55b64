import type { Verdict } from '../../../spec/design.ts';
import type { Mark } from '../analysis/highlights.ts';
import { el, sign } from '../dom/el.ts';

const SIGNS: Readonly<Record<Mark['kind'], string>> = {
  told: '◆',
  fault: '⚡',
  safe: '✓',
  stranded: '⚠',
  lost: '✕',
  stale: '↶',
  broken: '‼',
};

/** What marks a step, as words with a sign. */
export function badge({ kind, says }: Mark): HTMLElement {
  return el('span', { class: `badge ${kind}` }, sign(`${SIGNS[kind]} `), says);
}

export function verdictBadge(verdict: Verdict): HTMLElement {
  return badge({ kind: verdict, says: verdict });
}

/** The sign of a mark alone, where its words stand beside it. */
export function markSign({ kind }: Mark): HTMLElement {
  return sign(SIGNS[kind], kind);
}
