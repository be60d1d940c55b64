import { type Chart, type Edge, isParallel, type Level } from './chart.ts';
import { bandOf, bands, timesTaken, wordsOn } from './coverage.ts';
import { indented, wrapped } from './text.ts';

const LABEL_WIDTH = 34;

/** The chart as a PlantUML state diagram. */
export function toPlantUml(chart: Chart): string {
  const lines = [
    `@startuml ${chart.name}`,
    `title ${chart.name}`,
    `caption ${chart.about}`,
    'hide empty description',
    ...body(chart),
    ...(chart.counted === undefined ? [] : legend(chart.counted)),
    '@enduml',
  ];
  return `${lines.join('\n')}\n`;
}

function body(chart: Chart): string[] {
  if (!isParallel(chart)) return chart.regions.flatMap(inside);
  const regions = chart.regions.map((region) => box(region.name, region));
  const sideBySide = regions.flatMap((lines, i) => (i === 0 ? lines : ['--', ...lines]));
  return [`state "${chart.name}" as ${chart.name.replaceAll('-', '_')} {`, ...indented(sideBySide), '}'];
}

function inside({ initial, states, edges }: Level): string[] {
  const own = states.flatMap(({ name, inside }) =>
    inside === undefined ? [`state ${name}`] : box(name, inside),
  );
  return [...own, `[*] --> ${initial}`, ...edges.map(arrow)];
}

function box(name: string, level: Level): string[] {
  return [`state ${name} {`, ...indented(inside(level)), '}'];
}

function arrow(edge: Edge): string {
  const { from, event, to, taken } = edge;
  const count = taken === undefined ? '' : ` ${timesTaken(taken)}`;
  const label = [`**${event}**${count}`, ...wrapped(wordsOn(edge), LABEL_WIDTH)].join('\\n');
  return `${from} -${style(taken)}-> ${to} : ${label}`;
}

function style(taken: number | undefined): string {
  if (taken === undefined) return '';
  const { colour, width } = bandOf(taken);
  return `[${colour},${taken === 0 ? 'dashed' : `thickness=${Math.round(width)}`}]`;
}

function legend(counted: string): string[] {
  const rows = bands.map(({ least, says, colour }) => {
    const line = least === 0 ? '╌╌╌' : '━━━';
    return `<color:${colour}>${line}</color> ${says}`;
  });
  return ['legend', ...indented([`${counted}:`, ...rows]), 'endlegend'];
}
