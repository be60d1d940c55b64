import { shown } from './shown.ts';

/** The longest piece of a file that a message quotes. */
export const MAX_QUOTED = 60;

/**
 * A piece of a file in quotes: what cannot be seen in it as escapes, as in JSON, and `...` behind the quotes of one that
 * is cut. Reads no further than it shows: the piece may be megabytes long.
 */
export function quotation(text: string, most = MAX_QUOTED): string {
  let safe = '';
  for (const character of text) {
    const next = safe + escaped(character);
    if (next.length > most) return `"${safe}"...`;
    safe = next;
  }
  return `"${safe}"`;
}

function escaped(character: string): string {
  return /["\\]/.test(character) ? `\\${character}` : shown(character);
}
