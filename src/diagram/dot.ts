import { type Chart, type ChartRegion, type Edge, isParallel } from './chart.ts';
import { bandOf, bands, timesTaken } from './coverage.ts';
import { escapedXml, indented, wrapped } from './text.ts';

/** The colours of a picture on a light ground. */
export const ink = {
  ground: '#ffffff',
  region: '#f8fafc',
  outline: '#cbd5e1',
  state: '#e8f1fb',
  border: '#4b7bb0',
  final: '#eef0f3',
  finalBorder: '#8a94a3',
  text: '#172033',
  faint: '#56627a',
  line: '#6b7a90',
} as const;

const FONT = 'Helvetica';
const LABEL_WIDTH = 26;
const TITLE_WIDTH = 72;

/** The chart as a Graphviz graph. */
export function toDot(chart: Chart): string {
  const lines = [
    `digraph ${quoted(chart.name)} {`,
    ...indented([
      `graph [${list({ rankdir: 'TB', nodesep: '0.35', ranksep: '0.55', pad: '0.3', compound: 'true' })}]`,
      `graph [${list({ fontname: FONT, fontcolor: ink.text, bgcolor: ink.ground, labelloc: 't' })}]`,
      `node [${list({ shape: 'box', style: 'rounded,filled', margin: '0.18,0.08', height: '0.4' })}]`,
      `node [${list({ fontname: FONT, fontsize: '13', fontcolor: ink.text, penwidth: '1.3' })}]`,
      `edge [${list({ fontname: FONT, fontsize: '11', fontcolor: ink.text, color: ink.line })}]`,
      `edge [${list({ penwidth: '1.2', arrowsize: '0.75' })}]`,
      `label=<${title(chart)}>`,
      ...chart.regions.flatMap((region) => (isParallel(chart) ? cluster(region) : inside(region))),
    ]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function cluster(region: ChartRegion): string[] {
  const name = `<B>${escapedXml(region.name)}</B>`;
  return [
    `subgraph ${quoted(`cluster_${region.name}`)} {`,
    ...indented([
      `graph [${list({ style: 'rounded,filled', fillcolor: ink.region, color: ink.outline, margin: '14' })}]`,
      `label=<${name}>`,
      ...inside(region),
    ]),
    '}',
  ];
}

function inside(region: ChartRegion): string[] {
  const start = `${region.name} start`;
  const dot = { shape: 'circle', label: '', width: '0.14', height: '0.14', fixedsize: 'true', fillcolor: ink.text, color: ink.text };
  return [
    `${quoted(start)} [${list({ ...dot, class: 'start' })}]`,
    `${quoted(start)} -> ${quoted(region.initial)} [${list({ class: 'start' })}]`,
    ...region.states.map((name) => `${quoted(name)} [${list(stateStyle(region, name))}]`),
    ...region.edges.map(arrow),
  ];
}

function stateStyle({ edges }: ChartRegion, name: string): Record<string, string> {
  const isFinal = edges.every(({ from }) => from !== name);
  if (isFinal) return { class: 'state', fillcolor: ink.final, color: ink.finalBorder };
  return { class: 'state', fillcolor: ink.state, color: ink.border };
}

function arrow(edge: Edge): string {
  const { from, event, to, taken } = edge;
  const style = list({ id: `${from} ${event}`, class: 'edge', ...lineStyle(taken) });
  return `${quoted(from)} -> ${quoted(to)} [${style} label=<${label(edge)}>]`;
}

function lineStyle(taken: number | undefined): Record<string, string> {
  if (taken === undefined) return {};
  const { colour, width } = bandOf(taken);
  return { color: colour, penwidth: String(width), ...(taken === 0 ? { style: 'dashed' } : {}) };
}

function label({ event, says, taken }: Edge): string {
  const count = taken === undefined ? '' : ` ${inColour(bandOf(taken).colour, `<B>${timesTaken(taken)}</B>`)}`;
  const lines = says === '' ? [] : wrapped(says, LABEL_WIDTH).map(escapedXml);
  const small = lines.map((line) => `<FONT POINT-SIZE="9" COLOR="${ink.faint}">${line}</FONT>`);
  const text = [`<B>${escapedXml(event)}</B>${count}`, ...small].join('<BR/>');
  // The padding keeps the text off the line, and makes room for fonts that are wider than Graphviz takes them to be.
  const cell = `<TD ALIGN="LEFT" BALIGN="LEFT">${text}</TD>`;
  return `<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="5"><TR>${cell}</TR></TABLE>`;
}

function title({ name, about, counted }: Chart): string {
  const small = (text: string) =>
    wrapped(text, TITLE_WIDTH).map(
      (line) => `<FONT POINT-SIZE="11" COLOR="${ink.faint}">${escapedXml(line)}</FONT><BR ALIGN="LEFT"/>`,
    );
  const heading = `<FONT POINT-SIZE="18"><B>${escapedXml(name)}</B></FONT><BR ALIGN="LEFT"/>`;
  const legend = counted === undefined ? [] : [...small(`${counted}:`), key()];
  return [heading, ...small(about), ...legend].join('');
}

function key(): string {
  const entries = bands.map(({ least, says, colour }) => {
    const line = least === 0 ? '- - -' : '━━━';
    return `${inColour(colour, `<B>${line}</B>`)} ${says}`;
  });
  return `<FONT POINT-SIZE="11">${entries.join('&#160;&#160; ')}</FONT><BR ALIGN="LEFT"/>`;
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
