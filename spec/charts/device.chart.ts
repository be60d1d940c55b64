import { createMachine } from 'xstate';

const SET = { target: 'one', description: 'R12_mark, H55: an answer is to rely on a single copy' };
const CLEAR = { target: 'nothing', description: 'R12_clear: the device holds all that was answered' };

/**
 * One device: its own controller owns it at first, the partner of that after a fence, and arbiter, device and host path
 * learn of it one by one. Beside that, what the answers of its owner rely on, as the arbiter knows it.
 */
export const deviceChart = createMachine({
  id: 'device',
  description:
    'One device (A5, B9, R5, R12): whose it is to the arbiter, to itself and to the hosts, and what answers for it rely on.',
  type: 'parallel',
  states: {
    granted: {
      initial: 'givenToOwn',
      states: {
        givenToOwn: {
          on: {
            GRANT: {
              target: 'givenToPartner',
              description: 'R5, R6_arbiter: the survivor has fenced the owner',
            },
          },
        },
        givenToPartner: {},
      },
    },
    confirmed: {
      initial: 'takesFromOwn',
      states: {
        takesFromOwn: {
          on: {
            CONFIRM: {
              target: 'takesFromPartner',
              description: 'R5_fence, R5_confirm, H54: nothing of the old owner lands any more',
            },
          },
        },
        takesFromPartner: {},
      },
    },
    routed: {
      initial: 'leadsToOwn',
      states: {
        leadsToOwn: {
          on: {
            ROUTE: {
              target: 'closedToOwn',
              description: 'B9, R5_route, H53: the switch turns',
            },
            EXPIRE: {
              target: 'closedToOwn',
              description: 'R5_lease, H53: its lease is over',
            },
          },
        },
        closedToOwn: {
          on: {
            EXPIRE: {
              target: 'closedToBoth',
              description: 'R5_lease: that of the partner is over, which no arbiter renews',
            },
          },
        },
        closedToBoth: {},
      },
    },
    mark: {
      initial: 'two',
      states: {
        two: { on: { SET, CLEAR } },
        nothing: { on: { SET } },
        one: { on: { CLEAR } },
      },
    },
  },
});
