/** Exit codes, the same for every verb and both engines. */
export const exit = {
  holds: 0,
  undecided: 2,
  deadlock: 11,
  safetyViolated: 12,
  livenessViolated: 13,
  usage: 64,
  badInput: 65,
  missingProgram: 69,
  internalError: 70,
  noOutput: 74,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** The same for the help: what a verb that judges comes to, and what keeps any from its work. */
const verdictsInWords = [
  '  0 holds, exhaustively at the bounds stated, or is shown; 2 undecided (a limit was reached)',
  '  11 deadlock; 12 safety violated, or not as declared; 13 liveness violated',
];
const shownInWords = ['  0 shown, whatever it shows'];
const troubleInWords = [
  '  64 wrong usage, or a place that cannot be read or written to; 65 bad input file; 69 a needed program is missing',
  '  70 internal error; 74 standard output cannot be written to',
];

export function exitCodesInWords(judges: boolean): string {
  return [...(judges ? verdictsInWords : shownInWords), ...troubleInWords].join('\n');
}

/** Thrown for a command line that makes no sense. */
export class WrongUsage extends Error {}
