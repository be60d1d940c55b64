import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import type { Change, Facts } from './analysis/facts.ts';
import type { Next } from './analysis/next.ts';
import type { RefusedLabel, Run } from './analysis/run.ts';
import type { PageData } from './data.ts';
import type { Place } from './place.ts';

/** Everything that a view draws: the place, and what the core says of it. */
export interface View {
  readonly data: PageData;
  readonly place: Place;
  readonly run: Run;
  readonly model: Model;
  readonly state: State;
  readonly facts: Facts;
  readonly changes: readonly Change[];
  /** Names of the facts that the step changed. */
  readonly changed: ReadonlySet<string>;
  readonly next: readonly Next[];
  /** Whether the run shown is another than the recorded one. */
  readonly hasLeft: boolean;
  /** The same, where something was recorded that can be left. */
  readonly isBranch: boolean;
  /** What the link that led here names, and what cannot happen. */
  readonly refused?: RefusedLabel & { readonly number: number };
}

/** What a reader can do. */
export interface Deeds {
  readonly goTo: (step: number) => void;
  /** To the next step that is highlighted, or the one before. */
  readonly goToHighlight: (way: 1 | -1) => void;
  readonly take: (label: string) => void;
  readonly select: (part: string) => void;
  readonly backToRecording: () => void;
}

/** A part of the page that is built once, and filled with every step. */
export interface Panel {
  readonly element: HTMLElement;
  readonly fill: (view: View) => void;
}
