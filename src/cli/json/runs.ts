import * as v from 'valibot';
import { conditions } from '../../../spec/conditions.ts';
import {
  bounds,
  byName,
  count,
  document,
  flag,
  kinds,
  list,
  meaning,
  number,
  record,
  rules,
  schedule,
  sometimes,
  stopped,
  text,
  texts,
  verdict,
  weakenedIdle,
} from './forms.ts';

/* What `fuzz`, `replay`, `trace` and `explain` tell of runs. */

const reach = { reached: texts, never: texts };

export const fuzzForm = document('fuzz', 1, {
  seed: count,
  designs: list(
    record({
      design: text,
      bounds,
      kindsLeftOut: kinds,
      weakened: rules,
      weakenedIdle,
      seed: number,
      runs: count,
      steps: count,
      policies: record({ random: count, pct: count }),
      exhaustive: meaning(v.literal(false), 'It is a sample.'),
      stopped,
      property: sometimes(meaning(text, 'What was found violated.')),
      says: sometimes(text),
      policy: sometimes(v.picklist(['random', 'pct'])),
      counterexample: sometimes(schedule),
      story: sometimes(text),
      foundAfterRuns: sometimes(count),
      originalLength: sometimes(count),
      schedule: sometimes(meaning(text, 'The text of a schedule file.')),
      longest: count,
      lastNews: count,
      departed: sometimes(meaning(count, 'Runs in which a weakened rule made a difference.')),
      verdicts: record({ safe: count, stranded: count, lost: count, stale: count, torn: count }),
      undeclared: list(texts),
      reach: record({
        actions: record(reach),
        witnesses: record(reach),
        faults: record(reach),
        faultSets: record({ ...reach, within: number }),
        properties: record(reach),
        clauses: record(reach),
      }),
      fired: byName(count),
      actions: byName(count),
    }),
  ),
});

const refused = record({
  action: text,
  guard: meaning(text, `A rule, or one of ${Object.keys(conditions).join(', ')}.`),
  says: text,
  fact: text,
  enabled: texts,
});

/** Each file has the schema of its own: the document is a list of these. */
export const replayForm = v.pipe(
  list(
    v.union([
      document('replay', 1, {
        file: text,
        design: text,
        weakenedIdle,
        verdict,
        violated: texts,
        actions: schedule,
        asRecorded: sometimes(flag),
        output: texts,
      }),
      document('replay', 1, {
        file: text,
        line: sometimes(count),
        error: text,
        refused: sometimes(meaning(refused, 'The step that may not happen where it stands.')),
      }),
    ]),
  ),
  v.title('mirrorproof replay --json'),
  v.metadata({ version: 1 }),
);

/** A state in the words of the domain: every part by its name, blocks and pages counted from 1, nothing blank. */
const state = record({
  controllers: byName(record({ board: text, mode: text, table: byName(text) })),
  caches: byName(byName(text)),
  fifos: byName(record({ state: text, indicator: v.picklist(['on', 'off']), entries: texts })),
  blocks: byName(
    record({
      acknowledged: count,
      settled: count,
      device: count,
      writing: sometimes(text),
      ending: sometimes(text),
      suspect: sometimes(v.literal(true)),
    }),
  ),
  power: byName(text),
  channel: v.picklist(['up', 'down']),
  arbiter: v.picklist(['up', 'down', 'none']),
  devices: byName(record({ granted: count, confirmed: count, routed: count, mark: text })),
  faults: texts,
});

const move = record({ region: text, part: text, event: text, from: text, to: text });

export const traceForm = document('trace', 2, {
  design: text,
  bounds,
  weakened: rules,
  weakenedIdle,
  initial: state,
  steps: list(record({ action: text, says: text, moves: list(move), violated: texts, state })),
  verdict,
  violated: texts,
});

const keeper = record({ in: text, place: text, version: count, reached: flag });

/** What became of a write that was not told safe; which keys there are depends on the kind. */
const ending = record({
  kind: text,
  version: count,
  by: sometimes(v.union([text, count])),
  from: sometimes(count),
  operation: sometimes(text),
  isAfterAll: sometimes(flag),
  isHalf: sometimes(flag),
  isTold: sometimes(flag),
  isTakenForDone: sometimes(flag),
});

const chapter = record({
  step: count,
  action: sometimes(text),
  told: meaning(count, 'The newest version that the host was told is safe.'),
  inEffect: count,
  keptBy: list(keeper),
  came: list(keeper),
  gone: list(keeper),
  endings: list(ending),
  verdict,
});

export const explainForm = document('explain', 1, {
  file: text,
  design: text,
  bounds,
  weakened: rules,
  weakenedIdle,
  violated: texts,
  verdict,
  blocks: list(
    record({
      block: count,
      steps: list(chapter),
      end: record({
        verdict,
        says: text,
        decided: sometimes(count),
        takenBy: list(count),
        losses: list(record({ step: count, version: count })),
        open: record({
          unresolved: list(record({ version: count, isGivenUp: flag })),
          failed: list(record({ operation: text, version: count })),
        }),
      }),
    }),
  ),
});
