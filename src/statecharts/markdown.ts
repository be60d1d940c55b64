import type { Chart } from './chart.ts';
import { toMermaid } from './mermaid.ts';

/** The chart as a section of a Markdown document, with its Mermaid diagram. */
export function toMarkdown(chart: Chart): string {
  return [`## ${chart.name}`, chart.about, `\`\`\`mermaid\n${toMermaid(chart)}\`\`\`\n`].join('\n\n');
}
