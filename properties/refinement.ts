import { type IdealBlock, idealDiskAllows } from '../spec/ideal-disk.ts';
import { type EveryStep, holdsBy, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { Block, State } from '../src/model/state.ts';

/** The refinement mapping: which ideal block a block of the array stands for. */
export function idealBlockOf(s: State, index: number): IdealBlock {
  return idealBlock(s.blocks[index]!, mayStillSurface(s));
}

/** What was told failed, or discarded after the host gave it up, is not pending any more, whatever happens. */
function idealBlock({ issued, settled, openAt, ending }: Block, surfaces: boolean): IdealBlock {
  const isPending = issued !== settled && ending !== 'failed' && (openAt !== 0 || surfaces);
  return { value: settled, pending: isPending ? issued : 0 };
}

/** Whether the mapping cannot tell the two apart: the common case, and the cheap one. */
function mapsAlike(before: Block, after: Block): boolean {
  return (
    before.issued === after.issued &&
    before.settled === after.settled &&
    before.openAt === after.openAt &&
    before.ending === after.ending
  );
}

/** An unanswered write may take effect until a takeover in the current epoch has ended. */
function mayStillSurface(s: State): boolean {
  for (const { mode, epoch } of s.controllers) if (mode === 'solo' && epoch === s.epoch) return false;
  return true;
}

/** The whole array implements the ideal disk of spec/ideal-disk.ts. */
export function refinement(): EveryStep {
  const clauses = ['a write begins', 'it takes effect', 'it is gone'] as const;
  const [BEGINS, TAKES_EFFECT, IS_GONE] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'refinement',
    says: 'Every step of the array is a step of the ideal disk, or leaves the ideal disk as it is.',
    clauses,
    reads: [
      'blocks.issued',
      'blocks.settled',
      'blocks.openAt',
      'blocks.ending',
      'controllers.mode',
      'controllers.epoch',
      'epoch',
    ],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      const surfaced = mayStillSurface(before);
      const surfaces = mayStillSurface(after);
      for (let b = 0; b < before.blocks.length; b++) {
        const was = before.blocks[b]!;
        const is = after.blocks[b]!;
        if (surfaced === surfaces && (was === is || mapsAlike(was, is))) continue;
        const from = idealBlock(was, surfaced);
        const to = idealBlock(is, surfaces);
        if (from.value === to.value && from.pending === to.pending) continue;
        if (!idealDiskAllows(from, to)) return VIOLATED;
        if (from.value !== to.value) outcome |= TAKES_EFFECT;
        else outcome |= to.pending === 0 ? IS_GONE : BEGINS;
      }
      return outcome;
    },
  };
}
