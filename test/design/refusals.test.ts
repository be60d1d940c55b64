import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadDesign } from '../../src/design/bad-design.ts';
import { parseDesign } from '../../src/design/load.ts';
import { fifo, mirror, p1, refusal } from '../support/design-files.ts';

/** Tests that each content is refused, with the path and part of the message that go with it. */
function refused(
  title: string,
  cases: readonly (readonly [content: unknown, path: string, part: string])[],
): void {
  for (const [content, path, part] of cases) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    test(`${title}: ${text.slice(0, 300)}`, () => {
      const error = refusal(() => parseDesign(text, 'mine.json', 'small'));
      assert.is(error.path, path);
      assert.ok(
        error.message.startsWith(path ? `mine.json: ${path}: expected ` : 'mine.json: expected '),
        error.message,
      );
      assert.ok(error.message.includes(part), error.message);
      assert.not.match(error.message, '\n');
    });
  }
}

// Form

refused('not JSON', [
  ['', '', 'JSON, found its end too early at line 1, column 1'],
  ['{"name": "a",}', '', 'JSON, found an unexpected "}" at line 1, column 14'],
  ['{\n  "name": "a"\n  "ack": 1}', '', 'JSON, found an unexpected "\\"" at line 3, column 3'],
  ['{\r\n"a": [1 2]}', '', 'JSON, found an unexpected "2" at line 2, column 9'],
  ['[1, 2,]', '', 'JSON, found an unexpected "]" at line 1, column 7'],
  ['{"name": tru}', '', 'JSON, found an unexpected "tru" at line 1, column 10'],
  ['{"name" 1}', '', 'JSON, found an unexpected "1" at line 1, column 9'],
  ['{"name": 1', '', 'JSON, found its end too early at line 1, column 11'],
  ['[1', '', 'JSON, found'],
  ['{"name": "a', '', 'JSON, found its end too early at line 1, column 12'],
  ['{"name": "a\tb"}', '', 'JSON, found a character that must be escaped at line 1, column 12'],
  ['"\\x"', '', 'JSON, found an unexpected "\\\\x" at line 1, column 2'],
  ['"\\u12"', '', 'JSON, found an unexpected "2" at line 1, column 5'],
  ['[1.]', '', 'JSON, found an unexpected "]" at line 1, column 4'],
  ['{} // more', '', 'JSON, found an unexpected "//" at line 1, column 4'],
  ['{} {}', '', 'JSON, found an unexpected "{" at line 1, column 4'],
  ['\uFEFF\uFEFF{}', '', 'JSON, found an unexpected'],
]);

refused('too deep', [
  ['['.repeat(100_000), '', 'at most 16 levels, found one more at line 1, column 17'],
  ['{"a":'.repeat(100_000), '', 'at most 16 levels, found one more at line 1, column 81'],
  ['['.repeat(16) + ']'.repeat(16), '', 'an object, found a list'],
]);

refused('key twice', [
  [
    '{"power": {"P1": ["K1"],\n"P1": ["C1"]}}',
    'power.P1',
    'this key once, found it again at line 2, column 1',
  ],
]);

refused('not an object', [
  ['null', '', 'an object, found null'],
  ['[]', '', 'an object, found a list'],
  ['"text"', '', 'an object, found "text"'],
  [{ ...fifo, power: [] }, 'power', 'found a list'],
  [{ ...fifo, bounds: [] }, 'bounds', 'an object, found a list'],
  [{ ...fifo, declares: { fails: [] } }, 'declares.fails', 'an object, found a list'],
]);

refused('unknown key', [
  [{ ...fifo, decalres: {} }, 'decalres', 'did you mean "declares"?'],
  [{ ...fifo, fifo: { onboard: true } }, 'fifo.onboard', 'did you mean "onBoard"?'],
  [{ ...fifo, bounds: { block: 1 } }, 'bounds.block', 'did you mean "blocks"?'],
  [
    { ...fifo, bounds: { cachePages: { C1: 4, C2: 4, C3: 4 } } },
    'bounds.cachePages.C3',
    '"C1", "C2", found "C3"',
  ],
  [
    { ...fifo, batteries: { B1: { feeds: ['F1'], hold: 1, holds: 1 } } },
    'batteries.B1.holds',
    'did you mean "hold"?',
  ],
  [{ ...fifo, declares: { survive: [] } }, 'declares.survive', 'did you mean "survives"?'],
  [{ ...fifo, toString: 1 }, 'toString', 'one of the keys'],
  [
    '{"name":"a","ack":"fifo","power":{"__proto__":["K1"]},"declares":{}}',
    'power.__proto__',
    'a key of this format',
  ],
  [{ ...fifo, power: { ...fifo.power, Q1: ['K1'] } }, 'power.Q1', 'a name such as "P1", found "Q1"'],
  [{ ...fifo, batteries: { P1: { feeds: ['F1'], hold: 1 } } }, 'batteries.P1', 'a name such as "B1"'],
  [{ ...fifo, 'two words': 1 }, '["two words"]', 'found "two words"'],
]);

refused('missing key', [
  [{ ...fifo, declares: undefined }, 'declares', 'this key, found nothing'],
  [{ ...fifo, batteries: { B1: { feeds: ['F1'] } } }, 'batteries.B1.hold', 'found nothing'],
  [{ ...fifo, bounds: { cachePages: { C1: 4 } } }, 'bounds.cachePages.C2', 'found nothing'],
]);

refused('wrong type', [
  [{ ...fifo, name: 1 }, 'name', 'a name in kebab case, found 1'],
  [{ ...fifo, name: 'My Array' }, 'name', 'a name in kebab case, found "My Array"'],
  [{ ...fifo, about: ['a'] }, 'about', 'a string, found a list'],
  [{ ...fifo, ack: 'Mirror' }, 'ack', 'did you mean "mirror"?'],
  [{ ...fifo, ack: null }, 'ack', 'one of "mirror", "fifo", found null'],
  [{ ...fifo, arbiter: true }, 'arbiter', 'one of "apart", "fed", "none", found true'],
  [{ ...fifo, power: { P1: 'K1' } }, 'power.P1', 'a list of parts, found "K1"'],
  [{ ...fifo, crashLosesMemory: 'no' }, 'crashLosesMemory', 'true or false, found "no"'],
  [{ ...fifo, fifo: { onBoard: 1 } }, 'fifo.onBoard', 'true or false, found 1'],
  [{ ...fifo, bounds: { cachePages: 4 } }, 'bounds.cachePages', 'an object, found 4'],
  [{ ...fifo, weakened: 'R5' }, 'weakened', 'a list of rules, found "R5"'],
  [{ ...fifo, declares: { survives: [1] } }, 'declares.survives[0]', 'a fault set such as'],
  [
    { ...fifo, declares: { fails: { '*': 'safe' } } },
    'declares.fails["*"]',
    '"stranded", "lost", "stale", "torn", found "safe"',
  ],
]);

const sizes: readonly (readonly [field: string, min: number, max: number])[] = [
  ['blocks', 1, 16],
  ['subBlocks', 1, 8],
  ['fifoDepth', 1, 16],
  ['faults', 0, 8],
  ['pagesPerWrite', 1, 16],
];
for (const [field, min, max] of sizes) {
  refused(
    'size',
    [min - 1, max + 1, -3, 1.5, 1e30, '2', null].map((value) => [
      { ...fifo, bounds: { [field]: value } },
      `bounds.${field}`,
      `an integer from ${min} to ${max}`,
    ]),
  );
}

refused('neither a size nor any', [
  ...[0, 33, -1, 1.5, 1e30, '2', null, true, [], {}, 'all', ''].map(
    (writes) =>
      [
        { ...fifo, bounds: { writes } },
        'bounds.writes',
        'an integer from 1 to 32, or "any", found ',
      ] as const,
  ),
  [{ ...fifo, bounds: { writes: 'Any' } }, 'bounds.writes', 'found "Any" (did you mean "any"?)'],
  [{ ...fifo, bounds: { blocks: 'any' } }, 'bounds.blocks', 'an integer from 1 to 16, found "any"'],
]);

refused('size', [
  [
    { ...fifo, bounds: { cachePages: { C1: 1, C2: 4 } } },
    'bounds.cachePages.C1',
    'an integer from 2 to 64, found 1',
  ],
  [
    { ...fifo, bounds: { cachePages: { C1: 4, C2: 65 } } },
    'bounds.cachePages.C2',
    'an integer from 2 to 64, found 65',
  ],
  [
    { ...fifo, batteries: { B1: { feeds: ['F1'], hold: 0 } } },
    'batteries.B1.hold',
    'an integer from 1 to 64, found 0',
  ],
  [
    { ...fifo, batteries: { B1: { feeds: ['F1'], hold: 65 } } },
    'batteries.B1.hold',
    'an integer from 1 to 64',
  ],
  [
    { ...fifo, bounds: { pagesPerWrite: 3 } },
    'bounds.pagesPerWrite',
    'from 1 to 2, the number of blocks, found 3',
  ],
  [
    { ...fifo, bounds: { blocks: 1, pagesPerWrite: 2 } },
    'bounds.pagesPerWrite',
    'the number of blocks, found 2',
  ],
  [
    { ...fifo, bounds: { blocks: 16, cachePages: { C1: 64, C2: 64 } } },
    'bounds',
    'fit into 48 words of 32 bits',
  ],
]);

// Meaning

refused('parts', [
  [{ ...fifo, power: { P1: ['K1', 'C1', 'K3'] } }, 'power.P1[2]', '"A", found "K3"'],
  [{ ...fifo, power: { P1: ['k1'] } }, 'power.P1[0]', 'did you mean "K1"?'],
  [{ ...fifo, power: { P1: ['K1', 'C1', 'K1'] } }, 'power.P1[2]', 'each part once, found "K1"'],
  [
    { ...fifo, batteries: { B1: { feeds: ['F1', 'F1'], hold: 1 } } },
    'batteries.B1.feeds[1]',
    'each part once',
  ],
  [{ ...fifo, power: { P1: [] } }, 'power.P1', 'at least one part, found 0'],
  [{ ...fifo, batteries: { B1: { feeds: [], hold: 1 } } }, 'batteries.B1.feeds', 'at least one part'],
  [
    { ...fifo, power: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`P${i}`, ['K1']])) },
    'power',
    'at most 8',
  ],
  [{ ...fifo, power: {} }, 'power', 'a power unit that feeds "K1", found none'],
  [{ ...mirror, power: { P1: ['K1', 'C1', 'K2'] } }, 'power', 'a power unit that feeds "C2", found none'],
  [{ ...fifo, power: mirror.power }, 'power', 'a power unit that feeds "F1", found none'],
  [
    { ...fifo, power: { P1: p1, P2: ['K2', 'C2', 'E1'] }, batteries: { B1: { feeds: ['F1'], hold: 1 } } },
    'power',
    'a battery only backs one up, found only "B1"',
  ],
]);

refused('an arbiter that is fed, or is not', [
  [{ ...mirror, arbiter: 'fed' }, 'power', 'a power unit that feeds "A", found none'],
  [
    { ...mirror, power: { P1: ['K1', 'C1', 'A'], P2: ['K2', 'C2'] } },
    'power.P1[2]',
    'another part, or "arbiter": "fed", found "A"',
  ],
  [
    { ...mirror, arbiter: 'none', batteries: { B1: { feeds: ['A'], hold: 1 } } },
    'batteries.B1.feeds[0]',
    'another part, or "arbiter": "fed", found "A"',
  ],
  [
    { ...mirror, arbiter: 'none', declares: { survives: ['ArbiterDown'] } },
    'declares.survives[0]',
    'a fault of this design (mine, with "arbiter": "none", has no arbiter for it), found "ArbiterDown"',
  ],
  [
    { ...mirror, arbiter: 'none', path: 'direct' },
    'path',
    '"switch", or an arbiter, which renews the leases of "direct", found "direct"',
  ],
  [
    { ...mirror, weakened: ['R1_epoch'], bounds: { writes: 'any' } },
    'bounds.writes',
    'a number of writes, for without R1_epoch the gaps between numbers decide, found "any"',
  ],
]);

refused('FIFO with ack mirror', [
  [{ ...fifo, ack: 'mirror' }, 'power.P1[2]', 'a board or a cache, for ack "mirror" has no FIFO, found "F2"'],
  [{ ...mirror, power: { P1: ['K1', 'C1'], P2: ['K2', 'C2', 'E1'] } }, 'power.P2[2]', 'found "E1"'],
  [
    { ...mirror, batteries: { B1: { feeds: ['F1'], hold: 1 } } },
    'batteries.B1.feeds[0]',
    'ack "mirror" has no FIFO',
  ],
  [{ ...mirror, fifo: {} }, 'fifo', 'no FIFO settings, for ack "mirror" has no FIFO'],
  [{ ...mirror, bounds: { fifoDepth: 1 } }, 'bounds.fifoDepth', 'ack "mirror" has no FIFO, found 1'],
]);

refused('rules and fault kinds', [
  [{ ...fifo, weakened: ['R5_fense'] }, 'weakened[0]', 'did you mean "R5_fence"?'],
  [{ ...fifo, weakened: ['R5', 'R99'] }, 'weakened[1]', 'a rule such as "R5" or "R5_fence", found "R99"'],
  [{ ...fifo, faultKinds: ['PowerOff', 'BordCrash'] }, 'faultKinds[1]', 'did you mean "BoardCrash"?'],
  [
    { ...fifo, faultKinds: ['Abort', 'PowerOff', 'Abort'] },
    'faultKinds[2]',
    'each fault kind once, found "Abort"',
  ],
]);

refused('declarations', [
  [
    { ...fifo, declares: { survives: ['*', 'PowerOff P9'] } },
    'declares.survives[1]',
    'did you mean "PowerOff P1"?',
  ],
  [{ ...fifo, declares: { survives: ['PowerOff'] } }, 'declares.survives[0]', 'did you mean "PowerOff *"?'],
  [{ ...fifo, declares: { survives: [''] } }, 'declares.survives[0]', 'a fault of this design, found ""'],
  [{ ...fifo, declares: { survives: ['none + *'] } }, 'declares.survives[0]', 'found "none"'],
  [
    { ...fifo, declares: { survives: ['* + PowerOff *'], fails: { 'PowerOff * + *': 'lost' } } },
    'declares.survives[0]',
    'a fault set that `fails` does not name, found "* + PowerOff *"',
  ],
  [
    { ...fifo, declares: { survives: ['* > PowerOff *'], fails: { '*>PowerOff *': 'lost' } } },
    'declares.survives[0]',
    'a fault set that `fails` does not name',
  ],
  [
    { ...fifo, declares: { fails: { '* + PowerOff *': 'lost', 'PowerOff * + *': 'stranded' } } },
    'declares.fails["PowerOff * + *"]',
    'another fault set than "* + PowerOff *", found "PowerOff * + *"',
  ],
  [{ ...fifo, declares: { fails: { '* + Boom': 'lost' } } }, 'declares.fails["* + Boom"]', 'found "Boom"'],
  [
    { ...mirror, declares: { fails: { 'FifoLost F1': 'lost' } } },
    'declares.fails["FifoLost F1"]',
    'of this design',
  ],
  [
    { ...fifo, faultKinds: ['PowerOff'], declares: { survives: ['BoardCrash *'] } },
    'declares.survives[0]',
    'of this',
  ],
  [
    { ...fifo, declares: { survives: ['ChannelDown + ChannelDown'] } },
    'declares.survives[0]',
    'each fault once',
  ],
  [
    { ...fifo, declares: { survives: ['*', 'ChannelDown', '*'] } },
    'declares.survives[2]',
    'each fault set once',
  ],
  ...['Abort', 'Abort *', 'Abort K1 b1'].map(
    (term) =>
      [
        { ...fifo, declares: { survives: ['*', term] } },
        'declares.survives[1]',
        `(an Abort is not a fault: it costs no budget, so no set of faults contains it), found "${term}"`,
      ] as const,
  ),
  [
    { ...fifo, faultKinds: ['PowerOff'], declares: { fails: { '* + Abort': 'lost' } } },
    'declares.fails["* + Abort"]',
    '(an Abort is not a fault: ',
  ],
  [
    { ...fifo, declares: { survives: ['BatteryElapse B1'] } },
    'declares.survives[0]',
    '(BatteryElapse is time passing, not a fault: ',
  ],
]);

// Order

refused('the first of two problems', [
  [{ decalres: 1, ...fifo, declares: undefined }, 'decalres', 'did you mean "declares"?'],
  [{ bounds: { blocks: 0 }, ...fifo, name: 1 }, 'bounds.blocks', 'found 0'],
  [{ ...fifo, bounds: { blocks: 0 }, ack: 3 }, 'ack', 'found 3'],
  [{ ...fifo, power: { P1: [...p1, 'K9'], P2: ['K1', 'K1'] } }, 'power.P1[4]', 'found "K9"'],
  [{ ...mirror, declares: { survives: ['Boom'] }, fifo: {} }, 'declares.survives[0]', 'found "Boom"'],
  [{ fifo: {}, ...mirror, declares: { survives: ['Boom'] } }, 'fifo', 'no FIFO settings'],
  [
    { declares: { survives: ['Boom'] }, name: 'mine', ack: 'fifo', power: {} },
    'declares.survives[0]',
    'found "Boom"',
  ],
]);

test('a fault set is not declared both to be survived and to fail', () => {
  const both = { ...mirror, declares: { survives: ['PowerOff P1'], fails: { 'PowerOff P1': 'lost' } } };
  assert.throws(
    () => parseDesign(JSON.stringify(both), 'mine.json', 'tiny'),
    (error: unknown) => error instanceof BadDesign && error.path === 'declares.survives[0]',
  );
});

test('what is refused as no JSON is what JSON.parse refuses', () => {
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.constantFrom(...'{}[],:"\\- \n\u0001.0e1tnu'),
    )
    .map(([json, at, cut, insert]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + insert + json.slice(place + cut);
    });
  fc.assert(
    fc.property(broken, (text) => {
      const message = refusal(() => parseDesign(text, 'mine.json', 'tiny')).message;
      assert.is(message.includes('expected JSON,'), !isJson(text), message);
    }),
    { seed: 7, numRuns: 3000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.run();
