import type { Design } from '../spec/design.ts';
import type { Fault } from '../spec/faults.ts';
import {
  type Always,
  type Deadlock,
  type EveryStep,
  HOLDS,
  implies,
  type Outcome,
  type Property,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side, State } from '../src/model/state.ts';
import {
  drains,
  holdsDirty,
  inFifo,
  inMirrorArea,
  inReadWriteArea,
  undrainedInFifo,
  works,
} from './copies.ts';
import { idealBlockOf, refinement } from './refinement.ts';
import { survivability, survivableFaults } from './survivable.ts';
import { rankOf } from './verdict.ts';
import { boards, caches, engines, fed, fifos, type Wiring, wiringOf } from './wiring.ts';

const both: readonly Side[] = [0, 1];
const other = (side: Side): Side => (side === 0 ? 1 : 0);

/** Everything that must hold of a design: I1 to I16, the refinement to the ideal disk, and no deadlock (L6). */
export function invariantsOf(design: Design): Property[] {
  const w = wiringOf(design);
  return [
    survivableFaultsLoseNothing(w),
    noOlderValueIsAnswered(),
    unansweredWritesTakeEffectByTakeoverOrNever(),
    observedValuesNeverRegress(),
    onlyTheCurrentEpochActs(),
    acknowledgedMeansTwoCopiesOrTheDevice(w),
    mirrorPagesMapToDirtyVersions(w),
    releasedPagesAreOutOfReach(w),
    takeoverLinksTheHighestVersion(w),
    linkedAndDrainedPagesAreWhole(w),
    dirtyIsClearedOnlyForTheDestagedVersion(),
    versionsNeverDecrease(w),
    entriesStayUntilProtected(w),
    emptyIndicatorMeansDrained(w),
    writeBackHasSupplyAndCharge(w),
    mirroredMeansTwoCopies(w),
    refinement(),
    noRequestWaitsForever(),
  ];
}

function survivableFaultsLoseNothing(w: Wiring): Always {
  const survives = survivability(w.design);
  const rank = rankOf(w);
  return {
    kind: 'always',
    id: 'I1',
    says: 'After faults that the design declares survivable, the newest acknowledged version of every block is safe.',
    check: (s) => implies(anyAcknowledged(s) && survives(s.faults), rank(s) === 0),
  };
}

function noOlderValueIsAnswered(): Always {
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

function unansweredWritesTakeEffectByTakeoverOrNever(): EveryStep {
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

function observedValuesNeverRegress(): EveryStep {
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

function onlyTheCurrentEpochActs(): EveryStep {
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

function acknowledgedMeansTwoCopiesOrTheDevice(w: Wiring): EveryStep {
  const survivable = survivableFaults(w.design);
  return {
    kind: 'step',
    id: 'I6',
    says: 'At the acknowledgement the device holds the version, or no single survivable fault destroys every copy.',
    on: ['Acknowledge'],
    check: (before, action, after) => {
      const { side } = action as Extract<typeof action, { name: 'Acknowledge' }>;
      for (let b = 0; b < after.blocks.length; b++) {
        const { acknowledged, media } = after.blocks[b]!;
        if (acknowledged === before.blocks[b]!.acknowledged || media >= acknowledged) continue;
        const copies: Copy[] = [];
        if (inReadWriteArea(w, after, side, b, acknowledged)) copies.push({ part: caches[side], side });
        if (inMirrorArea(after, other(side), b, acknowledged)) {
          copies.push({ part: caches[other(side)], side: other(side) });
        }
        if (inFifo(w, after, side, b, acknowledged)) copies.push({ part: fifos[side], side });
        if (copies.length < 2) return VIOLATED;
        if (survivable.some((fault) => copies.every((copy) => destroys(w, after, fault, copy))))
          return VIOLATED;
      }
      return HOLDS;
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

function mirrorPagesMapToDirtyVersions(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I7',
    says: 'Acquired mirror pages map one to one to versions; a free page has no DMA on its way to it.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (!ownsTable(s, side)) continue;
        const { table } = s.controllers[side];
        for (let i = 0; i < table.length; i++) {
          const { state, block, version } = table[i]!;
          if (state === 'free') {
            if (isTargeted(s, side, i) || mirrorPageOf(w, s, side, i).state === 'copying') return VIOLATED;
            continue;
          }
          outcome = HOLDS;
          for (let j = 0; j < i; j++) {
            if (table[j]!.version === version && table[j]!.block === block) return VIOLATED;
          }
        }
      }
      return outcome;
    },
  };
}

function releasedPagesAreOutOfReach(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I8',
    says: 'A mirror page that its writer released holds no version that a takeover could select.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (!ownsTable(s, side) || !mirrorAreaLives(s, other(side))) continue;
        const { table } = s.controllers[side];
        for (let i = 0; i < table.length; i++) {
          if (table[i]!.state !== 'free') continue;
          if (mirrorPageOf(w, s, side, i).state === 'committed') return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

function takeoverLinksTheHighestVersion(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I9',
    says: 'Takeover links, per block, the highest committed version, and only one newer than the device.',
    on: ['LinkPage'],
    check: (before, action) => {
      const { side, page } = action as Extract<typeof action, { name: 'LinkPage' }>;
      const linked = mirrorPageOf(w, before, other(side), page);
      const highest = !inMirrorArea(before, side, linked.block, linked.version + 1);
      return highest && linked.version > before.blocks[linked.block]!.media ? HOLDS : VIOLATED;
    },
  };
}

function linkedAndDrainedPagesAreWhole(w: Wiring): EveryStep {
  const { subBlocks } = w.design.bounds;
  return {
    kind: 'step',
    id: 'I10',
    says: 'Every page that is linked, and every entry that is drained, is whole.',
    on: ['LinkPage', 'Drain'],
    check: (before, action) => {
      if (action.name === 'LinkPage') {
        return mirrorPageOf(w, before, other(action.side), action.page).written === subBlocks
          ? HOLDS
          : VIOLATED;
      }
      const { side } = action as Extract<typeof action, { name: 'Drain' }>;
      const head = before.fifos[side].entries.find(({ version, drained }) => version !== 0 && !drained);
      return implies(head !== undefined, head?.written === subBlocks);
    },
  };
}

function dirtyIsClearedOnlyForTheDestagedVersion(): EveryStep {
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

function versionsNeverDecrease(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I12',
    says: 'Versions on a device never decrease, and no copy in a mirror area is followed by an older one.',
    on: ['DestageDone', 'DeviceWriteLate', 'Copy', 'Drain'],
    check: (before, action, after) => {
      if (action.name === 'Copy' || action.name === 'Drain') return mirrorOnlyGrows(w, after, action.side);
      return after.blocks.every(({ media }, b) => media >= before.blocks[b]!.media) ? HOLDS : VIOLATED;
    },
  };
}

function mirrorOnlyGrows(w: Wiring, s: State, writer: Side): Outcome {
  let outcome: Outcome = VACUOUS;
  for (let i = 0; i < s.controllers[writer].table.length; i++) {
    const page = mirrorPageOf(w, s, writer, i);
    if (page.state !== 'copying') continue;
    if (inMirrorArea(s, other(writer), page.block, page.version + 1)) return VIOLATED;
    outcome = HOLDS;
  }
  return outcome;
}

function entriesStayUntilProtected(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I13',
    says: 'An acknowledged version leaves the FIFO only when it, or a newer one, is in a mirror page or on the device.',
    on: ['Drain', 'Acknowledge', 'DestageDone', 'Fence', 'StandDown'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        for (const { block, version, drained } of before.fifos[side].entries) {
          if (version === 0 || drained || version > after.blocks[block]!.acknowledged) continue;
          if (undrainedInFifo(w, after, side, block, version)) continue;
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

function emptyIndicatorMeansDrained(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I14',
    says: 'While a writer mirrors, an empty indicator means that all it acknowledged is mirrored or on the device.',
    check: (s) => {
      if (w.design.ack !== 'fifo') return VACUOUS;
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (s.fifos[side].state !== 'empty' || s.controllers[side].mode !== 'mirrored') continue;
        if (!mirrorAreaLives(s, other(side))) continue;
        for (const { block, version } of acknowledgedOf(w, s, side)) {
          if (s.blocks[block]!.media < version && !inMirrorArea(s, other(side), block, version))
            return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

function writeBackHasSupplyAndCharge(w: Wiring): EveryStep {
  return {
    kind: 'step',
    id: 'I15',
    says: 'Who answers on the strength of a FIFO entry has the FIFO fed, and charge for all that is queued.',
    on: ['Acknowledge'],
    check: (before, action, after) => {
      if (w.design.ack !== 'fifo') return VACUOUS;
      const { side } = action as Extract<typeof action, { name: 'Acknowledge' }>;
      const reliesOnFifo = after.blocks.some(
        ({ acknowledged, media }, b) =>
          acknowledged > before.blocks[b]!.acknowledged &&
          acknowledged > media &&
          !inMirrorArea(after, other(side), b, acknowledged),
      );
      if (!reliesOnFifo) return VACUOUS;
      if (!fed(w, after, fifos[side])) return VIOLATED;
      const relied = new Set([...w.batteries[fifos[side]], ...w.batteries[engines[side]]]);
      for (const battery of relied) {
        let steps = 0;
        for (const f of both) {
          const reliesOn = [...w.batteries[fifos[f]], ...w.batteries[engines[f]]];
          if (reliesOn.includes(battery)) steps += stepsQueued(w, after, f);
        }
        if (steps > after.batteries[battery]!.charge) return VIOLATED;
      }
      return HOLDS;
    },
  };
}

/** Sub-blocks that are in the FIFO and not in a mirror page yet. */
function stepsQueued(w: Wiring, s: State, side: Side): number {
  let queued = 0;
  for (const { version, drained, written } of s.fifos[side].entries)
    if (version && !drained) queued += written;
  for (let i = 0; i < s.controllers[side].table.length; i++) {
    const page = mirrorPageOf(w, s, side, i);
    if (page.state === 'copying') queued -= page.written;
  }
  return queued;
}

function mirroredMeansTwoCopies(w: Wiring): Always {
  return {
    kind: 'always',
    id: 'I16',
    says: 'While mirroring works, every acknowledged version has two copies or is on the device.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (s.controllers[side].mode !== 'mirrored' || !works(s, side) || !mirroringWorks(w, s, side))
          continue;
        for (const { block, version } of acknowledgedOf(w, s, side)) {
          if (s.blocks[block]!.media >= version) continue;
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

function noRequestWaitsForever(): Deadlock {
  return {
    kind: 'deadlock',
    id: 'L6',
    says: 'While a request is open at a working controller, the system has something left to do.',
    awaits: (s) => s.blocks.some(({ openAt }) => openAt !== 0 && works(s, (openAt - 1) as Side)),
  };
}

function anyAcknowledged(s: State): boolean {
  for (const { acknowledged } of s.blocks) if (acknowledged > 0) return true;
  return false;
}

/** Blocks of the controller's own device that were ever acknowledged, with the version. */
function* acknowledgedOf(w: Wiring, s: State, side: Side): Generator<{ block: number; version: number }> {
  const { blocks } = w.design.bounds;
  for (let block = blocks * side; block < blocks * (side + 1); block++) {
    const version = s.blocks[block]!.acknowledged;
    if (version > 0) yield { block, version };
  }
}

/** Whether the controller still keeps its mirror management table. */
function ownsTable(s: State, side: Side): boolean {
  const { mode } = s.controllers[side];
  return mode === 'mirrored' || mode === 'writeThrough' || mode === 'suspecting' || mode === 'draining';
}

/** Whether the mirror area in this cache is there and not disabled. */
function mirrorAreaLives(s: State, side: Side): boolean {
  return ownsTable(s, side) || s.controllers[side].mode === 'allocated';
}

function isTargeted(s: State, side: Side, page: number): boolean {
  return s.fifos[side].entries.some((entry) => entry.version !== 0 && !entry.drained && entry.page === page);
}

/** The page in the partner's cache that an entry manages: the mirror area is the end of that cache. */
function mirrorPageOf(_: Wiring, s: State, writer: Side, entry: number): State['caches'][Side][number] {
  const cache = s.caches[other(writer)];
  return cache[cache.length - s.controllers[writer].table.length + entry]!;
}
