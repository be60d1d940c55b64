import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadSchedule, formatSchedule, parseSchedule } from '../../src/schedule/file.ts';

function refusal(text: string): BadSchedule {
  try {
    parseSchedule(text, 'a.schedule');
  } catch (error) {
    if (error instanceof BadSchedule) return error;
    throw error;
  }
  throw new Error('expected BadSchedule, and the schedule was accepted');
}

const bad: readonly (readonly [what: string, text: string, line: number, message: string])[] = [
  ['no design', 'NotifySize K1', 1, 'expected a line "design NAME", found none'],
  ['a design without a name', '# a\ndesign # none', 2, 'expected "design NAME", found no name'],
  ['a second design', 'design a\ndesign b', 2, 'expected one line "design", found another in line 1'],
  ['the same design again', 'design a\n\ndesign a', 3, 'expected one line "design", found another in line 1'],
  [
    'second bounds',
    'design a\nbounds blocks=1\nNotifySize K1\nbounds faults=1',
    4,
    'expected one line "bounds", found another in line 2',
  ],
  [
    'second rules',
    'weaken R5\nweaken R6\ndesign a',
    2,
    'expected one line "weaken", found another in line 1',
  ],
  ['bounds without one', 'design a\nbounds', 2, 'faults=N, found none'],
  ['rules without one', 'design a\nweaken # R5', 2, 'expected a rule such as R5 or R5_fence, found none'],
  ['a bound twice', 'design a\nbounds blocks=1 blocks=2', 2, 'expected each bound once, found blocks again'],
  [
    'the caches twice',
    'design a\nbounds cachePages=4,4 cachePages=4,4',
    2,
    'expected each bound once, found cachePages again',
  ],
  ['a rule twice', 'design a\nweaken R5 R4 R5', 2, 'expected each rule once, found R5 again'],
  ['a rule that there is not', 'design a\nweaken R99', 2, 'found "R99"'],
  ['an unknown bound', 'design a\nbounds block=1', 2, 'found "block=1"'],
  ['a bound of all objects', 'design a\nbounds constructor=1', 2, 'found "constructor=1"'],
  ['one cache', 'design a\nbounds cachePages=4', 2, 'found "cachePages=4"'],
  ['two of what there is one of', 'design a\nbounds blocks=1,2', 2, 'found "blocks=1,2"'],
  ['any blocks', 'design a\nbounds blocks=any', 2, 'found "blocks=any"'],
  ['Any writes', 'design a\nbounds writes=Any', 2, 'writes=N|any pagesPerWrite=N'],
  ['all writes', 'design a\nbounds writes=all', 2, 'found "writes=all"'],
  ['any and more', 'design a\nbounds writes=any,2', 2, 'found "writes=any,2"'],
  ['any writes twice', 'design a\nbounds writes=any writes=2', 2, 'each bound once, found writes again'],
  ['a negative bound', 'design a\nbounds blocks=-1', 2, 'found "blocks=-1"'],
  [
    'a word in lower case',
    'design a\nhostWrite K1',
    2,
    'expected design, bounds, weaken or an action, found',
  ],
  ['codes for the terminal', 'design a\n\u001b[2J', 2, 'found "\\u001b[2J"'],
  ['a word of a megabyte', `design a\n${'x'.repeat(2 ** 20)}`, 2, `found "${'x'.repeat(60)}"...`],
];

for (const [what, text, line, message] of bad) {
  test(`refused with its line: ${what}`, () => {
    const error = refusal(text);
    assert.is(error.line, line);
    assert.ok(error.message.startsWith(`a.schedule:${line}: `), error.message);
    assert.ok(error.message.includes(message), error.message);
  });
}

test('rules may overlap, and lines of a header stand in any order', () => {
  const { design, designLine, bounds, boundsLine, weaken } = parseSchedule(
    'weaken R5 R5_fence\r\nbounds faults=2 cachePages=4,6\r\ndesign self-fed # here\r\n',
    'a.schedule',
  );
  assert.equal({ design, designLine, boundsLine }, { design: 'self-fed', designLine: 3, boundsLine: 2 });
  assert.equal(bounds, { faults: 2, cachePages: { C1: 4, C2: 6 } });
  assert.equal(weaken, ['R5', 'R5_fence']);
});

test('a schedule of a host that writes without end says so, and reads back', () => {
  const bounds = { writes: 'any', faults: 1 } as const;
  const text = formatSchedule({ comment: [], design: 'a', bounds, weaken: [], labels: ['NotifySize K1'] });
  assert.match(text, /^bounds writes=any faults=1$/m);
  assert.equal(parseSchedule(text, 'a.schedule').bounds, bounds);
});

test('what stands below the line --- is no header', () => {
  assert.is(parseSchedule('design a\n---\ndesign b\nweaken', 'a.schedule').expected, 'design b\nweaken');
});

test('a comment ends with its line, whatever else would end one', () => {
  const { design, actions } = parseSchedule('design a # b\u2028c\nNotifySize K1 # d\u2028e\r#', 'a.schedule');
  assert.is(design, 'a');
  assert.equal(
    actions.map(({ label }) => label),
    ['NotifySize K1'],
  );
});

test.run();
