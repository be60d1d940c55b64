import { type EveryStep, HOLDS, implies, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import { idealBlockOf } from './refinement.ts';

/* I3, I4, I5: what the host sees, and from whom. */

export function unansweredWritesTakeEffectByTakeoverOrNever(): EveryStep {
  return {
    kind: 'step',
    id: 'I3',
    says: 'Only the write under way comes into effect, and an unanswered one by the end of a takeover or never.',
    on: ['Acknowledge', 'HostRead', 'TakeCharge'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < before.blocks.length; b++) {
        if (after.blocks[b]!.settled <= before.blocks[b]!.settled) continue;
        if (idealBlockOf(before, b).pending !== after.blocks[b]!.settled) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}

export function observedValuesNeverRegress(): EveryStep {
  return {
    kind: 'step',
    id: 'I4',
    says: 'The value that is in effect for a block never goes back to an older one, over any takeover.',
    on: ['Acknowledge', 'HostRead', 'TakeCharge'],
    check: (before, _, after) =>
      implies(
        before.blocks.some(({ settled }) => settled > 0),
        after.blocks.every(({ settled }, b) => settled >= before.blocks[b]!.settled),
      ),
  };
}

export function onlyTheCurrentEpochActs(): EveryStep {
  const on = ['Acknowledge', 'DestageDone', 'DeviceWriteLate', 'Copy', 'Enqueue', 'HostRead'] as const;
  return {
    kind: 'step',
    id: 'I5',
    says: 'Only a controller of the current epoch acknowledges, answers, destages or mirrors.',
    on,
    check: (before, action) => {
      const { side } = action as Extract<typeof action, { name: (typeof on)[number] }>;
      return before.controllers[side].epoch === before.epoch ? HOLDS : VIOLATED;
    },
  };
}
