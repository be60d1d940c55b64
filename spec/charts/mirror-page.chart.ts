import { createMachine } from 'xstate';

/**
 * One mirror page (A1, A3, A4). Its two halves live in two controllers: the entry in the writer's mirror management
 * table, and the copy in the partner's cache. That they can disagree is what R1 and R4 are about.
 */
export const mirrorPageChart = createMachine({
  id: 'mirrorPage',
  type: 'parallel',
  states: {
    entry: {
      initial: 'free',
      states: {
        free: {
          on: { ACQUIRE: { target: 'acquired', description: 'A1, R2: a fresh page for every write' } },
        },
        acquired: {
          on: {
            RELEASE: { target: 'free', description: 'A3, A11, R4: destaged or superseded, and invalidated' },
          },
        },
      },
    },
    copy: {
      initial: 'blank',
      states: {
        blank: {
          on: { COPY: { target: 'copying', description: 'A8, B15: first sub-block and the header (R1)' } },
        },
        copying: {
          on: {
            COMMIT: { target: 'committed', description: 'R1: whole, commit mark set' },
            INVALIDATE: { target: 'blank', description: 'R4; or the content is lost' },
          },
        },
        committed: {
          on: {
            LINK: { target: 'linked', description: 'A4, A12, R3: takeover; goes on as a read/write page' },
            INVALIDATE: { target: 'blank', description: 'R4; or the content is lost' },
          },
        },
        linked: {},
      },
    },
  },
});
