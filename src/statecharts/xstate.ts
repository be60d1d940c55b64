import { type Chart, type Edge, isParallel, type Level } from './chart.ts';

/** The chart as an XState configuration in JSON: `createMachine` takes it, and so does Stately's editor. */
export function toXState(chart: Chart): string {
  const { id, about: description, regions, counted } = chart;
  const head = { id, description, ...(counted === undefined ? {} : { meta: { counted } }) };
  const config = isParallel(chart)
    ? { ...head, type: 'parallel', states: Object.fromEntries(regions.map((r) => [r.name, level(r)])) }
    : { ...head, ...level(regions[0]!) };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function level({ initial, states, edges }: Level): object {
  const nodes = states.map(({ name, inside }) => {
    const on = edges.filter(({ from }) => from === name).map((edge) => [edge.event, transition(edge)]);
    const own = on.length === 0 ? {} : { on: Object.fromEntries(on) };
    return [name, inside === undefined ? own : { ...own, ...level(inside) }];
  });
  return { initial, states: Object.fromEntries(nodes) };
}

function transition({ to: target, says, taken, neverFrom }: Edge): object {
  return {
    target,
    ...(says === '' ? {} : { description: says }),
    ...(taken === undefined ? {} : { meta: { taken, neverFrom } }),
  };
}
