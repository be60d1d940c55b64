import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleNames } from '../../spec/rules.ts';
import { rulesFile, rulesText } from '../write/rules.ts';

const document = readFileSync(rulesFile, 'utf8');

test('what spec/rules.md takes from rules, scenarios and runs is as they are now', () => {
  assert.is(rulesText(), document);
});

test('every rule has a section of its own, in that of its requirement', () => {
  for (const rule of ruleNames) {
    const requirement = rule.split('_')[0]!;
    const section = document.split(/^## /m).find((text) => text.startsWith(`${requirement}: `));
    assert.ok(section?.includes(`\n### ${rule}\n`), rule);
  }
});

test('every requirement says why it is there', () => {
  const sections = document.split(/^## (?=R\d)/m).slice(1);
  for (const section of sections)
    assert.match(section, /^Why: |there is no guard yet/m, section.split('\n')[0]);
});

test.run();
