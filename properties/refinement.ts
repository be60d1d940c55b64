import { type IdealBlock, idealDiskAllows } from '../spec/ideal-disk.ts';
import { type EveryStep, HOLDS, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { State } from '../src/model/state.ts';

/** The refinement mapping: which ideal block a block of the array stands for. */
export function idealBlockOf(s: State, index: number): IdealBlock {
  const { issued, settled, openAt } = s.blocks[index]!;
  if (issued === settled) return { value: settled, pending: 0 };
  return { value: settled, pending: openAt !== 0 || mayStillSurface(s) ? issued : 0 };
}

/** An unanswered write may take effect until a takeover in the current epoch has ended. */
function mayStillSurface(s: State): boolean {
  return s.controllers.every(({ mode, epoch }) => mode !== 'solo' || epoch !== s.epoch);
}

/** The whole array implements the ideal disk of spec/ideal-disk.ts. */
export function refinement(): EveryStep {
  return {
    kind: 'step',
    id: 'refinement',
    says: 'Every step of the array is a step of the ideal disk, or leaves the ideal disk as it is.',
    check: (before, _, after) => {
      let outcome: 0 | 1 = VACUOUS;
      for (let b = 0; b < before.blocks.length; b++) {
        const from = idealBlockOf(before, b);
        const to = idealBlockOf(after, b);
        if (from.value === to.value && from.pending === to.pending) continue;
        if (!idealDiskAllows(from, to)) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}
