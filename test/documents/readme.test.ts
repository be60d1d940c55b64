import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDesign } from '../../src/design/load.ts';
import { readmeFile, readmeText } from '../write/readme.ts';

const readme = readFileSync(readmeFile, 'utf8');

test('what the README takes from runs is what they give now', () => {
  assert.is(readmeText(), readme);
});

test("the README's design file is one", () => {
  const [, text] = /```json\n([\s\S]*?)```/.exec(readme)!;
  assert.is(parseDesign(text!, 'my-array.json', 'tiny').name, 'my-array');
});

test('every verb and file that the README names exists', () => {
  const isThere = (path: string) => existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));
  for (const [, verb] of readme.matchAll(/npx mirrorproof (\w+)/g))
    assert.ok(isThere(`src/cli/verbs/${verb}.ts`), verb);
  for (const [, path] of readme.matchAll(/\]\(([^)]+)\)/g)) assert.ok(isThere(path!), path);
});

test.run();
