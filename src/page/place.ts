/** Where the reader is: a step of the recorded run or of a branch, and the part whose lifecycle is shown. */
export interface Place {
  /** Every action of the run shown. */
  readonly path: readonly string[];
  readonly step: number;
  readonly part: string;
}

/** The fragment of the address for a place: `step=7&from=5&take=PowerOff+P1`. */
export function formatPlace(recorded: readonly string[], { path, step, part }: Place): string {
  const params = new URLSearchParams({ step: String(step) });
  const from = branchesAt(recorded, path);
  if (from < path.length) {
    params.set('from', String(from));
    for (const label of path.slice(from)) params.append('take', label);
  }
  if (part !== '') params.set('part', part);
  return params.toString();
}

/** The place that a fragment names. What makes no sense in it is passed over. */
export function parsePlace(recorded: readonly string[], fragment: string): Place {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const taken = params.getAll('take');
  const from = taken.length === 0 ? recorded.length : wholeUpTo(recorded.length, params.get('from'));
  const path = [...recorded.slice(0, from), ...taken];
  return { path, step: wholeUpTo(path.length, params.get('step')), part: params.get('part') ?? '' };
}

/**
 * The place for as much of a run as is possible: a link may name actions that cannot happen any more. What is left of a
 * branch that never left the recording is the recording, whole, and not a shorter one.
 */
export function settle(recorded: readonly string[], wanted: Place, possible: readonly string[]): Place {
  const step = Math.min(possible.length, wanted.step);
  const isRecorded = branchesAt(recorded, possible) === possible.length;
  return { ...wanted, path: isRecorded ? recorded : possible, step };
}

/**
 * How many actions a run shares with the recorded one. It is the recorded one, or a beginning of it, if
 * all.
 */
export function branchesAt(recorded: readonly string[], path: readonly string[]): number {
  const index = path.findIndex((label, i) => label !== recorded[i]);
  return index < 0 ? path.length : index;
}

/**
 * The run after taking an action at a step. Whoever takes the recorded action on the recording stays on it.
 */
export function take(recorded: readonly string[], { path, step, part }: Place, label: string): Place {
  const next = step + 1;
  if (path[step] === label) return { path, step: next, part };
  const taken = [...path.slice(0, step), label];
  const isRecorded = branchesAt(recorded, taken) === taken.length;
  return { path: isRecorded ? recorded : taken, step: next, part };
}

function wholeUpTo(max: number, text: string | null): number {
  const number = Math.trunc(Number(text ?? 0));
  return Number.isFinite(number) ? Math.min(max, Math.max(0, number)) : 0;
}
