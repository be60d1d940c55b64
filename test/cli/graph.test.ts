import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadDesign } from '../../src/design/load.ts';
import { compileModel } from '../../src/model/model.ts';
import { initialState, type State } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { file, folder, json, mirrorproof, oneUnit } from '../support/command.ts';

/* The state graph as JSON lines. */

interface Line {
  readonly state?: number;
  readonly depth?: number;
  readonly verdict?: string;
  readonly values?: Omit<State, 'faults'> & { readonly faults: readonly string[] };
  readonly from?: number;
  readonly to?: number;
  readonly action?: string;
}

const design = file('one-unit.json', oneUnit);
const target = join(folder, 'graphs', 'one-unit.jsonl');

/** A graph that was written: what its first line says, and the others. */
function graphOf(path: string): {
  readonly header: Record<string, unknown>;
  readonly lines: readonly Line[];
} {
  const [header, ...lines] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { header, lines };
}

test('every state and step of the model is there, and nothing else', () => {
  const options = ['--reduce', 'off', '--graph', target];
  const { status, document } = json('explore', design, ...options);
  assert.is(status, 12);
  const { header, lines } = graphOf(target);
  const m = compileModel(loadDesign(design, 'tiny'));
  assert.equal(header, {
    graph: 'mirrorproof',
    version: 1,
    design: 'one-unit',
    bounds: m.design.bounds,
    weakened: [],
    folds: [],
  });
  const states = lines.filter(({ state }) => state !== undefined);
  const steps = lines.filter(({ from }) => from !== undefined);
  const [explored] = document.designs;
  assert.is(states.length, explored.states);
  assert.is(steps.length, explored.transitions);
  assert.is(Math.max(...states.map(({ depth }) => depth!)), explored.depth);
  assert.equal(
    states.map(({ state }) => state),
    [...states.keys()],
  );
  assert.ok(states.some(({ verdict }) => verdict === 'lost'));

  const keyOf = (values: object) => JSON.stringify(values);
  const byKey = new Map(states.map(({ state, values }) => [keyOf(values!), state!]));
  assert.is(byKey.size, states.length);
  const written = (s: State) => ({
    ...s,
    faults: m.faults.filter((_, i) => s.faults[i]).map(({ label }) => label),
  });
  const stepsFrom = new Map<number, Line[]>(states.map(({ state }) => [state!, []]));
  for (const line of steps) stepsFrom.get(line.from!)!.push(line);
  const waiting = [initialState(m)];
  const seen = new Set([keyOf(written(waiting[0]!))]);
  for (let s = waiting.pop(); s !== undefined; s = waiting.pop()) {
    const successors = enabled(m, s).map((action) => ({ action, after: step(m, s!, action).state }));
    const expected = successors.map(({ action, after }) => [
      labelOf(m, action),
      byKey.get(keyOf(written(after))),
    ]);
    const found = stepsFrom.get(byKey.get(keyOf(written(s)))!)!.map(({ action, to }) => [action, to]);
    assert.equal(found.map(String).sort(), expected.map(String).sort());
    for (const { after } of successors) {
      const key = keyOf(written(after));
      if (!seen.has(key)) waiting.push(after);
      seen.add(key);
    }
  }
  assert.is(seen.size, states.length);
});

test('with reductions it is the smaller graph that explore counts', () => {
  const { document } = json('explore', design, '--graph', target);
  const { header, lines } = graphOf(target);
  const [explored] = document.designs;
  assert.ok(explored.folds.length > 0);
  assert.equal(header['folds'], explored.folds);
  assert.is(lines.filter(({ state }) => state !== undefined).length, explored.states);
  assert.is(lines.filter(({ from }) => from !== undefined).length, explored.transitions);
});

test('a graph that goes on beyond a limit is not written, and what was there stays', () => {
  writeFileSync(target, 'what was there');
  const { status, stderr, stdout } = mirrorproof('explore', design, '--states', '100', '--graph', target);
  assert.equal([status, stdout], [64, '']);
  assert.match(
    stderr,
    /--graph: the graph goes on beyond the limit of 100 states; .*one-unit\.jsonl is not written/,
  );
  assert.is(readFileSync(target, 'utf8'), 'what was there');
  assert.equal(readdirSync(join(folder, 'graphs')), ['one-unit.jsonl']);
});

test('a graph that takes too long is undecided: 2, and nothing of it is left', () => {
  const target = join(folder, 'graphs', 'long.jsonl');
  const { status, stdout, stderr } = mirrorproof(
    ...['explore', 'battery', '--preset', 'small', '--seconds', '1', '--json', '--graph', target],
  );
  assert.equal([status, stdout], [2, '']);
  assert.match(stderr, /--graph: stopped: the limit of 1 seconds; .*long\.jsonl is not written/);
  assert.equal(
    readdirSync(join(folder, 'graphs')).filter((name) => name.includes('long')),
    [],
  );
});

test('what cannot be is told before anything is explored: 64', () => {
  const wrong: readonly [string[], RegExp][] = [
    [[design, 'battery', '--graph', target], /--graph: expected one design, found also battery/],
    [[design, '--graph', folder], /cannot write /],
    [[design, '--graph', '/dev/null'], /cannot write \/dev\/null: it is no regular file/],
    [[design, '--graph', join(target, 'below')], /cannot write /],
    [[design, '--graph', target, '--estimate'], /--estimate: finds nothing that --graph could keep/],
  ];
  for (const [words, message] of wrong) {
    const { status, stderr, stdout } = mirrorproof('explore', ...words);
    assert.is(status, 64, words.join(' '));
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
  assert.not.ok(existsSync(join(folder, 'below')));
});

test('where it went is told', () => {
  const { stdout } = mirrorproof('explore', design, '--faults', '0', '--graph', target);
  assert.match(stdout, /State graph: [\d,]+ states and [\d,]+ steps in .*one-unit\.jsonl\n$/);
});

test.run();
