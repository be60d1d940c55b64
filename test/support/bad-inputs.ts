import fc from 'fast-check';

/* What the generators of bad designs and of bad schedules share. */

/** How many are tried, and from which seed: INPUTS=10000 INPUTS_SEED=7 npm test -- bad- */
export const inputs = Number(process.env['INPUTS'] ?? 300);
export const inputsSeed = Number(process.env['INPUTS_SEED'] ?? 12);

/** A message that a terminal can be told: one short line of characters that can be seen. */
export const shortLine = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,400}$/u;

/** Texts that names, keys and labels are not. */
export const strange: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'two words',
  'ünï',
  '漢字',
  '\u0000',
  '\u001b[2J\u001b[31m',
  '\u009b31m',
  '\u202eabc',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\u200b'.repeat(100),
  'x'.repeat(5000),
  'P1'.repeat(3000),
  '"\\"',
  '../nowhere/else',
  'NaN',
  '-1',
];

/** A text with a part cut out, doubled, or something put in: what becomes of files on their way. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const putIn = fc.constantFrom(
    '\u0000',
    '\ufeff',
    '\r',
    '\r\n',
    '\u001b',
    '\ud800',
    '"',
    '{',
    '}',
    ',',
    '9',
    '#',
    '---',
  );
  return fc.tuple(text, fc.nat(), fc.nat(40), putIn, fc.nat(3)).map(([whole, at, length, more, way]) => {
    const place = at % (whole.length + 1);
    const [before, part, after] = [
      whole.slice(0, place),
      whole.slice(place, place + length),
      whole.slice(place + length),
    ];
    return [before + after, before + part + part + after, before + more + part + after, before][way]!;
  });
}

/** How often each thing happened. */
export class Counts {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, this.of(what) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  get inWords(): string {
    return [...this.#counts].map(([what, count]) => `${count} ${what}`).join(', ');
  }
}
