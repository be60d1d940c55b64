import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { exit } from '../../src/cli/terminal/exit.ts';
import { parseDesign } from '../../src/design/load.ts';
import { markdownFiles, textOf } from '../support/markdown.ts';
import { mirrorproof } from '../write/generated.ts';
import { readmeFile, readmeText } from '../write/readme.ts';

const readme = readFileSync(readmeFile, 'utf8');
const verbs = [...mirrorproof('--help').matchAll(/^ {2}(\w+) [<[]/gm)].map(([, verb]) => verb!);

test('what the README takes from runs is what they give now', () => {
  assert.is(readmeText(), readme);
});

test("the README's design file is one", () => {
  const [, text] = /```json\n([\s\S]*?)```/.exec(readme)!;
  assert.is(parseDesign(text!, 'my-array.json', 'tiny').name, 'my-array');
});

test('the README tells of every verb, in the order of the help', () => {
  const section = readme.split(/^## /m).find((text) => text.startsWith('Verbs\n'))!;
  assert.ok(verbs.length > 0);
  assert.equal(
    [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, verb]) => verb),
    verbs,
  );
});

test('every verb that a document names exists', () => {
  for (const file of markdownFiles())
    for (const [, verb] of textOf(file).matchAll(/npx mirrorproof (\w+)/g))
      assert.ok(verbs.includes(verb!), `${file}: ${verb}`);
});

test('the README and the commands tell of every exit code', () => {
  const short = /^Exit codes: [\s\S]*?\n\n/m.exec(readme)![0];
  const long = textOf('spec/commands.md')
    .split(/^## /m)
    .find((text) => text.startsWith('Exit codes\n'))!;
  for (const [name, code] of Object.entries(exit))
    for (const text of [short, long]) assert.match(text, new RegExp(`\\b${code}\\b`), name);
});

test('the README is short enough to be read', () => {
  assert.ok(readme.split('\n').length <= 180);
});

test.run();
