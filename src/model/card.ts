import { strikes } from '../../spec/design.ts';
import { sizeOf } from '../../spec/faults.ts';
import type { Model } from './model.ts';
import { BOARD, DEVICE, type Side, sides } from './side.ts';
import type { Controller, State, StateField } from './state.ts';

/*
 * What an action of the protocol says of itself, once. Its type, its instances, its label in schedules, its place in
 * groups and policies, and what it leaves unchanged follow from the card.
 */

export type Mode = Controller['mode'];

/** What each parameter adds to an action. */
interface Arguments {
  readonly side: { readonly side: Side };
  readonly block: { readonly block: number };
  /** Consecutive blocks of one device, from `block` on. */
  readonly span: { readonly block: number; readonly pages: number };
  /** Any page of the controller's own cache. */
  readonly page: { readonly page: number };
  /** A page of a mirror area, by its place there: an entry of the table that manages it. */
  readonly mirrorPage: { readonly page: number };
  /** A device, by the side of the controller that it belongs to at first. */
  readonly device: { readonly device: Side };
  readonly unit: { readonly unit: number };
  readonly battery: { readonly battery: number };
  /** Which of the model's faults it is. It says what is struck. */
  readonly fault: { readonly fault: number };
}

export type Parameter = keyof Arguments;

/** Who does it: the array by itself, its host, a fault, a repair, or what a fault left under way. */
export type By = 'array' | 'host' | 'fault' | 'repair' | 'late';

/** The process of a controller, or of its surroundings, that the action is a step of (policies of `fuzz`). */
export type Process =
  | 'write'
  | 'drain'
  | 'destage'
  | 'device'
  | 'takeover'
  | 'host'
  | 'abort'
  | 'read'
  | 'late'
  | 'fault';

/** An action of the protocol as it presents itself. */
export interface Card<N extends string = string, P extends Parameter = Parameter> {
  readonly name: N;
  /** Its parameters, in the order of its label. */
  readonly over: readonly P[];
  readonly by: By;
  readonly process: Process;
  /** A controller does it, while its board is up and in these modes. Without modes, hardware or a fault does it. */
  readonly modes?: readonly Mode[];
  /** Of what hardware does for a controller: for which alone, as far as that depends on its board and its mode. */
  readonly of?: (controller: Pick<Controller, 'board' | 'mode'>) => boolean;
  /** Fields of the state that it may change. No other changes: what UNCHANGED says in TLA+. */
  readonly touches: readonly StateField[];
  /** Which designs have it; all, unless it says so. */
  readonly only?: (m: Model) => boolean;
}

/** The action that a card stands for, with its arguments. */
export type ActionOn<N extends string, P extends Parameter> = Flat<
  { readonly name: N } & Both<P extends Parameter ? Arguments[P] : never>
>;

type Flat<T> = { readonly [K in keyof T]: T[K] };
type Both<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never;

/** The arguments of an action, whichever it has. */
type Given = Partial<Both<Arguments[Parameter]>>;

/** Every instance of an action that the design has, in a fixed order. */
export function instancesOf<N extends string, P extends Parameter>(
  card: Card<N, P>,
  m: Model,
): ActionOn<N, P>[] {
  if (card.only?.(m) === false) return [];
  const given = card.over.reduce<Given[]>(
    (partial, parameter) => partial.flatMap((one) => parameters[parameter](m, one, card.name)),
    [{}],
  );
  return given.map((args) => ({ name: card.name, ...args }) as ActionOn<N, P>);
}

/** The ways to give one more argument, after those that are given. */
const parameters: Readonly<Record<Parameter, (m: Model, given: Given, action: string) => Given[]>> = {
  side: (_, given) => sides.map((side) => ({ ...given, side })),
  block: (m, given) => m.blocks.map((_, block) => ({ ...given, block })),
  span: (m, given) =>
    m.blocks.flatMap((_, block) => spansFrom(m, block).map((pages) => ({ ...given, block, pages }))),
  page: ({ areas }, given) =>
    upTo(areas[given.side!].readWrite + areas[given.side!].mirror).map((page) => ({ ...given, page })),
  mirrorPage: ({ areas }, given) => upTo(areas[given.side!].mirror).map((page) => ({ ...given, page })),
  device: (_, given) => sides.map((device) => ({ ...given, device })),
  unit: ({ unitNames }, given) => unitNames.map((_, unit) => ({ ...given, unit })),
  battery: ({ batteryNames }, given) => batteryNames.map((_, battery) => ({ ...given, battery })),
  fault: (m, given, action) =>
    m.faults.flatMap(({ kind, target }, fault) =>
      kind === action ? [{ ...given, ...struckBy(m, kind, target), fault }] : [],
    ),
};

/** What a fault strikes, as the argument of its action. */
function struckBy(m: Model, kind: keyof typeof strikes, target: string): Given {
  switch (strikes[kind]) {
    case 'power unit':
      return { unit: m.unitNames.indexOf(target) };
    case 'battery':
      return { battery: m.batteryNames.indexOf(target) };
    case 'node channel':
    case 'arbiter':
      return {};
    default:
      return { side: target.endsWith('1') ? 0 : 1 };
  }
}

/** The argument that says what a fault strikes. */
export interface StruckArgument {
  readonly 'power unit': 'unit';
  readonly battery: 'battery';
  readonly board: 'side';
  readonly cache: 'side';
  readonly FIFO: 'side';
  readonly 'node channel': never;
  readonly arbiter: never;
  readonly copy: 'side';
  readonly engine: 'side';
}

/** How many blocks a request that begins here may span: no further than its device. */
function spansFrom(m: Model, block: number): number[] {
  const all = upTo(m.design.bounds.pagesPerWrite).map((pages) => pages + 1);
  return all.filter((pages) => m.blocks[block + pages - 1] === m.blocks[block]);
}

function upTo(end: number): number[] {
  return [...Array(end).keys()];
}

/**
 * The name of an action as schedules and tables write it: `HostWrite K1 b1-b2`, `Destage K1 p3`, `LinkPage K2 m1`,
 * `PowerOff P1`. Blocks, pages and mirror pages count from 1.
 */
export function labelFrom(card: Card, m: Model, given: Given): string {
  return [card.name, ...card.over.map((parameter) => words[parameter](m, given))].join(' ').trimEnd();
}

const words: Readonly<Record<Parameter, (m: Model, given: Given) => string>> = {
  side: (_, { side }) => BOARD[side!],
  block: (_, { block }) => `b${block! + 1}`,
  span: (_, { block, pages }) => (pages === 1 ? `b${block! + 1}` : `b${block! + 1}-b${block! + pages!}`),
  page: (_, { page }) => `p${page! + 1}`,
  mirrorPage: (_, { page }) => `m${page! + 1}`,
  device: (_, { device }) => DEVICE[device!],
  unit: (m, { unit }) => m.unitNames[unit!]!,
  battery: (m, { battery }) => m.batteryNames[battery!]!,
  fault: (m, { fault }) => m.faults[fault!]!.target,
};

/**
 * Who may act: a controller while its board is up and in a mode for the action, hardware for the controllers that it says,
 * a fault within the budget of the bounds, all others always. The guard of the action says what else it takes.
 */
export function mayAct(
  { by, modes, of }: Card,
  controller: Pick<Controller, 'board' | 'mode'>,
  isBudgetSpent: boolean,
): boolean {
  if (by === 'fault' && isBudgetSpent) return false;
  if (modes !== undefined) return controller.board === 'up' && modes.includes(controller.mode);
  return of?.(controller) !== false;
}

/** Whether as many faults have struck as the bounds allow. */
export function isBudgetSpent(m: Model, s: State): boolean {
  return sizeOf(s.faults) >= m.maxFaults;
}

/** Whether a field is among those that are named, itself or the part that holds it. */
export function isAmong(named: readonly StateField[], field: string): boolean {
  return named.some((one) => field === one || field.startsWith(`${one}.`));
}
