import { type Chart, type Edge, isParallel, type Level } from './chart.ts';
import { bandOf, bands, timesTaken } from './coverage.ts';
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

function body(chart: Chart): string[] {
  if (!isParallel(chart)) return chart.regions.flatMap(inside);
  const regions = chart.regions.map((region) => box(region.name, region));
  const sideBySide = regions.flatMap((lines, i) => (i === 0 ? lines : ['--', ...lines]));
  // An identifier may not have a hyphen in it.
  return [`state "${chart.name}" as ${chart.name.replaceAll('-', '_')} {`, ...indented(sideBySide), '}'];
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

function label({ event, says, taken }: Edge): string {
  const count = taken === undefined ? '' : ` ${bandOf(taken).mark} ${timesTaken(taken)}`;
  return [`${event}${count}`, says].filter(Boolean).map(escaped).join('<br/>');
}

/** These would end a description, or begin something else. */
function escaped(text: string): string {
  return text.replace(/[#:;<>"]/g, (character) => `#${character.charCodeAt(0)};`);
}

function legend(counted: string): string {
  return `${counted}: ${bands.map(({ mark, says }) => `${mark} ${says}`).join(', ')}`;
}
