import { type Chart, type ChartRegion, edgesIn, type Level } from './chart.ts';
import { bands } from './coverage.ts';
import { FONT, levelToDot } from './dot.ts';
import { darkInk, ink } from './ink.ts';
import { escapedXml, indented, wrapped } from './text.ts';

const FONTS = `${FONT}, Arial, &quot;Liberation Sans&quot;, sans-serif`;
const MARGIN = 24;
const PADDING = 18;
const INNER_PADDING = 10;
const CAPTION = 26;
const LINE = 17;
/** Of the text above the regions. */
const CHARACTER = 6.2;
const SWATCH = 92;

/** Wide enough for a line of the text above the regions. */
const LEAST_WIDTH = 560;

/** A part of a picture, with the room that it takes. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly svg: readonly string[];
}

/** How Graphviz draws a graph. */
type Layout = (dot: string) => string;

/** The chart as a picture: Graphviz lays out each region, and the regions stand side by side. */
export async function toSvg(chart: Chart): Promise<string> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  const panels = chart.regions.map((region) =>
    panel(chart, region, (dot) => graphviz.layout(dot, 'svg', 'dot')),
  );
  const body = row(panels);
  const inner = Math.max(LEAST_WIDTH, body.width);
  const head = header(chart, inner);
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(head.height + body.height + 2 * MARGIN);
  const size = `width="${width}" height="${height}"`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" role="img"` +
      ` aria-labelledby="${chart.name}-title ${chart.name}-about" font-family="${FONTS}">`,
    ...indented([
      `<title id="${chart.name}-title">${escapedXml(chart.name)}</title>`,
      `<desc id="${chart.name}-about">${escapedXml(inWords(chart))}</desc>`,
      '<style>',
      ...indented(darkRules()),
      '</style>',
      `<rect ${size} rx="10" fill="${ink.ground}"/>`,
      ...at(MARGIN, MARGIN, head.svg),
      ...at(MARGIN, MARGIN + head.height, body.svg),
    ]),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** What the picture shows, for those who do not see it. */
function inWords({ about, counted, regions }: Chart): string {
  const sentences = regions.flatMap((region) => [
    `${region.name} begins as ${region.initial}.`,
    ...edgesIn(region).map(({ from, event, to, taken }) => {
      const count = taken === undefined ? '' : `, ${taken} times`;
      return `${event} takes ${from} to ${to}${count}.`;
    }),
  ]);
  return [about, ...(counted === undefined ? [] : [`${counted}.`]), ...sentences].join(' ');
}

/** Every colour of the picture, for a reader who prefers a dark ground. */
function darkRules(): string[] {
  const names = Object.keys(ink) as (keyof typeof ink)[];
  const pairs = [
    ...names.map((name) => [ink[name], darkInk[name]] as const),
    ...bands.map(({ colour, darkColour }) => [colour, darkColour] as const),
  ];
  const rules = pairs.map(
    ([light, dark]) => `[fill="${light}"] { fill: ${dark} } [stroke="${light}"] { stroke: ${dark} }`,
  );
  return ['@media (prefers-color-scheme: dark) {', ...indented(rules), '}'];
}

function header({ name, about, counted }: Chart, width: number): Drawn {
  const texts = [about, ...(counted === undefined ? [] : [`${counted}:`])];
  const lines = texts.flatMap((words) => wrapped(words, Math.floor(width / CHARACTER)));
  const top = 40;
  const svg = [
    `<text y="20" font-size="20" font-weight="bold" fill="${ink.text}">${escapedXml(name)}</text>`,
    ...lines.map((line, i) => text(line, 0, top + i * LINE, 12)),
    ...(counted === undefined ? [] : legend(top + lines.length * LINE)),
  ];
  const count = lines.length + (counted === undefined ? 0 : 1);
  return { width, height: top + count * LINE, svg };
}

function legend(y: number): string[] {
  return bands.flatMap(({ least, says, colour, width }, i) => {
    const x = i * SWATCH;
    const dashes = least === 0 ? ' stroke-dasharray="5,3"' : '';
    const line = `<line x1="${x}" y1="${y - 4}" x2="${x + 26}" y2="${y - 4}"`;
    return [`${line} stroke="${colour}" stroke-width="${width}"${dashes}/>`, text(says, x + 32, y, 12)];
  });
}

function text(words: string, x: number, y: number, size: number): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${ink.faintText}">${escapedXml(words)}</text>`;
}

/** A region as Graphviz lays it out, on a ground of its own. */
function panel({ regions }: Chart, region: ChartRegion, layout: Layout): Drawn {
  const caption = regions.length > 1 ? region.name : '';
  return boxed(caption, PADDING, laidOut(region, region, region.name, layout), true);
}

/** A level as Graphviz lays it out: first what is inside its states, then these as boxes of that size. */
function laidOut(region: ChartRegion, level: Level, owner: string, layout: Layout): Drawn {
  const insides = new Map(
    level.states.flatMap(({ name, inside }) =>
      inside === undefined ? [] : [[name, boxed(name, INNER_PADDING, laidOut(region, inside, name, layout))]],
    ),
  );
  const graph = layout(levelToDot(region, level, owner, insides));
  const [, width, height] = /viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"/.exec(graph)!.map(Number);
  const filled = [...insides].reduce(
    (svg, [name, inside]) => withInside(svg, `${region.name}-${name}`, inside),
    drawing(graph, owner),
  );
  return { width: width!, height: height!, svg: [filled] };
}

/** What is drawn, under the name that it has. */
function boxed(name: string, padding: number, content: Drawn, hasGround = false): Drawn {
  const caption = name === '' ? 0 : CAPTION;
  const width = content.width + 2 * padding;
  const height = content.height + 2 * padding + caption;
  const ground = `<rect width="${width}" height="${height}" rx="10" fill="${ink.panel}" stroke="${ink.outline}"/>`;
  const label = `<text x="${padding}" y="${padding + 10}" font-size="15" font-weight="bold" fill="${ink.text}">`;
  return {
    width,
    height,
    svg: [
      ...(hasGround ? [ground] : []),
      ...(caption === 0 ? [] : [`${label}${escapedXml(name)}</text>`]),
      ...at(padding, padding + caption, content.svg),
    ],
  };
}

/** Draws into the box that Graphviz left for it. */
function withInside(svg: string, id: string, inside: Drawn): string {
  const group = svg.indexOf(`<g id="${id}" `);
  const end = svg.indexOf('</g>', group);
  const [, path] = / d="([^"]*)"/.exec(svg.slice(group, end))!;
  const numbers = path!.match(/-?[\d.]+/g)!.map(Number);
  const left = Math.min(...numbers.filter((_, i) => i % 2 === 0));
  const top = Math.min(...numbers.filter((_, i) => i % 2 === 1));
  return [svg.slice(0, end), ...at(left, top, inside.svg), svg.slice(end)].join('\n');
}

/** What Graphviz drew, without what makes it a document, and in the fonts of the whole picture. */
function drawing(graph: string, name: string): string {
  return graph
    .slice(graph.indexOf('<g '), graph.lastIndexOf('</svg>'))
    .trim()
    .replace('id="graph0"', `id="${name}-level"`)
    .replaceAll(/ font-family="[^"]*"|<!--.*?-->\n/g, '')
    .replaceAll('&#45;', '-');
}

function row(panels: readonly Drawn[]): Drawn {
  let x = 0;
  const svg: string[] = [];
  for (const { width, svg: own } of panels) {
    svg.push(...at(x, 0, own));
    x += width + PADDING;
  }
  return { width: x - PADDING, height: Math.max(...panels.map(({ height }) => height)), svg };
}

function at(x: number, y: number, svg: readonly string[]): string[] {
  return [`<g transform="translate(${x} ${y})">`, ...indented(svg), '</g>'];
}
