import type { FaultKind } from '../spec/design.ts';
import { type Fault, faultsOf, withFault } from '../spec/faults.ts';
import {
  type Clauses,
  type EveryStep,
  holdsBy,
  type Outcome,
  only,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import { inFifo, inReadWriteArea, isAcknowledged, other, wholeInMirrorArea, workerOn } from './copies.ts';
import { survivability } from './survivable.ts';
import { boards, caches, fed, fifos, type Wiring } from './wiring.ts';

/* I6: what an acknowledgement stands on. */

const CLAUSES = [
  'the device holds it',
  'there is a copy in a mirror page',
  'there is a copy in a FIFO',
  'a power unit takes one copy',
  'the loss of a cache takes one copy',
  'the loss of a FIFO takes one copy',
  'a crash takes the copy in a cache',
  'a crash takes the copy in a FIFO',
] as const;
const [ON_DEVICE, MIRRORED, QUEUED, ...TAKEN] = holdsBy(CLAUSES);
const [BY_POWER, WITH_CACHE, WITH_FIFO, CACHE_BY_CRASH, FIFO_BY_CRASH] = TAKEN;

export function acknowledgedMeansTwoCopiesOrTheDevice(w: Wiring): EveryStep {
  const survives = survivability(w.design);
  const faults = faultsOf(w.design);
  return {
    kind: 'step',
    id: 'I6',
    says: 'At the acknowledgement the device holds the version, or no further fault that is survivable destroys every copy.',
    clauses: clausesFor(w),
    reads: ['blocks.acknowledged'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < after.blocks.length; b++) {
        if (!isAcknowledged(before, after, b)) continue;
        const standing = standingOf(b, before, after);
        if (standing === VIOLATED) return VIOLATED;
        outcome |= standing;
      }
      return outcome;
    },
  };

  /** What the acknowledgement of a block stands on, and what takes a part of that. */
  function standingOf(block: number, before: State, after: State): Outcome {
    const { acknowledged, media } = after.blocks[block]!;
    if (media >= acknowledged) return ON_DEVICE;
    const side = workerOn(before, block);
    if (side === undefined) return VIOLATED;
    const copies = copiesOf(w, after, side, block, acknowledged);
    if (copies.length < 2) return VIOLATED;
    let outcome = copies.reduce((standing, { by }) => standing | by, VACUOUS);
    for (const [i, fault] of faults.entries()) {
      const taken = copies.map((copy) => takes(w, after, fault, copy));
      if (taken.every((how) => how === VACUOUS) || !survives(withFault(after.faults, i))) continue;
      if (!taken.includes(VACUOUS)) return VIOLATED;
      for (const how of taken) outcome |= how;
    }
    return outcome;
  }
}

/** Those that the design can come across. */
function clausesFor({ design }: Wiring): Clauses {
  const { ack, crashLosesMemory, faultKinds, fifo } = design;
  const hasFifo = ack === 'fifo';
  const has = (kind: FaultKind) => faultKinds.includes(kind);
  const crashes = has('BoardCrash') && crashLosesMemory;
  return only(CLAUSES, [
    true,
    true,
    hasFifo,
    has('PowerOff'),
    has('CacheLost'),
    hasFifo && has('FifoLost'),
    crashes,
    crashes && hasFifo && fifo.onBoard,
  ]);
}

interface Copy {
  readonly part: (typeof caches)[number] | (typeof fifos)[number];
  readonly side: Side;
  /** The clause that it stands for: none for the page that is duplicated. */
  readonly by: Outcome;
}

/** The whole copies of a version that its writer and its partner have. */
function copiesOf(w: Wiring, s: State, side: Side, block: number, version: number): Copy[] {
  const partner = other(side);
  const copies: Copy[] = [];
  if (inReadWriteArea(w, s, side, block, version)) copies.push({ part: caches[side], side, by: VACUOUS });
  if (wholeInMirrorArea(w, s, partner, block, version))
    copies.push({ part: caches[partner], side: partner, by: MIRRORED });
  if (inFifo(w, s, side, block, version)) copies.push({ part: fifos[side], side, by: QUEUED });
  return copies;
}

/** How a fault, were it to strike now, takes this copy at once; `VACUOUS` when it does not. */
function takes(w: Wiring, s: State, { kind, target }: Fault, { part, side }: Copy): Outcome {
  const { fifo, crashLosesMemory, power } = w.design;
  if (kind === 'PowerOff') return fed(w, s, part, Object.keys(power).indexOf(target)) ? VACUOUS : BY_POWER;
  if (kind === 'CacheLost' || kind === 'FifoLost') {
    if (target !== part) return VACUOUS;
    return kind === 'CacheLost' ? WITH_CACHE : WITH_FIFO;
  }
  if (kind !== 'BoardCrash' || target !== boards[side] || !crashLosesMemory) return VACUOUS;
  if (part === caches[side]) return CACHE_BY_CRASH;
  return fifo.onBoard ? FIFO_BY_CRASH : VACUOUS;
}
