import type * as v from 'valibot';
import { checkForm, estimateForm, exploreForm } from './assessments.ts';
import { compareForm, cutSetsForm } from './cutsets.ts';
import { crosscheckForm, mutantsForm, tlcForm } from './engines.ts';
import { explainForm, fuzzForm, replayForm, traceForm } from './runs.ts';
import { completionForm, diagramForm, listForm } from './shown.ts';
import { tablesForm } from './tables.ts';

/** Everything that a verb prints with `--json`, by the name of its schema. */
export const documentForms = {
  check: checkForm,
  explore: exploreForm,
  'explore-estimate': estimateForm,
  cutsets: cutSetsForm,
  compare: compareForm,
  fuzz: fuzzForm,
  replay: replayForm,
  trace: traceForm,
  explain: explainForm,
  diagram: diagramForm,
  tables: tablesForm,
  tlc: tlcForm,
  crosscheck: crosscheckForm,
  mutants: mutantsForm,
  list: listForm,
  completion: completionForm,
};

export type DocumentName = keyof typeof documentForms;

/** The document of that name, as it is printed. */
export type DocumentOf<N extends DocumentName> = v.InferOutput<(typeof documentForms)[N]>;

/** Any of them. Each names its schema, and so the version of that. */
export type AnyDocument = DocumentOf<DocumentName>;
