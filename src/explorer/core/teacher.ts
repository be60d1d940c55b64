import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { bitsOf } from '../changes.ts';
import { Expander, type Instance } from '../expand.ts';
import type { Question } from '../findings.ts';
import { layoutOf } from '../layout.ts';
import * as place from './places.ts';
import { Recorder } from './recorder.ts';
import { Trees } from './trees.ts';

interface Lesson {
  readonly root: number;
  /** Where the state is packed, or the two states of a step. */
  readonly at: number;
  readonly run: () => number;
}

/**
 * Answers what the trees of a search do not know: runs the rule or the property itself on the state at which a thread
 * stands, and plants what it came to.
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
  /** The footprints that were written, by the instance and the fields; and what comes after steps that have them. */
  readonly #footprints = new Map<string, number>();
  readonly #afters = new Map<number, State>();
  readonly #bits: ReadonlyMap<string, number>;

  constructor(m: Model, question: Question, memory: Int32Array) {
    const layout = layoutOf(m);
    this.#m = m;
    this.#question = question;
    this.#memory = memory;
    this.#recorder = new Recorder(m, layout, memory);
    this.#trees = new Trees(memory, this.#recorder, layout.words);
    this.#bits = bitsOf(layout.fields);
    this.#expander = new Expander(m);
    this.#instances = this.#expander.inOrder;
    this.#numbers = new Map(this.#instances.map((instance, number) => [instance, number]));
  }

  /** Answers what `expand` of a thread asks. */
  answer(asks: number, thread: number): void {
    const { root, at, run } = this.#lesson(asks, thread);
    this.#trees.learn(root, at, run);
  }

  /** Which tree is to learn, about what, and how it comes to be known. */
  #lesson(asks: number, thread: number): Lesson {
    const memory = this.#memory;
    const instance = memory[thread + place.ASKED_INSTANCE]!;
    const asked = memory[thread + place.ASKED]!;
    const [before, after] = [memory[thread + place.BEFORE]!, memory[thread + place.AFTER]!];
    const judge = () => this.#judge(asked, instance, memory[thread + place.ASKED_FOOTPRINT]!);
    switch (asks) {
      case place.ASKS_ACTING:
        return { root: place.ACTING, at: before, run: () => this.#listOfActing() };
      case place.ASKS_INSTANCE:
        return { root: instance + place.I_TREE, at: before, run: () => this.#effectOf(instance) };
      case place.ASKS_CHECK:
      case place.ASKS_DEADLOCK:
        return { root: asked + place.C_TREE, at: before, run: judge };
      case place.ASKS_WITNESS:
        return { root: this.#witnessTree(asked, thread), at: before, run: judge };
      case place.ASKS_ALWAYS:
        return { root: asked + place.C_TREE, at: after, run: judge };
      case place.ASKS_RANK:
        return { root: memory[place.RANKS]! + 1 + asked, at: after, run: () => this.#rank(asked) };
      default:
        throw new RangeError(`a thread asked ${asks}`);
    }
  }

  #witnessTree(unseen: number, thread: number): number {
    const footprint = this.#memory[thread + place.ASKED_FOOTPRINT]!;
    return this.#memory[footprint + place.F_WITNESSES]! + this.#memory[unseen + 1]!;
  }

  #rank(part: number): number {
    return this.#question.ranks[part]!(this.#recorder.before);
  }

  #at(record: number): Instance {
    return this.#instances[this.#memory[record + place.I_NUMBER]!]!;
  }

  #effectOf(record: number): number {
    const { enabled, apply, action } = this.#at(record);
    const draft = this.#recorder.before;
    if (!enabled(this.#m, draft, action)) return 0;
    apply(this.#m, draft, action);
    return this.#trees.effect(this.#footprintOf(record));
  }

  /** What a property says of the state, or of the step, at which the thread stands. */
  #judge(check: number, instance: number, footprint: number): number {
    const property = this.#question.properties[this.#memory[check + place.C_PROPERTY]!]!;
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
    const { writes, writeCount, fields } = this.#recorder;
    const written = [...writes.subarray(0, writeCount)]
      .filter((field) => fields[field]!.bits > 0)
      .sort((a, b) => a - b);
    const key = `${record} ${written}`;
    const known = this.#footprints.get(key);
    if (known !== undefined) return known;
    const touched = written.reduce((all, field) => all | this.#bits.get(fields[field]!.name)!, 0);
    const memory = this.#memory;
    const all = memory[record + place.I_CHECKS]!;
    const checks = Array.from({ length: memory[all]! }, (_, i) => {
      const at = all + 1 + place.CHECK_WORDS * i;
      return [...memory.subarray(at, at + place.CHECK_WORDS)];
    }).filter((check) => (check[place.C_READS]! & touched) !== 0 || check[place.C_STAYS] !== 0);
    const witnesses = this.#question.properties.filter(({ kind }) => kind === 'sometimes').length;
    const made = this.#trees.list([
      this.#trees.list([checks.length, ...checks.flat()]),
      this.#trees.take(witnesses),
      this.#trees.list([written.length, ...written]),
    ]);
    this.#footprints.set(key, made);
    return made;
  }

  #listOfActing(): number {
    const acting = this.#expander.whoMayAct(this.#recorder.before).flat();
    const numbers = acting.map((instance) => this.#numbers.get(instance)!);
    const key = numbers.join();
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const records = numbers.map((number) => this.#memory[this.#memory[place.INSTANCES]! + number]!);
    const at = this.#trees.list([records.length, ...records]);
    this.#lists.set(key, at);
    return at;
  }
}
