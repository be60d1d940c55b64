import { execFileSync, spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { presetNames } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { offered } from '../../src/cli/verbs/offered.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { file, json, mirrorproof } from '../support/command.ts';
import { root } from '../support/markdown.ts';

/* The shells themselves are asked what they offer. */

const optionsOf = (verb: string) =>
  offered(verbs)
    .find(({ name }) => name === verb)!
    .options.map(({ flag }) => flag);

/** For each line the words that a shell offers at its end: these and no others. */
const words: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ['ch', ['check']],
  ['ex', ['explore', 'explain']],
  ['explore --preset ', presetNames],
  ['explore battery --preset=s', ['small']],
  ['fuzz --', optionsOf('fuzz')],
  ['check --weaken R5_f', ruleNames.filter((rule) => rule.startsWith('R5_f'))],
  ['check --weaken R5,R11_c', ['R5,R11_charge']],
  ['crosscheck --parts graph,tr', ['graph,traces']],
  ['check --writes ', ['any']],
  ['diagram f', ['fifo']],
  ['list ', ['designs', 'rules', 'faults', 'properties']],
  ['completion ', ['bash', 'zsh', 'fish']],
];

/** For each line a name that a shell offers, among others where it offers what is on the way there. */
const names: readonly (readonly [line: string, offers: string])[] = [
  ...shippedDesigns().map((name) => [`check ${name.slice(0, -1)}`, name] as const),
  ['check spec/designs/batt', 'battery.json'],
  ['replay test/scenarios/H04_', 'H04_released-copy-comes-back-when-two-rules-fail.schedule'],
  ['check --report spe', 'spec'],
  ['trace a.schedule --write READ', 'README.md'],
];

/** Files that do not go there. */
const none = ['check spec/claim', 'replay spec/designs/batt', 'check --report READ', 'check --faults '];

for (const shell of ['bash', 'zsh', 'fish']) {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!isThere) console.log(`skipped: no ${shell} is installed`);
  (isThere ? test : test.skip)(`${shell} offers the verbs, options, words and files that there are`, () => {
    const script = file(`completion.${shell}`, mirrorproof('completion', shell).stdout);
    const lines = [...words, ...names].map(([line]) => line);
    const offers = offersOf(shell, script, [...lines, ...none]);
    for (const [line, expected] of words) {
      assert.equal(offers.get(line), [...expected].sort(), `${shell}: ${line}`);
    }
    for (const [line, expected] of names) {
      assert.ok(offers.get(line)!.includes(expected), `${shell}: ${line}: ${offers.get(line)}`);
    }
    for (const line of none) assert.equal(offers.get(line), [], `${shell}: ${line}`);
  });
}

/** The words that a shell offers for each line, without what is typed already and without what leads to a file. */
function offersOf(shell: string, script: string, lines: readonly string[]): Map<string, string[]> {
  const program = join(root, 'test', 'fixtures', 'completion', `complete.${shell}`);
  const input = lines.map((line) => `mirrorproof ${line}\n`).join('');
  const output = execFileSync(shell, [program, script], { cwd: root, input, encoding: 'utf8' });
  const told = output.split('\n');
  return new Map(lines.map((line, i) => [line, wordsIn(told[i]!, line)]));
}

/** Fish repeats the option that a value is joined to; zsh names folders on the way, and of a list only the last word. */
function wordsIn(told: string, line: string): string[] {
  const typed = line.split(' ').at(-1)!.replace(/^.*=/, '');
  const before = /^.*,/.exec(typed)?.[0] ?? '';
  const offers = told
    .split(' ')
    .filter((word) => word !== '' && !typed.split('/').slice(0, -1).includes(word));
  const plain = offers.map((word) => basename(word.replace(/^--[\w-]+=/, '')));
  return [...new Set(plain.map((word) => (word.startsWith(before) ? word : before + word)))].sort();
}

test('a shell that there is no completion for is refused, with those that there are', () => {
  const { status, stderr } = mirrorproof('completion', 'bsh');
  assert.is(status, 64);
  assert.match(stderr, /completion: expected bash, zsh, fish, found bsh \(did you mean "bash"\?\)/);
});

test('in JSON the script is a text', () => {
  const { status, document } = json('completion', 'fish');
  assert.is(status, 0);
  assert.is(document.script.trimEnd(), mirrorproof('completion', 'fish').stdout.trimEnd());
});

test.run();
