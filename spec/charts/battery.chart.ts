import { createMachine } from 'xstate';

/** One battery. Its charge, in drain steps, is counted beside the chart (R11). */
export const batteryChart = createMachine({
  id: 'battery',
  description: 'One battery (B4, B5, B13): it feeds its parts while no power unit does, until it is flat.',
  initial: 'standby',
  states: {
    standby: {
      on: {
        TAKE_LOAD: { target: 'feeding', description: 'B5: its power unit failed' },
        EXHAUST: { target: 'flat', description: 'fault: found dead (H27)' },
      },
    },
    feeding: { on: { EXHAUST: { target: 'flat', description: 'H26: the outage outlasts it, or a fault' } } },
    flat: {},
  },
});
