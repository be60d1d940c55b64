import type { RuleName } from '../../spec/rules.ts';
import type { Changes, Wiring } from './arrays.ts';

export interface Caught {
  readonly by: string;
  /** Actions of the shortest counterexample. */
  readonly in: number;
  readonly wiring: Wiring;
  /** Every property that it violates there. */
  readonly violates: string;
  readonly changes?: Changes;
}

/** What catches each rule soonest when it is weakened alone: one fault, tiny bounds, and the first such design. */
export const caught: Record<RuleName, Caught> = {
  R0_verified: { by: 'I6', in: 8, wiring: 'mirror-only', violates: 'I1 I6 I16' },
  R1_header: { by: 'I1', in: 15, wiring: 'mirror-only', violates: 'I1' },
  R1_commit: { by: 'I10', in: 12, wiring: 'mirror-only', violates: 'I1 I10' },
  R2_fresh: { by: 'I16', in: 13, wiring: 'mirror-only', violates: 'I1 I16' },
  R3_highest: { by: 'I9', in: 18, wiring: 'mirror-only', violates: 'I1 I9' },
  R3_media: { by: 'I9', in: 16, wiring: 'mirror-only', violates: 'I1 I4 I9 I12 refinement' },
  R4_invalidated: { by: 'I7', in: 12, wiring: 'mirror-only', violates: 'I7 I8' },
  R4_untargeted: { by: 'I7', in: 13, wiring: 'partner-fed', violates: 'I7 I8' },
  R5_fence: { by: 'I5', in: 9, wiring: 'mirror-only', violates: 'I1 I3 I4 I5 I12 refinement L6' },
  R5_drain: { by: 'I1', in: 13, wiring: 'partner-fed', violates: 'I1' },
  R5_link: { by: 'I1', in: 14, wiring: 'mirror-only', violates: 'I1' },
  R6_arbiter: { by: 'I3', in: 14, wiring: 'mirror-only', violates: 'I1 I3 I4 I12 refinement L6' },
  R7_writeThrough: { by: 'I6', in: 7, wiring: 'mirror-only', violates: 'I1 I6' },
  R8_protected: { by: 'I4', in: 13, wiring: 'mirror-only', violates: 'I4 refinement' },
  R9_version: { by: 'I11', in: 14, wiring: 'mirror-only', violates: 'I1 I11 I16 L6' },
  R11_charge: { by: 'I15', in: 11, wiring: 'battery', violates: 'I15' },
  R12_lost: { by: 'I2', in: 16, wiring: 'self-fed', violates: 'I2 I4 refinement' },
  R13_committed: { by: 'I13', in: 11, wiring: 'partner-fed', violates: 'I1 I10 I13 I14 I16' },
};
