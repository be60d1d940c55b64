import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultKinds, presetNames, presets } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import { rulesNamed } from '../../spec/rules.ts';
import { parseDesign } from '../../src/design/load.ts';
import { weakenable } from '../../src/design/schema.ts';
import { fifo, mirror, p1, p2, parse, refusal } from '../support/design-files.ts';

test('defaults are filled in', () => {
  assert.equal(parse(mirror), {
    name: 'mine',
    about: '',
    ack: 'mirror',
    power: mirror.power,
    batteries: {},
    fifo: { onBoard: false, keepUntilDestage: false },
    crashLosesMemory: true,
    arbiter: 'apart',
    path: 'switch',
    bounds: presets.small,
    faultKinds: [...faultKinds],
    weakened: [],
    declares: { survives: [], fails: {} },
  });
});

test('a setting keeps the default of its siblings', () => {
  assert.equal(parse({ ...fifo, fifo: { onBoard: true } }).fifo, { onBoard: true, keepUntilDestage: false });
});

test('what the file sets goes before its preset', () => {
  const bounds = { cachePages: { C1: 8, C2: 2 }, writes: 1, faults: 0 };
  for (const preset of presetNames) {
    assert.equal(parse({ ...fifo, bounds }, preset).bounds, { ...presets[preset], ...bounds });
  }
});

test('a host may write any number of times, by the file or by a change', () => {
  const file = { ...fifo, bounds: { writes: 'any' } };
  assert.is(parse(file).bounds.writes, 'any');
  const changed = (bounds: object, content: unknown) =>
    parseDesign(JSON.stringify(content), 'mine.json', 'tiny', { bounds }).bounds.writes;
  assert.is(changed({ writes: 3 }, file), 3);
  assert.is(changed({ writes: 'any' }, fifo), 'any');
  assert.is(changed({}, fifo), presets.tiny.writes);
});

test('pages per write are clamped to the blocks when the preset sets them', () => {
  assert.ok(presets.small.pagesPerWrite > 1);
  assert.is(parse({ ...fifo, bounds: { blocks: 1 } }).bounds.pagesPerWrite, 1);
  assert.is(parse({ ...fifo, bounds: { blocks: 3, pagesPerWrite: 3 } }).bounds.pagesPerWrite, 3);
});

test('a requirement weakens all of its rules, each once', () => {
  const { weakened } = parse({ ...fifo, weakened: ['R5', 'R5_fence', 'R1_commit'] });
  assert.equal(weakened, ['R1_commit', ...rulesNamed('R5')]);
});

test('every name that weakened accepts stands for a rule', () => {
  for (const name of weakenable) assert.ok(rulesNamed(name).length > 0, name);
});

test('a byte order mark is no error', () => {
  assert.is(parseDesign(`\uFEFF${JSON.stringify(mirror)}`, 'mine.json', 'tiny').name, 'mine');
});

test('the empty fault set, wildcards, and more faults than the budget can be declared', () => {
  const declares = {
    survives: ['none', '*', 'BoardCrash *', 'ChannelDown'],
    fails: { '* + * + * + *': 'lost' },
  };
  assert.equal(parse({ ...fifo, declares }).declares, declares);
});

test('the largest wiring has 34 faults, which a fault set can hold', () => {
  const power = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`P${n}`, n === 1 ? [...p1, ...p2] : ['K1']]),
  );
  const batteries = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`B${n}`, { feeds: ['F1'], hold: 1 }]),
  );
  assert.is(faultsOf(parse({ ...fifo, power, batteries })).length, 34);
});

test('an error carries its parts, and its message is made of them', () => {
  const error = refusal(() => parse({ ...fifo, battery: {} }));
  assert.is(error.file, 'mine.json');
  assert.is(error.path, 'battery');
  assert.match(error.expected, /^one of the keys .*, found "battery"$/);
  assert.is(error.hint, 'did you mean "batteries"?');
  assert.is(error.message, `mine.json: battery: expected ${error.expected} (${error.hint})`);
  assert.is(refusal(() => parse({ ...fifo, colour: 1 })).hint, undefined);
});

test.run();
