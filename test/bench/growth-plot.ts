import { escapedXml } from '../../src/statecharts/text.ts';
import { el, label, line, path } from '../../src/timeline/svg/element.ts';
import { axes, type Growth, keyOf, type Place, places } from './growth.ts';

/*
 * Growth as a picture: a panel for each design and number of blocks; faults go to the right, powers of ten of states up.
 * Lines differ by their markers and dashes, and by colour as well.
 */

const PANEL = { width: 330, height: 250 };
const GAP = { x: 90, y: 70 };
const ORIGIN = { x: 85, y: 110 };
const LEGEND = { lines: 2, height: 24 };
const POWERS = 7;

const width = ORIGIN.x + axes.blocks.length * (PANEL.width + GAP.x) - GAP.x + 30;
const foot = ORIGIN.y + axes.design.length * (PANEL.height + GAP.y) + 5;
const height = foot + LEGEND.lines * LEGEND.height;

const TITLE = 'How states grow with faults, writes and blocks';
const SAYS = [
  'Upwards: states that a search counts, by powers of ten. To the right: faults.',
  'A line ends where more would have been to count.',
];

type Writes = Place['writes'];

/** The picture as an SVG document that needs nothing beside it. */
export function growthPlot(growth: Growth): string {
  const panels = axes.design.flatMap((design, row) =>
    axes.blocks.map((blocks, column) => {
      const x = ORIGIN.x + column * (PANEL.width + GAP.x);
      const y = ORIGIN.y + row * (PANEL.height + GAP.y);
      return el('g', { transform: `translate(${x} ${y})` }, panel(growth, design, blocks));
    }),
  );
  const document = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'title desc',
    },
    el('title', { id: 'title' }, escapedXml(TITLE)),
    el('desc', { id: 'desc' }, escapedXml(descriptionOf(growth))),
    el('style', {}, STYLE),
    el('rect', { width: '100%', height: '100%', class: 'ground' }),
    label(20, 34, TITLE, 'title'),
    ...SAYS.map((text, i) => label(20, 56 + i * 18, text, '')),
    ...panels,
    legend(),
  );
  return `${document.replaceAll('><', '>\n<')}\n`;
}

function panel(growth: Growth, design: Place['design'], blocks: Place['blocks']): string {
  const heading = `${design}, ${blocks === 1 ? '1 block' : `${blocks} blocks`} a device`;
  const curves = axes.writes.flatMap((writes) =>
    axes.search.map((search) => {
      const points = axes.faults.flatMap((faults): [number, number][] => {
        const states = growth.get(keyOf({ design, blocks, writes, search, faults }));
        return states === undefined ? [] : [[across(faults), up(states)]];
      });
      return curve(points, writes, search);
    }),
  );
  return [label(0, -12, heading, 'strong'), ...grid(), ...curves].join('');
}

function grid(): string[] {
  const powers = Array.from({ length: POWERS + 1 }, (_, power) => power);
  return [
    ...powers.flatMap((power) => [
      line(0, up(10 ** power), PANEL.width, up(10 ** power), 'grid'),
      label(-8, up(10 ** power) + 4, (10 ** power).toLocaleString('en-US'), 'small', 'end'),
    ]),
    ...axes.faults.map((n) =>
      label(across(n), PANEL.height + 18, n === 1 ? '1 fault' : `${n}`, 'small', 'middle'),
    ),
  ];
}

function across(faults: number): number {
  return 15 + (faults / (axes.faults.length - 1)) * (PANEL.width - 30);
}

function up(states: number): number {
  return PANEL.height * (1 - Math.log10(states) / POWERS);
}

function curve(points: readonly [number, number][], writes: Writes, search: Place['search']): string {
  const style = `${COLOURS[writes].name} ${search === 'reduced' ? 'reduced' : 'all'}`;
  const drawn = points.length > 1 ? el('path', { d: path(...points), class: style }) : '';
  return drawn + points.map(([x, y]) => marker(x, y, writes, `${style} mark`)).join('');
}

/** Each number of writes has a shape of its own: a disc, a square, a triangle, a diamond. */
function marker(x: number, y: number, writes: Writes, style: string): string {
  const shape = (...corners: readonly [number, number][]) =>
    el('path', { d: `${path(...corners)}Z`, class: style });
  switch (writes) {
    case 1:
      return el('circle', { cx: x, cy: y, r: 4.5, class: style });
    case 2:
      return shape([x - 4, y - 4], [x + 4, y - 4], [x + 4, y + 4], [x - 4, y + 4]);
    case 3:
      return shape([x, y - 5], [x + 5, y + 4], [x - 5, y + 4]);
    case 'any':
      return shape([x, y - 6], [x + 6, y], [x, y + 6], [x - 6, y]);
  }
}

/** A row for each kind of search. */
function legend(): string {
  const step = (width - 40) / axes.writes.length;
  const samples = axes.search.flatMap((search, row) =>
    axes.writes.map((writes, column) => {
      const [x, y] = [20 + column * step, foot + row * LEGEND.height];
      const words = `${writesInWords(writes)}, ${search}`;
      return [
        curve(
          [
            [x, y],
            [x + 34, y],
          ],
          writes,
          search,
        ),
        label(x + 48, y + 4, words, 'small'),
      ].join('');
    }),
  );
  return el('g', {}, ...samples);
}

function writesInWords(writes: Writes): string {
  if (writes === 'any') return 'any writes';
  return writes === 1 ? '1 write' : `${writes} writes`;
}

/** What a reader is told who does not see the picture: where each line begins, and where it ends. */
function descriptionOf(growth: Growth): string {
  const lines = places
    .filter(({ faults }) => faults === 0)
    .map((row) => {
      const { design, blocks, writes, search } = row;
      const states = axes.faults.flatMap((faults) => growth.get(keyOf({ ...row, faults })) ?? []);
      const counted = states.map((each) => each.toLocaleString('en-US')).join(', ');
      return `${design}, blocks ${blocks}, ${writesInWords(writes)}, ${search}: ${counted || 'not counted'}.`;
    });
  return [...SAYS, 'Each line, from no fault on:', ...lines].join(' ');
}

/** Apart for colour-blind eyes, too, on a light ground and on a dark one. */
const COLOURS: Readonly<
  Record<Writes, { readonly name: string; readonly light: string; readonly dark: string }>
> = {
  1: { name: 'one', light: '#0a58ca', dark: '#6cb0ff' },
  2: { name: 'two', light: '#a14a00', dark: '#f0a35e' },
  3: { name: 'three', light: '#17692d', dark: '#63c97a' },
  any: { name: 'any', light: '#6f42c1', dark: '#c09bff' },
};

const STYLE = `
text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 12px }
.title { font-size: 17px; font-weight: 600 }
.strong { font-weight: 600 }
.small { font-size: 11px }
path { fill: none; stroke-width: 2 }
.grid { stroke-width: 1 }
.all { stroke-dasharray: 5 4; stroke-width: 1.4 }
.mark { stroke-dasharray: none; stroke-width: 1.6 }
${rules('light', { ground: '#ffffff', ink: '#1f2328', grid: '#d8dde3' })}
@media (prefers-color-scheme: dark) {
${rules('dark', { ground: '#10141a', ink: '#e6eaf0', grid: '#303945' })}
}
`;

function rules(
  scheme: 'light' | 'dark',
  { ground, ink, grid }: Record<'ground' | 'ink' | 'grid', string>,
): string {
  const colours = Object.values(COLOURS).flatMap((colour) => [
    `.${colour.name} { stroke: ${colour[scheme]} }`,
    `.${colour.name}.reduced.mark { fill: ${colour[scheme]} }`,
  ]);
  return [
    `text { fill: ${ink} }`,
    `.ground, .all.mark { fill: ${ground} }`,
    `.grid { stroke: ${grid} }`,
    ...colours,
  ].join('\n');
}
