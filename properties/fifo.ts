import {
  type Always,
  type EveryStep,
  HOLDS,
  type Outcome,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import {
  both,
  inMirrorArea,
  isAcknowledged,
  mirrorAreaLives,
  mirrorPageOf,
  other,
  undrainedInFifo,
  workerOn,
} from './copies.ts';
import { engines, fed, fifos, type Wiring } from './wiring.ts';

/* I13 to I15: what the FIFO holds, shows and depends on. */

export function entriesStayUntilProtected(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I13',
    says: 'An acknowledged version leaves the FIFO only when it, or a newer one, is in a mirror page or on the device.',
    // An entry that was never verified is no copy: while it waits, whatever takes the others is a violation.
    reads: ['controllers', 'caches', 'fifos', 'blocks', 'batteries.charge', 'epoch'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        const { entries } = before.fifos[side];
        for (let i = 0; i < entries.length; i++) {
          const { block, version, drained } = entries[i]!;
          if (version === 0 || drained || version > after.blocks[block]!.acknowledged) continue;
          if (undrainedInFifo(w, after, side, block, version)) continue;
          if (isStruck(before, after)) return VACUOUS;
          const safe =
            inMirrorArea(after, other(side), block, version) || after.blocks[block]!.media >= version;
          if (!safe) return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

export function emptyIndicatorMeansDrained(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I14',
    says: 'While a writer mirrors, an empty indicator means that all it acknowledged is mirrored or on the device.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (s.fifos[side].state !== 'empty' || s.controllers[side].mode !== 'mirrored') continue;
        if (!mirrorAreaLives(s, other(side))) continue;
        for (const block of w.blocks[side]!) {
          const { acknowledged, media } = s.blocks[block]!;
          if (acknowledged === 0) continue;
          if (media < acknowledged && !inMirrorArea(s, other(side), block, acknowledged)) return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

export function writeBackHasSupplyAndCharge(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I15',
    says: 'Who answers on the strength of a FIFO entry has the FIFO fed, and charge for all that is queued.',
    reads: ['blocks.acknowledged'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < after.blocks.length; b++) {
        const side = workerOn(before, b);
        if (side === undefined || !isAcknowledged(before, after, b)) continue;
        if (!reliesOnFifo(after, side, b)) continue;
        if (!isCovered(w, after, side)) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}

/** A fault strikes, or a battery gives in: what a FIFO then holds may be lost. */
function isStruck(before: State, after: State): boolean {
  return (
    after.faults.some((bits, i) => bits !== before.faults[i]) ||
    after.batteries.some(({ state }, i) => state !== before.batteries[i]!.state)
  );
}

function reliesOnFifo(s: State, side: Side, block: number): boolean {
  const { acknowledged, media } = s.blocks[block]!;
  return acknowledged > media && !inMirrorArea(s, other(side), block, acknowledged);
}

/** Whether the FIFO is fed, and charge covers all that may come to rely on the batteries behind it and its engine. */
function isCovered(w: Wiring, s: State, side: Side): boolean {
  if (!fed(w, s, fifos[side])) return false;
  return [fifos[side], engines[side]].every((part) => {
    const backed = w.batteries[part];
    return (
      backed.length === 0 || backed.some((battery) => stepsOn(w, s, battery) <= s.batteries[battery]!.charge)
    );
  });
}

/** Drain steps of all that may come to rely on a battery. */
function stepsOn(w: Wiring, s: State, battery: number): number {
  let steps = 0;
  for (const side of both) {
    const backed = [...w.batteries[fifos[side]], ...w.batteries[engines[side]]];
    if (backed.includes(battery)) steps += stepsQueued(s, side);
  }
  return steps;
}

/** Sub-blocks that are in the FIFO and not in a mirror page yet. */
function stepsQueued(s: State, side: Side): number {
  let queued = 0;
  for (const { version, drained, written } of s.fifos[side].entries)
    if (version && !drained) queued += written;
  for (let i = 0; i < s.controllers[side].table.length; i++) {
    const page = mirrorPageOf(s, side, i);
    if (page.state === 'copying') queued -= page.written;
  }
  return queued;
}
