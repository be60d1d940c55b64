import type { Verdict } from '../../spec/design.ts';
import type { Copy } from '../words/copies.ts';
import type { DrawnEvent } from '../words/drawing.ts';

/*
 * The picture of a schedule before it is drawn: what a renderer needs, worked out once. Steps count from 1; 0
 * is the time before the first. Whatever has a `from` and an `until` begins with the one step and ends with
 * the other, or lasts.
 */

export interface Picture {
  readonly design: string;
  /** Rules that the design does not follow. */
  readonly weakened: readonly string[];
  readonly lanes: readonly Lane[];
  readonly steps: readonly PictureStep[];
  readonly events: readonly PictureEvent[];
  readonly spans: readonly LaneSpan[];
  /** The blocks that the host wrote, and those that came to harm without. */
  readonly blocks: readonly BlockHistory[];
  readonly annotations: readonly Annotation[];
  /** The worst of all blocks at the end, or worse, what the host was answered before. */
  readonly verdict: Verdict;
  /** The properties that are violated on the way. */
  readonly violated: readonly string[];
}

export const groups = ['host', 'controller 1', 'between', 'controller 2', 'devices', 'power'] as const;
export type Group = (typeof groups)[number];

/** A part of the array with a life line of its own. */
export interface Lane {
  /** `host`, `switch`, `channel`, or the name of the part: `K1`, `C1`, `F1`, `D1`, `P1`, `B1`. */
  readonly id: string;
  readonly name: string;
  readonly group: Group;
}

export interface PictureStep {
  readonly step: number;
  /** The action as schedules write it. */
  readonly label: string;
  /** What happens, as a sentence without its full stop. */
  readonly says: string;
  readonly isFault: boolean;
}

export interface PictureEvent extends DrawnEvent {
  readonly step: number;
}

/**
 * `dead`: it does nothing any more, and keeps nothing. `impaired`: it hangs, is fenced, or is out of reach.
 */
export type Life = 'works' | 'impaired' | 'dead';

export interface LaneSpan {
  readonly lane: string;
  readonly from: number;
  readonly until?: number;
  readonly life: Life;
  /** What is the matter; empty for a part that simply works. */
  readonly says: string;
}

/** A block after a step. */
export interface Moment {
  readonly step: number;
  /** Newest version that the host was told is safe. */
  readonly told: number;
  readonly verdict: Verdict;
  readonly copies: readonly Copy[];
}

/**
 * One copy for a while: until it is gone, or becomes whole, moves to another area, or is no good any more.
 */
export interface Bar {
  readonly copy: Copy;
  readonly from: number;
  readonly until?: number;
  /** The step that ended it took the copy, and nothing at hand replaces it. */
  readonly endsInLoss: boolean;
}

export interface BlockHistory {
  /** Counts from 0. */
  readonly block: number;
  /** `b1 on D1`. */
  readonly name: string;
  /** One for each step, and at index 0 the time before the first. */
  readonly moments: readonly Moment[];
  /** Each copy of the moments over time, by place, in the order of the lanes. */
  readonly bars: readonly Bar[];
}

/** What goes across all lanes after a step. */
export type Annotation = VerdictAnnotation | ViolationAnnotation | EpochAnnotation;

interface Annotated {
  readonly step: number;
  /** What is the matter, and since which step. */
  readonly title: string;
  readonly text: string;
}

/** After this step a block is worse off than before it, or better off again. */
export interface VerdictAnnotation extends Annotated {
  readonly kind: 'verdict';
  /** Counts from 0. */
  readonly block: number;
  /** The version in question: the newest that the host was told is safe. */
  readonly version: number;
  readonly verdict: Verdict;
  readonly isWorse: boolean;
  /** Where no good copy is left: the last ones, and the step that took them. */
  readonly last?: { readonly step: number; readonly copies: readonly Copy[] };
}

/** From this step on a property is violated. */
export interface ViolationAnnotation extends Annotated {
  readonly kind: 'violation';
  readonly property: string;
}

/** This step opened an epoch. */
export interface EpochAnnotation extends Annotated {
  readonly kind: 'epoch';
  readonly epoch: number;
}
