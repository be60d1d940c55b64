import type { AnyStateMachine } from 'xstate';
import { arbiterChart } from './arbiter.chart.ts';
import { batteryChart } from './battery.chart.ts';
import { controllerChart } from './controller.chart.ts';
import { deviceChart } from './device.chart.ts';
import { fifoChart } from './fifo.chart.ts';
import { mirrorPageChart } from './mirror-page.chart.ts';
import { powerUnitChart } from './power-unit.chart.ts';
import { readWritePageChart } from './read-write-page.chart.ts';
import type { ChartName } from './statechart.ts';

export type { ChartName } from './statechart.ts';

/** Every statechart by the name it has in commands and documents. */
export const charts = {
  controller: controllerChart,
  'mirror-page': mirrorPageChart,
  fifo: fifoChart,
  'read-write-page': readWritePageChart,
  'power-unit': powerUnitChart,
  battery: batteryChart,
  device: deviceChart,
  arbiter: arbiterChart,
} as const satisfies Record<ChartName, AnyStateMachine>;
