import { createMachine } from 'xstate';

/** One FIFO. The data-remaining indicator (B8, B14) is off in `empty`, on in `holding` and `draining`. */
export const fifoChart = createMachine({
  id: 'fifo',
  description:
    "One FIFO (B1, B6, B10): it takes a controller's duplicates on their way to the partner's cache.",
  initial: 'intact',
  states: {
    intact: {
      on: { FAIL: { target: 'failed', description: 'content lost' } },
      initial: 'empty',
      states: {
        empty: {
          on: {
            ENQUEUE: {
              target: 'holding',
              description: 'B1, B15, R5_fence, R11_charge: the duplicate is written',
            },
          },
        },
        holding: {
          on: {
            DRAIN: { target: 'draining', description: 'B15: DMA of the oldest entry to its mirror page' },
            DISCARD: { target: 'empty', description: 'R0: the only entry was never verified' },
          },
        },
        draining: {
          on: {
            NEXT: { target: 'holding', description: 'R13_committed: more remains' },
            RETRY: {
              target: 'holding',
              description: 'R15_error: the DMA ended with an error, and goes again',
            },
            LAST: { target: 'empty', description: 'R13_committed, B14: nothing remains' },
          },
        },
      },
    },
    failed: {},
  },
});
