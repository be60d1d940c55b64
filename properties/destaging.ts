import { type EveryStep, HOLDS, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { Side, State } from '../src/model/state.ts';
import { holdsDirty, inMirrorArea, mirrorPageOf, other } from './copies.ts';

/* I11, I12: what reaches a device or a mirror area, and in which order. */

export function dirtyIsClearedOnlyForTheDestagedVersion(): EveryStep {
  return {
    kind: 'step',
    id: 'I11',
    says: 'The completion of a destage clears dirty only for versions that the device now holds.',
    on: ['DestageDone'],
    check: (before, action, after) => {
      const { side } = action as Extract<typeof action, { name: 'DestageDone' }>;
      let outcome: Outcome = VACUOUS;
      for (let i = 0; i < before.caches[side].length; i++) {
        const page = before.caches[side][i]!;
        if (!holdsDirty(page) || holdsDirty(after.caches[side][i]!)) continue;
        if (page.version > after.blocks[page.block]!.media) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}

export function versionsNeverDecrease(): EveryStep {
  return {
    kind: 'step',
    id: 'I12',
    says: 'Versions on a device never decrease, and no copy in a mirror area is followed by an older one.',
    on: ['DestageDone', 'DeviceWriteLate', 'Copy', 'Drain'],
    check: (before, action, after) => {
      if (action.name === 'Copy' || action.name === 'Drain') return mirrorOnlyGrows(after, action.side);
      return after.blocks.every(({ media }, b) => media >= before.blocks[b]!.media) ? HOLDS : VIOLATED;
    },
  };
}

function mirrorOnlyGrows(s: State, writer: Side): Outcome {
  let outcome: Outcome = VACUOUS;
  for (let i = 0; i < s.controllers[writer].table.length; i++) {
    const page = mirrorPageOf(s, writer, i);
    if (page.state !== 'copying') continue;
    if (inMirrorArea(s, other(writer), page.block, page.version + 1)) return VIOLATED;
    outcome = HOLDS;
  }
  return outcome;
}
