import * as v from 'valibot';
import { byName, count, document, list, meaning, record, sometimes, text, texts } from './forms.ts';

/* What `diagram`, `list` and `completion` show. */

const edge = v.strictObject({
  region: text,
  from: text,
  event: text,
  to: text,
  says: text,
  leaves: texts,
  taken: sometimes(count),
  neverFrom: sometimes(texts),
});

/** States of one level of a chart, and the edges between them. */
export interface Level {
  readonly initial: string;
  readonly states: readonly { readonly name: string; readonly inside?: Level }[];
  readonly edges: readonly v.InferOutput<typeof edge>[];
}

const state: v.GenericSchema<Level['states'][number]> = v.strictObject({
  name: text,
  inside: sometimes(v.lazy(() => level)),
});

const levelEntries = { initial: text, states: list(state), edges: list(edge) };
const level: v.GenericSchema<Level> = v.strictObject(levelEntries);

export const diagramForm = document('diagram', 1, {
  format: text,
  charts: list(
    record({
      chart: text,
      about: text,
      counted: sometimes(meaning(text, 'What the counts on edges are.')),
      regions: list(record({ name: text, region: text, ...levelEntries })),
      diagram: sometimes(meaning(text, 'The chart in that format.')),
      file: sometimes(meaning(text, 'Where it was written.')),
    }),
  ),
});

export const listForm = document('list', 1, {
  list: v.picklist(['designs', 'rules', 'faults', 'properties']),
  entries: list(byName(text)),
});

export const completionForm = document('completion', 1, {
  shell: v.picklist(['bash', 'zsh', 'fish']),
  script: text,
});
