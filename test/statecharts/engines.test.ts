import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { chartNamed, edgesIn } from '../../src/statecharts/chart.ts';
import { walksThroughCharts } from '../support/chart-walks.ts';
import { folder } from '../support/command.ts';
import { needsMaven } from '../support/java.ts';
import { walkWithCommons, walkWithScion } from '../support/scxml-engines.ts';

/* Our SCXML in engines that nobody here wrote, held to what XState makes of the same events. */

const { lines, states, documents, taken } = walksThroughCharts(join(folder, 'charts'), 12, 150);

test('the walks take every edge of every chart, out of every state that it holds for', () => {
  for (const name of Object.keys(charts) as ChartName[]) {
    const { id, regions } = chartNamed(name);
    for (const { leaves, event } of regions.flatMap(edgesIn))
      for (const leaf of leaves) assert.ok(taken.has(`${id} ${leaf} ${event}`), `${id} ${leaf} ${event}`);
  }
});

test('SCION goes through every chart as XState does', () => {
  assert.equal(walkWithScion(lines, documents), states);
});

needsMaven(test)('Apache Commons SCXML goes through every chart as XState does', () => {
  assert.equal(walkWithCommons(lines, documents), states);
});

test.run();
