import { BOARD } from '../model.ts';
import { move, partner } from '../state.ts';
import { type Mode, perSide, transition } from '../transition.ts';

/** Modes of a partner whose cache size is known. */
const KNOWN: readonly Mode[] = ['notified', 'allocated', 'mirrored', 'writeThrough'];

/** Modes of a partner whose mirror area is there. */
const READY: readonly Mode[] = ['allocated', 'mirrored', 'writeThrough'];

/** A2, A10: a controller tells its partner the size of its cache. */
export const NotifySize = transition({
  name: 'NotifySize',
  by: 'system',
  modes: ['booting'],
  instances: perSide('NotifySize'),
  enabled: (_, s) => s.channelUp,
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'NOTIFY');
  },
});

/** A2, A10: with both sizes known, it allocates its mirror area. */
export const AllocateMirror = transition({
  name: 'AllocateMirror',
  by: 'system',
  modes: ['notified'],
  instances: perSide('AllocateMirror'),
  enabled: (_, s, { side }) => KNOWN.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'ALLOCATE');
  },
});

/** A1, A2, A10: it creates the table for the mirror area of its partner, once that is allocated. Now it may mirror. */
export const CreateTable = transition({
  name: 'CreateTable',
  by: 'system',
  modes: ['allocated'],
  instances: perSide('CreateTable'),
  enabled: (_, s, { side }) => s.channelUp && READY.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'CREATE_TABLE');
  },
});
