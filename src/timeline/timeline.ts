import { rankOf, rankOfRun, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Model } from '../model/model.ts';
import { labelOf } from '../schedule/label.ts';
import { statesOf, type Trace } from '../schedule/replay.ts';
import { tellStep } from '../words/sentences.ts';
import { annotationsOf } from './annotations.ts';
import { spansOf } from './conditions.ts';
import { historiesOf } from './copies.ts';
import { eventsOf } from './events.ts';
import { lanesOf } from './lanes.ts';
import type { Picture, PictureStep } from './types.ts';

/**
 * The picture of a schedule that was run on a model, for a renderer to draw. Pure: the same trace gives an
 * equal one.
 */
export function pictureOf(m: Model, trace: Trace): Picture {
  const lanes = lanesOf(m);
  const states = statesOf(trace);
  const blocks = historiesOf(m, lanes, states);
  return {
    design: m.design.name,
    weakened: m.design.weakened,
    lanes,
    steps: stepsOf(m, trace),
    events: trace.steps.flatMap(({ before, action, after }, i) =>
      eventsOf(m, before, action, after).map((event) => ({ step: i + 1, ...event })),
    ),
    spans: spansOf(m, lanes, states),
    blocks,
    annotations: annotationsOf(m, trace, blocks),
    verdict: verdictOf(rankOfRun(states.map(rankOf(wiringOf(m.design))))),
    violated: [...new Set(trace.steps.flatMap(({ violated }) => violated.map(({ id }) => id)))],
  };
}

function stepsOf(m: Model, { steps }: Trace): PictureStep[] {
  return steps.map(({ before, action, after }, i) => ({
    step: i + 1,
    label: labelOf(m, action),
    says: tellStep(m, before, action, after),
    isFault: 'fault' in action,
  }));
}
