import * as v from 'valibot';
import {
  bounds,
  count,
  document,
  flag,
  folds,
  list,
  meaning,
  number,
  preset,
  propertyKind,
  record,
  rule,
  rules,
  sometimes,
  stopped,
  text,
  texts,
  verdict,
  weakenedIdle,
} from './forms.ts';

/* What `tlc`, `crosscheck` and `mutants` tell of the two engines. */

const violation = record({
  kind: text,
  property: sometimes(text),
  oneOf: sometimes(meaning(texts, 'TLC does not say which of these.')),
  shortest: meaning(flag, 'No counterexample has fewer states.'),
  counterexample: list(record({ action: sometimes(text), state: text })),
  forever: sometimes(v.union([v.literal('stuttering'), record({ backTo: count, by: text })])),
});

export const tlcForm = document('tlc', 1, {
  preset,
  checks: list(
    record({
      design: text,
      ack: v.picklist(['mirror', 'fifo']),
      checked: v.picklist(['safety', 'liveness', 'blocked']),
      result: v.picklist(['holds', 'violated', 'deadlock', 'stopped', 'failed']),
      exhaustive: flag,
      tlcExit: v.nullable(number),
      tlcVersion: text,
      stopped,
      violation: sometimes(violation),
      states: count,
      distributed: sometimes(flag),
      generated: sometimes(count),
      depth: sometimes(count),
      initial: count,
      left: count,
      seconds: number,
      bounds,
      folds,
      weakened: rules,
      weakenedIdle,
      errors: texts,
      byHand: sometimes(meaning(text, 'The command that repeats the run.')),
    }),
  ),
});

const size = record({ states: count, transitions: count, depth: count });

/** What one engine never came to it does not have. */
const both = { reference: v.optional(count), tlc: v.optional(count) };

const compared = record({
  property: text,
  kind: propertyKind,
  ...both,
});

export const crosscheckForm = document('crosscheck', 1, {
  preset,
  agree: flag,
  seed: count,
  missing: meaning(count, 'Comparisons that were not begun.'),
  designs: list(record({ design: text, bounds, weakened: rules, folds })),
  comparisons: list(
    record({
      design: text,
      part: text,
      weakened: sometimes(rule),
      agree: flag,
      seconds: number,
      undecided: sometimes(text),
      counts: sometimes(
        record({
          reference: size,
          tlc: size,
          actions: meaning(
            list(record({ name: text, reference: count, tlc: count })),
            'Those in which the two differ.',
          ),
          agree: flag,
        }),
      ),
      properties: sometimes(list(compared)),
      verdicts: sometimes(list(record({ verdict, faults: v.optional(texts), ...both }))),
      traces: sometimes(list(record({ traces: count, steps: count }))),
      compared: sometimes(meaning(count, 'Verdicts of either engine, after sets or after strikes.')),
      minimal: sometimes(meaning(list(texts), 'The minimal cut sets, as TLC found them.')),
      sets: sometimes(meaning(count, 'The minimal cut sets whose strikes were compared.')),
      exact: sometimes(flag),
      paths: sometimes(count),
      run: sometimes(count),
      covered: sometimes(count),
      told: sometimes(meaning(texts, 'Where the two part, in words.')),
    }),
  ),
});

export const mutantsForm = document('mutants', 1, {
  preset,
  missing: meaning(count, 'Rules that were not tried.'),
  undecided: sometimes(text),
  rules: list(
    record({
      rule,
      says: text,
      caught: flag,
      losesNothing: flag,
      design: sometimes(text),
      properties: sometimes(list(compared)),
      alsoIn: sometimes(texts),
      finding: sometimes(text),
      undecided: sometimes(text),
    }),
  ),
});
