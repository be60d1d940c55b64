import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sizeOf } from '../../spec/faults.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { explore } from '../../src/explorer/explore.ts';
import { layoutOf, MAX_WORDS, StateTooLarge } from '../../src/explorer/layout.ts';
import { compileModel } from '../../src/model/model.ts';
import { type Property, VIOLATED } from '../../src/model/property.ts';
import { actionsOf } from '../../src/model/protocol.ts';
import { initialState, type State, type StateField, shape } from '../../src/model/state.ts';
import { enabled, isEnabled, NotEnabled, step } from '../../src/model/step.ts';
import { arrayWith, BOOT, QUEUED_WRITE, run } from '../support/arrays.ts';
import { NO_LIMITS, search } from '../support/search.ts';

const EVERYTHING = Object.keys(shape.fields) as StateField[];
const NOTHING = { properties: [], ranks: [] };

test('packing loses nothing: every state of a walk comes back as it was', () => {
  const design = arrayWith('battery', {
    bounds: {
      cachePages: { C1: 7, C2: 5 },
      blocks: 3,
      writes: 5,
      pagesPerWrite: 2,
      subBlocks: 3,
      fifoDepth: 3,
      faults: 3,
    },
  });
  const m = compileModel(design);
  const codec = codecFor(m);
  const words = new Uint32Array(codec.words);
  const unpacked = initialState(m);
  const decode = codec.decoder(unpacked);
  let state = initialState(m);
  for (let i = 0; i < 3000; i++) {
    const choices = enabled(m, state);
    if (choices.length === 0) state = initialState(m);
    else state = step(m, state, choices[(i * 7919) % choices.length]!).state;
    codec.encoder(state)(words);
    decode(words, 0);
    assert.equal(unpacked, state);
  }
});

test('step refuses what is not enabled, and leaves its argument alone', () => {
  const { model, state } = run(arrayWith('partner-fed'), ...BOOT, ...QUEUED_WRITE);
  const before = JSON.stringify(state);
  for (const action of actionsOf(model)) {
    if (isEnabled(model, state, action)) step(model, state, action);
    else
      assert.throws(
        () => step(model, state, action),
        (error: unknown) => error instanceof NotEnabled,
      );
  }
  assert.is(JSON.stringify(state), before);
});

test('limits end an exploration undecided, never as if it were complete', () => {
  const design = arrayWith('partner-fed');
  const byStates = search(design, NOTHING, { ...NO_LIMITS, states: 10_000 });
  assert.match(byStates.stopped!, /10000 states/);
  assert.ok(byStates.states < 30_000);
  const byBytes = search(design, NOTHING, { ...NO_LIMITS, bytes: 2_000_000 });
  assert.match(byBytes.stopped!, /2000000 bytes/);
  const run = explore(compileModel(design), NOTHING, NO_LIMITS);
  run.next();
  const { value, done } = run.next('interrupted');
  assert.ok(done);
  assert.is((value as { stopped: string }).stopped, 'interrupted');
});

test('counterexamples are shortest: no state of a smaller depth has the property', () => {
  const never = (name: string, holds: (s: State) => boolean): Property => ({
    kind: 'always',
    id: name,
    says: name,
    reads: EVERYTHING,
    check: (s) => (holds(s) ? 1 : VIOLATED),
  });
  const properties = [
    never('boot', (s) => s.controllers[1].mode !== 'mirrored'),
    never('acknowledged', (s) => s.blocks[0]!.acknowledged === 0),
  ];
  const { findings } = search(arrayWith('mirror-only'), { properties, ranks: [] });
  assert.equal(
    findings.map(({ schedule }) => schedule?.length),
    [5, 6],
  );
});

test('what the initial state or the first step violates is kept, however much is violated later', () => {
  const always: Property = { kind: 'always', id: 'A', says: 'A', reads: EVERYTHING, check: () => VIOLATED };
  const step: Property = { kind: 'step', id: 'S', says: 'S', reads: EVERYTHING, check: () => VIOLATED };
  const design = arrayWith('mirror-only', { bounds: { writes: 1, faults: 0 } });
  const { findings } = search(design, { properties: [always, step], ranks: [] });
  assert.equal(
    findings.map(({ schedule }) => schedule?.length),
    [0, 1],
  );
  assert.is(findings[1]!.schedule![0]!.name, 'NotifySize');
});

test('a stuck state with something to wait for is a deadlock, others are not', () => {
  const waits: Property = { kind: 'deadlock', id: 'L', says: 'L', awaits: (s) => sizeOf(s.faults) !== 0 };
  const quiet: Property = { kind: 'deadlock', id: 'Q', says: 'Q', awaits: () => false };
  const { findings } = search(arrayWith('mirror-only', { bounds: { writes: 1 } }), {
    properties: [waits, quiet],
    ranks: [],
  });
  assert.ok(findings[0]!.schedule);
  assert.is(findings[1]!.schedule, undefined);
});

test('a state that would need too many words is refused', () => {
  const bounds = { cachePages: { C1: 64, C2: 64 }, blocks: 16, writes: 32, fifoDepth: 16 };
  assert.throws(
    () => layoutOf(compileModel(arrayWith('partner-fed', { bounds }))),
    (error: unknown) => error instanceof StateTooLarge && error.words > MAX_WORDS,
  );
});

test('each fault takes one bit, and all of them stand in one word, whatever stands before them', () => {
  let moved = 0;
  for (const wiring of ['mirror-only', 'partner-fed', 'independent', 'battery'] as const) {
    for (const blocks of [1, 2, 3]) {
      const m = compileModel(arrayWith(wiring, { bounds: { blocks } }));
      const { fields } = layoutOf(m);
      const faults = fields.filter(({ name }) => name === 'faults');
      assert.is(faults.length, m.faults.length);
      assert.ok(faults.every(({ bits }) => bits === 1));
      assert.is(new Set(faults.map(({ word }) => word)).size, 1, `${wiring}, ${blocks} blocks`);
      const { word, shift, bits } = fields[fields.indexOf(faults[0]!) - 1]!;
      if (word !== faults[0]!.word && shift + bits < 32) moved++;
    }
  }
  assert.ok(moved > 0);
});

test('states of 48 words are packed, those of 49 are refused', () => {
  const wordsFor = (blocks: number) =>
    layoutOf(compileModel(arrayWith('mirror-only', { bounds: { blocks } }))).words;
  assert.is(wordsFor(37), MAX_WORDS);
  assert.throws(
    () => wordsFor(38),
    (error: unknown) => error instanceof StateTooLarge && error.words === MAX_WORDS + 1,
  );
});

test.run();
