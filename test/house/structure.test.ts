import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Each room with the rooms that it may import; `types of` a room, nothing but types. A room is a folder with what lies
 * below it, unless that has a line of its own. Rooms come after what they import: a circle would have no order.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  // What is said.
  spec: [],
  'src/text': [],
  'src/model': ['spec'],
  properties: ['spec', 'src/model'],
  'src/explorer': ['spec', 'src/model'],
  'src/fuzz': ['properties', 'spec', 'src/explorer', 'src/model'],
  'src/schedule': ['spec', 'src/model', 'src/text'],
  'src/words': ['spec', 'src/model'],
  'src/statecharts': ['spec', 'types of src/model'],
  'src/explain': ['properties', 'spec', 'src/model', 'src/schedule', 'src/words'],
  'src/timeline': ['properties', 'spec', 'src/model', 'src/schedule', 'src/statecharts', 'src/words'],

  'src/tables': ['properties', 'spec', 'src/explorer', 'src/model', 'src/statecharts', 'src/words'],

  // What is asked of it, with files and programs.
  'src/tasks': [],
  'src/files': ['src/text'],
  'src/design': ['spec', 'src/explorer', 'src/files', 'src/model', 'src/text'],
  'src/check': ['properties', 'spec', 'src/explorer', 'src/model', 'src/words'],
  'src/cutsets': [
    'properties',
    'spec',
    'src/check',
    'src/explorer',
    'src/model',
    'src/schedule',
    'src/statecharts',
    'src/words',
  ],
  'src/threads': ['src/explorer', 'src/files', 'src/model'],
  'src/checkpoints': [
    'types of spec',
    'types of src/explorer',
    'src/files',
    'types of src/model',
    'src/text',
  ],
  'src/tlc/read': ['spec', 'src/model'],
  'src/itf': ['types of spec', 'src/model', 'src/schedule', 'src/text', 'src/tlc/read', 'src/words'],
  'src/schedule-files': [
    'properties',
    'spec',
    'src/design',
    'src/explain',
    'src/files',
    'src/itf',
    'src/model',
    'src/schedule',
    'src/text',
    'src/words',
  ],
  'src/tlc/run': ['src/files', 'src/tasks', 'src/text', 'src/tlc/read'],
  'src/tlc/write': ['spec', 'types of src/explorer', 'src/files', 'types of src/model', 'src/tlc/read'],
  'src/crosscheck': [
    'properties',
    'spec',
    'src/check',
    'src/cutsets',
    'src/explorer',
    'src/fuzz',
    'src/model',
    'src/schedule',
    'src/tasks',
    'src/tlc/read',
    'src/tlc/run',
    'src/tlc/write',
    'src/words',
  ],

  // Who asks: the page, the library, the command line.
  'src/page': [
    'properties',
    'spec',
    'src/check',
    'src/explain',
    'src/model',
    'src/schedule',
    'src/statecharts',
    'src/timeline',
    'src/words',
  ],
  src: [
    'properties',
    'spec',
    'src/check',
    'src/crosscheck',
    'src/design',
    'src/explain',
    'src/explorer',
    'src/files',
    'src/itf',
    'src/model',
    'src/schedule',
    'src/schedule-files',
    'src/tasks',
    'src/timeline',
    'src/tlc/run',
    'src/words',
  ],
  'src/cli/json': ['spec', 'src/explorer', 'src/model'],
  'src/cli/terminal': [
    'types of src/cli/json',
    'spec',
    'src/design',
    'types of src/explorer',
    'src/files',
    'src/text',
    'src/words',
  ],
  'src/cli/present': [
    'properties',
    'spec',
    'src/check',
    'types of src/cli/json',
    'src/cli/terminal',
    'src/crosscheck',
    'src/cutsets',
    'src/explain',
    'types of src/explorer',
    'types of src/fuzz',
    'src/model',
    'src/schedule',
    'src/tlc/read',
    'types of src/tlc/run',
    'src/words',
  ],
  'src/cli/completion': ['src/files'],
  'src/cli/report': [
    'properties',
    'spec',
    'types of src/check',
    'src/cli/present',
    'src/cli/terminal',
    'src/design',
    'types of src/explorer',
    'src/cutsets',
    'src/files',
    'src/model',
    'src/page',
    'src/schedule',
    'src/schedule-files',
    'src/statecharts',
    'src/text',
    'src/timeline',
    'src/tlc/run',
    'src/words',
  ],
  'src/cli/verbs': [
    'properties',
    'spec',
    'src/check',
    'src/checkpoints',
    'src/cli/completion',
    'types of src/cli/json',
    'src/cli/present',
    'src/cli/report',
    'src/cli/terminal',
    'src/crosscheck',
    'src/cutsets',
    'src/design',
    'src/explain',
    'src/explorer',
    'src/files',
    'src/fuzz',
    'src/itf',
    'src/model',
    'src/schedule',
    'src/schedule-files',
    'src/statecharts',
    'src/tables',
    'src/tasks',
    'src/text',
    'src/threads',
    'src/tlc/read',
    'src/tlc/run',
    'src/tlc/write',
    'src/words',
  ],
  'src/cli': [
    'src/checkpoints',
    'src/cli/report',
    'src/cli/terminal',
    'src/cli/verbs',
    'src/crosscheck',
    'src/design',
    'src/explorer',
    'src/files',
    'src/itf',
    'src/schedule',
    'src/schedule-files',
    'src/text',
    'src/threads',
    'src/tlc/run',
  ],
};

/** Folders whose folders are rooms of their own, each with a line in the table. */
const houses = ['src', 'src/cli', 'src/tlc'];

/** Rooms that compute and do nothing else: the same input gives the same output. */
const pure =
  /^(spec|properties|src\/(model|explorer|fuzz|schedule|words|timeline|statecharts|tables|check|cutsets|text))\//;
/^(spec|properties|src\/(model|explorer|fuzz|schedule|words|timeline|statecharts|check|cutsets|text))\//;

const knowsNode = /from 'node:|\bprocess\.(?:env|argv|exit|std|hr|memory|on|cwd)/;

/** Sources by their path from the root, with the text of each. */
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

/** The modules of ours that a file imports, with a name or for their effects, at once or later. */
function importsOf(file: string): Import[] {
  const text = sources.get(file)!;
  const named = /^(?:import|export)( type)?[^;]*? from '(\.[^']+)';/gms;
  const others = /^import()\s*'(\.[^']+)';|\bimport\('(\.[^']+)'\)/gm;
  return [...text.matchAll(named), ...text.matchAll(others)].map(([, type, path, later]) => ({
    from: relative(root, resolve(root, dirname(file), (path ?? later)!)),
    typeOnly: type === ' type',
  }));
}

/** The folder with a line in the table that a file is in, or the one that should have a line. */
function roomOf(file: string): string {
  const folders = file.split('/').slice(0, -1);
  const paths = folders.map((_, i) => folders.slice(0, i + 1).join('/'));
  return paths.find((path) => !houses.includes(path)) ?? paths.at(-1)!;
}

/** What the files of a room import of other rooms. */
function crossings(room: string): (Import & { readonly file: string; readonly to: string })[] {
  return [...sources.keys()]
    .filter((file) => !file.startsWith('test/') && roomOf(file) === room)
    .flatMap((file) => importsOf(file).map((found) => ({ ...found, file, to: roomOf(found.from) })))
    .filter(({ to }) => to !== room);
}

const inUse = [...new Set([...sources.keys()].filter((file) => !file.startsWith('test/')).map(roomOf))];

test('every room has a line in the table, and every line a room', () => {
  assert.equal(Object.keys(rooms).sort(), inUse.sort());
});

test('a room imports the rooms that its line names, and no others', () => {
  for (const [room, allowed] of Object.entries(rooms)) {
    const strays = crossings(room).filter(
      ({ to, typeOnly }) => !allowed.includes(to) && !(typeOnly && allowed.includes(`types of ${to}`)),
    );
    assert.equal(
      strays.map(({ file, from }) => `${file} imports ${from}`),
      [],
      room,
    );
  }
});

test('a line names no room that is not imported', () => {
  for (const [room, allowed] of Object.entries(rooms)) {
    const imported = new Set(crossings(room).map(({ to }) => to));
    const idle = allowed.filter((name) => !imported.has(name.replace('types of ', '')));
    assert.equal(idle, [], room);
  }
});

test('rooms stand after those that they import, so that there is no circle', () => {
  const order = Object.keys(rooms);
  for (const [place, room] of order.entries()) {
    const later = rooms[room]!.filter((name) => order.indexOf(name.replace('types of ', '')) > place);
    assert.equal(later, [], room);
  }
});

test('the page runs in a browser: it and what it is bundled with know no Node', () => {
  const bundled = (room: string): string[] => [
    room,
    ...rooms[room]!.filter((name) => !name.startsWith('types of ')).flatMap(bundled),
  ];
  const inPage = new Set(bundled('src/page'));
  for (const [file, text] of sources) {
    if (inPage.has(roomOf(file))) assert.not.match(text, knowsNode, file);
  }
});

test('the page explores nothing: of what is checked it knows how designs vary', () => {
  const checks = crossings('src/page').filter(({ to }) => to === 'src/check');
  assert.equal([...new Set(checks.map(({ from }) => from))], ['src/check/variants.ts']);
});

test('properties know the specification and the types of states and actions, never step', () => {
  const vocabulary = ['action', 'card', 'side', 'state'].map((name) => `src/model/${name}.ts`);
  const strays = crossings('properties').filter(({ from, to, typeOnly }) => {
    return to !== 'spec' && from !== 'src/model/property.ts' && !(typeOnly && vocabulary.includes(from));
  });
  assert.equal(
    strays.map(({ file, from }) => `${file} imports ${from}`),
    [],
  );
});

test('what computes is pure: no clock, no chance, no input or output', () => {
  const impure = /Math\.random|Date\.|performance\.|console\.|setTimeout/;
  for (const [file, text] of sources) {
    if (!pure.test(file)) continue;
    assert.not.match(text, impure, file);
    assert.not.match(text, knowsNode, file);
  }
});

test('every source is imported by another, or is an entry', () => {
  const tools =
    /^test\/(run|bench\/(alone|bench)|build\/core|mutate\/(mutate|oracle)|nightly\/nightly|write\/all)\.ts$/;
  const entries =
    /\.test\.ts$|\.d\.ts$|^src\/(index|cli\/main|page\/main|threads\/helper)\.ts$|^test\/fixtures\//;
  const isEntry = (file: string) => entries.test(file) || tools.test(file);
  const imported = new Set([...sources.keys()].flatMap((file) => importsOf(file).map(({ from }) => from)));
  assert.equal(
    [...sources.keys()].filter((file) => !imported.has(file) && !isEntry(file)),
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
