import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { axes, before, keyOf, places, statesAt } from '../bench/growth.ts';
import { documentOf, growthDocument, growthPicture, MOST_STATES } from '../bench/growth-document.ts';
import { growthPlot } from '../bench/growth-plot.ts';
import { factorTable, growthIn } from '../bench/growth-table.ts';

const document = readFileSync(growthDocument, 'utf8');
const growth = growthIn(document);

/** What a test has the time to count. */
const FEW = 30_000;

test('the tables and the picture of the growth are of the same figures', () => {
  assert.is(documentOf(growth, document), document);
  assert.is(growthPlot(growth), readFileSync(growthPicture, 'utf8'));
  assert.ok(document.includes(`${MOST_STATES.toLocaleString('en-US')} states`));
});

test('where there are few states there are as many as the document says', () => {
  const small = places.filter((place) => (growth.get(keyOf(place)) ?? FEW) < FEW);
  assert.ok(small.length > 20);
  for (const place of small) assert.is(statesAt(place, FEW), growth.get(keyOf(place)), keyOf(place));
});

test('a place beyond what was counted has none, and is not drawn', () => {
  const [place] = places;
  const states = growth.get(keyOf(place!))!;
  assert.is(statesAt(place!, states - 1), undefined);
  assert.is(statesAt(place!, states), states);
  const fewer = new Map([...growth].filter(([key]) => key !== keyOf(place!)));
  const marks = (svg: string) => svg.match(/mark"/g)!.length;
  assert.is(marks(growthPlot(fewer)), marks(growthPlot(growth)) - 1);
});

test('a factor is that of two neighbours on an axis, and there is none beyond the first', () => {
  const faults = places.find((place) => place.faults === 1)!;
  assert.equal(before(faults, 'faults'), { ...faults, faults: 0 });
  assert.is(before(faults, 'design'), undefined);
  const two = new Map([
    [keyOf({ ...faults, faults: 0 }), 40],
    [keyOf(faults), 500],
    [keyOf({ ...faults, search: 'reduced' }), 200],
  ]);
  const table = factorTable(two);
  assert.match(table, /^\| fault 1, times \| 13 \| - \| - \| - \|$/m);
  assert.match(table, /^\| reductions, divided by \| - \| 2\.5 \| - \| - \|$/m);
});

test('the picture is well-formed, has a title and a description, and tells lines apart without colour', () => {
  const svg = growthPlot(growth);
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement!;
  assert.is(root.getAttribute('role'), 'img');
  for (const name of ['title', 'desc'])
    assert.ok(root.getElementsByTagName(name)[0]!.textContent!.length > 30);
  const forms = axes.writes.map((writes) => {
    const only = { ...places[0]!, writes };
    const alone = growthPlot(new Map([[keyOf(only), 100]]));
    const drawn = alone.slice(alone.indexOf('</text>', alone.indexOf('1 block a device')));
    return /<(?:circle|path)[^>]*mark"\/>/.exec(drawn)![0].replace(/ class=.*$/, '');
  });
  assert.is(new Set(forms).size, axes.writes.length);
  assert.match(svg, /\.all \{ stroke-dasharray: /);
  assert.match(svg, /prefers-color-scheme: dark/);
});

test.run();
