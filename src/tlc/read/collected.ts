/** A property that TLC found violated, and how it got there. */
export interface Violation {
  readonly kind: 'invariant' | 'action property' | 'deadlock' | 'temporal' | 'assumption' | 'unknown';
  /** None for a deadlock; TLC 2.18 does not name a temporal property either. */
  readonly name?: string;
  /** The text of each state. */
  readonly trace: readonly string[];
  /** The action that leads to each state; the first is TLC's `Initial predicate`. */
  readonly actions: readonly string[];
  /** How a counterexample to a temporal property goes on for ever. */
  readonly forever?: 'stuttering' | { readonly backTo: number; readonly by: string };
}

/** How often an action was taken, and how many new states it led to. */
export interface Coverage {
  readonly distinct: number;
  readonly generated: number;
}

/** What TLC has told of a run until now. */
export interface Told {
  version: string;
  /** TLC said that it is through, without an error. */
  completed: boolean;
  initial: number;
  generated: number;
  distinct: number;
  /** States that were found and not explored. */
  left: number;
  depth: number;
  violated?: Pick<Violation, 'kind' | 'name'>;
  forever?: NonNullable<Violation['forever']>;
  /** A behaviour was announced, whatever for. */
  behaviour: boolean;
  outOfMemory: boolean;
  /** The distributed server waits for workers. */
  ready: boolean;
  /** Threads of workers that came to the distributed server. */
  workers: number;
  readonly trace: string[];
  readonly actions: string[];
  readonly coverage: Map<string, Coverage>;
  /** What Java said before TLC, or the parser beside its progress. */
  readonly complaints: string[];
  /** TLC's own words, the beginning at most. */
  readonly errors: string[];
}

export function nothingTold(): Told {
  return {
    version: '',
    completed: false,
    initial: 0,
    generated: 0,
    distinct: 0,
    left: 0,
    depth: 0,
    behaviour: false,
    outOfMemory: false,
    ready: false,
    workers: 0,
    trace: [],
    actions: [],
    coverage: new Map(),
    complaints: [],
    errors: [],
  };
}

/** The violation that was told of, whole. */
export function violationIn(told: Told): Violation | undefined {
  const { violated, trace, actions, forever } = told;
  if (violated === undefined) return undefined;
  return { ...violated, trace, actions, ...(forever === undefined ? {} : { forever }) };
}

const MOST_ERROR_TEXT = 20_000;

/** Keeps an error in TLC's words, unless there are too many already. */
export function addError({ errors }: Told, text: string): void {
  const kept = errors.reduce((sum, error) => sum + error.length, 0);
  if (kept < MOST_ERROR_TEXT) errors.push(text.slice(0, MOST_ERROR_TEXT - kept));
}
