import type { Model } from '../../model/model.ts';
import { isPart, type Property } from '../../model/property.ts';
import type { State } from '../../model/state.ts';
import { bitsOf } from '../changes.ts';
import * as place from '../core/places.ts';
import { CELL_WORDS } from '../core/tree.ts';
import { Expander, type Instance } from '../expand.ts';
import { asksOf, type Question } from '../findings.ts';
import { TooManyVersions } from '../fold/versions.ts';
import { layoutOf, type PackedField } from '../layout.ts';
import { Recorder } from './recorder.ts';
import { makeSieves } from './sieves.ts';
import { type Lesson, Trees } from './trees.ts';

/** How much more must be known until sieves are made anew. */
const MUCH_MORE = 1.5;

/** Where a footprint is, and which fields it is of. */
interface Footprint {
  readonly at: number;
  readonly of: ReadonlySet<number>;
}

/**
 * Answers what the trees of a search do not know: runs the rule or the property itself on the state at which a thread
 * stands, and plants what it came to. A search has one, with the thread that leads: rules that ran often run fast.
 */
export class Teacher {
  readonly #m: Model;
  readonly #question: Question;
  readonly #memory: Int32Array;
  readonly #recorder: Recorder;
  readonly #trees: Trees;
  readonly #expander: Expander;
  readonly #instances: readonly Instance[];
  readonly #numbers: ReadonlyMap<Instance, number>;
  /** The lists of instances that were written, by their numbers. */
  readonly #lists = new Map<string, number>();
  /** The lists that these are put together from, each with a number of its own for its content. */
  readonly #keys = new Map<readonly Instance[], number>();
  readonly #contents = new Map<string, number>();
  /** The footprints of each instance by their fields, and what comes after steps that have them. */
  readonly #footprints = new Map<number, Footprint[]>();
  readonly #afters = new Map<number, State>();
  readonly #bits: ReadonlyMap<string, number>;
  readonly #fields: readonly PackedField[];
  readonly #witnesses: number;
  readonly #treesBegin: number;
  #siftAgainAt = 0;

  constructor(m: Model, question: Question, memory: Int32Array) {
    const layout = layoutOf(m);
    this.#m = m;
    this.#question = question;
    this.#memory = memory;
    const asks = asksOf(question);
    this.#recorder = new Recorder(m, layout, memory, asks);
    this.#trees = new Trees(memory, this.#recorder, layout.words, asks);
    this.#fields = layout.fields;
    this.#bits = bitsOf(layout.fields);
    this.#witnesses = question.properties.filter(({ kind }) => kind === 'sometimes').length;
    this.#treesBegin = memory[place.TREES_END]!;
    this.#expander = new Expander(m);
    this.#instances = this.#expander.inOrder;
    this.#numbers = new Map(this.#instances.map((instance, number) => [instance, number]));
  }

  /**
   * Answers what `expand` of a thread asks.
   * @throws Impure, TooManyVersions
   */
  answer(asks: number, thread: number): void {
    if (asks === place.CANNOT_FOLD) throw new TooManyVersions();
    this.#trees.learn(this.#lesson(asks, thread));
  }

  /**
   * Runs every rule once more that is asked in the state at which a thread stands.
   * @throws Impure when one comes to something else than it did.
   */
  review(thread: number): void {
    const at = this.#memory[thread + place.BEFORE]!;
    const list = this.#memory[thread + place.LIST]!;
    for (let i = 0; i < this.#memory[list + place.L_COUNT]!; i++) {
      this.#trees.learn(this.#lessonOf(this.#memory[list + place.L_INSTANCES + i]!, at));
    }
  }

  /** Makes sieves of what is known, once it is half as much again as it was. No thread may be at work. */
  sift(): void {
    const words = this.#memory[place.TREES_END]!;
    if (words < this.#siftAgainAt) return;
    makeSieves(this.#memory, this.#trees);
    const known = this.#memory[place.TREES_END]! - this.#treesBegin;
    this.#siftAgainAt = this.#treesBegin + known * MUCH_MORE;
  }

  /** Which tree is to learn, about what, and how it comes to be known. */
  #lesson(asks: number, thread: number): Lesson {
    const memory = this.#memory;
    const instance = memory[thread + place.ASKED_INSTANCE]!;
    const asked = memory[thread + place.ASKED]!;
    const [before, state] = [memory[thread + place.BEFORE]!, memory[thread + place.ASKED_OF]!];
    if (asks === place.ASKS_INSTANCE) return this.#lessonOf(instance, before);
    if (asks === place.ASKS_ACTING) {
      const run = () => this.#listOfActing();
      return { of: 'who may act', root: place.ACTING, at: before, run, mayAsk: false };
    }
    if (asks === place.ASKS_RANK) {
      const root = memory[place.RANKS]! + 1 + CELL_WORDS * asked;
      return { of: 'the grade', root, at: state, run: () => this.#rank(asked), mayAsk: true };
    }
    const footprint = memory[thread + place.ASKED_FOOTPRINT]!;
    return {
      of: this.#propertyOf(asked).id,
      root: asks === place.ASKS_WITNESS ? this.#witnessTree(asked, footprint) : asked + place.C_TREE,
      at: asks === place.ASKS_ALWAYS ? state : before,
      run: () => this.#judge(asked, instance, footprint),
      mayAsk: asks === place.ASKS_ALWAYS,
    };
  }

  #lessonOf(record: number, at: number): Lesson {
    const { name } = this.#at(record).action;
    const run = () => this.#effectOf(record);
    return { of: name, root: record + place.I_TREE, at, run, mayAsk: false };
  }

  #witnessTree(unseen: number, footprint: number): number {
    return this.#memory[footprint + place.F_WITNESSES]! + this.#memory[unseen + 1]!;
  }

  #rank(part: number): number {
    const rank = this.#question.ranks[part]!;
    return isPart(rank) ? rank.of(this.#recorder.before) : rank(this.#recorder.before);
  }

  #propertyOf(check: number): Property {
    return this.#question.properties[this.#memory[check + place.C_PROPERTY]!]!;
  }

  #at(record: number): Instance {
    return this.#instances[this.#memory[record + place.I_NUMBER]!]!;
  }

  #effectOf(record: number): number {
    const { closed, apply, action } = this.#at(record);
    const draft = this.#recorder.before;
    if (closed(this.#m, draft, action) !== undefined) return 0;
    apply(this.#m, draft, action);
    return this.#trees.effect(this.#footprintOf(record));
  }

  /** What a property says of the state, or of the step, at which the thread stands. */
  #judge(check: number, instance: number, footprint: number): number {
    const property = this.#propertyOf(check);
    const { before } = this.#recorder;
    switch (property.kind) {
      case 'always':
        return property.check(before);
      case 'deadlock':
        return Number(property.awaits(before));
      case 'step':
        return property.check(before, this.#at(instance), this.#after(footprint));
      case 'sometimes':
        return Number(property.check(before, this.#at(instance).action, this.#after(footprint)));
    }
  }

  /** The state behind a step of this footprint. */
  #after(footprint: number): State {
    const known = this.#afters.get(footprint);
    if (known !== undefined) return known;
    const from = this.#memory[footprint + place.F_FIELDS]!;
    const made = this.#recorder.after([...this.#memory.subarray(from + 1, from + 1 + this.#memory[from]!)]);
    this.#afters.set(footprint, made);
    return made;
  }

  /** The footprint of what the last run wrote, for an instance. */
  #footprintOf(record: number): number {
    const known = this.#footprints.get(record) ?? [];
    this.#footprints.set(record, known);
    const written = this.#written();
    const found = known.find(
      ({ of }) => of.size === written.length && written.every((field) => of.has(field)),
    );
    if (found !== undefined) return found.at;
    const at = this.#makeFootprint(
      record,
      [...written].sort((a, b) => a - b),
    );
    known.push({ at, of: new Set(written) });
    return at;
  }

  /** The fields that the last run wrote. */
  #written(): number[] {
    const { writes, writeCount, fields } = this.#recorder;
    return Array.from(writes.subarray(0, writeCount)).filter((field) => fields[field]!.bits > 0);
  }

  #makeFootprint(record: number, written: readonly number[]): number {
    const memory = this.#memory;
    const touched = written.reduce((all, field) => all | this.#bits.get(this.#fields[field]!.name)!, 0);
    const all = memory[record + place.I_CHECKS]!;
    const checks = Array.from({ length: memory[all]! }, (_, i) => {
      const at = all + 1 + place.CHECK_WORDS * i;
      return [...memory.subarray(at, at + place.CHECK_WORDS)];
    }).filter((check) => (check[place.C_READS]! & touched) !== 0 || check[place.C_STAYS] !== 0);
    return this.#trees.list([
      this.#trees.list([checks.length, ...checks.flat()]),
      this.#trees.take(CELL_WORDS * this.#witnesses),
      this.#trees.list([written.length, ...written]),
    ]);
  }

  #listOfActing(): number {
    const acting = this.#expander.whoMayAct(this.#recorder.before);
    const key = acting.map((list) => this.#keyOf(list)).join();
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const numbers = acting.flat().map((instance) => this.#numbers.get(instance)!);
    const records = numbers.map((number) => this.#memory[this.#memory[place.INSTANCES]! + number]!);
    const at = this.#trees.list([records.length, 0, 0, ...records]);
    this.#chain(at);
    this.#lists.set(key, at);
    return at;
  }

  /** Of lists of the same instances the same. */
  #keyOf(list: readonly Instance[]): number {
    const known = this.#keys.get(list);
    if (known !== undefined) return known;
    const content = list.map((instance) => this.#numbers.get(instance)!).join();
    const key = this.#contents.get(content) ?? this.#contents.size;
    this.#contents.set(content, key);
    this.#keys.set(list, key);
    return key;
  }

  /** Puts a list before those that were made by now. */
  #chain(list: number): void {
    this.#memory[list + place.L_BEFORE] = this.#memory[place.LISTS]!;
    this.#memory[place.LISTS] = list;
  }
}
