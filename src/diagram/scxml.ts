import { type Chart, type ChartRegion, type Edge, isParallel } from './chart.ts';
import { escapedXml, indented } from './text.ts';

/** What SCXML has no attribute for is in a namespace of its own, which every interpreter ignores. */
const OURS = 'urn:x-mirrorproof:chart';

/** The chart as an SCXML document (W3C, version 1.0). */
export function toScxml(chart: Chart): string {
  const isFlat = !isParallel(chart);
  const initial = isFlat ? chart.regions[0]!.initial : chart.name;
  const children = isFlat ? chart.regions.flatMap(states) : parallel(chart);
  const root = attributes({
    xmlns: 'http://www.w3.org/2005/07/scxml',
    'xmlns:m': OURS,
    version: '1.0',
    name: chart.name,
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

function parallel({ name, regions }: Chart): string[] {
  const children = regions.flatMap((region) => [
    `<state${attributes({ id: region.name, initial: region.initial })}>`,
    ...indented(states(region)),
    '</state>',
  ]);
  return [`<parallel${attributes({ id: name })}>`, ...indented(children), '</parallel>'];
}

function states({ states, edges }: ChartRegion): string[] {
  return states.flatMap((id) => {
    const own = edges.filter(({ from }) => from === id).map(transition);
    if (own.length === 0) return [`<state${attributes({ id })}/>`];
    return [`<state${attributes({ id })}>`, ...indented(own), '</state>'];
  });
}

function transition({ event, to, says, taken }: Edge): string {
  return `<transition${attributes({ event, target: to, 'm:says': says, 'm:taken': taken?.toString() })}/>`;
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return present.map(([name, value]) => ` ${name}="${escapedXml(value!)}"`).join('');
}
