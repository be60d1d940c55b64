import type { Design, Part } from '../spec/design.ts';
import type { State } from '../src/model/state.ts';

/** What the properties need to know of a design's wiring, worked out here and not taken from the rules they judge. */
export interface Wiring {
  readonly design: Design;
  readonly units: Readonly<Record<Part, readonly number[]>>;
  readonly batteries: Readonly<Record<Part, readonly number[]>>;
  /** The blocks of each controller's own device. */
  readonly blocks: readonly (readonly number[])[];
}

export const boards = ['K1', 'K2'] as const;
export const caches = ['C1', 'C2'] as const;
export const fifos = ['F1', 'F2'] as const;
export const engines = ['E1', 'E2'] as const;

export function wiringOf(design: Design): Wiring {
  const { blocks } = design.bounds;
  const all: Part[] = [...boards, ...caches, ...fifos, ...engines, 'A'];
  const feeding = (supplies: (readonly Part[])[]) =>
    Object.fromEntries(
      all.map((part) => [part, supplies.flatMap((feeds, i) => (feeds.includes(part) ? [i] : []))]),
    ) as Record<Part, number[]>;
  return {
    design,
    units: feeding(Object.values(design.power)),
    batteries: feeding(Object.values(design.batteries).map(({ feeds }) => feeds)),
    blocks: boards.map((_, side) => Array.from({ length: blocks }, (_, i) => blocks * side + i)),
  };
}

/** Whether anything feeds the part, were the unit `except` off. */
export function fed(w: Wiring, s: State, part: Part, except = -1): boolean {
  for (const unit of w.units[part]) if (unit !== except && s.units[unit] === 'on') return true;
  for (const battery of w.batteries[part]) if (s.batteries[battery]!.state !== 'flat') return true;
  return false;
}
