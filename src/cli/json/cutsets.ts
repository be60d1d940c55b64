import * as v from 'valibot';
import { isHarm, verdicts } from '../../../spec/design.ts';
import { PHASES } from '../../model/phase.ts';
import {
  bounds,
  count,
  document,
  flag,
  kinds,
  list,
  meaning,
  preset,
  record,
  rules,
  schedule,
  stopped,
  text,
  texts,
  verdict,
} from './forms.ts';

/* What `cutsets` and `compare` tell of sets of faults. */

const harm = v.picklist(verdicts.filter(isHarm));

const strike = record({
  fault: text,
  phases: meaning(list(v.picklist(PHASES)), 'Those in which it can strike, and the harm still comes.'),
  takes: meaning(texts, 'The good copies that it takes in the schedule, by their places.'),
});

const device = record({
  device: text,
  writer: meaning(text, 'The controller that writes to the device before a takeover.'),
  verdict: harm,
  strikes: list(strike),
  left: meaning(texts, 'Copies that are there in the end, and reach nobody.'),
  schedule,
});

const cutSet = record({
  faults: texts,
  isOrdered: meaning(flag, 'Harm comes of them in this order, and less in another.'),
  verdict: harm,
  devices: list(device),
  otherwise: meaning(
    list(record({ order: texts, verdict: v.picklist([...verdicts, 'cannot happen']) })),
    'What comes of the other orders.',
  ),
  alike: meaning(list(texts), 'The same faults seen from the other side.'),
  milder: meaning(
    list(record({ faults: texts, verdict, schedule })),
    'The same faults and one more, where less comes of them.',
  ),
});

export const cutSetsForm = document('cutsets', 1, {
  preset,
  designs: list(
    record({
      design: text,
      ack: v.picklist(['mirror', 'fifo']),
      bounds,
      faultKinds: kinds,
      kindsLeftOut: kinds,
      weakened: rules,
      faults: meaning(v.number(), 'All sets of at most so many faults were explored; -1: not even none.'),
      exhaustive: flag,
      stopped,
      states: count,
      cutSets: list(cutSet),
      undeclared: meaning(
        list(record({ order: texts, pattern: text, declared: verdict, found: verdict })),
        'Orders that came out otherwise than the design declares.',
      ),
    }),
  ),
});

export const compareForm = document('compare', 1, {
  preset,
  faults: count,
  designs: list(
    record({ name: text, design: text, bounds, kindsLeftOut: kinds, weakened: rules, states: count }),
  ),
  differences: meaning(
    list(
      record({
        faults: texts,
        outcomes: list(
          v.union([
            record({ name: text, verdict, schedule }),
            record({ name: text, verdict: v.picklist(['no such fault', 'cannot happen']) }),
          ]),
        ),
      }),
    ),
    'The sets of faults that tell them apart, with what comes of them in each design.',
  ),
});
