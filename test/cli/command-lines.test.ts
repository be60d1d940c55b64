import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { accountOf, compareLines } from '../support/command-lines.ts';

test('of command lines at random, every word is used as it was typed, or the line is refused for a word of it', () => {
  const { verb, refused, other } = compareLines(800);
  assert.ok(verb > 100 && refused > 100 && other > 0, `${verb} taken, ${refused} refused, ${other} others`);
});

test('the account itself loses no word', () => {
  assert.equal(accountOf(['check', 'a', '--faults=2', '--', '--json']), {
    asks: 'verb',
    verb: 'check',
    operands: ['a', '--json'],
    options: {
      preset: 'tiny',
      states: 50_000_000,
      memory: 4096,
      seconds: 3600,
      reduce: 'on',
      core: 'learned',
      faults: 2,
    },
  });
  assert.equal(accountOf(['trace', 'a', 'b']), { refused: 'b' });
  assert.equal(accountOf(['check', '--json', '--json']), { refused: '--json' });
});

test.run();
