import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadDesign } from '../../src/design/load.ts';
import { writeTraces } from '../../src/tlc/write/traces.ts';
import { root } from '../support/markdown.ts';

/*
 * Newer SANY warns of a record constructor with a field named like something that is declared or defined before it,
 * unless that is its value, as in `[epoch |-> epoch]`: the field looks like the other, and has nothing to do with it.
 */

const folder = join(root, 'tla');

/** A module by its name, wherever it is. */
const texts = new Map(
  [...readdirSync(folder).map((name) => join(folder, name)), ...modelFiles()]
    .filter((file) => file.endsWith('.tla'))
    .map((file) => readFileSync(file, 'utf8'))
    .map((text) => [/MODULE (\w+)/.exec(text)![1]!, withoutComments(text)] as const),
);

function modelFiles(): string[] {
  const models = join(folder, 'models');
  return readdirSync(models).map((name) => join(models, name));
}

function withoutComments(text: string): string {
  return text.replaceAll(/\\\*.*$/gm, '').replaceAll(/\(\*[\s\S]*?\*\)/g, '');
}

/** What a module brings to those that extend it: its own names, and those of what it extends. */
function namesOf(module: string): string[] {
  const text = texts.get(module);
  return text === undefined ? [] : [...inherited(text), ...namesIn(text)];
}

function inherited(text: string): string[] {
  const [, extended = ''] = /^EXTENDS (.*)$/m.exec(text) ?? [];
  return extended.split(/,\s*/).flatMap(namesOf);
}

/** Variables, constants and operators, as far as the text goes. */
function namesIn(text: string): string[] {
  const declared = [...text.matchAll(/^(?:VARIABLE|CONSTANT)S?\s+(\w[\w\s,()]*?)(?=\n\s*\n|\n\w|$(?!\n))/gm)];
  const defined = [...text.matchAll(/^(\w+)(?:\(.*\))?\s*==/gm)];
  return [...declared.flatMap(([, list]) => list!.match(/\w+/g) ?? []), ...defined.map(([, name]) => name!)];
}

/** The parameters of the last operator in the text, and what is defined inside it. */
function localsIn(text: string): string[] {
  const begin = text.search(/^\w+(?:\(.*\))?\s*==(?![\s\S]*\n\w+(?:\(.*\))?\s*==)/m);
  const operator = text.slice(Math.max(begin, 0));
  const [, parameters = ''] = /^\w+\((.*)\)\s*==/.exec(operator) ?? [];
  const inside = [...operator.matchAll(/\s(\w+)(?:\([^()]*\))?\s*==/g)].map(([, name]) => name!);
  return [...(parameters.match(/\w+/g) ?? []), ...inside];
}

/** Fields of a module that are named like something before them, each with its line. */
function clashesIn(text: string): string[] {
  const extended = new Set(inherited(text));
  return [...text.matchAll(/[[,]\s*(\w+)\s*\|->\s*(\w*)/g)].flatMap(({ index, 1: field, 2: value }) => {
    const before = text.slice(0, index);
    const isNamed = extended.has(field!) || [...namesIn(before), ...localsIn(before)].includes(field!);
    return isNamed && value !== field ? [`${field} in line ${before.split('\n').length}`] : [];
  });
}

test('no record has a field that is named like something else', () => {
  assert.ok(texts.size > 25);
  for (const [module, text] of texts) assert.equal(clashesIn(text), [], module);
});

test('the modules of recorded traces have none either', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'names-'));
  try {
    const action = { name: 'NotifySize', side: 0 } as const;
    const steps = [{ action, changes: [{ path: '<<"epoch">>', value: '1' }] }];
    const { module } = writeTraces(loadDesign('battery', 'tiny'), [steps], scratch);
    assert.equal(clashesIn(readFileSync(module, 'utf8')), []);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

test('a field that is named like a variable, an operator or a parameter would be found', () => {
  const module = (line: string) =>
    `EXTENDS MC\nVARIABLES\n  one,\n  two\n\nOwn(size) ==\n  LET inner == 1\n  IN  ${line}`;
  for (const name of ['faults', 'controllers', 'units', 'Declares', 'Covers', 'one', 'two', 'size', 'inner'])
    assert.equal(clashesIn(module(`[unknown |-> 1, ${name} |-> 2]`)), [`${name} in line 8`]);
  assert.equal(clashesIn(module('[faults |-> faults, size |-> size]')), []);
  assert.equal(clashesIn(module('[later |-> 1]\nlater == 2')), []);
});

test.run();
