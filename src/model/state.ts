import { advance, LIFECYCLE_STATES, type LifecycleEvent, type Region, type StateOf } from './lifecycle.ts';
import { isMirrorPage, type Model } from './model.ts';
import { PHASES } from './phase.ts';
import * as shapes from './shape.ts';
import { partner } from './side.ts';

const { block, bySide, count, epoch, flag, hostEpoch, list, name, partedList, record, version } = shapes;

// Where names are packed they are compared in the order of their list, so those that most states have come first.
const MODES = LIFECYCLE_STATES['controller.mode'].toReversed();
const READ_WRITE_STATES = LIFECYCLE_STATES['read-write-page'];
const MIRROR_STATES = LIFECYCLE_STATES['mirror-page.copy'];
/** What answers for a device rely on beside it: two copies, as an array that mirrors is built to, nothing, or one copy. */
const MARKS = LIFECYCLE_STATES['device.mark'];
const PAGE_STATES = [...new Set([...MIRROR_STATES, ...READ_WRITE_STATES])];

/**
 * errored: a copy of it ended with an error, and it is copied again, or told failed (R15). aborted: the host gave up, and
 * what becomes of it is unknown until its controller has resolved it (R14). failed: it never takes effect any more.
 */
const ENDINGS = ['none', 'errored', 'aborted', 'failed'] as const;

/** The state of an array: every field once. All that must know its fields is made from this (shape.ts). */
export const shape = record({
  controllers: bySide(
    record({
      board: name(LIFECYCLE_STATES['controller.board']),
      mode: name(MODES, 'booting'),
      /** The mirror management table: each entry manages one page of the mirror area in the partner's cache (A1). */
      table: list(
        ({ areas }, { side }) => areas[partner(side)].mirror,
        record({ state: name(LIFECYCLE_STATES['mirror-page.entry']), block, version }),
      ),
    }),
  ),
  /**
   * The pages of each cache: first those of its read/write area, then those of its mirror area; a linked page counts as
   * read/write from then on (A4). Blank and clean pages name block 0, version 0.
   */
  caches: bySide(
    partedList(
      ({ areas }, { side }) => areas[side].readWrite + areas[side].mirror,
      (m, { side, index }) => (isMirrorPage(m, side, index) ? 'mirror' : 'readWrite'),
      record({
        state: name(
          (m, { side, index }) => (isMirrorPage(m, side, index) ? PAGE_STATES : READ_WRITE_STATES),
          (m, { side, index }) => (isMirrorPage(m, side, index) ? 'blank' : 'clean'),
        ),
        block,
        /** Sequence number of the write. With the block it is the header of R1. */
        version,
        /** Sub-blocks that a copy has brought. Zero in pages that the host's data went to. */
        written: count((m, { side, index }) => (isMirrorPage(m, side, index) ? m.subBlocks : 0)),
      }),
    ),
  ),
  fifos: bySide(
    record({
      state: name(LIFECYCLE_STATES.fifo),
      /** It failed while its indicator was on (B8, B14), as the side that it drains to has seen. */
      lost: flag(false),
      /** In the order in which they were accepted; version 0 marks an empty place. */
      entries: list(
        ({ ack, design }) => (ack === 'fifo' ? design.bounds.fifoDepth : 0),
        record({
          block,
          version,
          /** Mirror page in the partner's cache that the entry drains to. */
          page: shapes.mirrorPage,
          /** Sub-blocks that are in the FIFO; the entry is verified when all are. */
          written: count(({ subBlocks }) => subBlocks),
          /** Already in its mirror page, and kept (only with `keepUntilDestage`). */
          drained: flag(false),
        }),
      ),
    }),
  ),
  /** What the host knows of each block and what the device holds. Versions count from 1; 0 is the initial content. */
  blocks: list(
    ({ blocks }) => blocks.length,
    record({
      /** Version of the newest write that the host issued. */
      issued: version,
      /** Newest version that the host was told is safe. */
      acknowledged: version,
      /** Version that is in effect for the host: acknowledged, answered to a read, or recovered by a takeover. */
      settled: version,
      /** Version on the device. */
      media: version,
      /** For each controller the version of its device write under way, 0 for none. */
      queued: bySide(version),
      /** A second device write under way, which lands after that one. Only with R16_destage weakened (H57). */
      overtaken: bySide(list(({ deviceWrites }) => deviceWrites - 1, version)),
      /** Who works on the newest write: 0 nobody, 1 K1, 2 K2. */
      openAt: shapes.actor,
      /** The newest write is one request with the block before. */
      joined: flag(false),
      /** How the newest write ends, other than by being told safe. */
      ending: name(ENDINGS),
      /** For each version its number, by who gave it, and 0 at the other. Only with R1_epoch weakened (H56). */
      numbers: bySide(
        list(
          ({ numbered }) => numbered,
          count(({ versions }) => versions),
        ),
      ),
      /** Reported suspect, and not answered, until it is written anew (R12). */
      suspect: flag(false),
    }),
    'block',
  ),
  units: list(({ unitNames }) => unitNames.length, name(LIFECYCLE_STATES['power-unit']), 'unit'),
  batteries: list(
    ({ batteryNames }) => batteryNames.length,
    record({
      state: name(LIFECYCLE_STATES.battery),
      /** Drain steps that it can still feed. */
      charge: count(holdOf, holdOf),
    }),
    'battery',
  ),
  /** The node channel works. */
  channelUp: flag(true),
  /** The arbiter works. What it keeps outlives its failure (R6, R12). */
  arbiterUp: flag(true),
  /** By the side of the controller that it belongs to at first, the epochs of a device, one more with every fence of it. */
  devices: bySide(
    record({
      /** The one that the arbiter has granted (R6). */
      granted: epoch,
      /** The one whose owner the device takes writes from (R5_confirm). */
      confirmed: epoch,
      /** The oldest one whose owner the host can still reach (R5_route, R5_lease). */
      routed: hostEpoch,
      /** What the answers of its owner rely on, as the arbiter knows it (R12). */
      mark: name(({ inForce }) => (inForce.R7_writeThrough ? MARKS.slice(0, 2) : MARKS)),
    }),
  ),
  /** For each fault of the design whether it has struck. */
  faults: list(({ faults }) => faults.length, flag(false), 'fault'),
  /** The strikes in their order, where cut sets are asked for, and nothing elsewhere. */
  strikes: list(
    ({ noted, maxFaults }) => (noted === undefined ? 0 : maxFaults),
    record({
      /** Its place among the faults of the design from 1 on; 0 where none has struck yet. */
      fault: count(({ faults }) => faults.length),
      phase: name(PHASES),
    }),
  ),
});

function holdOf({ design }: Model, { index }: shapes.Place): number {
  return Object.values(design.batteries)[index]!.hold;
}

export interface State extends shapes.ValueOf<typeof shape> {}

/** A field of the state by its name without places (`caches.mirror.state`), or a part of the state (`caches.mirror`). */
export type StateField = shapes.FieldName<typeof shape>;

export type Controller = State['controllers'][number];
export type Entry = Controller['table'][number];
export type Page = State['caches'][number][number];
export type Fifo = State['fifos'][number];
export type FifoEntry = Fifo['entries'][number];
export type Block = State['blocks'][number];
export type Battery = State['batteries'][number];

/** The state before boot: empty caches, full batteries, everything on. */
export function initialState(m: Model): State {
  return shapes.initialOf(shape, m);
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

/** Takes a lifecycle step of one part through its chart and notes it. */
export function move<R extends Region>(
  draft: Draft,
  event: LifecycleEvent<R>,
  part: string,
  from: StateOf<R>,
): StateOf<R> {
  const to = advance(event, from);
  if (draft.moves !== null) draft.moves.push({ region: event.region, part, event: event.name, from, to });
  return to;
}
