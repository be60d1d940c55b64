import { initialState } from '../model/initial.ts';
import { LIFECYCLE_STATES } from '../model/lifecycle.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';

/** One field of a state: where it is, and the values that it can take. */
export interface Field {
  /** From the state: `.blocks[0].media`. */
  readonly path: string;
  readonly values: readonly string[] | readonly boolean[] | number;
  /** Place in the packed state. */
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
}

export interface Layout {
  readonly fields: readonly Field[];
  readonly words: number;
}

/** More would not be explored in any useful time; a design that needs it is refused. */
export const MAX_WORDS = 48;

/** Thrown for bounds whose states do not fit into `MAX_WORDS` words. */
export class StateTooLarge extends Error {
  constructor(readonly words: number) {
    super(`a state needs ${words} words of 32 bits, at most ${MAX_WORDS} can be packed`);
  }
}

type Domain = Field['values'];

// The codec compares names in these orders, so those that most states have come first.
const PAGE_STATES = [
  ...new Set([...LIFECYCLE_STATES['mirror-page.copy'], ...LIFECYCLE_STATES['read-write-page']]),
];
const MODES = LIFECYCLE_STATES['controller.mode'].toReversed();

/** Where each field of this model's states goes: fields never straddle two words. */
export function layoutOf(m: Model): Layout {
  const fields: Field[] = [];
  let word = 0;
  let shift = 0;
  for (const [path, values] of domains(m, initialState(m))) {
    const bits = bitsFor(values);
    if (shift + bits > 32) {
      word++;
      shift = 0;
    }
    fields.push({ path, values, word, shift, bits });
    shift += bits;
  }
  if (word + 1 > MAX_WORDS) throw new StateTooLarge(word + 1);
  return { fields, words: word + 1 };
}

function bitsFor(values: Domain): number {
  return 32 - Math.clz32(typeof values === 'number' ? values : values.length - 1);
}

/** Every field with its domain: the names that it can hold, or the largest number. */
function domains(m: Model, s: State): [string, Domain][] {
  const { writes } = m.design.bounds;
  const lastBlock = m.blocks.length - 1;
  const list: [string, Domain][] = [];
  const add = (path: string, values: Domain) => list.push([`.${path}`, values]);

  s.controllers.forEach(({ table }, side) => {
    const path = `controllers[${side}]`;
    add(`${path}.board`, LIFECYCLE_STATES['controller.board']);
    add(`${path}.mode`, MODES);
    add(`${path}.epoch`, 2);
    table.forEach((_, i) => {
      add(`${path}.table[${i}].state`, LIFECYCLE_STATES['mirror-page.entry']);
      add(`${path}.table[${i}].block`, lastBlock);
      add(`${path}.table[${i}].version`, writes);
    });
  });
  s.caches.forEach((pages, side) => {
    pages.forEach((_, i) => {
      const isMirror = i >= m.areas[side]!.readWrite;
      const path = `caches[${side}][${i}]`;
      add(`${path}.state`, isMirror ? PAGE_STATES : LIFECYCLE_STATES['read-write-page']);
      add(`${path}.block`, lastBlock);
      add(`${path}.version`, writes);
      add(`${path}.written`, isMirror ? m.subBlocks : 0);
    });
  });
  s.fifos.forEach(({ entries }, side) => {
    const path = `fifos[${side}]`;
    add(`${path}.state`, LIFECYCLE_STATES.fifo);
    entries.forEach((_, i) => {
      add(`${path}.entries[${i}].block`, lastBlock);
      add(`${path}.entries[${i}].version`, writes);
      add(`${path}.entries[${i}].page`, m.areas[1 - side]!.mirror - 1);
      add(`${path}.entries[${i}].written`, m.subBlocks);
      add(`${path}.entries[${i}].drained`, [false, true]);
    });
  });
  s.blocks.forEach((_, i) => {
    const path = `blocks[${i}]`;
    for (const key of ['issued', 'acknowledged', 'settled', 'media', 'queued[0]', 'queued[1]']) {
      add(`${path}.${key}`, writes);
    }
    add(`${path}.openAt`, 2);
    add(`${path}.joined`, [false, true]);
  });
  s.units.forEach((_, i) => {
    add(`units[${i}]`, LIFECYCLE_STATES['power-unit']);
  });
  s.batteries.forEach(({ charge }, i) => {
    add(`batteries[${i}].state`, LIFECYCLE_STATES.battery);
    add(`batteries[${i}].charge`, charge);
  });
  add('channelUp', [false, true]);
  add('epoch', 2);
  add('faults', 2 ** m.faults.length - 1);
  return list;
}
