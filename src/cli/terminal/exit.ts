/** Exit codes, the same for every verb and both engines (section 7 of the contract). */
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
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** Thrown for a command line that makes no sense. */
export class WrongUsage extends Error {}
