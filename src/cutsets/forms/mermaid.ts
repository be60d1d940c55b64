import type { CutSets } from '../find.ts';
import { limitsOfTree } from '../words.ts';
import { boxesOf } from './picture.ts';

/** The tree as a Mermaid flowchart, as GitHub shows it. */
export function toMermaid(cutSets: CutSets): string {
  const boxes = boxesOf(cutSets);
  const lines = [
    ...limitsOfTree(cutSets, true).map((line) => `%% ${line.replaceAll('"pand"', 'with "then"')}`),
    'flowchart LR',
    `  accTitle: Cut sets of ${cutSets.design.name}`,
    ...boxes.map(({ id, lines, isSingle }) => {
      const label = `"${lines.map(escaped).join('<br/>')}"`;
      return `  ${id}${isSingle ? `[[${label}]]` : `[${label}]`}`;
    }),
    ...boxes.flatMap(({ id, above }) => (above === undefined ? [] : [`  ${above} --- ${id}`])),
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replace(/[#<>"]/g, (character) => `#${character.charCodeAt(0)};`);
}
