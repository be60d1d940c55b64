import type { FaultSet } from '../../spec/faults.ts';
import type { Action } from '../model/action.ts';
import type { Card } from '../model/card.ts';
import {
  type Always,
  type ClauseFinding,
  clausesIn,
  type Deadlock,
  type EveryStep,
  HOLDS,
  type Outcome,
  type Part,
  type Property,
  type Sometimes,
  VACUOUS,
  VIOLATED,
} from '../model/property.ts';
import type { Move, State } from '../model/state.ts';
import { Changes } from './changes.ts';
import type { Instance } from './expand.ts';
import type { Layout } from './layout.ts';
import { type Strike, Struck } from './struck.ts';

/** Grades a state, or a part of it, 0 the best. */
export type Rank = (state: State) => number;

/** What to look for. The worst of the ranks is the grade of a state; the worst grade of each fault set is kept. */
export interface Question {
  readonly properties: readonly Property[];
  readonly ranks: readonly Rank[];
  /** What ranks and properties of states ask in turn. What is not named here is learned where it is asked. */
  readonly parts?: readonly Part[];
  /** Told of the lifecycle changes of every transition. */
  readonly observe?: (moves: readonly Move[]) => void;
  /** Told of every state that is expanded, packed into words from a place on. */
  readonly visit?: (words: Uint32Array, at: number) => void;
}

/** All that is asked of a state by itself: its ranks, then the other parts. */
export function asksOf({ ranks, parts = [], properties }: Question): Rank[] {
  const own = properties.flatMap((property) => (property.kind === 'always' ? (property.parts ?? []) : []));
  return [...new Set([...ranks, ...parts, ...own])];
}

/** The grade of a state: of its ranks the worst. */
export function gradeOf(ranks: readonly Rank[], state: State): number {
  let worst = 0;
  for (let i = 0; i < ranks.length; i++) worst = Math.max(worst, ranks[i]!(state));
  return worst;
}

/** A property as an exploration found it. */
export interface Finding {
  readonly property: Property;
  /** Its premise fired; for a witness: it was reached. */
  readonly fired: boolean;
  /** Its clauses, where it has any. */
  readonly clauses: readonly ClauseFinding[];
  /** Shortest schedule to a violation; for a witness, to its first sight. */
  readonly schedule?: readonly Action[];
}

/** The states with one fault set: their worst grade, and a shortest schedule to each grade that was seen. */
export interface FaultSetFinding {
  readonly faults: FaultSet;
  /** Where strikes are noted, their order and phases: those of one set are then told apart by them. */
  readonly strikes: readonly Strike[];
  readonly rank: number;
  readonly schedules: ReadonlyMap<number, () => Action[]>;
}

/** A property under watch, and where it was violated or reached first. */
export interface Watch<P extends Property = Property> {
  readonly property: P;
  /** All its outcomes, combined. */
  outcomes: Outcome;
  /** Index of the state, or -1. */
  at: number;
  /** The instance whose step it was, or -1 when it was the state itself. */
  by: number;
  /** What a property of states or steps reads, as bits of `Changes`. */
  readonly reads: number;
  /** It judges also steps that change nothing. */
  readonly judgesStays: boolean;
}

/** The first state of each grade with one fault set. */
interface Grades {
  readonly faults: FaultSet;
  readonly strikes: readonly Strike[];
  readonly first: number[];
}

/** Whether a step is what a schedule is to end with. */
export type Shows = (before: State, by: Instance, after: State) => boolean;

/** The actions that lead to a state, and by one more step on, one that shows what is looked for. */
export type ScheduleTo = (index: number, by?: number, shows?: Shows) => Action[];

/** Keeps what a question asks for: first violations, fired premises, worst grades. */
export class Judge {
  readonly #ranks: Question['ranks'];
  readonly #struck: Struck;
  readonly watches: readonly Watch[];
  readonly #always: readonly Watch<Always>[];
  readonly #steps: readonly Watch<EveryStep>[];
  readonly #deadlocks: readonly Watch<Deadlock>[];
  #unseen: readonly Watch<Sometimes>[];
  readonly #grades = new Map<number | string, Grades>();

  constructor({ properties, ranks }: Question, layout: Layout) {
    const changes = new Changes(layout);
    this.#struck = new Struck(layout);
    this.#ranks = ranks;
    this.watches = properties.map((property) => {
      const reads = 'reads' in property ? changes.of(property.reads) : 0;
      const judgesStays = property.kind === 'step' && property.deeds !== undefined;
      return { property, outcomes: VACUOUS, at: -1, by: -1, reads, judgesStays };
    });
    const ofKind = <K extends Property['kind']>(kind: K) =>
      this.watches.filter(({ property }) => property.kind === kind) as Watch<
        Extract<Property, { kind: K }>
      >[];
    this.#always = ofKind('always');
    this.#steps = ofKind('step');
    this.#deadlocks = ofKind('deadlock');
    this.#unseen = ofKind('sometimes');
  }

  /** The step properties that judge an action: all but those that ask who does it, and not of this one. */
  checksOf(card: Card): Watch<EveryStep>[] {
    return this.#steps.filter(({ property }) => property.deeds?.(card) !== false);
  }

  /**
   * Looks at a new state. `changed` says in what it differs from one that was looked at, as bits of `Changes`; `words` are
   * what it is visited as.
   */
  arrive(state: State, words: Uint32Array, index: number, changed: number): void {
    for (const watch of this.#always) {
      if ((watch.reads & changed) === 0) continue;
      const outcome = watch.property.check(state);
      watch.outcomes |= outcome;
      if (outcome === VIOLATED && watch.at < 0) watch.at = index;
    }
    this.note(words, gradeOf(this.#ranks, state), index);
  }

  /** Looks at a step, to a new state or a known one. `changed` says what it changes, as bits of `Changes`. */
  step(
    checks: readonly Watch<EveryStep>[],
    changed: number,
    before: State,
    by: Instance,
    after: State,
    from: number,
  ): void {
    for (let i = 0; i < checks.length; i++) {
      const watch = checks[i]!;
      if (changed === 0 ? !watch.judgesStays : (watch.reads & changed) === 0) continue;
      const outcome = watch.property.check(before, by, after);
      watch.outcomes |= outcome;
      if (outcome === VIOLATED && watch.at < 0) {
        watch.at = from;
        watch.by = by.index;
      }
    }
    if (this.#unseen.length > 0) this.#seek(before, by, after, from);
  }

  /** Looks at a state whose successors are all known. */
  leave(state: State, index: number, systemMoves: boolean): void {
    for (const watch of this.#deadlocks) {
      if (watch.outcomes !== VACUOUS && systemMoves) continue;
      if (!watch.property.awaits(state)) continue;
      watch.outcomes |= HOLDS;
      if (!systemMoves && watch.at < 0) watch.at = index;
    }
  }

  /** Notes that a packed state has this grade with the faults that struck in it. */
  note(words: Uint32Array, rank: number, index: number): void {
    const key = this.#struck.keyIn(words);
    let grades = this.#grades.get(key);
    if (grades === undefined) {
      const strikes = this.#struck.strikesIn(words);
      grades = { faults: this.#struck.setIn(words), strikes, first: [] };
      this.#grades.set(key, grades);
    }
    grades.first[rank] ??= index;
  }

  findings(scheduleTo: ScheduleTo): Finding[] {
    return this.watches.map(({ property, outcomes, at, by }) => {
      const clauses = 'clauses' in property ? clausesIn(property, outcomes) : [];
      const found = { property, fired: outcomes !== VACUOUS, clauses };
      if (at < 0) return found;
      return { ...found, schedule: by < 0 ? scheduleTo(at) : scheduleTo(at, by, showing(property)) };
    });
  }

  /** For each fault set its grades, each with what says how to come to it, once it is asked. */
  faultSets(laterTo: (index: number) => () => Action[]): FaultSetFinding[] {
    return [...this.#grades.values()].map(({ faults, strikes, first }) => ({
      faults,
      strikes,
      rank: first.length - 1,
      schedules: new Map(first.flatMap((index, rank) => [[rank, laterTo(index)] as const])),
    }));
  }

  #seek(before: State, { action, index: by }: Instance, after: State, at: number): void {
    for (let i = 0; i < this.#unseen.length; i++) {
      const watch = this.#unseen[i]!;
      if (!watch.property.check(before, action, after)) continue;
      Object.assign(watch, { outcomes: HOLDS, at, by });
      this.#unseen = this.#unseen.filter((other) => other !== watch);
      i--;
    }
  }
}

/** Whether a step is what a property was violated by, or a witness of it. */
function showing(property: Property): Shows {
  if (property.kind === 'step') return (before, by, after) => property.check(before, by, after) === VIOLATED;
  if (property.kind === 'sometimes')
    return (before, { action }, after) => property.check(before, action, after);
  return () => true;
}
