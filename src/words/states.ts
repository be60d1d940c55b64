import { faultSet } from '../../spec/faults.ts';
import { inReadWriteArea } from '../model/cache.ts';
import { decidesItself, type Model } from '../model/model.ts';
import { BOARD, CACHE, DEVICE, FIFO, type Side, sides } from '../model/side.ts';
import type { FifoEntry, Page, State } from '../model/state.ts';
import { blockName, shortVersionOf } from './names.ts';

/** A state in the words of the domain: every part by its name, blocks and pages counted from 1, nothing blank. */
export interface StateView {
  readonly controllers: Readonly<
    Record<string, { board: string; mode: string; table: Record<string, string> }>
  >;
  readonly caches: Readonly<Record<string, Record<string, string>>>;
  readonly fifos: Readonly<Record<string, { state: string; indicator: 'on' | 'off'; entries: string[] }>>;
  readonly blocks: Readonly<
    Record<
      string,
      {
        acknowledged: number;
        settled: number;
        device: number;
        writing?: string;
        ending?: string;
        suspect?: true;
      }
    >
  >;
  readonly power: Readonly<Record<string, string>>;
  readonly channel: 'up' | 'down';
  readonly arbiter: 'up' | 'down' | 'none';
  readonly devices: Readonly<
    Record<string, { granted: number; confirmed: number; routed: number; mark: string }>
  >;
  readonly faults: readonly string[];
}

/** The readable view of a state. */
export function viewOf(m: Model, s: State): StateView {
  return {
    controllers: bySide(BOARD, (side) => controllerView(s, side)),
    caches: bySide(CACHE, (side) => cacheView(s.caches[side])),
    fifos: m.ack === 'fifo' ? bySide(FIFO, (side) => fifoView(m, s, side)) : {},
    blocks: Object.fromEntries(s.blocks.map((_, b) => [blockName(m, b), blockView(s, b)])),
    power: {
      ...Object.fromEntries(s.units.map((state, i) => [m.unitNames[i], state])),
      ...Object.fromEntries(
        s.batteries.map(({ state, charge }, i) => [m.batteryNames[i], `${state}, charge ${charge}`]),
      ),
    },
    channel: s.channelUp ? 'up' : 'down',
    arbiter: arbiterIn(m, s),
    devices: bySide(DEVICE, (device) => ({ ...s.devices[device] })),
    faults: faultSet(m.faults, s.faults),
  };
}

/** Whether the arbiter works, where there is one. */
export function arbiterIn(m: Model, s: State): StateView['arbiter'] {
  if (decidesItself(m)) return 'none';
  return s.arbiterUp ? 'up' : 'down';
}

function bySide<T>(names: readonly string[], view: (side: Side) => T): Record<string, T> {
  return Object.fromEntries(sides.map((side) => [names[side]!, view(side)]));
}

function controllerView({ controllers }: State, side: Side) {
  const { board, mode, table } = controllers[side];
  const acquired = table.flatMap((entry, i) =>
    entry.state === 'acquired' ? [[`m${i + 1}`, shortVersionOf(entry)]] : [],
  );
  return { board, mode, table: Object.fromEntries(acquired) };
}

function cacheView(pages: readonly Page[]): Record<string, string> {
  const held = pages.flatMap((page, i) => {
    if (page.version === 0) return [];
    const area = inReadWriteArea(page) ? 'read/write' : 'mirror';
    return [[`page ${i + 1}`, `${area} ${page.state} ${shortVersionOf(page)}`]];
  });
  return Object.fromEntries(held);
}

function fifoView(m: Model, s: State, side: Side) {
  const { state, entries } = s.fifos[side];
  const describe = (entry: FifoEntry) => {
    const progress = entry.drained ? 'kept' : entry.written < m.subBlocks ? 'filling' : 'verified';
    return `${shortVersionOf(entry)} for m${entry.page + 1}, ${progress}`;
  };
  const indicator: 'on' | 'off' = state === 'holding' || state === 'draining' ? 'on' : 'off';
  return { state, indicator, entries: entries.filter(({ version }) => version !== 0).map(describe) };
}

function blockView({ blocks }: State, index: number) {
  const { issued, acknowledged, settled, media, openAt, ending, suspect } = blocks[index]!;
  return {
    acknowledged,
    settled,
    device: media,
    ...(openAt !== 0 && { writing: `v${issued} at K${openAt}` }),
    ...(ending !== 'none' && { ending: `v${issued} ${ending}` }),
    ...(suspect && { suspect }),
  };
}
