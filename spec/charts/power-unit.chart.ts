import { createMachine } from 'xstate';

/** One power unit. An outage lasts: there is no repair. */
export const powerUnitChart = createMachine({
  id: 'powerUnit',
  description:
    'One power unit (B2, B3, B4). What it alone feeds stops, or loses its content, when it goes off.',
  initial: 'on',
  states: {
    on: { on: { SWITCH_OFF: { target: 'off', description: 'fault (B2)' } } },
    off: {},
  },
});
