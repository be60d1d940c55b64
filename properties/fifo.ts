import type { Part } from '../spec/design.ts';
import {
  type Always,
  type EveryStep,
  holdsBy,
  type Outcome,
  only,
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
  const clauses = ['it is in a mirror page', 'it is on the device'] as const;
  const [MIRRORED, ON_DEVICE] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'I13',
    says: 'An acknowledged version leaves the FIFO only when it, or a newer one, is in a mirror page or on the device.',
    clauses,
    // An entry that was never verified is no copy: while it waits, whatever takes the others is a violation.
    reads: ['controllers', 'caches', 'fifos', 'blocks', 'batteries.charge', 'devices'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        const { entries } = before.fifos[side];
        for (let i = 0; i < entries.length; i++) {
          const { block, version, drained } = entries[i]!;
          if (version === 0 || drained || version > after.blocks[block]!.acknowledged) continue;
          if (undrainedInFifo(w, after, side, block, version)) continue;
          if (isStruck(before, after)) return VACUOUS;
          if (inMirrorArea(after, other(side), block, version)) outcome |= MIRRORED;
          else if (after.blocks[block]!.media >= version) outcome |= ON_DEVICE;
          else return VIOLATED;
        }
      }
      return outcome;
    },
  };
}

export function emptyIndicatorMeansDrained(w: Wiring): Always {
  const clauses = ['it is mirrored', 'it is on the device'] as const;
  const [MIRRORED, ON_DEVICE] = holdsBy(clauses);
  return {
    kind: 'always',
    id: 'I14',
    says: 'While a writer mirrors, an empty indicator means that all it acknowledged is mirrored or on the device.',
    clauses,
    reads: ['fifos.state', 'controllers.mode', 'blocks.acknowledged', 'blocks.media', 'caches.mirror'],
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (s.fifos[side].state !== 'empty' || s.controllers[side].mode !== 'mirrored') continue;
        if (!mirrorAreaLives(s, other(side))) continue;
        for (const block of w.blocks[side]!) {
          const { acknowledged, media } = s.blocks[block]!;
          if (acknowledged === 0) continue;
          if (media >= acknowledged) outcome |= ON_DEVICE;
          else if (inMirrorArea(s, other(side), block, acknowledged)) outcome |= MIRRORED;
          else return VIOLATED;
        }
      }
      return outcome;
    },
  };
}

export function writeBackHasSupplyAndCharge(w: Wiring): EveryStep {
  const isBacked = (parts: readonly Part[]) => parts.some((part) => w.batteries[part].length > 0);
  return {
    kind: 'step',
    id: 'I15',
    says: 'Who answers on the strength of a FIFO entry has the FIFO fed, and charge for all that is queued.',
    clauses: only(COVER, [true, isBacked(fifos), isBacked(engines)]),
    reads: ['blocks.acknowledged'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < after.blocks.length; b++) {
        const side = workerOn(before, b);
        if (side === undefined || !isAcknowledged(before, after, b)) continue;
        if (!reliesOnFifo(after, side, b)) continue;
        const cover = coverOf(w, after, side);
        if (cover === VIOLATED) return VIOLATED;
        outcome |= cover;
      }
      return outcome;
    },
  };
}

/** A fault strikes, or a battery gives in: what a FIFO then holds may be lost. */
function isStruck(before: State, after: State): boolean {
  return (
    (before.faults !== after.faults && after.faults.some((struck, i) => struck !== before.faults[i])) ||
    after.batteries.some((is, i) => is !== before.batteries[i] && is.state !== before.batteries[i]!.state)
  );
}

function reliesOnFifo(s: State, side: Side, block: number): boolean {
  const { acknowledged, media } = s.blocks[block]!;
  return acknowledged > media && !inMirrorArea(s, other(side), block, acknowledged);
}

const COVER = [
  'the FIFO is fed',
  'charge of the batteries behind the FIFO',
  'charge of the batteries behind its drain engine',
] as const;
const [FED, FIFO_CHARGED, ENGINE_CHARGED] = holdsBy(COVER);

/** The FIFO is to be fed, and charge to cover all that may come to rely on the batteries behind it and its engine. */
function coverOf(w: Wiring, s: State, side: Side): Outcome {
  if (!fed(w, s, fifos[side])) return VIOLATED;
  const behindFifo = w.batteries[fifos[side]];
  const behindEngine = w.batteries[engines[side]];
  if (!isCharged(w, s, behindFifo) || !isCharged(w, s, behindEngine)) return VIOLATED;
  return FED | (behindFifo.length > 0 ? FIFO_CHARGED : 0) | (behindEngine.length > 0 ? ENGINE_CHARGED : 0);
}

function isCharged(w: Wiring, s: State, batteries: readonly number[]): boolean {
  if (batteries.length === 0) return true;
  return batteries.some((battery) => stepsOn(w, s, battery) <= s.batteries[battery]!.charge);
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
