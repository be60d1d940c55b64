import type { RuleName } from './rules.ts';

/** What a power unit or a battery can feed: boards, caches, FIFOs, the engines that drain them, and the arbiter. */
export const parts = ['K1', 'K2', 'C1', 'C2', 'F1', 'F2', 'E1', 'E2', 'A'] as const;
export type Part = (typeof parts)[number];

/** The kinds of fault that strike once in a run, named as the actions that they are, each with what it strikes. */
export const strikes = {
  PowerOff: 'power unit',
  BatteryDead: 'battery',
  BoardCrash: 'board',
  BoardHang: 'board',
  CacheLost: 'cache',
  FifoLost: 'FIFO',
  ChannelDown: 'node channel',
  ArbiterDown: 'arbiter',
  FalseSuspicion: 'board',
  CopyError: 'copy',
  FifoError: 'FIFO',
  DrainError: 'engine',
  DestageError: 'board',
} as const;

/**
 * All kinds that a design can allow. Two cost no budget: `BatteryElapse` is time passing, `Abort` a host that gives up on a
 * write.
 */
export type FaultKind = keyof typeof strikes | 'BatteryElapse' | 'Abort';
export const faultKinds: readonly FaultKind[] = [
  ...(Object.keys(strikes) as (keyof typeof strikes)[]),
  'BatteryElapse',
  'Abort',
];

export type AckRule = 'mirror' | 'fifo';

/**
 * Who decides which of two controllers takes over (R6): an arbiter with a supply of its own, one that the units of the array
 * feed, or nobody: then each controller decides by itself.
 */
export const arbiters = ['apart', 'fed', 'none'] as const;
export type Arbiter = (typeof arbiters)[number];

/** What is between hosts and controllers: a switching unit (B9), or nothing but wires. */
export const paths = ['switch', 'direct'] as const;
export type HostPath = (typeof paths)[number];

/** What becomes of a block, worst last. */
export const verdicts = ['safe', 'stranded', 'lost', 'stale', 'torn'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether a verdict tells of harm. What a search that was stopped has not seen to the end is undecided, never safe. */
export function isHarm(verdict: string): verdict is Exclude<Verdict, 'safe'> {
  return verdict !== 'safe' && verdict !== 'undecided';
}

/** Sizes that bound the exploration. Pages, blocks, entries and sub-blocks are counts. */
export interface Bounds {
  /** Pages of each whole cache, read/write and mirror area together. */
  readonly cachePages: { readonly C1: number; readonly C2: number };
  /** Blocks of each device. */
  readonly blocks: number;
  /** Block versions that the host writes in all, or any number of them. */
  readonly writes: number | 'any';
  /** Consecutive blocks that one host write may span. */
  readonly pagesPerWrite: number;
  /** Sub-blocks of a page; a copy can be torn between two of them. */
  readonly subBlocks: number;
  readonly fifoDepth: number;
  /** How many faults may happen in one run. */
  readonly faults: number;
}

/** A storage array as its design file describes it, every default filled in. */
export interface Design {
  readonly name: string;
  readonly about: string;
  readonly ack: AckRule;
  readonly arbiter: Arbiter;
  readonly path: HostPath;
  /** Power unit to the parts that it feeds. */
  readonly power: Readonly<Record<string, readonly Part[]>>;
  /** Battery to the parts that it feeds when no power unit does, and for how many drain steps. */
  readonly batteries: Readonly<Record<string, { readonly feeds: readonly Part[]; readonly hold: number }>>;
  readonly fifo: {
    /** The FIFO sits on its writer's board: it stops, and may lose its content, with that board. */
    readonly onBoard: boolean;
    /** A drained entry stays until its version is on the device (H28). */
    readonly keepUntilDestage: boolean;
  };
  /** A board crash loses the memory on that board: its cache, and its FIFO when that sits on the board. */
  readonly crashLosesMemory: boolean;
  readonly bounds: Bounds;
  readonly faultKinds: readonly FaultKind[];
  readonly weakened: readonly RuleName[];
  readonly declares: {
    /** Fault sets, as patterns, after which every acknowledged write stays safe. */
    readonly survives: readonly string[];
    /** Fault sets, as patterns, with the worst that comes of them. */
    readonly fails: Readonly<Record<string, Exclude<Verdict, 'safe'>>>;
  };
}

export const presetNames = ['tiny', 'small', 'large'] as const;
export type PresetName = (typeof presetNames)[number];

/** Bounds as data. What a design file sets itself goes before its preset. */
export const presets: Readonly<Record<PresetName, Bounds>> = {
  tiny: {
    cachePages: { C1: 4, C2: 4 },
    blocks: 1,
    writes: 2,
    pagesPerWrite: 1,
    subBlocks: 2,
    fifoDepth: 1,
    faults: 1,
  },
  small: {
    cachePages: { C1: 4, C2: 4 },
    blocks: 2,
    writes: 2,
    pagesPerWrite: 2,
    subBlocks: 2,
    fifoDepth: 2,
    faults: 2,
  },
  large: {
    cachePages: { C1: 6, C2: 6 },
    blocks: 4,
    writes: 8,
    pagesPerWrite: 2,
    subBlocks: 2,
    fifoDepth: 4,
    faults: 3,
  },
};
