import { type Chart, type ChartRegion, type Edge, isParallel } from './chart.ts';

/** The chart as an XState configuration in JSON: `createMachine` takes it, and so does Stately's editor. */
export function toXState(chart: Chart): string {
  const { id, about: description, regions, counted } = chart;
  const head = { id, description, ...(counted === undefined ? {} : { meta: { counted } }) };
  const config = isParallel(chart)
    ? { ...head, type: 'parallel', states: Object.fromEntries(regions.map((r) => [r.name, region(r)])) }
    : { ...head, ...region(regions[0]!) };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function region({ initial, states, edges }: ChartRegion): object {
  const nodes = states.map((name) => {
    const on = edges.filter(({ from }) => from === name).map((edge) => [edge.event, transition(edge)]);
    return [name, on.length === 0 ? {} : { on: Object.fromEntries(on) }];
  });
  return { initial, states: Object.fromEntries(nodes) };
}

function transition({ to: target, says, taken }: Edge): object {
  return {
    target,
    ...(says === '' ? {} : { description: says }),
    ...(taken === undefined ? {} : { meta: { taken } }),
  };
}
