import { type Chart, type Edge, isParallel, type Level } from './chart.ts';
import { bandOf, bands, timesTaken, wordsOn } from './coverage.ts';
import { indented } from './text.ts';

/** The chart as a Mermaid state diagram, as GitHub shows it. Mermaid colours no edges: counts carry a bar. */
export function toMermaid(chart: Chart): string {
  const title = chart.counted === undefined ? chart.name : `${chart.name}. ${legend(chart.counted)}`;
  return `${[
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'stateDiagram-v2',
    ...indented([`accTitle: ${chart.name}`, `accDescr: ${chart.about}`, ...body(chart)]),
  ].join('\n')}\n`;
}

/** Regions stand side by side as states: Mermaid's own mark for that, `--`, breaks down over states within states. */
function body(chart: Chart): string[] {
  return chart.regions.flatMap((region) => (isParallel(chart) ? box(region.name, region) : inside(region)));
}

function inside({ initial, states, edges }: Level): string[] {
  const boxes = states.flatMap(({ name, inside }) => (inside === undefined ? [] : box(name, inside)));
  return [
    `[*] --> ${initial}`,
    ...boxes,
    ...edges.map((edge) => `${edge.from} --> ${edge.to} : ${label(edge)}`),
  ];
}

function box(name: string, level: Level): string[] {
  return [`state ${name} {`, ...indented(inside(level)), '}'];
}

function label(edge: Edge): string {
  const { event, taken } = edge;
  const count = taken === undefined ? '' : ` ${bandOf(taken).mark} ${timesTaken(taken)}`;
  return [`${event}${count}`, wordsOn(edge)].filter(Boolean).map(escaped).join('<br/>');
}

/** These would end a description, or begin something else. */
function escaped(text: string): string {
  return text.replace(/[#:;<>"]/g, (character) => `#${character.charCodeAt(0)};`);
}

function legend(counted: string): string {
  return `${counted}: ${bands.map(({ mark, says }) => `${mark} ${says}`).join(', ')}`;
}
