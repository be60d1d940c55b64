import * as v from 'valibot';
import {
  bounds,
  document,
  list,
  meaning,
  preset,
  record,
  rules,
  stopped,
  text,
  texts,
  verdict,
} from './forms.ts';

/* What `tables` tells of designs. */

const rest = record({
  amiss: meaning(texts, 'What does not work; empty where everything does.'),
  modes: record({ K1: text, K2: text }),
  served: meaning(record({ D1: text, D2: text }), 'Who serves each device: K1, K2, or nobody.'),
  policies: meaning(list(v.picklist(['write-back', 'write-through'])), 'How hosts were answered there.'),
  verdict: meaning(verdict, 'The worst that became of any block there.'),
});

const effect = record({
  item: text,
  fault: text,
  failure: text,
  local: texts,
  verdict,
  host: texts,
  detected: texts,
  kept: texts,
  claims: texts,
});

export const tablesForm = document('tables', 1, {
  preset,
  designs: list(
    record({ design: text, bounds, weakened: rules, stopped, rests: list(rest), effects: list(effect) }),
  ),
});
