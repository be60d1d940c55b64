import { verdictOf } from '../../properties/verdict.ts';
import { type Design, verdicts } from '../../spec/design.ts';
import { type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import { compileModel, type Model } from '../model/model.ts';
import { sides } from '../model/side.ts';
import { plural } from '../words/numbers.ts';
import type { CutSet, Milder } from './cut-set.ts';
import { isOrderDeclared, type OtherThanDeclared, otherThanDeclared } from './declared.ts';
import { FaultNames } from './fault-names.ts';
import { type History, historiesOf } from './histories.ts';
import { isMinimal, type Ranked, rankedSetsOf, rankOfParts, withoutDeclarations } from './ranked.ts';
import { rowsOf } from './rows.ts';

/** What a search of cut sets tells on its way: how far it is with what, or a cut set. */
export type Told =
  | { readonly kind: 'progress'; readonly doing: string; readonly progress: Progress }
  | { readonly kind: 'cut set'; readonly found: CutSet };

/** The minimal cut sets of a design up to a number of faults. */
export interface CutSets {
  readonly design: Design;
  readonly model: Model;
  /** All sets of at most so many faults were explored; -1 where not even none was. */
  readonly faults: number;
  /** The fewest faults first, then the worst. */
  readonly found: readonly CutSet[];
  /** Every set of faults that was explored, and what came of it. */
  readonly ranked: readonly Ranked[];
  /** Orders that the design declares, and that came out otherwise. */
  readonly undeclared: readonly OtherThanDeclared[];
  /** States of the largest exploration. */
  readonly states: number;
  /** What ended the search before all was explored. What was found is true all the same. */
  readonly stopped?: string;
}

/** What explores. */
export interface Engines {
  /** All fault sets at once, for the question of `check`: it may have threads that know this. */
  readonly together: Explore;
  /** One set, for another question. */
  readonly alone: Explore;
}

type Telling<R> = Generator<Told, R, string | undefined>;

/**
 * Finds the minimal cut sets of a design, those of the fewest faults first. All sets of so many faults are explored at
 * once, as `check` does it; what is harmful there, and minimal, is explored once more by itself, and its order and phases
 * noted. So whatever is said was seen, and nothing is concluded from the wiring, or of a set from smaller ones.
 */
export function* cutSetsOf(
  asked: Design,
  faults: number,
  limits: Limits,
  engines: Engines = { together: explore, alone: explore },
): Telling<CutSets> {
  const design = { ...asked, bounds: { ...asked.bounds, faults } };
  const finder = new Finder(design, limits, engines);
  let stopped: string | undefined;
  let size = 0;
  for (; size <= faults && stopped === undefined; size++) {
    stopped = (yield* finder.explore(size)) ?? (yield* finder.tellMinimal(size));
  }
  const { model, found, ranked, states } = finder;
  const all = { design, model, found, ranked, states };
  if (stopped !== undefined) return { ...all, undeclared: [], faults: size - 2, stopped };
  return { ...all, undeclared: finder.undeclared(), faults };
}

class Finder {
  readonly model: Model;
  found: readonly CutSet[] = [];
  ranked: readonly Ranked[] = [];
  states = 0;
  /** What comes of the sets of which an order is declared. */
  #ordered: readonly History[] = [];
  readonly #asked: Design;
  /** As asked for, but for what it declares: fault sets are not told apart by that, and sides must not be. */
  readonly #design: Design;
  readonly #limits: Limits;
  readonly #engines: Engines;
  readonly #names: FaultNames;

  constructor(design: Design, limits: Limits, engines: Engines) {
    this.#asked = design;
    this.#design = withoutDeclarations(design);
    this.#limits = limits;
    this.#engines = engines;
    this.model = compileModel(design);
    this.#names = new FaultNames(compileModel(this.#design));
  }

  /** Orders that came out otherwise than declared. A pattern speaks for several sets, so all must be known. */
  undeclared(): readonly OtherThanDeclared[] {
    return otherThanDeclared(this.#asked, this.#ordered);
  }

  /** Explores all sets of at most so many faults. Returns what ended that before its end. */
  *explore(size: number): Telling<string | undefined> {
    const design = { ...this.#design, bounds: { ...this.#design.bounds, faults: size } };
    const run = rankedSetsOf(design, this.#limits, this.#engines.together);
    const { sets, states, stopped } = yield* telling(run, plural(size, 'fault'));
    this.states = states;
    if (stopped !== undefined) return stopped;
    const ofSize = sets.filter((set) => set.faults.length === size);
    this.ranked = [...this.ranked, ...ofSize];
    this.found = this.found.map((set) => ({ ...set, milder: [...set.milder, ...milderThan(set, ofSize)] }));
    return undefined;
  }

  /**
   * Tells the minimal cut sets of so many faults, the worst first, and notes which declared orders come out otherwise.
   * Returns what ended that before its end.
   */
  *tellMinimal(size: number): Telling<string | undefined> {
    const ofSize = this.ranked.filter(({ faults }) => faults.length === size);
    const milder: CutSet[] = [];
    for (const set of ofSize.sort((a, b) => b.rank - a.rank)) {
      const isCutSet = isMinimal(set, this.ranked) && this.#names.isFirst(set.faults);
      const isDeclared = isOrderDeclared(this.#asked, set.faults);
      if (!isCutSet && !isDeclared) continue;
      const { histories, stopped } = yield* this.#historiesOf(set.faults);
      if (stopped !== undefined) return stopped;
      const ofParts = rankOfParts(set, this.ranked);
      const rows = isCutSet ? rowsOf(this.model, set, ofParts, histories, this.#names) : [];
      const isWorst = ({ verdict }: CutSet) => verdict === verdictOf(set.rank);
      yield* this.#tell(rows.filter(isWorst));
      milder.push(...rows.filter((row) => !isWorst(row)));
      if (isDeclared) this.#ordered = [...this.#ordered, ...histories];
    }
    yield* this.#tell(milder);
    return undefined;
  }

  *#tell(rows: readonly CutSet[]): Telling<void> {
    this.found = [...this.found, ...rows];
    for (const found of rows) yield { kind: 'cut set', found };
  }

  /** What comes of these faults on either device, in each of their orders. */
  *#historiesOf(faults: readonly string[]): Telling<{ histories: readonly History[]; stopped?: string }> {
    const histories: History[] = [];
    for (const device of sides) {
      const run = historiesOf(this.#design, faults, device, this.#limits, this.#engines.alone);
      const { found, stopped } = yield* telling(run, faults.join(' + '));
      if (stopped !== undefined) return { histories, stopped };
      histories.push(...found);
    }
    return { histories };
  }
}

/** Sets of one fault more, of which less comes. */
function milderThan({ faults, verdict }: CutSet, sets: readonly Ranked[]): Milder[] {
  return sets
    .filter((set) => set.faults.length === faults.length + 1)
    .filter((set) => faults.every((fault) => set.faults.includes(fault)))
    .filter(({ rank }) => rank < verdicts.indexOf(verdict))
    .map((set) => ({ faults: set.faults, verdict: verdictOf(set.rank), schedule: set.schedule() }));
}

/** Runs a search to its end, and tells how far it is with what. */
function* telling<R>(run: Generator<Progress, R, string | undefined>, doing: string): Telling<R> {
  let next = run.next();
  while (!next.done) {
    const reason = yield { kind: 'progress', doing, progress: next.value };
    next = run.next(reason);
  }
  return next.value;
}
