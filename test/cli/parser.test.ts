import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Asked, readCommandLine } from '../../src/cli/parser.ts';
import { WrongUsage } from '../../src/cli/terminal/exit.ts';
import { verbs } from '../../src/cli/verbs.ts';

/* Every word of a command line is used as it was typed, or the line is refused. */

const read = (...words: string[]) => readCommandLine(words, verbs);

function verbOf(...words: string[]): Asked & { asks: 'verb' } {
  const asked = read(...words);
  assert.is(asked.asks, 'verb');
  return asked as Asked & { asks: 'verb' };
}

function optionsOf(...words: string[]): Record<string, unknown> {
  return verbOf(...words).options;
}

function refuses(words: string[], message: string): void {
  assert.throws(
    () => read(...words),
    (error: unknown) => {
      assert.instance(error, WrongUsage, words.join(' '));
      assert.is((error as Error).message, message);
      return true;
    },
  );
}

test('names of files are texts, whatever they look like', () => {
  assert.equal(verbOf('check', '--json', '42').operands, ['42']);
  assert.equal(verbOf('check', '0x10', '1e3', 'true').operands, ['0x10', '1e3', 'true']);
  assert.is(optionsOf('check', '--write', '007')['write'], '007');
  assert.equal(optionsOf('diagram', '--coverage', '1', '--coverage=02')['coverage'], ['1', '02']);
});

test('what follows two dashes is a name, also one that begins with a dash', () => {
  const { operands, options } = verbOf('check', 'a', '--json', '--', 'mine.json', '--faults', '-x', '--');
  assert.equal(operands, ['a', 'mine.json', '--faults', '-x', '--']);
  assert.is((options as Record<string, unknown>)['json'], true);
  refuses(
    ['check', '-x.json'],
    'unknown option "-x.json": did you mean "--json"?; a name that begins with a dash stands after "--"',
  );
});

test('standard input is no file, and nothing is no name', () => {
  refuses(['check', '-'], 'check: expected designs, found "-": name a file, standard input is not read');
  refuses(
    ['check', '--', '-'],
    'check: expected designs, found "-": name a file, standard input is not read',
  );
  refuses(['diagram', ''], 'diagram: expected charts, found "", an empty name');
});

test('a verb takes as many operands as it says', () => {
  refuses(['trace'], 'trace: expected schedule, found none');
  refuses(['trace', 'a', 'b'], 'trace: expected one schedule, found also "b"');
  refuses(['explore', '--json'], 'explore: expected designs, found none');
});

test('an option that there is not is refused, with the one that may be meant', () => {
  refuses(['check', '--no-json'], 'unknown option "--no-json": did you mean "--json"?');
  refuses(['check', '--preset.x', '1'], 'unknown option "--preset.x": did you mean "--preset"?');
  refuses(['check', '--faults.a=b'], 'unknown option "--faults.a=b": did you mean "--faults"?');
  refuses(
    ['check', '-json'],
    'unknown option "-json": did you mean "--json"?; a name that begins with a dash stands after "--"',
  );
  for (const strange of ['--__proto__', '--constructor', '--toString', '--=x', '--Faults2000000', '-hx']) {
    assert.throws(() => read('check', strange, '1'), /^unknown option/, strange);
  }
  refuses(
    ['replay', '--faults', '1', 'a'],
    'unknown option "--faults": npx mirrorproof replay --help lists those that there are',
  );
});

test('an option is given once, unless it is a list', () => {
  refuses(['check', '--json', '--json'], '--json: expected once, found twice');
  refuses(['check', '--write', 'a', '--write=b'], '--write: expected once, found twice: a and b');
  refuses(['check', '--faults', '1', '--faults=1'], '--faults: expected once, found twice: 1 and 1');
});

test('a flag takes nothing, and every other option something', () => {
  refuses(['check', '--json=7'], '--json: expected no value, found "7"');
  refuses(['check', '--json='], '--json: expected no value, found ""');
  refuses(['check', '--states'], '--states: expected a whole number, found nothing');
  refuses(['check', '--write='], '--write: expected <folder>, found nothing');
  refuses(['check', '--write', ''], '--write: expected <folder>, found nothing');
  refuses(['diagram', '--coverage', 'a', '--coverage', ''], '--coverage: expected <source>, found nothing');
});

test('a number has digits and nothing else, within what makes sense', () => {
  assert.is(optionsOf('check', '--states', '12')['states'], 12);
  assert.is(optionsOf('check', '--states=0')['states'], 0);
  for (const wrong of [
    '-1',
    '1e3',
    '0x10',
    ' 5 ',
    '5.0',
    '+5',
    '٣',
    '1_000',
    'NaN',
    '99999999999999999',
    '--json',
  ])
    refuses(['check', '--states', wrong], `--states: expected a whole number, found ${wrong}`);
  refuses(['check', '--faults', '9'], '--faults: expected a whole number up to 8, found 9');
  refuses(
    ['fuzz', '--seed', '4294967296'],
    '--seed: expected a whole number up to 4294967295, found 4294967296',
  );
  refuses(['tlc', '--workers', '0'], '--workers: expected a whole number from 1 up to 1024, found 0');
});

test('where a word may stand in the place of a number, it is that word to the letter', () => {
  for (const verb of ['check', 'explore', 'fuzz']) {
    assert.is(optionsOf(verb, 'battery', '--writes', 'any')['writes'], 'any');
    assert.is(optionsOf(verb, 'battery', '--writes=32')['writes'], 32);
  }
  for (const wrong of ['0', '33', '-1', 'Any', 'all', 'any '])
    refuses(
      ['check', '--writes', wrong],
      `--writes: expected a whole number from 1 up to 32, or any, found ${wrong}`,
    );
  refuses(['check', '--faults', 'any'], '--faults: expected a whole number up to 8, found any');
});

test('a text that begins with a dash is joined to its option', () => {
  const message =
    '--write: expected <folder>, found "--json" (to mean a text that begins with a dash, write --write=--json)';
  refuses(['check', '--write', '--json'], message);
  assert.is(optionsOf('check', '--write=--json')['write'], '--json');
  assert.is(optionsOf('check', '--write=a=b')['write'], 'a=b');
});

test('one of some names is that name, to the letter', () => {
  refuses(
    ['check', '--preset', 'Tiny'],
    '--preset: expected tiny, small, large, found Tiny (did you mean "tiny"?)',
  );
  refuses(['fuzz', '--policy', 'constructor'], '--policy: expected random, pct, both, found constructor');
});

test('what is not given has its default, or is not there', () => {
  assert.equal({ ...optionsOf('replay', 'a') }, { preset: 'tiny' });
  assert.is(optionsOf('fuzz')['preset'], 'large');
  assert.is(optionsOf('tlc', '--distributed', '--spawn-workers', '2')['spawnWorkers'], 2);
});

test('help and version stand alone, help also after a verb', () => {
  assert.equal(read('--help'), { asks: 'help' });
  assert.equal(read('-v'), { asks: 'version' });
  refuses(['--help', 'check'], '--help: expected nothing after it, found "check"');
  refuses(['--version', '--json'], '--version: expected nothing after it, found "--json"');
  for (const words of [['--help'], ['-h'], ['a', '--json', '-h']]) {
    const asked = read('replay', ...words);
    assert.is(asked.asks, 'help');
    assert.is('verb' in asked && asked.verb?.name, 'replay');
  }
  refuses(['check', '-h', '--help'], '--help: expected once, found twice');
  refuses(['check', '--help', '--states'], '--states: expected a whole number, found nothing');
});

test('what is refused is shown in a line, and short', () => {
  refuses(
    ['\u001b[2J'],
    'unknown verb "\\u001b[2J": expected check, explore, cutsets, compare, fuzz, ' +
      'replay, trace, explain, diagram, tlc, crosscheck, mutants',
  );
  assert.throws(
    () => read('check', `--${'x'.repeat(100_000)}`),
    (error: Error) => error.message.length < 300,
  );
  assert.throws(
    () => read('check', '--write', `\u202e${'x'.repeat(100_000)}`, '--write', '\u001b[2J'),
    (error: Error) => error.message.length < 300 && error.message.endsWith('and \\u001b[2J'),
  );
  assert.throws(() => read('check', '--faults', '\u202e2\n'), /found \\u202e2\\u000a$/);
});

test.run();
