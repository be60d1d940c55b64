import type { Verdict } from '../../../spec/design.ts';
import { violatedInWords } from '../../words/verdicts.ts';
import type { Highlight } from '../analysis/highlights.ts';
import { el, sign } from '../dom/el.ts';

const SIGNS: Readonly<Record<Highlight['kind'], string>> = {
  told: '◆',
  fault: '⚡',
  safe: '✓',
  stranded: '⚠',
  lost: '✕',
  stale: '↶',
  torn: '½',
  broken: '‼',
};

/** What highlights a step, as words with a sign. */
export function badge({ kind, says }: Highlight): HTMLElement {
  return el('span', { class: `badge ${kind}` }, sign(`${SIGNS[kind]} `), says);
}

export function verdictBadge(verdict: Verdict): HTMLElement {
  return badge({ kind: verdict, says: verdict });
}

/** The properties that were violated. */
export function brokenBadge(violated: readonly string[]): HTMLElement {
  return badge({ kind: 'broken', says: violatedInWords(violated) });
}

/** The sign of a highlight alone, where its words stand beside it. */
export function highlightSign({ kind }: Highlight): HTMLElement {
  return sign(SIGNS[kind], kind);
}
