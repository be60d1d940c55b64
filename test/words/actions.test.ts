import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadDesign } from '../../src/design/load.ts';
import type { Action, ActionName } from '../../src/model/action.ts';
import { transitions } from '../../src/model/protocol.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { lanesOf } from '../../src/timeline/lanes.ts';
import type { Around } from '../../src/words/actions/words.ts';
import { drawingOf, sentenceOf } from '../../src/words/actions.ts';
import { tellStep } from '../../src/words/sentences.ts';
import { arrayWith, BOOT, QUEUED_WRITE, run } from '../support/arrays.ts';
import { scenarioFiles, scheduled } from '../support/scenarios.ts';
import { type Walk, walkThrough } from '../support/walks.ts';

const folder = fileURLToPath(new URL('../../spec/designs', import.meta.url));
const LENGTH = 60;

/** Every scenario, and a walk through every shipped design. */
const walks: readonly Walk[] = [
  ...scenarioFiles().map((file) => scheduled(file)),
  ...readdirSync(folder).map((file) =>
    walkThrough(loadDesign(join(folder, file), 'tiny', { bounds: { faults: 3 } }), LENGTH),
  ),
];

test('wherever an action may happen, it has a sentence, and a drawing between lanes of its picture', () => {
  const met = new Set<ActionName>();
  for (const { model: m, actions } of walks) {
    let before = initialState(m);
    for (const taken of actions) {
      for (const action of enabled(m, before)) {
        checkWords({ m, before, after: step(m, before, action).state }, action);
        met.add(action.name);
      }
      before = step(m, before, taken).state;
    }
  }
  assert.equal(
    Object.keys(transitions).filter((name) => !met.has(name as ActionName)),
    [],
  );
});

test('a drain that begins to overwrite a committed page says with what', () => {
  const design = arrayWith('partner-fed', { weaken: ['R2_fresh'], bounds: { writes: 2 } });
  const { model, state } = run(design, ...BOOT, ...QUEUED_WRITE, 'Drain K1', 'Drain K1', ...QUEUED_WRITE);
  const drain = { name: 'Drain', side: 0 } as const;
  assert.is(
    tellStep(model, state, drain, step(model, state, drain).state),
    'F1 drains sub-block 1 of 2 of block 1 version 2 to C2',
  );
});

test.run();

function checkWords(around: Around, action: Action): void {
  const [label, says] = [labelOf(around.m, action), sentenceOf(action, around)];
  assert.match(says, /^[A-Za-z].*[^.\s]$/, label);
  const lanes = new Set(lanesOf(around.m).map(({ id }) => id));
  const events = drawingOf(action, around);
  assert.ok(events.length > 0, label);
  for (const { kind, from, to, via, text } of events) {
    for (const lane of [from, to, via ?? from]) assert.ok(lanes.has(lane), `${label}: ${lane}`);
    assert.is(from === to, kind === 'local' || kind === 'fault', label);
    assert.not.match(`${says} ${text}`, /undefined|NaN/, label);
  }
}
