import { charts as machines } from '../spec/charts/index.ts';
import type { ChartName, Statechart } from '../spec/charts/statechart.ts';

/** Every statechart by its name. A test holds what they are configured with to these types. */
export const charts = machines as unknown as Readonly<Record<ChartName, Statechart>>;
