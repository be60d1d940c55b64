import type { Model } from '../../model/model.ts';
import { BOARD, CACHE, DEVICE, FIFO, type Side, sides } from '../../model/side.ts';
import type { Entry, FifoEntry, Page, State } from '../../model/state.ts';
import { writesUnderWay } from '../../words/actions/versions.ts';
import { deviceOf, shortVersionOf } from '../../words/names.ts';
import { arbiterIn } from '../../words/states.ts';
import { beforeCacheLoss, beforeFifoLoss, beforeTableLoss } from './losses.ts';
import { type Run, stateAt } from './run.ts';

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

export function factsOf(run: Run, number: number): Facts {
  const { model: m } = run;
  const s = stateAt(run, number);
  return new Map([
    ...sides.flatMap((side) => controllerFacts(run, number, side)),
    ...sides.flatMap((side) => cacheFacts(run, number, side)),
    ...(m.ack === 'fifo' ? sides.flatMap((side) => fifoFacts(run, number, side)) : []),
    ...s.blocks.flatMap((_, block) => blockFacts(m, s, block)),
    ...s.units.map((state, i) => [m.unitNames[i]!, state] as const),
    ...s.batteries.map(({ state, charge }, i) => [m.batteryNames[i]!, `${state}, charge ${charge}`] as const),
    ['node channel', s.channelUp ? 'up' : 'cut'],
    ['arbiter', arbiterIn(m, s)],
    ...sides.flatMap((device) => deviceFacts(s, device)),
  ]);
}

/** What differs, in the order of the facts. Where nothing was, nothing is lost: that is no change. */
export function changesBetween(was: Facts, is: Facts): Change[] {
  return [...is].flatMap(([name, value]) => {
    const before = was.get(name)!;
    return before === value || value === NO_CONTENT ? [] : [{ name, was: before, is: value }];
  });
}

/** Whether a cell that says this held a copy until its memory went. */
export function isLost(text: string): boolean {
  return text.startsWith(LOST);
}

/** Whether the memory that a part is, or is in, has lost its content. */
export function isMemoryGone(facts: Facts, part: string): boolean {
  const says = facts.get(part) ?? facts.get(`${part} state`) ?? '';
  return [LOST, FORGOTTEN, NO_CONTENT, FAILED].some((how) => says.startsWith(how));
}

function tellPage(m: Model, page: Page): string {
  return page.version === 0 ? page.state : `${page.state} ${shortVersionOf(page)}${partOf(m, page)}`;
}

export function tellEntry(entry: Entry): string {
  return entry.state === 'free' ? 'free' : shortVersionOf(entry);
}

function tellQueued(m: Model, entry: FifoEntry): string {
  if (entry.version === 0) return 'empty';
  const progress = entry.drained ? ', drained, kept' : partOf(m, entry) || ', verified';
  return `${shortVersionOf(entry)} for m${entry.page + 1}${progress}`;
}

/** How much of a copy is there, where it is not whole. */
function partOf({ subBlocks }: Model, { written }: Page | FifoEntry): string {
  return written > 0 && written < subBlocks ? `, ${written} of ${subBlocks} sub-blocks` : '';
}

const NO_CONTENT = 'no content';
const LOST = 'lost: ';
/** Of a table entry: the copy that it names may well be there still. */
const FORGOTTEN = 'forgotten: ';
/** Of a FIFO. */
const FAILED = 'failed: ';

type Named = readonly (readonly [string, string])[];

function controllerFacts(run: Run, number: number, side: Side): Named {
  const { board, mode, table } = stateAt(run, number).controllers[side];
  const last = beforeTableLoss(run, number, side)?.controllers[side].table;
  const name = BOARD[side];
  return [
    [`${name} board`, board],
    [`${name} mode`, mode],
    ...table.map((entry, i) => {
      const held = last === undefined ? tellEntry(entry) : forgotten(last[i]!);
      return [`${name} entry ${i + 1}`, held] as const;
    }),
  ];
}

function deviceFacts({ devices }: State, device: Side): Named {
  const { granted, confirmed, routed, mark } = devices[device];
  const name = DEVICE[device];
  return [
    [`${name} granted`, String(granted)],
    [`${name} confirmed`, String(confirmed)],
    [`${name} routed`, String(routed)],
    [`${name} mark`, mark],
  ];
}

function cacheFacts(run: Run, number: number, side: Side): Named {
  const last = beforeCacheLoss(run, number, side)?.caches[side];
  return stateAt(run, number).caches[side].map((page, i) => {
    const held = last === undefined ? tellPage(run.model, page) : goneFromPage(run.model, last[i]!);
    return [`${CACHE[side]} page ${i + 1}`, held] as const;
  });
}

function fifoFacts(run: Run, number: number, side: Side): Named {
  const { state, entries } = stateAt(run, number).fifos[side];
  const last = beforeFifoLoss(run, number, side)?.fifos[side].entries;
  const name = FIFO[side];
  const places = (tell: (entry: FifoEntry, i: number) => string) =>
    entries.map((entry, i) => [`${name} place ${i + 1}`, tell(entry, i)] as const);
  if (last === undefined) {
    const hasRemaining = state === 'holding' || state === 'draining';
    return [
      [`${name} state`, state],
      [`${name} indicator`, hasRemaining ? 'on' : 'off'],
      ...places((entry) => tellQueued(run.model, entry)),
    ];
  }
  return [
    [`${name} state`, `${FAILED}${last[0]!.version > 0 ? 'content lost' : 'held nothing'}`],
    [`${name} indicator`, 'out of service'],
    ...places((_, i) => goneCopy(run.model, last[i]!)),
  ];
}

function forgotten(entry: Entry): string {
  return entry.version === 0 ? NO_CONTENT : `${FORGOTTEN}${shortVersionOf(entry)}`;
}

/** A page that is filling has nothing yet of the version that it is for. */
function goneFromPage(m: Model, page: Page): string {
  return page.state === 'filling' ? NO_CONTENT : goneCopy(m, page);
}

function goneCopy(m: Model, held: Page | FifoEntry): string {
  return held.version === 0 ? NO_CONTENT : `${LOST}${shortVersionOf(held)}${partOf(m, held)}`;
}

function blockFacts(m: Model, s: State, index: number): Named {
  const { issued, acknowledged, settled, openAt, ending, suspect, media } = s.blocks[index]!;
  const name = `b${index + 1}`;
  const device = deviceOf(m, index);
  return [
    [`${name} issued`, `v${issued}`],
    [`${name} acknowledged`, `v${acknowledged}`],
    [`${name} settled`, `v${settled}`],
    [`${name} open at`, openAt === 0 ? 'none' : BOARD[openAt - 1]!],
    [`${name} ending`, ending],
    [`${device} ${name}`, suspect ? `v${media}, reported suspect` : `v${media}`],
    ...sides.map(
      (side) =>
        [
          `${device} ${name} write by ${BOARD[side]}`,
          writesUnderWay(s, side, index).map(shortVersionOf).join(', ') || 'none',
        ] as const,
    ),
  ];
}
