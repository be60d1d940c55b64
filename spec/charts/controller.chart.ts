import { createMachine } from 'xstate';

/**
 * One controller (A1, A7, B1): its board, which is up, hangs or is down, and its mode, which says what it may serve. A
 * board that goes down stops its controller; a controller without its cache is degraded (A4) and stops on a board that
 * is still up.
 */
export const controllerChart = createMachine({
  id: 'controller',
  type: 'parallel',
  states: {
    board: {
      initial: 'up',
      states: {
        up: {
          on: {
            HANG: { target: 'hung', description: 'fault' },
            HALT: { target: 'down', description: 'fault' },
          },
        },
        hung: {
          on: {
            WAKE: { target: 'up', description: 'late actions follow (H08, H09)' },
            HALT: { target: 'down', description: 'fault' },
          },
        },
        down: {},
      },
    },
    mode: {
      initial: 'booting',
      states: {
        booting: {
          on: {
            NOTIFY: { target: 'notified', description: 'A2, A10: tells its cache size' },
            SUSPECT: { target: 'suspecting', description: 'R5' },
            STAND_DOWN: { target: 'fenced', description: 'R5: the partner has taken over' },
            STOP: 'stopped',
          },
        },
        notified: {
          on: {
            ALLOCATE: { target: 'allocated', description: 'A2, A10: allocates its mirror area' },
            SUSPECT: { target: 'suspecting', description: 'R5' },
            STAND_DOWN: { target: 'fenced', description: 'R5: the partner has taken over' },
            STOP: 'stopped',
          },
        },
        allocated: {
          on: {
            CREATE_TABLE: { target: 'mirrored', description: 'A1, A2, A10: its mirror management table' },
            SUSPECT: { target: 'suspecting', description: 'R5' },
            STAND_DOWN: { target: 'fenced', description: 'R5: the partner has taken over' },
            STOP: 'stopped',
          },
        },
        mirrored: {
          on: {
            DEGRADE: { target: 'writeThrough', description: 'R7: one copy only' },
            SUSPECT: { target: 'suspecting', description: 'R5' },
            STAND_DOWN: { target: 'fenced', description: 'R5: the partner has taken over' },
            STOP: 'stopped',
          },
        },
        writeThrough: {
          on: {
            SUSPECT: { target: 'suspecting', description: 'R5' },
            STAND_DOWN: { target: 'fenced', description: 'R5: the partner has taken over' },
            STOP: 'stopped',
          },
        },
        suspecting: {
          on: {
            FENCE: { target: 'draining', description: 'R6: the arbiter decides' },
            STAND_DOWN: { target: 'fenced', description: 'R6: the arbiter decided for the partner' },
            STOP: 'stopped',
          },
        },
        draining: {
          on: {
            DRAIN_DONE: {
              target: 'linking',
              description: 'R5, A5, B14: indicator empty; mirror area disabled',
            },
            STAND_DOWN: { target: 'fenced', description: 'R6 weakened: the partner fenced back' },
            STOP: 'stopped',
          },
        },
        linking: {
          on: {
            TAKE_CHARGE: { target: 'solo', description: 'R5, A4, A12: every copy page is linked' },
            STAND_DOWN: { target: 'fenced', description: 'R6 weakened: the partner fenced back' },
            STOP: 'stopped',
          },
        },
        solo: {
          on: {
            STAND_DOWN: { target: 'fenced', description: 'R6 weakened: the partner fenced back' },
            STOP: 'stopped',
          },
        },
        fenced: { on: { STOP: 'stopped' } },
        stopped: {},
      },
    },
  },
});
