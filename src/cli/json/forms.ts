import * as v from 'valibot';
import { faultKinds, presetNames, verdicts } from '../../../spec/design.ts';
import { ruleNames } from '../../../spec/rules.ts';
import { reductions } from '../../explorer/fold/fold.ts';

/* The words in which the JSON of the verbs is described. Types of what is printed, and JSON Schemas, are made of them. */

/** A record with these keys, and no others. */
export function record<const T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries);
}

export function list<const T extends v.GenericSchema>(of: T) {
  return v.pipe(v.array(of), v.readonly());
}

/** For each name the same. */
export function byName<const T extends v.GenericSchema>(of: T) {
  return v.record(v.string(), of);
}

export function sometimes<const T extends v.GenericSchema>(of: T) {
  return v.exactOptional(of);
}

/** What needs more than its name to be understood. */
export function meaning<const T extends v.GenericSchema>(of: T, says: string) {
  return v.pipe(of, v.description(says));
}

export const text = v.string();
export const texts = list(text);
export const flag = v.boolean();
export const number = v.number();
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const verdict = v.picklist(verdicts);
/** What a search that was stopped has seen no harm of. */
export const verdictOrNot = v.picklist([...verdicts, 'undecided']);
export const preset = v.picklist(presetNames);
export const rule = v.picklist(ruleNames);
export const rules = list(rule);
export const kinds = list(v.picklist(faultKinds));
export const folds = meaning(
  list(v.picklist(['versions', ...reductions])),
  'Differences in nothing but these count as none.',
);
export const stopped = sometimes(
  meaning(text, 'Why it ended before its end, if it did: then nothing is exhaustive.'),
);
export const schedule = meaning(texts, 'Actions by their labels, as in schedule files.');

export const bounds = record({
  cachePages: record({ C1: count, C2: count }),
  blocks: count,
  writes: v.union([count, v.literal('any')]),
  pagesPerWrite: count,
  subBlocks: count,
  fifoDepth: count,
  faults: count,
});

export const weakenedIdle = meaning(rules, 'Weakened rules on which nothing depends here.');

export const clause = record({ says: text, decided: flag });

export const faultSets = list(record({ faults: texts, verdict: verdictOrNot }));

export const propertyKind = v.picklist(['always', 'step', 'deadlock', 'sometimes']);

/** The document of a verb; `version` changes when one that was right before would not be any more. */
export function document<const N extends string, const V extends number, const T extends v.ObjectEntries>(
  name: N,
  version: V,
  entries: T,
) {
  const schema = v.literal(`${name}/${version}` as const);
  return v.pipe(
    v.strictObject({ schema: meaning(schema, 'Which schema this is, and its version.'), ...entries }),
    v.title(`mirrorproof ${name} --json`),
    v.metadata({ version }),
  );
}
