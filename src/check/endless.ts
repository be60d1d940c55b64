import { type Design, isHarm, type Verdict } from '../../spec/design.ts';
import { type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import type { Reduction } from '../explorer/fold/fold.ts';
import { CountsWrites } from '../explorer/fold/same-future.ts';
import { TooManyVersions } from '../explorer/fold/versions.ts';
import { StateTooLarge } from '../explorer/layout.ts';
import { type Assessment, assess } from './assess.ts';
import { estimate } from './estimate.ts';

/** What can be said of a design when its host writes any number of times, all other bounds being its own. */
export interface Endless {
  /** Of the most faults for which it was decided, explored to the end; if need be with hosts that never give up. */
  readonly decided?: Assessment;
  /** Harm that comes with its own number of writes comes with any number. */
  readonly harm?: Verdict;
  /** What was not decided: first the design as it is, then what is easier. */
  readonly open?: readonly Open[];
  readonly stopped?: string;
}

/** A design that was not decided, and how many states it takes at the least. */
export interface Open {
  readonly design: Design;
  readonly states: number;
}

/** States that one design may take: some ten seconds. */
const MOST_STATES = 3_500_000;

/** Of these the share that an estimate may say there are at the least: there have been three times as many. */
const LIKELY = 1 / 3;

/** States that an estimate may take. */
const SAMPLE = 200_000;

/**
 * Decides what a design that was explored does with any number of writes, for as much of what may happen to it as can be
 * done within a budget. Yields the progress of each exploration; `next(reason)` stops.
 */
export function* decideEndless(
  { design, verdict }: Assessment,
  limits: Limits,
  wished: readonly Reduction[],
  search: Explore = explore,
): Generator<Progress, Endless, string | undefined> {
  if (isHarm(verdict)) return { harm: verdict };
  const open: Open[] = [];
  for (const endless of easier(design)) {
    const { decided, least, stopped } = yield* decide(endless, limits, wished, search);
    if (decided !== undefined) return { decided, ...(open.length === 0 ? {} : { open }) };
    open.push({ design: endless, states: least });
    if (stopped !== undefined) return { open, stopped };
  }
  return { open };
}

/** The design with any number of writes, and what is easier: hosts that never give up, and then fewer faults. */
function easier(design: Design): Design[] {
  const { bounds, faultKinds } = design;
  const waiting = faultKinds.filter((kind) => kind !== 'Abort');
  const kinds = waiting.length === faultKinds.length ? [faultKinds] : [faultKinds, waiting];
  const faults = Array.from({ length: bounds.faults + 1 }, (_, fewer) => bounds.faults - fewer);
  return faults.flatMap((faults) =>
    kinds.map(
      (faultKinds): Design => ({ ...design, faultKinds, bounds: { ...bounds, writes: 'any', faults } }),
    ),
  );
}

/** Why a design cannot be explored with any number of writes. */
const cannot = [StateTooLarge, TooManyVersions, CountsWrites];

interface Decision {
  readonly decided?: Assessment;
  readonly least: number;
  readonly stopped?: string;
}

function* decide(
  design: Design,
  limits: Limits,
  wished: readonly Reduction[],
  search: Explore,
): Generator<Progress, Decision, string | undefined> {
  const most = Math.min(limits.states, MOST_STATES);
  try {
    const { states, stopped } = yield* estimate(
      design,
      { ...limits, states: Math.min(most, SAMPLE) },
      wished,
    );
    if (stopped !== undefined) return { least: states.from, stopped };
    if (states.from > most * LIKELY) return { least: states.from };
    const assessment = yield* assess(design, { ...limits, states: most }, wished, search);
    const { exploration } = assessment;
    if (exploration.stopped === undefined) return { decided: assessment, least: exploration.states };
    const isLimit = exploration.states >= most;
    return { least: exploration.states, ...(isLimit ? {} : { stopped: exploration.stopped }) };
  } catch (error) {
    if (cannot.some((kind) => error instanceof kind)) return { least: 0, stopped: (error as Error).message };
    throw error;
  }
}
