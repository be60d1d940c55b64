import type { Action } from './action.ts';
import type { Card } from './card.ts';
import type { State, StateField } from './state.ts';

/**
 * What a property says of one state or step: its premise does not fire, it holds, or it is violated. One that holds may
 * say by which of its clauses, a bit for each: `holdsBy`.
 */
export type Outcome = number;
export const VACUOUS = 0;
export const HOLDS = 1;
export const VIOLATED = 2;

const FIRST_CLAUSE = 2;

/** What a property holds by, in words; undefined for what the design cannot come across. At most 29. */
export type Clauses = readonly (string | undefined)[];

/** For each clause the outcome of what holds by it; outcomes of several are combined bit by bit. */
export function holdsBy<const C extends Clauses>(clauses: C): { readonly [K in keyof C]: Outcome } {
  return clauses.map((_, i) => HOLDS | (1 << (FIRST_CLAUSE + i))) as { [K in keyof C]: Outcome };
}

/** The clauses for which this holds, in their places. */
export function only(clauses: readonly string[], isPossible: readonly boolean[]): Clauses {
  return clauses.map((says, i) => (isPossible[i] ? says : undefined));
}

/** A clause of a property, and whether anything was ever decided by it. */
export interface ClauseFinding {
  readonly says: string;
  readonly decided: boolean;
}

/** What became of the clauses of a property whose outcomes, combined, are these. */
export function clausesIn(
  { clauses = [] }: { readonly clauses?: Clauses },
  outcomes: Outcome,
): ClauseFinding[] {
  return clauses.flatMap((says, i) => {
    const decided = (outcomes & (1 << (FIRST_CLAUSE + i))) !== 0;
    return says === undefined ? [] : [{ says, decided }];
  });
}

/**
 * A question about a state that is asked in several places, or that much comes down to. Its answers are numbers from 0 up.
 * Who learns properties learns it by itself, and of what asks it only what follows from each answer.
 */
export interface Part {
  (s: Asked): number;
  /** How many answers there are. */
  readonly answers: number;
  readonly of: (s: State) => number;
}

/** A state that answers parts itself, as one does on which properties are learned. */
export interface Asked extends State {
  readonly answer?: (part: Part) => number | undefined;
}

/** A part with so many answers. It depends on nothing but the state. */
export function partOf(answers: number, of: (s: State) => number): Part {
  const part: Part = Object.assign((s: Asked) => s.answer?.(part) ?? of(s), { answers, of });
  return part;
}

/** What several parts say together: they are violated if one is, and else hold by whatever one holds by. */
export function together(parts: readonly Part[], s: State): Outcome {
  let outcome: Outcome = VACUOUS;
  for (let i = 0; i < parts.length; i++) outcome |= parts[i]!(s);
  return (outcome & VIOLATED) === 0 ? outcome : VIOLATED;
}

/** Whether what is asked of states is a part. */
export function isPart(asked: (s: State) => number): asked is Part {
  return 'answers' in asked;
}

interface Named {
  /** I1 to I16, I20, L1 or L6, `refinement`, or the name of a witness. */
  readonly id: string;
  /** The property as a sentence. */
  readonly says: string;
}

/** A property with parts that can go untried while the whole does not. */
interface InClauses extends Named {
  readonly clauses?: Clauses;
}

/** Must hold in every reachable state. */
export interface Always extends InClauses {
  readonly kind: 'always';
  /** Fields of the state: of two states that differ in none of them it says the same. */
  readonly reads: readonly StateField[];
  /** Those of its own that it asks. */
  readonly parts?: readonly Part[];
  readonly check: (state: State) => Outcome;
}

/** What took a step: the action, and what that says of itself. */
export interface Deed {
  readonly action: Action;
  readonly card: Card;
}

/**
 * Must hold of every step. A part that a step leaves alone may be the same object before and after it: then nothing of it
 * has changed.
 */
export interface EveryStep extends InClauses {
  readonly kind: 'step';
  /** Fields of the state: of a step that changes none of them it says nothing. So no action is forgotten. */
  readonly reads: readonly StateField[];
  /** For a property that judges who does what: whose deeds. Of these also steps that change nothing: a read is one. */
  readonly deeds?: (card: Card) => boolean;
  readonly check: (before: State, deed: Deed, after: State) => Outcome;
}

/** Must be reached at least once: a witness. */
export interface Sometimes extends Named {
  readonly kind: 'sometimes';
  readonly check: (before: State, action: Action, after: State) => boolean;
}

/** Where `awaits` is true, the system must have something left to do. */
export interface Deadlock extends Named {
  readonly kind: 'deadlock';
  readonly awaits: (state: State) => boolean;
}

export type Property = Always | EveryStep | Sometimes | Deadlock;
