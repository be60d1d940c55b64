import { createMachine } from 'xstate';

/** The arbiter. What it keeps of each device outlives its failure, and stands in the chart of the device. */
export const arbiterChart = createMachine({
  id: 'arbiter',
  description:
    'The arbiter (R6, R12): it grants the epochs of devices and keeps their marks. While it is down, both stay as they are.',
  initial: 'up',
  states: {
    up: { on: { FAIL: { target: 'down', description: 'fault (H55), or nothing feeds it' } } },
    down: {},
  },
});
