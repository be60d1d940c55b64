import type { Design, FaultKind } from '../../spec/design.ts';
import type { RuleName } from '../../spec/rules.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { arrayWith, type Changes, type Wiring } from './arrays.ts';

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
  R2_fresh: { by: 'I16', in: 13, wiring: 'mirror-only', violates: 'I1 I16 L6' },
  R3_highest: { by: 'I9', in: 18, wiring: 'mirror-only', violates: 'I1 I9' },
  R3_media: { by: 'I9', in: 16, wiring: 'mirror-only', violates: 'I1 I4 I9 I12 refinement' },
  R4_invalidated: { by: 'I7', in: 10, wiring: 'mirror-only', violates: 'I7 I8 L6' },
  R4_untargeted: { by: 'I7', in: 13, wiring: 'partner-fed', violates: 'I7 I8' },
  R5_fence: { by: 'I5', in: 9, wiring: 'mirror-only', violates: 'I1 I3 I4 I5 I12 refinement L6' },
  R5_drain: { by: 'I1', in: 13, wiring: 'partner-fed', violates: 'I1' },
  R5_link: { by: 'I1', in: 14, wiring: 'mirror-only', violates: 'I1' },
  R6_arbiter: { by: 'I3', in: 14, wiring: 'mirror-only', violates: 'I1 I3 I4 I12 refinement L6' },
  R7_writeThrough: { by: 'I6', in: 7, wiring: 'mirror-only', violates: 'I1 I6' },
  R8_protected: { by: 'I11', in: 9, wiring: 'mirror-only', violates: 'I4 I11 refinement' },
  R9_version: { by: 'I11', in: 14, wiring: 'mirror-only', violates: 'I1 I11 I16 L6' },
  R11_charge: { by: 'I15', in: 11, wiring: 'battery', violates: 'I15' },
  R12_lost: { by: 'I2', in: 16, wiring: 'self-fed', violates: 'I2 I4 refinement' },
  R13_committed: { by: 'I13', in: 11, wiring: 'partner-fed', violates: 'I1 I10 I13 I14 I16' },
  R14_resolve: { by: 'refinement', in: 7, wiring: 'mirror-only', violates: 'I3 refinement L6' },
  R15_error: { by: 'I6', in: 10, wiring: 'mirror-only', violates: 'I1 I6 I11 I16 L6' },
};

/** One kind of fault and a number of writes, and every property that is then violated, with its length. */
export interface Narrowed {
  readonly kind: FaultKind;
  readonly writes: number;
  readonly violates: string;
}

/** The same designs narrowed to some thousand states: what a naive search can hold, and a mutation run has time for. */
export const narrowed: Record<RuleName, Narrowed> = {
  R0_verified: { kind: 'PowerOff', writes: 2, violates: 'I1 9, I6 8, I16 8' },
  R1_header: { kind: 'PowerOff', writes: 2, violates: 'I1 15' },
  R1_commit: { kind: 'PowerOff', writes: 2, violates: 'I1 19, I10 13' },
  R2_fresh: { kind: 'PowerOff', writes: 2, violates: 'I1 14, I16 13' },
  R3_highest: { kind: 'CacheLost', writes: 2, violates: 'I1 21, I9 19' },
  R3_media: { kind: 'PowerOff', writes: 2, violates: 'I1 26, I9 17, I12 26' },
  R4_invalidated: { kind: 'ChannelDown', writes: 1, violates: 'I7 13, I8 13' },
  R4_untargeted: { kind: 'PowerOff', writes: 2, violates: 'I7 13, I8 15' },
  R5_fence: {
    kind: 'FalseSuspicion',
    writes: 2,
    violates: 'I1 22, I3 28, I4 21, I5 9, I12 21, refinement 21, L6 22',
  },
  R5_drain: { kind: 'PowerOff', writes: 2, violates: 'I1 14' },
  R5_link: { kind: 'FalseSuspicion', writes: 1, violates: 'I1 14' },
  R6_arbiter: { kind: 'ChannelDown', writes: 1, violates: 'I3 14, refinement 14' },
  R7_writeThrough: { kind: 'ChannelDown', writes: 1, violates: 'I1 12, I6 8' },
  R8_protected: { kind: 'BoardHang', writes: 1, violates: 'I4 14, refinement 14' },
  R9_version: { kind: 'CacheLost', writes: 2, violates: 'I1 18, I11 14, I16 17, L6 16' },
  R11_charge: { kind: 'BatteryDead', writes: 2, violates: 'I15 11' },
  R12_lost: { kind: 'PowerOff', writes: 1, violates: 'I2 16, I4 16, refinement 16' },
  R13_committed: { kind: 'PowerOff', writes: 2, violates: 'I1 12, I10 15, I13 11, I14 11, I16 11' },
  R14_resolve: { kind: 'Abort', writes: 2, violates: 'I3 12, refinement 8, L6 12' },
  R15_error: { kind: 'DestageError', writes: 1, violates: 'I1 12, I11 12, I16 12' },
};

/** The design that `narrowed` says of a rule. */
export function narrowlyWeakened(rule: RuleName): Design {
  const { wiring, changes } = caught[rule];
  const { kind, writes } = narrowed[rule];
  const bounds = { ...changes?.bounds, writes };
  return arrayWith(wiring, { ...changes, faultKinds: [kind], bounds, weaken: [rule] });
}

type Found = Pick<Exploration, 'findings'>;

/** What an exploration found violated, each property with the length of its schedule. */
export function violatedIn({ findings }: Found): string {
  return told(findings.filter(({ property }) => property.kind !== 'sometimes'));
}

/** The witnesses that an exploration came across, with the same. */
export function witnessedIn({ findings }: Found): string {
  return told(findings.filter(({ property }) => property.kind === 'sometimes'));
}

function told(findings: Found['findings']): string {
  return findings
    .flatMap(({ property, schedule }) =>
      schedule === undefined ? [] : [`${property.id} ${schedule.length}`],
    )
    .join(', ');
}
