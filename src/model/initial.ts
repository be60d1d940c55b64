import type { Model } from './model.ts';
import {
  type Controller,
  type Entry,
  type Fifo,
  type FifoEntry,
  type Page,
  partner,
  type Side,
  type State,
} from './state.ts';

/** The state before boot: empty caches, full batteries, everything on. */
export function initialState(model: Model): State {
  const { bounds, batteries } = model.design;
  return {
    controllers: [controller(model, 0), controller(model, 1)],
    caches: [cache(model, 0), cache(model, 1)],
    fifos: [fifo(model), fifo(model)],
    blocks: model.blocks.map(() => ({
      issued: 0,
      acknowledged: 0,
      settled: 0,
      openAt: 0,
      joined: false,
      media: 0,
      queued: [0, 0],
    })),
    units: Object.keys(model.design.power).map(() => 'on'),
    batteries: Object.values(batteries).map(({ hold }) => ({ state: 'standby', charge: hold })),
    channelUp: true,
    epoch: 0,
    faults: 0,
  };

  function controller({ areas }: Model, side: Side): Controller {
    const table = Array.from({ length: areas[partner(side)].mirror }, (): Entry => {
      return { state: 'free', block: 0, version: 0 };
    });
    return { board: 'up', mode: 'booting', epoch: 0, table };
  }

  function cache({ areas }: Model, side: Side): Page[] {
    const { readWrite, mirror } = areas[side];
    return Array.from({ length: readWrite + mirror }, (_, i): Page => {
      return { state: i < readWrite ? 'clean' : 'blank', block: 0, version: 0, written: 0 };
    });
  }

  function fifo({ ack }: Model): Fifo {
    const length = ack === 'fifo' ? bounds.fifoDepth : 0;
    const entries = Array.from({ length }, (): FifoEntry => {
      return { block: 0, version: 0, page: 0, written: 0, drained: false };
    });
    return { state: 'empty', entries };
  }
}
