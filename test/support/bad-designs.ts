import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { BadChange, BadDesign } from '../../src/design/bad-design.ts';
import { type Changes, parseDesign } from '../../src/design/load.ts';
import { Counts, damaged, shortLine, strange } from './bad-inputs.ts';

/* Design files at random, made from good ones, and what has to become of each of them. */

const folders = ['../../spec/designs/', '../scenarios/designs/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const good = folders.flatMap((folder) =>
  readdirSync(folder).flatMap((file) => {
    const design = JSON.parse(readFileSync(folder + file, 'utf8')) as { readonly bounds?: object };
    return [design, { ...design, bounds: { ...design.bounds, writes: 'any' } }];
  }),
);

/** JSON in which a key can stand twice, and a value can be anything. */
type Tree =
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Tree])[] }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'text'; readonly text: string };

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { kind: 'text', text: JSON.stringify(value) };
  return { kind: 'object', entries: Object.entries(value).map(([key, inner]) => [key, treeOf(inner)]) };
}

function textOf(tree: Tree): string {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'list') return `[${tree.items.map(textOf).join(', ')}]`;
  return `{${tree.entries.map(([key, inner]) => `${JSON.stringify(key)}: ${textOf(inner)}`).join(',\n')}}`;
}

const values = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1',
    '2',
    '3',
    '8',
    '16',
    '17',
    '64',
    '1.5',
    '1e999',
    '-1e999',
    '-0',
  ],
  ...[
    '9007199254740993',
    '1e-7',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    '""',
    '[]',
    '{}',
    '[[]]',
    '{"a": {}}',
  ],
  ...[
    '"K1"',
    '"F1"',
    '"A"',
    '"R5"',
    '"R11_charge"',
    '"any"',
    '"Any"',
    '"all"',
    '"mirror"',
    '"fifo"',
    '"PowerOff P1"',
    '"* + *"',
    '"lost"',
  ],
  ...[
    '["K1", "K1"]',
    '["F1"]',
    '{"C1": 4}',
    '{"feeds": ["F1"], "hold": 4}',
    '{"faults": 2}',
    '{"fifoDepth": 1}',
  ],
  ...[
    '{"__proto__": ["K1"]}',
    '"PowerOff P1 + PowerOff P1"',
    '"PowerOff P1\\n"',
    `[${'"K1",'.repeat(99)}"K9"]`,
  ],
  ...['['.repeat(30) + ']'.repeat(30), `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, '9'.repeat(400)],
  ...strange.map((text) => JSON.stringify(text)),
];
const keys = [
  ...[
    'name',
    'ack',
    'power',
    'batteries',
    'fifo',
    'bounds',
    'faultKinds',
    'weakened',
    'declares',
    'about',
    '$schema',
  ],
  ...[
    'P1',
    'P2',
    'P9',
    'P01',
    'B1',
    'blocks',
    'writes',
    'faults',
    'pagesPerWrite',
    'fifoDepth',
    'cachePages',
    'C1',
  ],
  ...['survives', 'fails', 'PowerOff P1', '*', 'onBoard', 'hold', 'feeds', 'decalres', 'weakend', ...strange],
];

interface Edit {
  readonly at: number;
  readonly key: string;
  readonly value: string;
  readonly way: 'put' | 'drop' | 'double' | 'add' | 'rename' | 'wrap' | 'swap';
}

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  key: fc.constantFrom(...keys),
  value: fc.constantFrom(...values),
  way: fc.constantFrom('put', 'put', 'drop', 'double', 'add', 'add', 'rename', 'wrap', 'swap'),
});

function sizeOf(tree: Tree): number {
  if (tree.kind === 'text') return 1;
  const inner = tree.kind === 'list' ? tree.items : tree.entries.map(([, value]) => value);
  return 1 + inner.reduce((sum, each) => sum + sizeOf(each), 0);
}

/** The tree with one edit: at the root, or at one of the places below it, counted from there. */
function edited(tree: Tree, edit: Edit, at = edit.at % sizeOf(tree)): Tree {
  if (at === 0 || tree.kind === 'text') return changedHere(tree, edit);
  const children = childrenOf(tree);
  let left = at - 1;
  const place = children.findIndex(([, child]) => {
    if (left < sizeOf(child)) return true;
    left -= sizeOf(child);
    return false;
  });
  const [key, child] = children[place]!;
  if (left === 0 && edit.way !== 'put' && edit.way !== 'wrap' && edit.way !== 'add')
    return withChildren(tree, changedAmong(children, place, edit));
  return withChildren(tree, children.with(place, [key, edited(child, edit, left)]));
}

type Child = readonly [string, Tree];

function childrenOf(tree: Exclude<Tree, { kind: 'text' }>): readonly Child[] {
  return tree.kind === 'list' ? tree.items.map((item): Child => ['', item]) : tree.entries;
}

function withChildren({ kind }: Tree, children: readonly Child[]): Tree {
  if (kind === 'list') return { kind, items: children.map(([, item]) => item) };
  return { kind: 'object', entries: children };
}

function changedHere(tree: Tree, { way, key, value }: Edit): Tree {
  const text: Tree = { kind: 'text', text: value };
  if (way === 'wrap') return { kind: 'list', items: [tree] };
  if (way !== 'add' || tree.kind === 'text') return text;
  return withChildren(tree, [...childrenOf(tree), [key, text]]);
}

function changedAmong(children: readonly Child[], at: number, { way, key }: Edit): readonly Child[] {
  const child = children[at]!;
  if (way === 'drop') return children.filter((_, i) => i !== at);
  if (way === 'double') return [...children, child];
  if (way === 'rename') return children.with(at, [key, child[1]]);
  const other = (at + 1) % children.length;
  return children.with(at, children[other]!).with(other, child);
}

const editedTexts = fc
  .tuple(fc.constantFrom(...good), fc.array(edits, { minLength: 1, maxLength: 4 }))
  .map(([design, all]) => textOf(all.reduce((tree, edit) => edited(tree, edit), treeOf(design))));

/** Texts of design files, most of them bad. */
const texts = fc.oneof(
  { arbitrary: editedTexts, weight: 8 },
  { arbitrary: damaged(editedTexts), weight: 1 },
  {
    arbitrary: damaged(fc.constantFrom(...good.map((design) => JSON.stringify(design, null, 1)))),
    weight: 1,
  },
);

const changes: fc.Arbitrary<Changes> = fc.constantFrom<Changes>(
  {},
  { bounds: { faults: 1 } },
  { weakened: ['R5'] },
  { bounds: { blocks: 4, pagesPerWrite: 2 }, weakened: ['R8', 'R12_suspect'] },
  { bounds: { fifoDepth: 2 } },
  { bounds: { writes: 'any' } },
);

/** Reads so many, and throws what is wrong with the seed that leads there. Says what became of them. */
export function readBadDesigns(numRuns: number, seed: number): Counts {
  const counts = new Counts();
  const judge = fc.property(texts, changes, (text, change) => {
    const alone = refusalOf(text, {});
    const changed = refusalOf(text, change);
    for (const error of [alone, changed]) if (error !== undefined) judgeRefusal(text, error);
    assert.not.instance(alone, BadChange, 'nothing was changed');
    judgeBlame(alone, changed);
    counts.add(alone === undefined ? 'accepted' : 'refused');
  });
  fc.assert(judge, { numRuns, seed, includeErrorInReport: true });
  return counts;
}

function refusalOf(text: string, change: Changes): BadDesign | BadChange | undefined {
  try {
    parseDesign(text, 'mine.json', 'tiny', change);
    return undefined;
  } catch (error) {
    if (error instanceof BadDesign || error instanceof BadChange) return error;
    throw error;
  }
}

function judgeRefusal(text: string, error: BadDesign | BadChange): void {
  assert.match(error.message, shortLine);
  if (error instanceof BadDesign) assert.ok(isThere(text, error), error.message);
  else assert.match(error.path, /^bounds(\.(blocks|pagesPerWrite|fifoDepth))?$/);
}

/** What is wrong as it is written is told all the same with a change, unless it lies in the bounds of the preset. */
function judgeBlame(
  alone: BadDesign | BadChange | undefined,
  changed: BadDesign | BadChange | undefined,
): void {
  if (alone === undefined) {
    if (changed !== undefined) assert.instance(changed, BadChange, changed.message);
  } else if (!/^bounds(\.pagesPerWrite)?$/.test(alone.path)) assert.is(changed?.message, alone.message);
}

/** Whether a place that a message names is one of the file, or the place of a key that is missing. */
function isThere(text: string, { path, expected }: BadDesign): boolean {
  if (path.includes('...')) return true;
  const steps = [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.?([\w$]+)/g)];
  if (steps.map(([step]) => step).join('') !== path) return false;
  if (steps.length === 0 || expected.includes('found it again')) return true;
  const names = steps.map(
    ([, index, quoted, name]) => index ?? name ?? (JSON.parse(`"${quoted}"`) as string),
  );
  let inner: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  return names.every((name, i) => {
    if (typeof inner !== 'object' || inner === null) return false;
    if (!Object.hasOwn(inner, name)) return i === names.length - 1 && expected.endsWith('found nothing');
    inner = (inner as Record<string, unknown>)[name];
    return true;
  });
}
