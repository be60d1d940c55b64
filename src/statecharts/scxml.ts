import { type Chart, type ChartState, type Edge, isParallel, type Level } from './chart.ts';
import { escapedXml, indented } from './text.ts';

/** What SCXML has no attribute for is in a namespace of its own, which every interpreter ignores. */
const OURS = 'urn:x-mirrorproof:chart';

/** The chart as an SCXML document (W3C, version 1.0). Interpreters make functions and classes of its names. */
export function toScxml(chart: Chart): string {
  const isFlat = !isParallel(chart);
  const initial = isFlat ? chart.regions[0]!.initial : chart.id;
  const children = isFlat ? chart.regions.flatMap(states) : parallel(chart);
  const root = attributes({
    xmlns: 'http://www.w3.org/2005/07/scxml',
    'xmlns:m': OURS,
    version: '1.0',
    name: chart.id,
    initial,
    'm:says': chart.about,
    'm:counted': chart.counted,
  });
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<scxml${root}>`,
    ...indented(children),
    '</scxml>',
  ];
  return `${lines.join('\n')}\n`;
}

function parallel({ id, regions }: Chart): string[] {
  const children = regions.flatMap((region) => stateElement({ name: region.name, inside: region }, []));
  return [`<parallel${attributes({ id })}>`, ...indented(children), '</parallel>'];
}

function states({ states, edges }: Level): string[] {
  return states.flatMap((state) => {
    const own = edges.filter(({ from }) => from === state.name);
    return stateElement(state, own);
  });
}

function stateElement({ name: id, inside }: ChartState, own: readonly Edge[]): string[] {
  const content = [...own.map(transition), ...(inside === undefined ? [] : states(inside))];
  const tag = `state${attributes({ id, initial: inside?.initial })}`;
  return content.length === 0 ? [`<${tag}/>`] : [`<${tag}>`, ...indented(content), '</state>'];
}

function transition({ event, to, says, taken, neverFrom }: Edge): string {
  const counts = { 'm:taken': taken?.toString(), 'm:neverFrom': neverFrom?.join(' ') };
  return `<transition${attributes({ event, target: to, 'm:says': says, ...counts })}/>`;
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return present.map(([name, value]) => ` ${name}="${escapedXml(value!)}"`).join('');
}
