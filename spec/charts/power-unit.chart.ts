import { createMachine } from 'xstate';

/** One power unit (B2, B3, B4). */
export const powerUnitChart = createMachine({
  id: 'powerUnit',
  initial: 'on',
  states: {
    on: { on: { SWITCH_OFF: { target: 'off', description: 'fault' } } },
    off: {},
  },
});
