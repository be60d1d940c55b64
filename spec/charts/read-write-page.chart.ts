import { createMachine } from 'xstate';

const CLEAN = {
  target: 'clean',
  description: 'R2: superseded by a newer acknowledged version; or A3, R9_version: on the device',
};
const GIVE_UP = {
  target: 'clean',
  description: 'R14_resolve, R15_error: the host gave the write up, or is told that it failed',
};
const LOSE = { target: 'clean', description: 'content lost' };

/** One page of a read/write area, or linked by a takeover. Clean, it holds nothing that the device lacks. */
export const readWritePageChart = createMachine({
  id: 'readWritePage',
  description: 'One page of a read/write area (A1, A3). A clean page is free to take.',
  initial: 'clean',
  states: {
    clean: {
      on: {
        ALLOCATE: { target: 'filling', description: 'A1, R5_fence: for a write' },
        LINK: {
          target: 'linked',
          description:
            'A4, A12, R1_header, R1_commit, R3_highest, R3_media: a copy page of the mirror area joins',
        },
      },
    },
    filling: {
      on: {
        WRITE: { target: 'dirty', description: 'A1, B15: the host data is whole in the page' },
        GIVE_UP,
        LOSE,
      },
    },
    dirty: {
      on: {
        DESTAGE: {
          target: 'destaging',
          description:
            'A3, R5_fence, R17_answered: in effect, given up (R14_resolve), or not written back (R7, R11_charge)',
        },
        CLEAN,
        GIVE_UP,
        LOSE,
      },
    },
    linked: {
      on: {
        DESTAGE: { target: 'destaging', description: 'A4, R5_fence: a copy page that takeover linked' },
        CLEAN,
        LOSE,
      },
    },
    destaging: {
      on: {
        CLEAN: { target: 'clean', description: 'A3, R9_version: the device holds this version' },
        FAIL: {
          target: 'dirty',
          description: 'fault (H51), R15_error: the device write ended with an error',
        },
        LOSE,
      },
    },
  },
});
