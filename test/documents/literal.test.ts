import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LITERAL, literal, readingNames } from '../../spec/literal.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import { file, mirrorproof, oneUnit } from '../support/command.ts';
import { linksOf, textOf } from '../support/markdown.ts';
import { literalFile, literalText } from '../write/literal.ts';

/* The claims by their letter: a set of readings, and what each costs. */

const document = readFileSync(literalFile, 'utf8');

test('what each reading costs is what an exploration finds now', () => {
  assert.is(literalText(), document, 'run node --import tsx test/write/literal.ts');
});

test('a reading weakens its rules, and literal those of all', () => {
  for (const name of readingNames) {
    const { without } = literal[name];
    assert.equal(
      rulesNamed(name),
      ruleNames.filter((rule) => (without as readonly string[]).includes(rule)),
      name,
    );
    assert.ok(without.length > 0);
  }
  const all = new Set(readingNames.flatMap((name) => rulesNamed(name)));
  assert.equal(
    rulesNamed(LITERAL),
    ruleNames.filter((rule) => all.has(rule)),
  );
  assert.equal(rulesNamed('literal-'), []);
});

test('design files and schedules take readings in the place of rules', () => {
  const weakened = ['literal-fence', LITERAL];
  const path = file('one-unit.json', { ...oneUnit, weakened });
  assert.equal(loadDesign(path, 'tiny').weakened, rulesNamed(LITERAL));
  const [, steps] = /## literal-table[\s\S]*?```\n([\s\S]*?)```/.exec(document)!;
  const labels = steps!.split('\n').flatMap((line) => /^ ?\d+ {2}(\w+(?: \w+)*)/.exec(line)?.[1] ?? []);
  const text = `design mirror-only\nweaken literal-table\n\n${labels.join('\n')}\n`;
  const { status, stdout } = mirrorproof('replay', file('literal.schedule', text));
  assert.is(status, 12);
  assert.match(stdout, /lost: no copy of version 1 of block 2 remains/);
  const refused = mirrorproof(
    'replay',
    file('in-force.schedule', text.replace('weaken literal-table\n', '')),
  );
  assert.is(refused.status, 65);
  assert.match(refused.stderr, /TakeCharge K1 is not enabled here: R5_link/);
});

test('a reading that is none is refused, with one that is', () => {
  const { status, stderr } = mirrorproof('check', 'mirror-only', '--weaken', 'literal-fense');
  assert.is(status, 64);
  assert.match(stderr, /--weaken: expected a rule .*"literal-fense" \(did you mean "literal-fence"\?\)/);
});

test('each reading has a section with a counterexample, and each of its rules a link', () => {
  for (const name of readingNames) {
    assert.match(document, new RegExp(`^## ${name}$[\\s\\S]*?^(lost|stale|torn|stranded): `, 'm'), name);
    const row = document.split('\n').find((line) => line.startsWith(`| [\`${name}\`]`))!;
    const linked = linksOf(row).map(({ text }) => text.replaceAll('`', ''));
    assert.equal(linked, [name, ...literal[name].without]);
    for (const claim of literal[name].claims.split(', '))
      assert.match(textOf('spec/claims.md'), new RegExp(`^\\|[^|]*\\b${claim}\\b`, 'm'), claim);
  }
});

test.run();
