import type { RuleName } from './rules.ts';

/** A reading of the claims by their letter, where they are silent: the rules that it does without. */
export interface Reading {
  /** What is left when nothing is added to the claims. */
  readonly says: string;
  /** The claims that it reads. */
  readonly claims: string;
  readonly without: readonly RuleName[];
}

/**
 * The claims as they are written, point by point. The name of each weakens its rules, wherever rules are weakened, and
 * `literal` those of all.
 */
export const literal = {
  'literal-table': {
    says: 'Which mirror page holds what stands in the table of its writer, and nowhere else.',
    claims: 'A1, A3, A11',
    without: ['R1_header'],
  },
  'literal-release': {
    says: 'A mirror page is free once that table says so: it stays as it is, and nobody compares it with the device.',
    claims: 'A3, A11',
    without: ['R4_invalidated', 'R3_media'],
  },
  'literal-page': {
    says: 'A newer version may be copied to the page that holds the older one.',
    claims: 'A1, A8',
    without: ['R2_fresh'],
  },
  'literal-choice': {
    says: 'Copy pages are linked; of two of one block, either.',
    claims: 'A4, A12',
    without: ['R3_highest'],
  },
  'literal-fence': {
    says: 'The partner takes over, and nothing becomes of what the old controller has under way.',
    claims: 'A4, A5, A12',
    without: ['R5_fence'],
  },
  'literal-order': {
    says: 'Draining the FIFO, linking the copies, writing to the device and serving it have no order.',
    claims: 'A4, A5, A12, B8',
    without: ['R5_drain', 'R5_link', 'R5_device'],
  },
  'literal-arbiter': {
    says: 'A controller that no longer hears its partner takes over, and so may the partner.',
    claims: 'A4, A12',
    without: ['R6_arbiter'],
  },
  'literal-copy': {
    says: 'A controller whose second copy has become impossible answers as soon as it has the first.',
    claims: 'A1, B1',
    without: ['R7_writeThrough'],
  },
} as const satisfies Readonly<Record<string, Reading>>;

export type ReadingName = keyof typeof literal;

export const readingNames = Object.keys(literal) as ReadingName[];

/** All of them, in the place of a rule. */
export const LITERAL = 'literal';

/** The rules that a reading, or all of them, does without; none for another name. */
export function withoutBy(name: string): readonly RuleName[] {
  const readings = name === LITERAL ? readingNames : readingNames.filter((reading) => reading === name);
  return [...new Set(readings.flatMap((reading): readonly RuleName[] => literal[reading].without))];
}
