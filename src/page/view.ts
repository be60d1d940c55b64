import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import type { Course } from './course.ts';
import type { PageData } from './data.ts';
import type { Change, Facts } from './facts.ts';
import type { Next } from './next.ts';
import type { Place } from './place.ts';

/** Everything that a view draws: the place, and what the core says of it. */
export interface View {
  readonly data: PageData;
  readonly place: Place;
  readonly course: Course;
  readonly model: Model;
  readonly state: State;
  readonly facts: Facts;
  readonly changes: readonly Change[];
  /** Names of the facts that the step changed. */
  readonly changed: ReadonlySet<string>;
  readonly next: readonly Next[];
  readonly isBranch: boolean;
}

/** What a reader can do. */
export interface Deeds {
  readonly goTo: (step: number) => void;
  readonly take: (label: string) => void;
  readonly select: (part: string) => void;
  readonly backToRecording: () => void;
}
