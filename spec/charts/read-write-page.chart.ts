import { createMachine } from 'xstate';

/**
 * One page of a read/write area (A1, A3). A clean page holds nothing that the device does not hold: it is free to take.
 */
export const readWritePageChart = createMachine({
  id: 'readWritePage',
  initial: 'clean',
  states: {
    clean: {
      on: {
        ALLOCATE: { target: 'filling', description: 'A1' },
        LINK: { target: 'linked', description: 'A4, A12: a copy page of the mirror area joins' },
      },
    },
    filling: {
      on: {
        WRITE: { target: 'dirty', description: 'A1, B15: the host data is whole in the page' },
        LOSE: { target: 'clean', description: 'content lost' },
      },
    },
    dirty: {
      on: {
        DESTAGE: { target: 'destaging', description: 'A3' },
        CLEAN: { target: 'clean', description: 'R2: superseded by a newer acknowledged version' },
        LOSE: { target: 'clean', description: 'content lost' },
      },
    },
    linked: {
      on: {
        DESTAGE: { target: 'destaging', description: 'A4: a copy page that takeover linked' },
        CLEAN: { target: 'clean', description: 'R2: superseded by a newer acknowledged version' },
        LOSE: { target: 'clean', description: 'content lost' },
      },
    },
    destaging: {
      on: {
        CLEAN: { target: 'clean', description: 'A3, R9: the device holds this version' },
        LOSE: { target: 'clean', description: 'content lost' },
      },
    },
  },
});
