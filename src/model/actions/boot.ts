import { isUp } from '../cache.ts';
import { BOARD } from '../model.ts';
import { move, partner } from '../state.ts';
import { perSide, transition } from '../transition.ts';

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

/** A2, A10: with both sizes known, it allocates its mirror area and creates its table. */
export const CreateTable = transition({
  name: 'CreateTable',
  by: 'system',
  instances: perSide('CreateTable'),
  enabled: (_, s, { side }) =>
    isUp(s, side) &&
    s.controllers[side].mode === 'notified' &&
    s.controllers[partner(side)].mode !== 'booting',
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'CREATE_TABLE');
  },
});
