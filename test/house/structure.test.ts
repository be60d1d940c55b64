import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Sources by their path from the root, with the modules of ours that each imports. */
const sources = new Map(
  ['spec', 'src', 'properties', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
  ),
);

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = sources.get(file)!;
  return [...text.matchAll(/^(?:import|export)( type)?[^;]*? from '(\.[^']+)';/gms)].map(
    ([, type, path]) => ({
      from: relative(root, resolve(root, dirname(file), path!)),
      typeOnly: type !== undefined,
    }),
  );
}

function offenders(folder: string, isAllowed: (imported: Import) => boolean): string[] {
  return [...sources.keys()]
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isAllowed(imported))
        .map(({ from }) => `${file} imports ${from}`),
    );
}

const within =
  (...folders: string[]) =>
  (imported: Import) =>
    folders.some((folder) => imported.from.startsWith(`${folder}/`));

test('the specification imports nothing but itself', () => {
  assert.equal(offenders('spec', within('spec')), []);
});

test('the model imports the specification and itself', () => {
  assert.equal(offenders('src/model', within('spec', 'src/model')), []);
});

test('explorer, schedules, stories and design files never import a property', () => {
  for (const folder of ['src/explorer', 'src/schedule', 'src/words', 'src/design']) {
    assert.equal(offenders(folder, within('spec', 'src')), [], folder);
  }
});

test('the page runs in a browser: it knows the core, and neither the command line nor Node', () => {
  const pictures = ['src/statecharts', 'src/timeline'];
  const core = ['src/model', 'src/schedule', 'src/words', ...pictures, 'src/page', 'spec', 'properties'];
  const isCore = (imported: Import) => within(...core)(imported) || imported.from === 'src/check/variants.ts';
  assert.equal(offenders('src/page', isCore), []);
  for (const [file, text] of sources) {
    if (file.startsWith('src/page/')) assert.not.match(text, /from 'node:|\bprocess\./, file);
  }
});

test('nothing but the command line imports the command line', () => {
  const folders = new Set([...sources.keys()].map((file) => dirname(file)));
  const inner = [...folders].filter((folder) => folder.startsWith('src/') && folder !== 'src/cli');
  for (const folder of inner) {
    assert.equal(
      offenders(folder, ({ from }) => !from.startsWith('src/cli/')),
      [],
      folder,
    );
  }
  assert.ok(inner.includes('src/tlc') && inner.includes('src/crosscheck'));
});

test('properties know the specification and the types of states and actions, never step', () => {
  const vocabulary = ['src/model/state.ts', 'src/model/action.ts'];
  const isAllowed = (imported: Import) =>
    within('spec', 'properties')(imported) ||
    imported.from === 'src/model/property.ts' ||
    (imported.typeOnly && vocabulary.includes(imported.from));
  assert.equal(offenders('properties', isAllowed), []);
  assert.ok([...sources.keys()].some((file) => file.startsWith('properties/')));
});

test('the model is pure: no clock, no chance, no input or output', () => {
  const impure =
    /Math\.random|Date\.|performance\.|\bprocess\.(?:env|argv|exit|std|hr|memory|on)|console\.|from 'node:|setTimeout/;
  for (const [file, text] of sources) {
    const isCore = /^(spec|src\/(model|explorer|schedule|words|timeline|statecharts)|properties)\//.test(
      file,
    );
    if (isCore) assert.not.match(text, impure, file);
  }
});

test('every source is imported by another, or is an entry', () => {
  const entries =
    /\.test\.ts$|^src\/(index|cli\/main|page\/main)\.ts$|^test\/(run|bench\/bench|write\/schema)\.ts$|^test\/fixtures\//;
  const imported = new Set([...sources.keys()].flatMap((file) => importsOf(file).map(({ from }) => from)));
  assert.equal(
    [...sources.keys()].filter((file) => !imported.has(file) && !entries.test(file)),
    [],
  );
});

test('files and functions stay short, lines stay within 125 columns', () => {
  for (const [file, text] of sources) {
    const lines = text.split('\n');
    const long = lines.findIndex((line) => line.length > 125);
    assert.is(long, -1, `${file}:${long + 1} is longer than 125 columns`);
    if (!file.startsWith('test/')) assert.ok(lines.length <= 500, `${file} has ${lines.length} lines`);
  }
});

test.run();
