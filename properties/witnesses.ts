import type { Design } from '../spec/design.ts';
import type { Action, ActionName } from '../src/model/action.ts';
import type { Sometimes } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { Controller, State } from '../src/model/state.ts';
import { holdsDirty } from './copies.ts';

const both: readonly Side[] = [0, 1];

/** What an exploration should come across at least once, so that no property holds for want of anything to judge. */
export function witnessesOf(design: Design): Sometimes[] {
  const fifo = design.ack === 'fifo';
  return [
    ...modes.map(modeIsReached),
    ...(fifo ? [...fifoWitnesses, truncatedEntry(design.bounds.subBlocks)] : mirrorWitnesses),
    ...(design.bounds.pagesPerWrite > 1 ? severalPageWitnesses(fifo) : []),
    ...commonWitnesses,
    ...(design.faultKinds.includes('Abort') ? givenUpWitnesses : []),
    ...(design.faultKinds.includes(fifo ? 'FifoError' : 'CopyError') ? [toldFailed] : []),
    ...(fifo && Object.keys(design.batteries).length > 0 ? batteryWitnesses : []),
  ];
}

const modes: readonly Controller['mode'][] = [
  'mirrored',
  'writeThrough',
  'suspecting',
  'draining',
  'linking',
  'solo',
  'fenced',
  'stopped',
];

function modeIsReached(mode: Controller['mode']): Sometimes {
  return sometimes(`mode ${mode}`, `A controller is in mode ${mode}.`, (_, __, after) =>
    after.controllers.some((controller) => controller.mode === mode),
  );
}

const commonWitnesses: readonly Sometimes[] = [
  when('takeover links', 'A takeover links a copy page that the device does not hold.', 'LinkPage'),
  when('late device write', 'A device write lands after its controller hung or stopped.', 'DeviceWriteLate'),
  sometimes(
    'unanswered write surfaces',
    'A takeover brings an unanswered write into effect.',
    (before, action, after) => {
      if (action.name !== 'TakeCharge') return false;
      return after.blocks.some(({ settled }, b) => settled > before.blocks[b]!.settled);
    },
  ),
  sometimes(
    'unanswered write is gone',
    'A takeover ends without an unanswered write.',
    (_, action, after) => {
      if (action.name !== 'TakeCharge') return false;
      return after.blocks.some(
        ({ issued, settled, openAt, ending }) => issued > settled && openAt === 0 && ending !== 'failed',
      );
    },
  ),
  sometimes('write-back', 'A write is answered before the device has it.', (before, action, after) => {
    if (action.name !== 'Acknowledge') return false;
    return after.blocks.some(
      ({ acknowledged, media }, b) => acknowledged > before.blocks[b]!.acknowledged && media < acknowledged,
    );
  }),
  sometimes(
    'write-through',
    'A write is answered after the device write, with one copy in a cache.',
    (before, action, after) => {
      if (action.name !== 'Acknowledge' || before.controllers[action.side].mode === 'mirrored') return false;
      return after.blocks.some(({ acknowledged }, b) => acknowledged > before.blocks[b]!.acknowledged);
    },
  ),
  sometimes(
    'superseded in cache',
    'A write is answered while an older version is still dirty.',
    (before, action) => {
      if (action.name !== 'Acknowledge') return false;
      const { issued } = before.blocks[action.block]!;
      return before.caches[action.side].some(
        (page) => page.block === action.block && page.version < issued && holdsDirty(page),
      );
    },
  ),
  sometimes('wrongly fenced', 'A controller that works is fenced with dirty pages.', (before, action) => {
    if (action.name !== 'Fence') return false;
    const victim = action.side === 0 ? 1 : 0;
    return before.controllers[victim].board === 'up' && before.caches[victim].some(holdsDirty);
  }),
];

/** Where the host may give up. */
const givenUpWitnesses: readonly Sometimes[] = [
  sometimes(
    'given up and completed',
    'The device comes to hold a write that the host gave up.',
    (before, _, after) =>
      after.blocks.some(
        ({ issued, settled, openAt }, b) =>
          before.blocks[b]!.ending === 'aborted' && openAt === 0 && settled === issued,
      ),
  ),
  sometimes('given up and discarded', 'A write that the host gave up is discarded.', (before, _, after) =>
    after.blocks.some(({ ending }, b) => before.blocks[b]!.ending === 'aborted' && ending === 'failed'),
  ),
];

/** Where a duplicate may end with an error. */
const toldFailed = sometimes('told failed', 'The host is told that its write failed.', (before, _, after) =>
  after.blocks.some(({ ending }, b) => before.blocks[b]!.ending === 'errored' && ending === 'failed'),
);

const mirrorWitnesses: readonly Sometimes[] = [
  sometimes('copy while hung', 'The node channel copies while its board hangs.', (before, action) => {
    return action.name === 'Copy' && before.controllers[action.side].board === 'hung';
  }),
  sometimes('torn copy', 'A takeover finds a copy that is only half there.', (before, action) => {
    return (
      action.name === 'TakeCharge' && before.caches[action.side].some(({ state }) => state === 'copying')
    );
  }),
];

const fifoWitnesses: readonly Sometimes[] = [
  sometimes('drain after death', 'A FIFO drains after its writer stopped.', (before, action) => {
    return action.name === 'Drain' && before.controllers[action.side].mode === 'stopped';
  }),
  sometimes('drain after fence', 'A FIFO drains while the survivor waits for it.', (before, action) => {
    return action.name === 'Drain' && before.controllers[action.side === 0 ? 1 : 0].mode === 'draining';
  }),
  sometimes('FIFO full', 'A write waits for a place in the FIFO.', (_, __, after) => {
    return both.some((side) => after.fifos[side].entries.every(({ version }) => version > 0));
  }),
  sometimes(
    'destaged before drained',
    'A version is on the device while it still waits in the FIFO.',
    (_, __, after) => {
      return both.some((side) =>
        after.fifos[side].entries.some(
          ({ block, version }) => version > 0 && after.blocks[block]!.media >= version,
        ),
      );
    },
  ),
];

function truncatedEntry(subBlocks: number): Sometimes {
  return sometimes(
    'truncated entry',
    'A FIFO entry is discarded because it was never verified.',
    (before, _, after) =>
      both.some((side) => {
        if (after.fifos[side].state === 'failed') return false;
        return before.fifos[side].entries.some(
          ({ version, block, written }) =>
            version > 0 &&
            written < subBlocks &&
            before.blocks[block]!.openAt !== 0 &&
            !after.fifos[side].entries.some((entry) => entry.version === version && entry.block === block),
        );
      }),
  );
}

const batteryWitnesses: readonly Sometimes[] = [
  sometimes('drain on battery', 'A FIFO drains on battery.', (before, action, after) => {
    if (action.name !== 'Drain') return false;
    return after.batteries.some(({ charge }, i) => charge < before.batteries[i]!.charge);
  }),
];

function severalPageWitnesses(fifo: boolean): Sometimes[] {
  return [
    sometimes(
      'several pages at once',
      'A request of several pages is answered at once.',
      (before, action) => {
        return action.name === 'Acknowledge' && before.blocks[action.block + 1]?.joined === true;
      },
    ),
    sometimes(
      'pipelined',
      'A page is written while the page before it is being copied.',
      (before, action) => {
        if (action.name !== 'WritePage' || !before.blocks[action.block]!.joined) return false;
        const previous = action.block - 1;
        const { issued } = before.blocks[previous]!;
        const isUnderWay = (copy: { block: number; version: number }) =>
          copy.block === previous && copy.version === issued;
        if (fifo) return before.fifos[action.side].entries.some(isUnderWay);
        return before.caches[action.side === 0 ? 1 : 0].some(isUnderWay);
      },
    ),
  ];
}

function when(id: string, says: string, name: ActionName): Sometimes {
  return sometimes(id, says, (_, action) => action.name === name);
}

function sometimes(
  id: string,
  says: string,
  check: (before: State, action: Action, after: State) => boolean,
): Sometimes {
  return { kind: 'sometimes', id, says, check };
}
