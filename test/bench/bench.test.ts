import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { builtFile } from '../support/build.ts';
import { HELP } from './options.ts';

const script = builtFile('..', 'test', 'bench', 'bench.js');

function bench(...words: string[]) {
  return spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
}

test('--help tells of every option, and measures nothing', () => {
  const { status, stdout } = bench('--help');
  assert.is(status, 0);
  assert.is(stdout, HELP);
  for (const option of ['design', 'preset', 'states', 'no-tlc', 'growth', 'help'])
    assert.match(stdout, new RegExp(`^  --${option} `, 'm'));
});

test('a word that makes no sense is refused with 64, in one line that names it', () => {
  for (const [found, ...words] of [
    ['--fast', '--fast'],
    ['battery', 'battery'],
    ['"nope"', '--design', 'nope'],
    ['"huge"', '--preset', 'huge'],
    ['"0"', '--states', '0'],
    ['"1e3"', '--states', '1e3'],
    ['--states', '--states'],
  ] as const) {
    const { status, stdout, stderr } = bench(...words);
    assert.is(status, 64, words.join(' '));
    assert.is(stdout, '');
    assert.match(stderr, /^bench: .*\n$/);
    assert.ok(stderr.includes(found), stderr);
  }
});

test('both cores are measured on the same graph, and compared with each other and with a bare search', () => {
  const { status, stdout, stderr } = bench(
    '--design',
    'battery',
    '--preset',
    'tiny',
    '--states',
    '900',
    '--no-tlc',
  );
  assert.is(status, 0, stderr);
  const cells = stdout.split('\n').map((line) => line.split(/ {2,}/));
  const rowsOf = (head: string) => {
    const from = cells.findIndex(([first]) => first === head) + 1;
    return new Map(
      cells
        .slice(
          from,
          cells.findIndex(([first], at) => at > from && first === ''),
        )
        .map(([name, ...rest]) => [name!, rest]),
    );
  };
  const searches = rowsOf('search');
  assert.is(searches.size, 9);
  const states = (name: string) => searches.get(name)?.[0];
  for (const judged of ['nothing', 'all properties'])
    for (const way of ['learned', 'learned, 2 threads'])
      assert.is(states(`${way}, ${judged}`), states(`plain, ${judged}`), `${way}, ${judged}`);
  const ratios = rowsOf('ratio of seconds');
  assert.is(ratios.size, 6);
  for (const ratio of [
    'plain to bare search',
    'learned to bare search',
    'plain to learned',
    'learned, 1 thread to 2',
  ])
    for (const cell of ratios.get(ratio)!) assert.ok(Number(cell) > 0, `${ratio}: ${cell}`);
  assert.equal(ratios.get('plain, every state to reduced'), ['-'], 'neither came to its end');
});

test.run();
