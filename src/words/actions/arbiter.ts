import { ownerIn } from '../../model/epochs.ts';
import { decidesItself } from '../../model/model.ts';
import { BOARD, DEVICE, partner, type Side } from '../../model/side.ts';
import { ARBITER, at, between, type DrawnEvent, SWITCH } from '../drawing.ts';
import { deviceOf, shortVersionOf } from '../names.ts';
import { writesUnderWay } from './versions.ts';
import type { Around, WordsFor } from './words.ts';

export const arbiter: WordsFor<'arbiter'> = {
  Fence: {
    says: ({ side }, { after }) => {
      const device = partner(side);
      return `${BOARD[side]} fences ${BOARD[device]} (epoch ${after.devices[device].granted} of ${DEVICE[device]})`;
    },
    draws: ({ side }, { m, after }) => {
      const device = partner(side);
      const epoch = `epoch ${after.devices[device].granted} of ${DEVICE[device]}`;
      const text = `fence ${BOARD[device]}: ${epoch}`;
      return [
        decidesItself(m) ? at('local', BOARD[side], text) : between('control', BOARD[side], ARBITER, text),
      ];
    },
  },
  Confirm: {
    says: ({ device }, { after }) => `${DEVICE[device]} confirms epoch ${after.devices[device].confirmed}`,
    draws: ({ device }, around) => [
      between(
        'control',
        granterOf(device, around),
        DEVICE[device],
        `epoch ${around.after.devices[device].confirmed}`,
      ),
      ...voidedWrites(device, around),
    ],
  },
  Route: {
    says: ({ device }, { before }) => {
      const old = BOARD[ownerIn(before.devices[device].routed, device)];
      return `the switch lets no answer of ${old} for ${DEVICE[device]} through any more`;
    },
    draws: ({ device }, around) => [
      between(
        'control',
        granterOf(device, around),
        SWITCH,
        `epoch ${around.after.devices[device].routed} of ${DEVICE[device]}`,
      ),
    ],
  },
  Expire: {
    says: ({ device }, { before }) =>
      `the lease of ${BOARD[ownerIn(before.devices[device].routed, device)]} for ${DEVICE[device]} is over`,
    draws: ({ device }, { before }) => [
      at('local', BOARD[ownerIn(before.devices[device].routed, device)], `lease of ${DEVICE[device]} over`),
    ],
  },
  SetMark: {
    says: ({ block }, { m }) =>
      `the arbiter notes that answers for ${deviceOf(m, block)} rely on a single copy`,
    draws: ({ side, block }, { m }) => [
      between('control', BOARD[side], ARBITER, `${deviceOf(m, block)}: a single copy`),
    ],
  },
  ClearMark: {
    says: ({ side }) => `the arbiter notes that ${DEVICE[side]} holds all that was answered`,
    draws: ({ side }) => [between('control', BOARD[side], ARBITER, `${DEVICE[side]}: all is there`)],
  },
};

/** Who tells of the epoch of a device: the arbiter, or the survivor where no arbiter works any more, or none ever did. */
function granterOf(device: Side, { m, after }: Around): string {
  return decidesItself(m) || !after.arbiterUp
    ? BOARD[ownerIn(after.devices[device].granted, device)]
    : ARBITER;
}

/** Device writes of the old owner that the new epoch of its device keeps from landing. */
function voidedWrites(device: Side, { m, before, after }: Around): DrawnEvent[] {
  const old = ownerIn(before.devices[device].confirmed, device);
  return before.blocks.flatMap((_, block) => {
    if (writesUnderWay(after, old, block).length > 0) return [];
    return writesUnderWay(before, old, block).map((written) =>
      at('local', deviceOf(m, block), `${shortVersionOf(written)} void`),
    );
  });
}
