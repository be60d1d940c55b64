import {
  type Always,
  HOLDS,
  holdsBy,
  type Outcome,
  type Part,
  partOf,
  together,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State, StateField } from '../src/model/state.ts';
import {
  both,
  drains,
  inFifo,
  inReadWriteArea,
  mirrorAreaLives,
  other,
  wholeInMirrorArea,
} from './copies.ts';
import { isFenced, works } from './ownership.ts';
import { survivability } from './survivable.ts';
import { rankOf } from './verdict.ts';
import type { Wiring } from './wiring.ts';

/* I1, I2, I16, I20: what was acknowledged is not lost, and not taken for lost. */

/** Where copies are, and whether what holds them works. */
const COPIES: readonly StateField[] = [
  'caches',
  'fifos',
  'controllers.board',
  'controllers.mode',
  'units',
  'batteries.state',
];

export function survivableFaultsLoseNothing(w: Wiring, ranks: readonly Part[]): Always {
  const survives = survivability(w.design);
  const rank = rankOf(w, ranks);
  return {
    kind: 'always',
    id: 'I1',
    says: 'After faults that the design declares survivable, the newest acknowledged version of every block is safe.',
    reads: [
      'blocks.acknowledged',
      'blocks.settled',
      'blocks.media',
      'blocks.queued',
      ...COPIES,
      'devices.routed',
      'arbiterUp',
      'faults',
    ],
    check: (s) => {
      if (!anyAcknowledged(s) || !survives(s.faults)) return VACUOUS;
      return rank(s) === 0 ? HOLDS : VIOLATED;
    },
  };
}

export function noOlderValueIsAnswered(): Always {
  return {
    kind: 'always',
    id: 'I2',
    says: 'No value older than the newest acknowledged version is ever in effect.',
    reads: ['blocks.acknowledged', 'blocks.settled'],
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const { settled, acknowledged } of s.blocks) {
        if (settled < acknowledged) return VIOLATED;
        if (acknowledged > 0) outcome = HOLDS;
      }
      return outcome;
    },
  };
}

export function survivableFaultsLeaveNothingSuspect(w: Wiring): Always {
  const survives = survivability(w.design);
  return {
    kind: 'always',
    id: 'I20',
    says: 'After faults that the design declares survivable, nothing is reported suspect after a takeover.',
    reads: ['controllers.mode', 'blocks.suspect', 'devices.mark', 'faults'],
    check: (s) => {
      if (!s.devices.some(({ mark }, device) => mark !== 'nothing' && isTakenOver(s, device))) return VACUOUS;
      if (!survives(s.faults)) return VACUOUS;
      return s.blocks.some(({ suspect }) => suspect) ? VIOLATED : HOLDS;
    },
  };
}

function isTakenOver({ controllers }: State, device: number): boolean {
  return controllers[other(device as Side)].mode === 'solo';
}

export function mirroredMeansTwoCopies(w: Wiring): Always {
  const clauses = [
    'its duplicate is in the mirror area',
    w.design.ack === 'fifo' ? 'its duplicate is in the FIFO' : undefined,
  ] as const;
  const [MIRRORED, QUEUED] = holdsBy(clauses);
  const parts = both.map((side) => partOf((MIRRORED | QUEUED) + 1, (s) => standingOn(s, side)));
  return {
    kind: 'always',
    id: 'I16',
    says: 'While mirroring works, every acknowledged version has two copies or is on the device.',
    clauses,
    reads: ['blocks.acknowledged', 'blocks.media', ...COPIES, 'devices.granted', 'channelUp'],
    parts,
    check: (s) => together(parts, s),
  };

  function standingOn(s: State, side: Side): Outcome {
    if (!isMirroring(w, s, side)) return VACUOUS;
    let outcome: Outcome = VACUOUS;
    for (const block of w.blocks[side]!) {
      const { acknowledged: version, media } = s.blocks[block]!;
      if (media >= version) continue;
      if (!inReadWriteArea(w, s, side, block, version)) return VIOLATED;
      if (wholeInMirrorArea(w, s, other(side), block, version)) outcome |= MIRRORED;
      else if (inFifo(w, s, side, block, version)) outcome |= QUEUED;
      else return VIOLATED;
    }
    return outcome;
  }
}

/** Whether a controller mirrors, and can. */
function isMirroring(w: Wiring, s: State, side: Side): boolean {
  if (s.controllers[side].mode !== 'mirrored' || !works(s, side) || isFenced(s, side)) return false;
  if (!s.channelUp || !mirrorAreaLives(s, other(side))) return false;
  return w.design.ack === 'mirror' || drains(w, s, side);
}

function anyAcknowledged(s: State): boolean {
  for (const { acknowledged } of s.blocks) if (acknowledged > 0) return true;
  return false;
}
