import { createMachine } from 'xstate';

/** One mirror page. That its two halves can disagree is what R1 and R4 are about. */
export const mirrorPageChart = createMachine({
  id: 'mirrorPage',
  description:
    "One mirror page (A1, A3, A4): the entry in the writer's table, the copy in the partner's cache.",
  type: 'parallel',
  states: {
    entry: {
      initial: 'free',
      states: {
        free: {
          on: {
            ACQUIRE: {
              target: 'acquired',
              description: 'A1, R2_fresh, R5_fence: a fresh page for every write',
            },
          },
        },
        acquired: {
          on: {
            RELEASE: {
              target: 'free',
              description:
                'A3, A11, R4_untargeted, R4_invalidated: destaged or superseded; or its table is gone',
            },
          },
        },
      },
    },
    copy: {
      initial: 'blank',
      states: {
        blank: {
          on: {
            COPY: {
              target: 'copying',
              description: 'A8 with R5_fence, or B15: first sub-block and the header (R1)',
            },
          },
        },
        copying: {
          on: {
            COMMIT: { target: 'committed', description: 'R1_commit: the last sub-block sets the mark' },
            INVALIDATE: { target: 'blank', description: 'R4_invalidated; or lost, or dropped by a takeover' },
          },
        },
        committed: {
          on: {
            LINK: {
              target: 'linked',
              description:
                'A4, A12, R1_header, R1_commit, R3_highest, R3_media: takeover; goes on as a read/write page',
            },
            INVALIDATE: { target: 'blank', description: 'R4_invalidated; or lost, or dropped by a takeover' },
          },
        },
        linked: {},
      },
    },
  },
});
