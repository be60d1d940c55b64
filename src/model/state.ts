import { advance, type Region, type StateOf } from './lifecycle.ts';

/** A controller: 0 is K1 (with C1, F1, D1), 1 is K2. */
export type Side = 0 | 1;
export const sides: readonly Side[] = [0, 1];
export const partner = (side: Side): Side => (side === 0 ? 1 : 0);

/** An entry of the mirror management table: it manages one page of the mirror area in the partner's cache (A1). */
export interface Entry {
  state: StateOf<'mirror-page.entry'>;
  block: number;
  version: number;
}

export interface Controller {
  board: StateOf<'controller.board'>;
  mode: StateOf<'controller.mode'>;
  /** The epoch that this controller believes to be current; what it does carries this epoch (R5). */
  epoch: number;
  table: Entry[];
}

/**
 * A cache page. The first pages of a cache are its read/write area, the others its mirror area; a linked page counts as
 * read/write from then on (A4). Blank and clean pages name block 0, version 0.
 */
export interface Page {
  state: StateOf<'read-write-page'> | StateOf<'mirror-page.copy'>;
  block: number;
  /** Sequence number of the write. With the block it is the header of R1. */
  version: number;
  /** Sub-blocks that a copy has brought. Zero in pages that the host's data went to. */
  written: number;
}

/** A FIFO entry; version 0 marks an empty place. Entries stand in the order in which they were accepted. */
export interface FifoEntry {
  block: number;
  version: number;
  /** Mirror page in the partner's cache that the entry drains to. */
  page: number;
  /** Sub-blocks that are in the FIFO; the entry is verified when all are. */
  written: number;
  /** Already in its mirror page, and kept (only with `keepUntilDestage`). */
  drained: boolean;
}

export interface Fifo {
  state: StateOf<'fifo'>;
  entries: FifoEntry[];
}

/** One block: what the host knows of it and what the device holds. Versions count from 1; 0 is the initial content. */
export interface Block {
  /** Version of the newest write that the host issued. */
  issued: number;
  /** Newest version that the host was told is safe. */
  acknowledged: number;
  /** Version that is in effect for the host: acknowledged, answered to a read, or recovered by a takeover. */
  settled: number;
  /** Who works on the newest write: 0 nobody, 1 K1, 2 K2. */
  openAt: number;
  /** The newest write is one request with the block before. */
  joined: boolean;
  /** Version on the device. */
  media: number;
  /** For each controller the version of its device write under way, 0 for none. */
  queued: [number, number];
}

export interface Battery {
  state: StateOf<'battery'>;
  /** Drain steps that it can still feed. */
  charge: number;
}

export interface State {
  controllers: [Controller, Controller];
  caches: [Page[], Page[]];
  fifos: [Fifo, Fifo];
  blocks: Block[];
  units: StateOf<'power-unit'>[];
  batteries: Battery[];
  channelUp: boolean;
  /** The arbiter's epoch: one more with every fence (R5, R6). */
  epoch: number;
  /** Faults so far, one bit each in the order of `faultsOf`. */
  faults: number;
}

/** A lifecycle change: `event` took `part` from one state of its chart to another. */
export interface Move {
  readonly region: Region;
  readonly part: string;
  readonly event: string;
  readonly from: string;
  readonly to: string;
}

/** A state under change. Where `moves` is a list, every lifecycle change is noted there. */
export interface Draft extends State {
  moves: Move[] | null;
}

/** Takes a lifecycle step of one region through its chart and notes it. */
export function move<R extends Region>(
  draft: Draft,
  region: R,
  part: string,
  from: StateOf<R>,
  event: string,
): StateOf<R> {
  const to = advance(region, from, event);
  if (draft.moves !== null) draft.moves.push({ region, part, event, from, to });
  return to;
}
