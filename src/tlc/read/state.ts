import { type FaultSet, isStruck, strike } from '../../../spec/faults.ts';
import type { Model } from '../../model/model.ts';
import { type Field, fieldsOf, type Kind } from '../../model/shape.ts';
import { type FifoEntry, initialState, type State, shape } from '../../model/state.ts';
import { BadValue, parseValue, type TlaRecord, TlaSet, type Value, variablesOf } from './value.ts';

/*
 * States of the reference and of the TLA+ specification say the same with small differences: TLA+ counts
 * sides, blocks, pages and entries from 1 and has 0 for "no block"; its FIFOs are sequences of the places
 * that are taken, and its faults a set of <<kind, target>>.
 */

/** Thrown for a TLA+ state that no state of the reference stands for. The message begins with the place. */
export class StrangeState extends Error {}

type Variable = Exclude<keyof State, 'strikes'>;

/** The variables that a specification has which notes no strikes. */
function variablesIn(state: State): Variable[] {
  return Object.keys(state).filter((name): name is Variable => name !== 'strikes');
}

/** The place of a field in the TLA+ state: `caches[1][2].state` for `.caches[0][1].state` in the reference. */
export function tlaPath(path: string): string {
  return path.slice(1).replace(/\[(\d+)\]/g, (_, index: string) => `[${Number(index) + 1}]`);
}

/**
 * Reads states as TLC prints them. Keeps what it read of each variable: a hundred thousand states are made of
 * some thousand values of their variables.
 */
export class StateReader {
  readonly #m: Model;
  readonly #template: State;
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #known: Readonly<Record<Variable, Map<string, unknown>>>;

  constructor(m: Model) {
    this.#m = m;
    this.#template = initialState(m);
    this.#fields = new Map(fieldsOf(shape, m).map((field) => [field.path, field]));
    const variables = variablesIn(this.#template).map((name) => [name, new Map()]);
    this.#known = Object.fromEntries(variables) as Record<Variable, Map<string, unknown>>;
  }

  /**
   * The state of the reference that a TLA+ state stands for. It shares parts with others that were read.
   * @throws StrangeState where there is none.
   */
  read(text: string): State {
    const state: Record<string, unknown> = {};
    for (const [name, value] of variablesOf(text)) {
      const known = this.#known[name as Variable];
      if (known === undefined) throw new StrangeState(`${name}: the reference has no such variable`);
      let part = known.get(value);
      if (part === undefined) {
        part = this.#readVariable(name as Variable, value);
        known.set(value, part);
      }
      state[name] = part;
    }
    const missing = variablesIn(this.#template).find((name) => !(name in state));
    if (missing !== undefined) throw new StrangeState(`${missing}: the variable is missing`);
    return { ...state, strikes: [] } as unknown as State;
  }

  #readVariable(name: Variable, text: string): unknown {
    const value = parsed(name, text);
    if (name === 'faults') return this.#readFaults(value);
    return this.#readLike(this.#template[name], value, `.${name}`);
  }

  /** Reads a value that has the form of another. */
  #readLike(template: unknown, value: Value, path: string): unknown {
    if (path.endsWith('.entries')) return this.#readEntries(template as FifoEntry[], value, path);
    if (Array.isArray(template)) {
      const items = sequence(value, path, template.length);
      return template.map((item, i) => this.#readLike(item, items[i]!, `${path}[${i}]`));
    }
    if (typeof template !== 'object') return this.#readField(value, path);
    const fields = Object.keys(template!);
    const given = record(value, path, fields);
    refuseHalfHeader(given, path);
    return Object.fromEntries(
      fields.map((field) => {
        const inner = (template as Record<string, unknown>)[field];
        return [field, this.#readLike(inner, given[field]!, `${path}.${field}`)];
      }),
    );
  }

  #readField(value: Value, path: string): unknown {
    const { domain, kind } = this.#fields.get(path)!;
    if (typeof domain === 'number') return readNumber(value, path, domain, kind);
    if ((domain as readonly unknown[]).includes(value)) return value;
    throw new StrangeState(`${tlaPath(path)}: expected one of ${domain.join(', ')}, found ${show(value)}`);
  }

  /** The places that are taken, and the rest of the FIFO empty. */
  #readEntries(places: FifoEntry[], value: Value, path: string): unknown {
    const taken = sequence(value, path);
    if (taken.length > places.length) {
      throw new StrangeState(
        `${tlaPath(path)}: ${taken.length} entries in a FIFO with ${places.length} places`,
      );
    }
    return places.map((empty, i) => {
      if (i >= taken.length) return { ...empty };
      const place = `${path}[${i}]`;
      const entry = this.#readLike(empty, taken[i]!, place) as FifoEntry;
      if (entry.version === 0) throw new StrangeState(`${tlaPath(place)}: an entry without a version`);
      return entry;
    });
  }

  #readFaults(value: Value): FaultSet {
    if (!(value instanceof TlaSet)) throw new StrangeState(`faults: expected a set, found ${show(value)}`);
    const set = [...this.#template.faults];
    for (const fault of value.elements) {
      const [kind, target] = sequence(fault, '.faults', 2);
      const index = this.#m.faults.findIndex((known) => known.kind === kind && known.target === target);
      if (index < 0) throw new StrangeState(`faults: ${show(fault)} is no fault of the design`);
      strike(set, index);
    }
    return set;
  }
}

/** A state of the reference as TLC would print it, a variable a line. */
export function writeState(m: Model, state: State): string {
  return tlaVariables(m, state)
    .map(([name, value]) => `/\\ ${name} = ${value}`)
    .join('\n');
}

/** The variables of the TLA+ specification in a state of the reference, each with its value as TLA+ text. */
export function tlaVariables(m: Model, state: State): [name: Variable, value: string][] {
  return variablesIn(initialState(m)).map((name) => [
    name,
    name === 'faults' ? faults(m, state) : tlaText(state[name]),
  ]);
}

function faults(m: Model, state: State): string {
  const struck = m.faults.filter((_, i) => isStruck(state.faults, i));
  return `{${struck.map(({ kind, target }) => `<<"${kind}", "${target}">>`).join(', ')}}`;
}

/** A part of a state of the reference as TLA+ text. */
export function tlaText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `<<${value.map(tlaText).join(', ')}>>`;
  const fields = Object.entries(withTlaNumbers(value as Record<string, unknown>));
  return `[${fields.map(([field, inner]) => `${field} |-> ${tlaText(inner)}`).join(', ')}]`;
}

function withTlaNumbers(given: Record<string, unknown>): Record<string, unknown> {
  if ('entries' in given) {
    return { ...given, entries: (given['entries'] as FifoEntry[]).filter(({ version }) => version !== 0) };
  }
  if (!('block' in given)) return given;
  const block = given['version'] === 0 ? 0 : (given['block'] as number) + 1;
  return 'page' in given ? { ...given, block, page: (given['page'] as number) + 1 } : { ...given, block };
}

/** A number up to `last` in the reference. Blocks and pages count from 1 in TLA+, and 0 is no block. */
function readNumber(value: Value, path: string, last: number, kind: Kind): number {
  const [isPage, isBlock] = [kind === 'page', kind === 'block'];
  const from = isPage ? 1 : 0;
  const to = isPage || isBlock ? last + 1 : last;
  if (typeof value !== 'number' || value < from || value > to) {
    throw new StrangeState(`${tlaPath(path)}: expected ${from} to ${to}, found ${show(value)}`);
  }
  return isPage || isBlock ? Math.max(0, value - 1) : value;
}

/** Without a version there is no block: read both ways, two states of TLC would be one of the reference. */
function refuseHalfHeader({ block, version }: TlaRecord, path: string): void {
  if (block === undefined || version === undefined || (block === 0) === (version === 0)) return;
  const problem = block === 0 ? `version ${show(version)} of block 0` : `block ${show(block)} with version 0`;
  throw new StrangeState(`${tlaPath(path)}: ${problem}; where there is no version, both are 0`);
}

function parsed(name: string, text: string): Value {
  try {
    return parseValue(text);
  } catch (error) {
    if (error instanceof BadValue) throw new StrangeState(`${name}: ${error.message}`);
    throw error;
  }
}

function sequence(value: Value, path: string, length?: number): readonly Value[] {
  if (!Array.isArray(value)) {
    throw new StrangeState(`${tlaPath(path)}: expected a sequence, found ${show(value)}`);
  }
  if (length !== undefined && value.length !== length) {
    throw new StrangeState(`${tlaPath(path)}: expected ${length} elements, found ${value.length}`);
  }
  return value;
}

function record(value: Value, path: string, fields: readonly string[]): TlaRecord {
  const given = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  const [missing] = fields.filter((field) => !given.includes(field));
  const [unknown] = given.filter((field) => !fields.includes(field));
  if (given.length === 0) throw new StrangeState(`${tlaPath(path)}: expected a record, found ${show(value)}`);
  if (missing !== undefined) throw new StrangeState(`${tlaPath(path)}: the field ${missing} is missing`);
  if (unknown !== undefined) throw new StrangeState(`${tlaPath(path)}.${unknown}: no such field`);
  return value as TlaRecord;
}

function show(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : tlaText(value);
}
