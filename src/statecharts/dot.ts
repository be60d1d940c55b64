import { type Chart, type ChartRegion, type ChartState, type Edge, isParallel, type Level } from './chart.ts';
import { bandOf, bands, timesTaken, wordsOn } from './coverage.ts';
import { ink } from './ink.ts';
import { escapedXml, indented, wrapped } from './text.ts';

/** Graphviz knows how wide the letters of this font are. */
export const FONT = 'Helvetica';

const LABEL_WIDTH = 26;
const TITLE_WIDTH = 72;

/** What a state takes that is drawn elsewhere, in points. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

const POINTS_PER_INCH = 72;

/** Where a level is, and what room to leave for the states that have states of their own. */
interface Scope {
  readonly region: ChartRegion;
  /** Without it, such states are frames around what they have inside. */
  readonly rooms?: ReadonlyMap<string, Room>;
}

/** The chart as a Graphviz graph, its regions and the states that have states of their own as clusters. */
export function toDot(chart: Chart): string {
  const contents = chart.regions.map((region) => ({ name: region.name, lines: inside({ region }, region) }));
  const body = isParallel(chart)
    ? contents.flatMap(({ name, lines }) => frame(name, lines))
    : contents.flatMap(({ lines }) => lines);
  const page = list({ labelloc: 't', pad: '0.3', bgcolor: ink.ground });
  return graph(chart.name, [`graph [${page}]`, `label=<${title(chart)}>`, ...body]);
}

/** One level of a region as a graph of its own, without a title, and with room for what is inside its states. */
export function levelToDot(
  region: ChartRegion,
  level: Level,
  owner: string,
  rooms: ReadonlyMap<string, Room>,
): string {
  return graph(owner, inside({ region, rooms }, level, owner));
}

function graph(name: string, body: readonly string[]): string {
  const lines = [
    `digraph ${quoted(name)} {`,
    ...indented([
      `graph [${list({ nodesep: '0.2', ranksep: '0.45', bgcolor: 'transparent', compound: 'true' })}]`,
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

function frame(name: string, content: readonly string[]): string[] {
  return [
    `subgraph ${quoted(frameOf(name))} {`,
    ...indented([
      `graph [${list({ style: 'rounded', color: ink.outline, margin: '14', labeljust: 'l' })}]`,
      `label=<<B>${escapedXml(name)}</B>>`,
      ...content,
    ]),
    '}',
  ];
}

function frameOf(name: string): string {
  return `cluster_${name}`;
}

/** One level: where it begins, its states, and the edges between them. */
function inside(scope: Scope, level: Level, owner = scope.region.name): string[] {
  const start = quoted(`${owner} start`);
  const point = { label: '', shape: 'circle', width: '0.14', height: '0.14', fixedsize: 'true' };
  const filling = { fillcolor: ink.text, color: ink.text };
  const first = stateNamed(level, level.initial);
  const toFirst = { id: `${owner}-to-initial`, class: 'start', ...frameEnds(scope, undefined, first) };
  return [
    `${start} [${list({ id: `${owner}-start`, class: 'start', ...point, ...filling })}]`,
    `${start} -> ${quoted(headOf(scope, first))} [${list(toFirst)}]`,
    ...level.states.flatMap((state) => drawn(scope, level, state)),
    ...level.edges.map((edge) => arrow(scope, level, edge)),
  ];
}

function drawn(scope: Scope, level: Level, { name, inside: within }: ChartState): string[] {
  const { region, rooms } = scope;
  const id = `${region.name}-${name}`;
  if (within !== undefined && rooms === undefined) return frame(name, inside(scope, within, name));
  if (within !== undefined) return [`${quoted(name)} [${list({ id, ...roomStyle(rooms!.get(name)!) })}]`];
  const isFinal = level === region && level.edges.every(({ from }) => from !== name);
  const colours = isFinal
    ? { fillcolor: ink.final, color: ink.finalBorder }
    : { fillcolor: ink.state, color: ink.stateBorder };
  return [`${quoted(name)} [${list({ id, class: 'state', ...colours })}]`];
}

function roomStyle({ width, height }: Room): Record<string, string> {
  const size = { width: String(width / POINTS_PER_INCH), height: String(height / POINTS_PER_INCH) };
  const colours = { fillcolor: ink.panel, color: ink.stateBorder };
  return { class: 'composite', label: '', fixedsize: 'true', ...size, ...colours };
}

function arrow(scope: Scope, level: Level, edge: Edge): string {
  const from = stateNamed(level, edge.from);
  const to = stateNamed(level, edge.to);
  const style = list({
    id: `${scope.region.name}-${edge.from}-${edge.event}`,
    class: 'transition',
    ...lineStyle(level, edge),
    ...frameEnds(scope, from, to),
  });
  return `${quoted(tailOf(scope, from))} -> ${quoted(headOf(scope, to))} [${style} label=<${label(edge)}>]`;
}

/** Graphviz draws edges between nodes only: those of a frame are cut off at its border. */
function frameEnds({ rooms }: Scope, from: ChartState | undefined, to: ChartState): Record<string, string> {
  const isFrame = (state: ChartState | undefined) => rooms === undefined && state?.inside !== undefined;
  return {
    ...(isFrame(from) ? { ltail: frameOf(from!.name) } : {}),
    // Longer by a rank for each frame that it enters, so that the start within stands below where it ends.
    ...(isFrame(to) ? { lhead: frameOf(to.name), minlen: String(1 + depthOf(to)) } : {}),
  };
}

/** How many frames are around the state where a state begins. */
function depthOf({ inside }: ChartState): number {
  return inside === undefined ? 0 : 1 + depthOf(stateNamed(inside, inside.initial));
}

function stateNamed({ states }: Level, name: string): ChartState {
  return states.find((state) => state.name === name)!;
}

/** The node where edges to a state end. */
function headOf(scope: Scope, { name, inside }: ChartState): string {
  if (inside === undefined || scope.rooms !== undefined) return name;
  return headOf(scope, stateNamed(inside, inside.initial));
}

/** The node where edges from a state begin. */
function tailOf(scope: Scope, { name, inside }: ChartState): string {
  if (inside === undefined || scope.rooms !== undefined) return name;
  return tailOf(scope, inside.states.at(-1)!);
}

function lineStyle({ states }: Level, { from, to, taken }: Edge): Record<string, string> {
  const at = (name: string) => states.findIndex((state) => state.name === name);
  const weight = at(to) === at(from) + 1 ? { weight: '30' } : {};
  if (taken === undefined) return weight;
  const { colour, width } = bandOf(taken);
  const dashes = taken === 0 ? { style: 'dashed' } : {};
  return { ...weight, color: colour, penwidth: String(width), ...dashes };
}

function label(edge: Edge): string {
  const { event, taken } = edge;
  const words = wordsOn(edge);
  const small = words === '' ? [] : wrapped(words, LABEL_WIDTH).map((line) => smallText(line, 10));
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
