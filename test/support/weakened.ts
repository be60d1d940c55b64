import type { Design, FaultKind } from '../../spec/design.ts';
import { type QuietRule, quietBecause, type RuleName, ruleNames } from '../../spec/rules.ts';
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
  /** The design among the scenarios that is so changed; the shipped one of that wiring where nothing is. */
  readonly design?: string;
}

export type CaughtRule = Exclude<RuleName, QuietRule>;

/** The rules that something misses when they are weakened alone. */
export const caughtRules = ruleNames.filter((rule): rule is CaughtRule => quietBecause(rule) === undefined);
export const quietRules = ruleNames.filter((rule): rule is QuietRule => quietBecause(rule) !== undefined);

/** What catches each rule soonest when it is weakened alone: one fault, tiny bounds, and the first such design. */
export const caught: Record<CaughtRule, Caught> = {
  R0_verified: { by: 'I6', in: 8, wiring: 'mirror-only', violates: 'I1 I2 I4 I6 I16 refinement' },
  R1_header: { by: 'I1', in: 17, wiring: 'mirror-only', violates: 'I1 I2 I4 refinement' },
  R1_commit: { by: 'I10', in: 13, wiring: 'mirror-only', violates: 'I1 I10' },
  R1_epoch: { by: 'I1', in: 14, wiring: 'mirror-only', violates: 'I1 I2 I4 I6 refinement' },
  R2_fresh: { by: 'I16', in: 13, wiring: 'mirror-only', violates: 'I1 I2 I4 I16 refinement L6' },
  R2_paired: {
    by: 'L6',
    in: 15,
    wiring: 'mirror-only',
    violates: 'L6',
    design: 'uneven-caches',
    changes: { bounds: { cachePages: { C1: 4, C2: 2 } } },
  },
  R3_highest: { by: 'I9', in: 19, wiring: 'mirror-only', violates: 'I1 I2 I4 I9 refinement' },
  R3_media: { by: 'I9', in: 17, wiring: 'mirror-only', violates: 'I1 I2 I4 I9 I12 refinement' },
  R4_invalidated: { by: 'I7', in: 10, wiring: 'mirror-only', violates: 'I3 I7 I8 refinement L6' },
  R4_untargeted: { by: 'I7', in: 13, wiring: 'partner-fed', violates: 'I7 I8' },
  R4_needed: { by: 'L6', in: 8, wiring: 'mirror-only', violates: 'I1 I2 I4 I16 refinement L6' },
  R5_fence: { by: 'I5', in: 7, wiring: 'mirror-only', violates: 'I1 I2 I3 I4 I5 I12 refinement L6' },
  R5_confirm: { by: 'I3', in: 12, wiring: 'mirror-only', violates: 'I1 I2 I3 I4 I12 refinement' },
  R5_route: { by: 'I1', in: 21, wiring: 'mirror-only', violates: 'I1 I2 I3 I4 refinement' },
  R5_lease: {
    by: 'I1',
    in: 21,
    wiring: 'mirror-only',
    violates: 'I1 I2 I3 I4 refinement',
    design: 'direct',
    changes: { path: 'direct' },
  },
  R5_detect: { by: 'I1', in: 8, wiring: 'mirror-only', violates: 'I1' },
  R5_drain: { by: 'I1', in: 14, wiring: 'partner-fed', violates: 'I1 I20' },
  R5_link: { by: 'I1', in: 16, wiring: 'mirror-only', violates: 'I1 I2 I4 refinement' },
  R5_device: { by: 'I3', in: 19, wiring: 'mirror-only', violates: 'I1 I2 I3 I4 refinement' },
  R6_arbiter: { by: 'I1', in: 12, wiring: 'mirror-only', violates: 'I1 I3 refinement' },
  R7_writeThrough: { by: 'I6', in: 5, wiring: 'mirror-only', violates: 'I1 I6 I20' },
  R8_protected: { by: 'I11', in: 6, wiring: 'mirror-only', violates: 'I4 I11 refinement' },
  R9_version: { by: 'I11', in: 14, wiring: 'mirror-only', violates: 'I1 I2 I4 I11 I16 refinement L6' },
  R11_charge: { by: 'I15', in: 11, wiring: 'battery', violates: 'I15' },
  R12_clear: {
    by: 'I2',
    in: 20,
    wiring: 'partner-fed',
    violates: 'I2 I4 refinement',
    design: 'fifo-or-suspicion',
    changes: { bounds: { faults: 2 }, faultKinds: ['FifoLost', 'FalseSuspicion'] },
  },
  R12_suspect: { by: 'I2', in: 18, wiring: 'self-fed', violates: 'I2 I4 refinement' },
  R13_committed: {
    by: 'I13',
    in: 11,
    wiring: 'partner-fed',
    violates: 'I1 I2 I4 I10 I13 I14 I16 refinement',
  },
  R14_resolve: { by: 'refinement', in: 4, wiring: 'mirror-only', violates: 'I3 refinement L6' },
  R15_error: { by: 'I6', in: 10, wiring: 'mirror-only', violates: 'I1 I2 I4 I6 I11 I16 refinement L6' },
  R16_open: { by: 'refinement', in: 3, wiring: 'mirror-only', violates: 'I3 refinement L6' },
  R16_copy: { by: 'I12', in: 17, wiring: 'mirror-only', violates: 'I12' },
  R16_entry: {
    by: 'I10',
    in: 13,
    wiring: 'partner-fed',
    violates: 'I10',
    design: 'two-blocks',
    changes: { bounds: { blocks: 2, fifoDepth: 2 }, faultKinds: ['PowerOff'] },
  },
  R16_destage: { by: 'I12', in: 17, wiring: 'mirror-only', violates: 'I1 I2 I4 I12 I16 refinement L6' },
  R17_page: { by: 'I6', in: 9, wiring: 'mirror-only', violates: 'I1 I6 I10 I16' },
};

/** A rule that nothing misses: where weakening it makes a difference, if it does, and which. */
export interface Quiet {
  readonly wiring: Wiring;
  readonly changes: Changes;
  /** States with the rule in force, and with it weakened. */
  readonly states: readonly [inForce: number, weakened: number];
}

/** Each where it makes a difference that loses nothing; R0_written makes none while R17_page is in force. */
export const quiet: Record<QuietRule, Quiet> = {
  R0_written: { wiring: 'mirror-only', changes: {}, states: [400_936, 400_936] },
  R3_once: { wiring: 'mirror-only', changes: {}, states: [400_936, 401_740] },
  R7_degrade: { wiring: 'mirror-only', changes: {}, states: [400_936, 617_970] },
  R12_mark: { wiring: 'mirror-only', changes: {}, states: [400_936, 400_936] },
  R17_order: {
    wiring: 'mirror-only',
    changes: { bounds: { blocks: 2, pagesPerWrite: 2 }, faultKinds: ['PowerOff'] },
    states: [27_186, 27_376],
  },
  R17_answered: { wiring: 'mirror-only', changes: {}, states: [400_936, 497_105] },
  R18_sizes: { wiring: 'mirror-only', changes: {}, states: [400_936, 400_950] },
  R18_area: { wiring: 'mirror-only', changes: {}, states: [400_936, 401_032] },
};

/** One kind of fault and a number of writes, and every property that is then violated, with its length. */
export interface Narrowed {
  readonly kind: FaultKind;
  readonly writes: number;
  readonly violates: string;
}

/** The same designs narrowed to some thousand states: what a naive search can hold, and a mutation run has time for. */
export const narrowed: Record<RuleName, Narrowed> = {
  R0_verified: { kind: 'PowerOff', writes: 2, violates: 'I1 9, I2 16, I4 16, I6 8, I16 8, refinement 16' },
  R0_written: { kind: 'PowerOff', writes: 2, violates: '' },
  R1_header: { kind: 'PowerOff', writes: 2, violates: 'I1 17, I2 18, I4 18, refinement 18' },
  R1_commit: { kind: 'PowerOff', writes: 2, violates: 'I1 19, I10 14' },
  R1_epoch: { kind: 'PowerOff', writes: 2, violates: 'I1 21, I2 22, I4 22, I6 21, refinement 22' },
  R2_fresh: { kind: 'PowerOff', writes: 2, violates: 'I1 14, I2 21, I4 21, I16 13, refinement 21' },
  R2_paired: { kind: 'PowerOff', writes: 2, violates: 'L6 16' },
  R3_highest: { kind: 'CacheLost', writes: 2, violates: 'I1 21, I2 24, I4 24, I9 20, refinement 24' },
  R3_media: { kind: 'PowerOff', writes: 2, violates: 'I1 24, I2 27, I4 27, I9 18, I12 28, refinement 27' },
  R3_once: { kind: 'FalseSuspicion', writes: 2, violates: '' },
  R4_invalidated: { kind: 'ChannelDown', writes: 1, violates: 'I7 13, I8 13' },
  R4_untargeted: { kind: 'PowerOff', writes: 2, violates: 'I7 13, I8 15' },
  R4_needed: { kind: 'PowerOff', writes: 1, violates: 'I1 12, I2 19, I4 19, I16 11, refinement 19, L6 9' },
  R5_fence: {
    kind: 'FalseSuspicion',
    writes: 2,
    violates: 'I1 23, I2 23, I3 24, I4 23, I5 10, I12 23, refinement 23, L6 24',
  },
  R5_confirm: { kind: 'FalseSuspicion', writes: 2, violates: '' },
  R5_route: { kind: 'FalseSuspicion', writes: 2, violates: 'I1 21, I2 22, I3 23, I4 22, refinement 22' },
  R5_lease: { kind: 'FalseSuspicion', writes: 2, violates: 'I1 21, I2 22, I3 23, I4 22, refinement 22' },
  R5_detect: { kind: 'PowerOff', writes: 1, violates: 'I1 8' },
  R5_drain: { kind: 'PowerOff', writes: 2, violates: 'I1 14, I20 16' },
  R5_link: { kind: 'FalseSuspicion', writes: 1, violates: 'I1 16, I2 17, I4 17, refinement 17' },
  R5_device: { kind: 'FalseSuspicion', writes: 1, violates: 'I3 19, refinement 19' },
  R6_arbiter: { kind: 'ChannelDown', writes: 1, violates: 'I1 12' },
  R7_writeThrough: { kind: 'ChannelDown', writes: 1, violates: 'I1 9, I6 6, I20 11' },
  R7_degrade: { kind: 'PowerOff', writes: 2, violates: '' },
  R8_protected: { kind: 'BoardHang', writes: 1, violates: 'I4 16, refinement 16' },
  R9_version: {
    kind: 'CacheLost',
    writes: 2,
    violates: 'I1 17, I2 18, I4 18, I11 14, I16 17, refinement 18, L6 16',
  },
  R11_charge: { kind: 'BatteryDead', writes: 2, violates: 'I15 11' },
  R12_mark: { kind: 'PowerOff', writes: 1, violates: '' },
  R12_clear: { kind: 'FifoLost', writes: 1, violates: '' },
  R12_suspect: { kind: 'PowerOff', writes: 1, violates: 'I2 18, I4 18, refinement 18' },
  R13_committed: {
    kind: 'PowerOff',
    writes: 2,
    violates: 'I1 12, I2 19, I4 19, I10 15, I13 11, I14 11, I16 11, refinement 19',
  },
  R14_resolve: { kind: 'Abort', writes: 2, violates: 'I3 12, refinement 8, L6 12' },
  R15_error: {
    kind: 'DestageError',
    writes: 1,
    violates: 'I1 12, I2 13, I4 13, I11 12, I16 12, refinement 13',
  },
  R16_open: { kind: 'PowerOff', writes: 2, violates: 'I3 8, refinement 4, L6 11' },
  R16_copy: { kind: 'PowerOff', writes: 2, violates: '' },
  R16_entry: { kind: 'PowerOff', writes: 2, violates: 'I10 13' },
  R16_destage: {
    kind: 'PowerOff',
    writes: 2,
    violates: 'I1 19, I2 20, I4 20, I12 18, I16 19, refinement 20, L6 23',
  },
  R17_page: { kind: 'PowerOff', writes: 2, violates: 'I1 10, I6 9, I10 13, I16 9' },
  R17_order: { kind: 'PowerOff', writes: 2, violates: '' },
  R17_answered: { kind: 'CacheLost', writes: 2, violates: '' },
  R18_sizes: { kind: 'PowerOff', writes: 2, violates: '' },
  R18_area: { kind: 'PowerOff', writes: 2, violates: '' },
};

/** The design that `narrowed` says of a rule. */
export function narrowlyWeakened(rule: RuleName): Design {
  const { wiring, changes }: { readonly wiring: Wiring; readonly changes?: Changes } =
    rule in caught ? caught[rule as CaughtRule] : quiet[rule as QuietRule];
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
