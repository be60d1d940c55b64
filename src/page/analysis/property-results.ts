import { invariantsOf } from '../../../properties/invariants.ts';
import { verdictOf } from '../../../properties/verdict.ts';
import { declarationFor } from '../../../spec/declaration.ts';
import { faultSet } from '../../../spec/faults.ts';
import type { Model } from '../../model/model.ts';
import { type Property, VACUOUS, VIOLATED } from '../../model/property.ts';
import { cardOf } from '../../model/protocol.ts';
import { BOARD, sides } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { goodCopiesOf } from '../../words/copies.ts';
import { listed, versionName } from '../../words/names.ts';
import { placeOf } from './copies.ts';
import { tellEntry } from './facts.ts';
import { type Run, type RunStep, ranker, stateAt } from './run.ts';

/** `silent`: its premise is not met here, so that it says nothing. */
export type Truth = 'holds' | 'silent' | 'violated';

export interface Judgement {
  readonly property: Property;
  readonly truth: Truth;
  /** Where and why it is violated, or why it is silent where one would ask. */
  readonly reasons: readonly string[];
}

/** Every property at a step: of the state that it leads to, or of the step itself. */
export function judge(run: Run, number: number): Judgement[] {
  const { model, steps } = run;
  const step = steps[number - 1];
  const state = stateAt(run, number);
  return invariantsOf(model.design).map((property) => {
    const truth = truthOf(property, state, step);
    if (truth === 'violated') return { property, truth, reasons: reasonsFor(run, property, number) };
    return { property, truth, reasons: truth === 'silent' ? excuses(model, property, state) : [] };
  });
}

/** `replay` has found what is violated; the rest either holds or has nothing to say. */
function truthOf(property: Property, state: State, step: RunStep | undefined): Truth {
  if (step?.violated.some(({ id }) => id === property.id)) return 'violated';
  if (property.kind === 'always') return named(property.check(state));
  if (property.kind === 'deadlock') return property.awaits(state) ? 'holds' : 'silent';
  if (property.kind !== 'step' || step === undefined) return 'silent';
  const { before, action, after } = step;
  return named(property.check(before, { action, card: cardOf(action) }, after));
}

function named(outcome: number): Truth {
  if (outcome === VIOLATED) return 'violated';
  return outcome === VACUOUS ? 'silent' : 'holds';
}

/** I1 asks for nothing after faults that the design does not promise to survive, whatever they did. */
function excuses({ design, faults }: Model, { id }: Property, state: State): string[] {
  const struck = faultSet(faults, state.faults);
  const declared = declarationFor(design, struck)?.verdict ?? 'nothing';
  if (id !== 'I1' || declared === 'safe') return [];
  return [`The design declares ${declared} after ${struck.join(' + ')}, so I1 asks for nothing here.`];
}

function reasonsFor({ model, steps, initial }: Run, property: Property, number: number): string[] {
  const step = steps[number - 1];
  const after = step?.after ?? initial;
  const subjects = (SUBJECTS[property.id] ?? (() => []))(model, step?.before ?? initial, after);
  // A property of states stays violated: what counts is where that began. A step breaks what it breaks.
  const firstOfRun = steps.slice(0, number).findLastIndex((earlier) => !isViolatedIn(property, earlier)) + 1;
  const began = property.kind === 'step' ? number - 1 : firstOfRun;
  const broke = steps[began];
  const by = broke === undefined ? [] : [`Broken by step ${broke.number}, ${broke.label} — ${broke.says}.`];
  return [...subjects, ...by];
}

function isViolatedIn({ id }: Property, { violated }: RunStep): boolean {
  return violated.some((other) => other.id === id);
}

type Subjects = (m: Model, before: State, after: State) => string[];

/** For a property that speaks of all blocks or pages: those that it fails for. */
const SUBJECTS: Readonly<Record<string, Subjects>> = {
  I1: unsafeBlocks,
  I2: (_, __, after) =>
    after.blocks.flatMap(({ settled, acknowledged }, b) =>
      settled >= acknowledged
        ? []
        : [`Block ${b + 1}: version ${settled} is in effect, version ${acknowledged} was acknowledged.`],
    ),
  I3: settledBlocks,
  I4: settledBlocks,
  refinement: settledBlocks,
  I6: copiesOfAnswered,
  I7: tables,
  I8: tables,
  I13: copiesOfAnswered,
  I14: copiesOfAnswered,
  I15: copiesOfAnswered,
  I16: copiesOfAnswered,
};

function unsafeBlocks(m: Model, _: State, after: State): string[] {
  return ranker(m)(after).flatMap((rank, b) =>
    rank === 0 ? [] : [`Block ${b + 1} is ${verdictOf(rank)}: ${copiesIn(m, after, b)}.`],
  );
}

function settledBlocks(_: Model, before: State, after: State): string[] {
  return after.blocks.flatMap(({ settled }, b) => {
    const was = before.blocks[b]!.settled;
    return settled === was ? [] : [`Block ${b + 1}: version ${settled} takes effect after version ${was}.`];
  });
}

function copiesOfAnswered(m: Model, _: State, after: State): string[] {
  return after.blocks.flatMap(({ acknowledged, media }, b) =>
    acknowledged <= media ? [] : [`Block ${b + 1}: ${copiesIn(m, after, b)}.`],
  );
}

function copiesIn(m: Model, s: State, block: number): string {
  const { acknowledged } = s.blocks[block]!;
  const places = goodCopiesOf(m, s, block, acknowledged).map(placeOf);
  const where = places.length === 0 ? 'nobody holds it whole' : `whole in ${listed(places)}`;
  return `the host was told that ${versionName(acknowledged)} is safe; ${where}`;
}

function tables(_: Model, __: State, { controllers }: State): string[] {
  return sides.map((side) => {
    const entries = controllers[side].table.map((entry, i) => `m${i + 1} ${tellEntry(entry)}`);
    return `Table of ${BOARD[side]}: ${entries.join(', ')}.`;
  });
}
