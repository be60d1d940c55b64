import { el, sign } from './el.ts';

const SIGNS: Readonly<Record<string, string>> = { safe: '✓', stranded: '⚠', lost: '✕', stale: '↶' };

/** A verdict as a word with a sign. */
export function verdictBadge(verdict: string): HTMLElement {
  return el('span', { class: `badge ${verdict}` }, sign(`${SIGNS[verdict] ?? '✕'} `), verdict);
}
