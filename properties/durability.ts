import { type Fault, faultsOf, withFault } from '../spec/faults.ts';
import {
  type Always,
  type EveryStep,
  HOLDS,
  implies,
  type Outcome,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import {
  both,
  drains,
  inFifo,
  inMirrorArea,
  inReadWriteArea,
  isAcknowledged,
  mirrorAreaLives,
  other,
  workerOn,
  works,
} from './copies.ts';
import { survivability } from './survivable.ts';
import { rankOf } from './verdict.ts';
import { boards, caches, fed, fifos, type Wiring } from './wiring.ts';

/* I1, I2, I6, I16: what was acknowledged is not lost. */

export function survivableFaultsLoseNothing(w: Wiring): Always {
  const survives = survivability(w.design);
  const rank = rankOf(w);
  return {
    kind: 'always',
    id: 'I1',
    says: 'After faults that the design declares survivable, the newest acknowledged version of every block is safe.',
    check: (s) => implies(anyAcknowledged(s) && survives(s.faults), rank(s) === 0),
  };
}

export function noOlderValueIsAnswered(): Always {
  return {
    kind: 'always',
    id: 'I2',
    says: 'No value older than the newest acknowledged version is ever in effect.',
    check: (s) =>
      implies(
        anyAcknowledged(s),
        s.blocks.every(({ settled, acknowledged }) => settled >= acknowledged),
      ),
  };
}

export function acknowledgedMeansTwoCopiesOrTheDevice(w: Wiring): EveryStep {
  const faults = faultsOf(w.design);
  const survives = survivability(w.design);
  return {
    kind: 'step',
    id: 'I6',
    says: 'At the acknowledgement the device holds the version, or no further fault that is survivable destroys every copy.',
    reads: ['blocks.acknowledged'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < after.blocks.length; b++) {
        if (!isAcknowledged(before, after, b)) continue;
        outcome = HOLDS;
        const { acknowledged, media } = after.blocks[b]!;
        if (media >= acknowledged) continue;
        const side = workerOn(before, b);
        if (side === undefined) return VIOLATED;
        const copies: Copy[] = [];
        if (inReadWriteArea(w, after, side, b, acknowledged)) copies.push({ part: caches[side], side });
        if (inMirrorArea(after, other(side), b, acknowledged)) {
          copies.push({ part: caches[other(side)], side: other(side) });
        }
        if (inFifo(w, after, side, b, acknowledged)) copies.push({ part: fifos[side], side });
        if (copies.length < 2) return VIOLATED;
        if (
          faults.some(
            (fault, i) =>
              survives(withFault(after.faults, i)) && copies.every((copy) => destroys(w, after, fault, copy)),
          )
        )
          return VIOLATED;
      }
      return outcome;
    },
  };
}

interface Copy {
  readonly part: (typeof caches)[number] | (typeof fifos)[number];
  readonly side: Side;
}

/** Whether a fault, were it to strike now, takes this copy at once. */
function destroys(w: Wiring, s: State, { kind, target }: Fault, { part, side }: Copy): boolean {
  const { fifo, crashLosesMemory, power } = w.design;
  if (kind === 'PowerOff') return !fed(w, s, part, Object.keys(power).indexOf(target));
  if (kind === 'CacheLost' || kind === 'FifoLost') return target === part;
  if (kind !== 'BoardCrash' || target !== boards[side]) return false;
  return crashLosesMemory && (part === caches[side] || fifo.onBoard);
}

export function mirroredMeansTwoCopies(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I16',
    says: 'While mirroring works, every acknowledged version has two copies or is on the device.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (s.controllers[side].mode !== 'mirrored' || !works(s, side) || !mirroringWorks(w, s, side))
          continue;
        for (const block of w.blocks[side]!) {
          const { acknowledged: version, media } = s.blocks[block]!;
          if (media >= version) continue;
          const duplicate =
            inMirrorArea(s, other(side), block, version) || inFifo(w, s, side, block, version);
          if (!duplicate || !inReadWriteArea(w, s, side, block, version)) return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

function mirroringWorks(w: Wiring, s: State, side: Side): boolean {
  if (!s.channelUp || !mirrorAreaLives(s, other(side))) return false;
  return w.design.ack === 'mirror' || drains(w, s, side);
}

function anyAcknowledged(s: State): boolean {
  for (const { acknowledged } of s.blocks) if (acknowledged > 0) return true;
  return false;
}
