import type { Chart } from './chart.ts';
import { toDot } from './dot.ts';
import { toMarkdown } from './markdown.ts';
import { toMermaid } from './mermaid.ts';
import { toPlantUml } from './plantuml.ts';
import { toScxml } from './scxml.ts';
import { toSvg } from './svg.ts';
import { toXState } from './xstate.ts';

/** A way to write a chart down. */
export interface Format {
  /** Of a file with one chart. */
  readonly extension: string;
  readonly render: (chart: Chart) => string | Promise<string>;
  /** Several charts in one text that the format's own tools read; absent where a document holds one chart. */
  readonly together?: (charts: readonly Chart[]) => string;
}

/** Every format by the name it has in commands. */
export const formats = {
  mermaid: { extension: 'mmd', render: toMermaid, together: (charts) => charts.map(toMarkdown).join('\n') },
  svg: { extension: 'svg', render: toSvg },
  dot: { extension: 'dot', render: toDot, together: (charts) => charts.map(toDot).join('\n') },
  scxml: { extension: 'scxml', render: toScxml },
  plantuml: {
    extension: 'puml',
    render: toPlantUml,
    together: (charts) => charts.map(toPlantUml).join('\n'),
  },
  json: { extension: 'json', render: toXState },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
