import * as v from 'valibot';
import {
  bounds,
  byName,
  clause,
  count,
  document,
  faultSets,
  flag,
  folds,
  kinds,
  list,
  meaning,
  number,
  preset,
  propertyKind,
  record,
  rules,
  schedule,
  sometimes,
  stopped,
  text,
  texts,
  verdictOrNot,
  weakenedIdle,
} from './forms.ts';

/* What `check` and `explore` tell of designs. */

const asDeclared = meaning(v.nullable(flag), 'Null where nothing is decided of it, or was put to the test.');

const property = record({
  id: text,
  kind: propertyKind,
  says: text,
  fired: meaning(flag, 'Its premise came true; of a sometimes: it was seen.'),
  clauses: list(clause),
  violated: flag,
});

const explored = {
  design: text,
  ack: v.picklist(['mirror', 'fifo']),
  verdict: meaning(verdictOrNot, 'The worst of all fault sets.'),
  violated: texts,
  asDeclared,
  exhaustive: flag,
  stopped,
  property: sometimes(meaning(text, 'What the counterexample shows violated.')),
  faults: sometimes(texts),
  counterexample: sometimes(schedule),
  story: sometimes(text),
  states: count,
  transitions: count,
  depth: count,
  folds,
  dropped: list(record({ reduction: text, by: text })),
  factor: sometimes(
    meaning(
      record({ times: number, depth: count }),
      'How many times fewer states there are for what is folded.',
    ),
  ),
  terminal: count,
  seconds: number,
  bytesPerState: count,
  bounds,
  faultKinds: kinds,
  kindsLeftOut: kinds,
  cacheBatteriesNotAsked: texts,
  weakened: rules,
  faultSets,
  ordersNotJudged: meaning(texts, 'Declarations of an order, which is for cutsets to judge.'),
  mismatches: list(record({ says: text, counterexample: sometimes(schedule) })),
  violations: list(record({ property: text, says: text, faults: texts, counterexample: schedule })),
  properties: list(property),
  actions: byName(record({ taken: count, distinct: count })),
  neverTaken: texts,
  weakenedIdle,
  advice: list(record({ change: text, mends: flag, left: texts })),
  adviceStopped: sometimes(text),
};

const anyWrites = record({
  verdict: verdictOrNot,
  asWithItsOwnWrites: sometimes(flag),
  faults: sometimes(count),
  states: sometimes(count),
  faultSets: sometimes(faultSets),
  violations: sometimes(texts),
  kindsLeftOut: sometimes(kinds),
  open: sometimes(list(record({ faults: count, kindsLeftOut: kinds, statesAtLeast: number }))),
  stopped,
});

const asked = { preset, reduce: text };

export const checkForm = document('check', 1, {
  ...asked,
  asDeclared,
  designs: list(
    record({ ...explored, anyWrites: sometimes(meaning(anyWrites, 'With any number of writes.')) }),
  ),
});

export const exploreForm = document('explore', 1, { ...asked, designs: list(record(explored)) });

const range = record({ from: number, to: meaning(v.nullable(number), 'Null: nothing says how much more.') });

export const estimateForm = document('explore-estimate', 1, {
  ...asked,
  designs: list(
    record({
      design: text,
      bounds,
      weakened: rules,
      folds,
      counted: meaning(flag, 'It was small enough to be counted.'),
      states: range,
      bytes: range,
      seconds: range,
      statesPerSecond: count,
      explored: count,
      restsOn: list(
        record({
          faults: count,
          writes: v.union([count, v.literal('any')]),
          blocks: count,
          states: count,
        }),
      ),
      steps: list(
        record({ bound: v.picklist(['faults', 'writes', 'blocks']), level: number, ...range.entries }),
      ),
      stopped,
    }),
  ),
});
