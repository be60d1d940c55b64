import { BOARD, CACHE, FIFO, type Model } from '../model/model.ts';
import { type Entry, type FifoEntry, type Page, type State, sides } from '../model/state.ts';
import { deviceOf } from '../story/view.ts';

/**
 * Every value that the page shows of a state, by the name of its place: `K1 mode`, `C1 page 2`, `F1 entry
 * 1`.
 */
export type Facts = ReadonlyMap<string, string>;

export interface Change {
  readonly name: string;
  readonly was: string;
  readonly is: string;
}

export function factsOf(m: Model, s: State): Facts {
  return new Map([
    ...sides.flatMap((side) => controllerFacts(s, side)),
    ...sides.flatMap((side) =>
      s.caches[side].map((page, i) => [`${CACHE[side]} page ${i + 1}`, tellPage(m, page)] as const),
    ),
    ...(m.ack === 'fifo' ? sides.flatMap((side) => fifoFacts(m, s, side)) : []),
    ...s.blocks.flatMap((_, block) => blockFacts(m, s, block)),
    ...s.units.map((state, i) => [m.unitNames[i]!, state] as const),
    ...s.batteries.map(({ state, charge }, i) => [m.batteryNames[i]!, `${state}, charge ${charge}`] as const),
    ['node channel', s.channelUp ? 'up' : 'cut'],
    ['arbiter epoch', String(s.epoch)],
  ]);
}

/** What differs, in the order of the facts. */
export function changesBetween(was: Facts, is: Facts): Change[] {
  return [...is].flatMap(([name, value]) => {
    const before = was.get(name)!;
    return before === value ? [] : [{ name, was: before, is: value }];
  });
}

export function tellPage(m: Model, { state, block, version, written }: Page): string {
  if (version === 0) return state;
  const part = written > 0 && written < m.subBlocks ? `, ${written} of ${m.subBlocks} sub-blocks` : '';
  return `${state} b${block + 1} v${version}${part}`;
}

export function tellEntry({ state, block, version }: Entry): string {
  return state === 'free' ? 'free' : `b${block + 1} v${version}`;
}

export function tellQueued(m: Model, { block, version, page, written, drained }: FifoEntry): string {
  if (version === 0) return 'empty';
  const progress = drained
    ? 'drained, kept'
    : written < m.subBlocks
      ? `${written} of ${m.subBlocks}`
      : 'verified';
  return `b${block + 1} v${version} for m${page + 1}, ${progress}`;
}

export function hasRemaining({ fifos }: State, side: 0 | 1): boolean {
  const { state } = fifos[side];
  return state === 'holding' || state === 'draining';
}

type Named = readonly (readonly [string, string])[];

function controllerFacts(s: State, side: 0 | 1): Named {
  const { board, mode, epoch, table } = s.controllers[side];
  const name = BOARD[side];
  return [
    [`${name} board`, board],
    [`${name} mode`, mode],
    [`${name} epoch`, String(epoch)],
    ...table.map((entry, i) => [`${name} entry ${i + 1}`, tellEntry(entry)] as const),
  ];
}

function fifoFacts(m: Model, s: State, side: 0 | 1): Named {
  const { state, entries } = s.fifos[side];
  return [
    [`${FIFO[side]} state`, state],
    [`${FIFO[side]} indicator`, hasRemaining(s, side) ? 'on' : 'off'],
    ...entries.map((entry, i) => [`${FIFO[side]} place ${i + 1}`, tellQueued(m, entry)] as const),
  ];
}

function blockFacts(m: Model, s: State, index: number): Named {
  const { issued, acknowledged, settled, openAt, media, queued } = s.blocks[index]!;
  const name = `b${index + 1}`;
  const device = deviceOf(m, index);
  return [
    [`${name} issued`, `v${issued}`],
    [`${name} acknowledged`, `v${acknowledged}`],
    [`${name} settled`, `v${settled}`],
    [`${name} open at`, openAt === 0 ? 'none' : BOARD[openAt - 1]!],
    [`${device} ${name}`, `v${media}`],
    ...sides.map(
      (side) =>
        [
          `${device} ${name} write by ${BOARD[side]}`,
          queued[side] === 0 ? 'none' : `v${queued[side]}`,
        ] as const,
    ),
  ];
}
