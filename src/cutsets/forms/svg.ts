import { darkInk, ink } from '../../statecharts/ink.ts';
import { escapedXml, indented } from '../../statecharts/text.ts';
import type { CutSets } from '../find.ts';
import { limitsOfTree } from '../words.ts';
import { type Box, boxesOf } from './picture.ts';

/** Graphviz knows how wide its letters are. */
const FONT = 'Helvetica';
const FONTS = `${FONT}, Arial, &quot;Liberation Sans&quot;, sans-serif`;

/** The tree as a picture, as Graphviz lays it out from the left to the right. */
export async function toSvg(cutSets: CutSets): Promise<string> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  const svg = graphviz.layout(dotOf(boxesOf(cutSets)), 'svg', 'dot');
  const limits = limitsOfTree(cutSets, true).join(' ').replaceAll('"pand"', 'with "then"');
  const title = `<title>Cut sets of ${escapedXml(cutSets.design.name)}</title>`;
  const head = [title, `<desc>${escapedXml(limits)}</desc>`, darkRules()].join('\n');
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--.*?-->\n/g, '')
    .replaceAll(`font-family="${FONT}"`, `font-family="${FONTS}"`)
    .replace(/<title>.*?<\/title>\n/g, '')
    .replace('<svg ', '<svg role="img" ')
    .replace(/(<svg [^>]*>)\n/, `$1\n${head}\n`);
}

function dotOf(boxes: readonly Box[]): string {
  const lines = [
    'digraph cutsets {',
    `  graph [rankdir=LR, nodesep=0.12, ranksep=0.6, bgcolor="${ink.ground}", ordering=out, pad=0.3]`,
    `  node [shape=box, style=filled, fillcolor="${ink.state}", color="${ink.stateBorder}", fontname=${FONT}, fontsize=13]`,
    `  node [fontcolor="${ink.text}", margin="0.3,0.07", height=0.3]`,
    `  edge [dir=none, color="${ink.line}"]`,
    ...indented(boxes.map(node)),
    ...indented(boxes.flatMap(({ id, above }) => (above === undefined ? [] : [`${above}:e -> ${id}:w`]))),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function node({ id, lines, isSingle }: Box): string {
  const [first, ...rest] = lines.map(escapedXml);
  const label = isSingle ? [`<B>${first}</B>`, ...rest] : [first, ...rest];
  return `${id} [label=<${label.join('<BR/>')}>${isSingle ? ', peripheries=2, penwidth=1.6' : ''}]`;
}

/** Every colour of the picture, for a reader who prefers a dark ground. */
function darkRules(): string {
  const names = ['ground', 'state', 'stateBorder', 'text', 'line'] as const;
  const rules = names.map(
    (name) =>
      `[fill="${ink[name]}"] { fill: ${darkInk[name]} } [stroke="${ink[name]}"] { stroke: ${darkInk[name]} }`,
  );
  return `<style>@media (prefers-color-scheme: dark) { ${rules.join(' ')} }</style>`;
}
