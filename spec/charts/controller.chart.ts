import { createMachine } from 'xstate';

/** How it ends that a controller goes on beside its partner. */
const ends = {
  SUSPECT: { target: 'suspecting', description: 'R5: no sign of life of the partner, or so it seems' },
  STAND_DOWN: { target: 'fenced', description: 'R5: fenced by the partner' },
};

/**
 * One controller. Its board is up, hangs or is down; one that goes down stops its controller. A controller
 * without its cache is degraded (A4) and stops on a board that is still up.
 */
export const controllerChart = createMachine({
  id: 'controller',
  description: 'One controller (A1, A7, B1): its board, and its mode, which says what it may serve.',
  type: 'parallel',
  states: {
    board: {
      initial: 'up',
      states: {
        up: {
          on: {
            HANG: { target: 'hung', description: 'fault (H08)' },
            HALT: { target: 'down', description: 'fault (H23), or nothing feeds it' },
          },
        },
        hung: {
          on: {
            WAKE: { target: 'up', description: 'late actions follow (H08, H09)' },
            HALT: { target: 'down', description: 'fault (H23), or nothing feeds it' },
          },
        },
        down: {},
      },
    },
    mode: {
      initial: 'running',
      states: {
        running: {
          on: { STOP: { target: 'stopped', description: 'A4: its cache is gone or its board is down' } },
          initial: 'booting',
          states: {
            booting: {
              on: { ...ends, NOTIFY: { target: 'notified', description: 'A2, A10: tells its cache size' } },
            },
            notified: {
              on: {
                ...ends,
                ALLOCATE: { target: 'allocated', description: 'A2, A10: allocates its mirror area' },
              },
            },
            allocated: {
              on: {
                ...ends,
                CREATE_TABLE: { target: 'mirrored', description: 'A1, A2, A10: its mirror management table' },
              },
            },
            mirrored: {
              on: { ...ends, DEGRADE: { target: 'writeThrough', description: 'R7: one copy only' } },
            },
            writeThrough: { on: ends },
            suspecting: {
              on: {
                FENCE: { target: 'alone', description: 'R6_arbiter: nobody fenced it first' },
                TRUST: {
                  target: 'writeThrough',
                  description: 'the partner is heard again',
                },
                STAND_DOWN: { target: 'fenced', description: 'R6: the arbiter decided for the partner' },
              },
            },
            alone: {
              on: {
                STAND_DOWN: {
                  target: 'fenced',
                  description: 'R6_arbiter weakened: the partner fenced back',
                },
              },
              initial: 'draining',
              states: {
                draining: {
                  on: {
                    DRAIN_DONE: {
                      target: 'linking',
                      description: 'R5_drain, A5, B14: indicator empty; mirror area disabled',
                    },
                  },
                },
                linking: {
                  on: {
                    TAKE_CHARGE: {
                      target: 'solo',
                      description: 'R5_link, A4, A12: every copy page is linked',
                    },
                  },
                },
                solo: {},
              },
            },
            fenced: {},
          },
        },
        stopped: {},
      },
    },
  },
});
