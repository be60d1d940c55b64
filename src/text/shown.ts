/*
 * What a terminal may be told. Names and texts that come from files and arguments can hold anything: codes that move the
 * cursor or turn the writing round, half a character, or megabytes.
 */

/**
 * Controls (C0, C1), marks that format unseen (bidirectional overrides, joiners, tags), half characters, and separators
 * of lines and paragraphs.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** How much of a text is shown that is a part of a sentence. */
const MAX_SHOWN = 160;

/** A text in one line, whatever is in it: what cannot be seen as escapes, as in JSON, and a long one cut. */
export function shown(text: string, max = MAX_SHOWN): string {
  const cut = text.length > max ? `${wholeCharacters(text, max)}...` : text;
  return cut.replace(unseen, escapes);
}

/** A text in lines, with everything but its line ends and tabs made visible. In JSON it means the same as before. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => (/[\n\t]/.test(character) ? character : escapes(character)));
}

/** Not the first half of a character, where the other is cut off. */
function wholeCharacters(text: string, max: number): string {
  const isCutThrough = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(max - 1, max + 1));
  return text.slice(0, isCutThrough ? max - 1 : max);
}

function escapes(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
