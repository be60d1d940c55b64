import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { presets } from '../../spec/design.ts';
import { BadChange, BadDesign } from '../../src/design/bad-design.ts';
import { type Changes, parseDesign } from '../../src/design/load.ts';
import { fifo, mirror } from '../support/design-files.ts';

/* What an option or a schedule changes in a design file, and who is told to be wrong where the two do not fit. */

type Refusal = BadChange | BadDesign;

function changed(content: unknown, changes: Changes) {
  return parseDesign(JSON.stringify(content), 'mine.json', 'tiny', changes);
}

function refusal(content: unknown, changes: unknown): Refusal {
  try {
    changed(content, changes as Changes);
  } catch (error) {
    if (error instanceof BadChange || error instanceof BadDesign) return error;
    throw error;
  }
  throw new Error('expected a refusal, and the design was accepted');
}

type Case = readonly [what: string, content: unknown, changes: unknown, path: string, part: string];

const inTheFile: readonly Case[] = [
  [
    'weakened is no list',
    { ...fifo, weakened: 5 },
    { weakened: ['R5'] },
    'weakened',
    'a list of rules, found 5',
  ],
  ['weakened is text', { ...fifo, weakened: 'R5' }, { weakened: ['R5'] }, 'weakened', 'found "R5"'],
  [
    'weakened names no rule',
    { ...fifo, weakened: ['R99'] },
    { weakened: ['R5'] },
    'weakened[0]',
    'found "R99"',
  ],
  ['bounds are a number', { ...fifo, bounds: 5 }, { bounds: { faults: 1 } }, 'bounds', 'an object, found 5'],
  ['bounds are a list', { ...fifo, bounds: [] }, { bounds: { faults: 1 } }, 'bounds', 'found a list'],
  ['bounds are null', { ...fifo, bounds: null }, { bounds: { faults: 1 } }, 'bounds', 'found null'],
  [
    'the bound itself is bad',
    { ...fifo, bounds: { faults: 'x' } },
    { bounds: { faults: 1 } },
    'bounds.faults',
    '"x"',
  ],
  [
    'a depth without a FIFO',
    { ...mirror, bounds: { fifoDepth: 1 } },
    { bounds: { fifoDepth: 2 } },
    'bounds.fifoDepth',
    'no depth',
  ],
  [
    'its writes are wider than its own blocks',
    { ...fifo, bounds: { blocks: 2, pagesPerWrite: 3 } },
    { bounds: { blocks: 4 } },
    'bounds.pagesPerWrite',
    'from 1 to 2',
  ],
  [
    'it is too large by itself',
    { ...fifo, bounds: { blocks: 16, writes: 32, cachePages: { C1: 64, C2: 64 } } },
    { bounds: { faults: 1 } },
    'bounds',
    'words of 32 bits',
  ],
  ['another key is bad, too', { ...fifo, ack: 1 }, { bounds: { blocks: 99 } }, 'ack', 'found 1'],
];

const inTheChange: readonly Case[] = [
  ['a size out of range', fifo, { bounds: { blocks: 99 } }, 'bounds.blocks', 'from 1 to 16, found 99'],
  [
    'more writes than a file may set',
    fifo,
    { bounds: { writes: 33 } },
    'bounds.writes',
    'or "any", found 33',
  ],
  ['a bound that there is not', fifo, { bounds: { block: 1 } }, 'bounds.block', 'one of the keys'],
  ['a rule that there is not', fifo, { weakened: ['R5', 'R99'] }, 'weakened[1]', 'found "R99"'],
  ['a rule that is named twice', fifo, { weakened: ['R5', 'R5'] }, 'weakened[1]', 'each rule once'],
  ['a key that changes nothing', fifo, { faults: 1 }, 'faults', 'one of the keys "bounds", "weakened"'],
  ['a depth where there is no FIFO', mirror, { bounds: { fifoDepth: 1 } }, 'bounds.fifoDepth', 'no depth'],
  [
    'writes wider than the preset',
    fifo,
    { bounds: { pagesPerWrite: 2 } },
    'bounds.pagesPerWrite',
    'from 1 to 1',
  ],
  [
    'writes wider than the blocks of the file',
    { ...fifo, bounds: { blocks: 2 } },
    { bounds: { pagesPerWrite: 3 } },
    'bounds.pagesPerWrite',
    'from 1 to 2, the number of blocks, found 3',
  ],
  [
    'fewer blocks than the writes of the file span',
    { ...fifo, bounds: { blocks: 4, pagesPerWrite: 3 } },
    { bounds: { blocks: 2 } },
    'bounds.blocks',
    'an integer from 3, the pages that the design has for one write, found 2',
  ],
  [
    'writes without end where numbers have gaps',
    { ...fifo, weakened: ['R1'] },
    { bounds: { writes: 'any' } },
    'bounds.writes',
    'a number of writes',
  ],
  [
    'numbers with gaps where writes have no end',
    { ...fifo, bounds: { writes: 'any' } },
    { weakened: ['R1_epoch'] },
    'bounds.writes',
    'a number of writes',
  ],
  [
    'sizes that do not pack',
    { ...fifo, bounds: { cachePages: { C1: 64, C2: 64 } } },
    { bounds: { blocks: 16, writes: 32 } },
    'bounds',
    'words of 32 bits',
  ],
];

for (const [kind, cases] of [
  [BadDesign, inTheFile],
  [BadChange, inTheChange],
] as const) {
  for (const [what, content, changes, path, part] of cases) {
    test(`blamed on the ${kind === BadDesign ? 'file' : 'change'}: ${what}`, () => {
      const error = refusal(content, changes);
      assert.instance(error, kind);
      assert.is(error.path, path);
      const place = kind === BadDesign ? `mine.json: ${path}` : path;
      assert.ok(error.message.startsWith(`${place}: expected `), error.message);
      assert.ok(error.message.includes(part), error.message);
    });
  }
}

test('a change says what it changes: bounds or rules', () => {
  const keyOf = (changes: Changes) => (refusal(fifo, changes) as BadChange).key;
  assert.is(keyOf({ bounds: { blocks: 99 } }), 'bounds');
  assert.is(keyOf({ weakened: ['R99'] }), 'weakened');
});

test('a change goes before the file, and the file before the preset', () => {
  const content = { ...fifo, bounds: { writes: 1, faults: 0 } };
  const { bounds } = changed(content, { bounds: { faults: 2 } });
  assert.equal(bounds, { ...presets.tiny, writes: 1, faults: 2 });
});

test('writes too wide for the preset alone are mended by a change of the blocks', () => {
  const wide = { ...fifo, bounds: { pagesPerWrite: 2 } };
  assert.is(refusal(wide, {}).path, 'bounds.pagesPerWrite');
  assert.is(changed(wide, { bounds: { blocks: 2 } }).bounds.pagesPerWrite, 2);
});

test('sizes too large to pack are mended by a change of them', () => {
  const large = { ...fifo, bounds: { blocks: 16, writes: 32, cachePages: { C1: 64, C2: 64 } } };
  assert.is(changed(large, { bounds: { cachePages: { C1: 4, C2: 4 }, blocks: 2 } }).bounds.blocks, 2);
});

test('rules of the file and of the change are weakened together', () => {
  const { weakened } = changed({ ...fifo, weakened: ['R8'] }, { weakened: ['R8', 'R12'] });
  assert.equal(weakened, ['R8_protected', 'R12_mark', 'R12_clear', 'R12_suspect']);
});

test.run();
