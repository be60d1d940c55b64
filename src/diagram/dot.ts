import { type Chart, type ChartRegion, type Edge, isParallel } from './chart.ts';
import { bandOf, bands, timesTaken } from './coverage.ts';
import { ink } from './ink.ts';
import { escapedXml, indented, wrapped } from './text.ts';

/** Graphviz knows how wide the letters of this font are. */
export const FONT = 'Helvetica';

const LABEL_WIDTH = 26;
const TITLE_WIDTH = 72;

/** An event that leads to one state from at least so many others says little of each: its edges step back. */
const COMMON = 4;

/** The chart as a Graphviz graph, its regions as clusters. */
export function toDot(chart: Chart): string {
  const regions = isParallel(chart) ? chart.regions.flatMap(cluster) : chart.regions.flatMap(inside);
  const frame = list({ labelloc: 't', pad: '0.3', bgcolor: ink.ground });
  return graph(chart.name, [`graph [${frame}]`, `label=<${title(chart)}>`, ...regions]);
}

/** One region as a graph of its own, without a title. */
export function regionToDot(region: ChartRegion): string {
  return graph(region.name, inside(region));
}

function graph(name: string, body: readonly string[]): string {
  const lines = [
    `digraph ${quoted(name)} {`,
    ...indented([
      `graph [${list({ nodesep: '0.2', ranksep: '0.45', bgcolor: 'transparent' })}]`,
      `graph [${list({ fontname: FONT, fontcolor: ink.text })}]`,
      `node [${list({ shape: 'box', style: 'rounded,filled', margin: '0.18,0.08', height: '0.4' })}]`,
      `node [${list({ fontname: FONT, fontsize: '14', fontcolor: ink.text, penwidth: '1.3' })}]`,
      `edge [${list({ fontname: FONT, fontsize: '12', fontcolor: ink.text, color: ink.line })}]`,
      `edge [${list({ penwidth: '1.3', arrowsize: '0.75' })}]`,
      ...body,
    ]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function cluster(region: ChartRegion): string[] {
  return [
    `subgraph ${quoted(`cluster_${region.name}`)} {`,
    ...indented([
      `graph [${list({ style: 'rounded', color: ink.outline, margin: '14' })}]`,
      `label=<<B>${escapedXml(region.name)}</B>>`,
      ...inside(region),
    ]),
    '}',
  ];
}

function inside(region: ChartRegion): string[] {
  const start = quoted(`${region.name} start`);
  const point = { label: '', shape: 'circle', width: '0.14', height: '0.14', fixedsize: 'true' };
  const filling = { fillcolor: ink.text, color: ink.text };
  return [
    `${start} [${list({ id: `${region.name}-start`, class: 'start', ...point, ...filling })}]`,
    `${start} -> ${quoted(region.initial)} [${list({ id: `${region.name}-to-initial`, class: 'start' })}]`,
    ...region.states.map((name) => `${quoted(name)} [${list(stateStyle(region, name))}]`),
    ...region.edges.map((edge) => arrow(region, edge)),
  ];
}

function stateStyle({ name: region, edges }: ChartRegion, name: string): Record<string, string> {
  const isFinal = edges.every(({ from }) => from !== name);
  const colours = isFinal
    ? { fillcolor: ink.final, color: ink.finalBorder }
    : { fillcolor: ink.state, color: ink.stateBorder };
  return { id: `${region}-${name}`, class: 'state', ...colours };
}

function arrow(region: ChartRegion, edge: Edge): string {
  const { from, event, to } = edge;
  const style = list({
    id: `${region.name}-${from}-${event}`,
    class: 'transition',
    ...lineStyle(region, edge),
  });
  return `${quoted(from)} -> ${quoted(to)} [${style} label=<${label(edge)}>]`;
}

function lineStyle(region: ChartRegion, { from, event, to, taken }: Edge): Record<string, string> {
  const isNext = region.states.indexOf(to) === region.states.indexOf(from) + 1;
  const weight = isNext ? { weight: '30' } : {};
  if (taken !== undefined) {
    const { colour, width } = bandOf(taken);
    const dashes = taken === 0 ? { style: 'dashed' } : {};
    return { ...weight, color: colour, penwidth: String(width), ...dashes };
  }
  const alike = region.edges.filter((other) => other.event === event && other.to === to);
  return alike.length < COMMON ? weight : { ...weight, color: ink.faintLine, penwidth: '1' };
}

function label({ event, says, taken }: Edge): string {
  const small = says === '' ? [] : wrapped(says, LABEL_WIDTH).map((line) => smallText(line, 10));
  const text = [`<B>${escapedXml(event)}</B>${count(taken)}`, ...small].join('<BR/>');
  // The padding keeps the text off the line, and is room for fonts that are wider than Graphviz thinks.
  const cell = `<TD ALIGN="LEFT" BALIGN="LEFT">${text}</TD>`;
  return `<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="5"><TR>${cell}</TR></TABLE>`;
}

function count(taken: number | undefined): string {
  if (taken === undefined) return '';
  return taken === 0 ? ` ${inColour(bandOf(0).colour, `<B>${timesTaken(0)}</B>`)}` : ` ${timesTaken(taken)}`;
}

function title({ name, about, counted }: Chart): string {
  const heading = `<FONT POINT-SIZE="18"><B>${escapedXml(name)}</B></FONT>`;
  const lines = [about, ...(counted === undefined ? [] : [`${counted}:`])];
  const small = lines.flatMap((text) => wrapped(text, TITLE_WIDTH)).map((line) => smallText(line, 11));
  const all = [heading, ...small, ...(counted === undefined ? [] : [legend()])];
  return all.map((line) => `${line}<BR ALIGN="LEFT"/>`).join('');
}

function legend(): string {
  const entries = bands.map(({ least, says, colour }) => {
    const line = least === 0 ? '- - -' : '━━━';
    return `${inColour(colour, `<B>${line}</B>`)} ${says}`;
  });
  return `<FONT POINT-SIZE="11">${entries.join('&#160;&#160; ')}</FONT>`;
}

function smallText(text: string, size: number): string {
  return `<FONT POINT-SIZE="${size}" COLOR="${ink.faintText}">${escapedXml(text)}</FONT>`;
}

function inColour(colour: string, html: string): string {
  return `<FONT COLOR="${colour}">${html}</FONT>`;
}

function list(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(' ');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
