import { isUp } from '../cache.ts';
import { BOARD } from '../model.ts';
import { type Controller, move, partner } from '../state.ts';
import { perSide, transition } from '../transition.ts';

/** Modes of a partner whose cache size is known. */
const KNOWN: readonly Controller['mode'][] = ['notified', 'allocated', 'mirrored'];

/** Modes of a partner whose mirror area is there. */
const READY: readonly Controller['mode'][] = ['allocated', 'mirrored'];

/** A2, A10: a controller tells its partner the size of its cache. */
export const NotifySize = transition({
  name: 'NotifySize',
  by: 'system',
  instances: perSide('NotifySize'),
  enabled: (_, s, { side }) => isUp(s, side) && s.controllers[side].mode === 'booting' && s.channelUp,
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'NOTIFY');
  },
});

/** A2, A10: with both sizes known, it allocates its mirror area. */
export const AllocateMirror = transition({
  name: 'AllocateMirror',
  by: 'system',
  instances: perSide('AllocateMirror'),
  enabled: (_, s, { side }) =>
    isUp(s, side) &&
    s.controllers[side].mode === 'notified' &&
    KNOWN.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'ALLOCATE');
  },
});

/** A1, A2, A10: it creates the table for the mirror area of its partner, once that is allocated. Now it may mirror. */
export const CreateTable = transition({
  name: 'CreateTable',
  by: 'system',
  instances: perSide('CreateTable'),
  enabled: (_, s, { side }) =>
    isUp(s, side) &&
    s.channelUp &&
    s.controllers[side].mode === 'allocated' &&
    READY.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'CREATE_TABLE');
  },
});
