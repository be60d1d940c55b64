import { parse, type ValueNode } from '@humanwhocodes/momoa';
import { BadDesign, type Path, type Place, type Problem, show } from './bad-design.ts';

/** Deeper than any design, and no danger to the stack of who walks through the value. */
const MAX_DEPTH = 16;

/** Thrown inside, where the file is not known. */
class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    readonly place: Place,
  ) {
    super(problem.found);
  }
}

/**
 * Reads strict JSON in which no key stands twice, after a byte order mark if there is one. Throws `BadDesign` for the
 * first that is wrong, with its place.
 */
export function readJson(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    refusePieces(json);
    refuseTwice(treeOf(json), []);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { problem, place } = error;
    const found = `${problem.found} at line ${place.line}, column ${place.column}`;
    throw new BadDesign(file, { ...problem, found }, place);
  }
  return JSON.parse(json);
}

/** Where a value stands in a text that `readJson` takes: the name of its key, or what it is missing in. */
export function placeIn(text: string, path: Path): Place {
  let node = treeOf(text.replace(/^\uFEFF/, ''));
  let start: Place = node.loc.start;
  for (const key of path) {
    const inner = innerOf(node, key);
    if (inner === undefined) break;
    start = inner.start;
    node = inner.value;
  }
  return { line: start.line, column: start.column };
}

function innerOf(node: ValueNode, key: string | number): { value: ValueNode; start: Place } | undefined {
  if (node.type === 'Array') {
    const element = node.elements[Number(key)];
    return element && { value: element.value, start: element.value.loc.start };
  }
  if (node.type !== 'Object') return undefined;
  const member = node.members.find(({ name }) => (name.type === 'String' ? name.value : name.name) === key);
  return member && { value: member.value, start: member.name.loc.start };
}

/** What momoa must be kept from: it calls itself for each level, and lets raw control characters pass. */
function refusePieces(json: string): void {
  let depth = 0;
  let inString = false;
  for (const { 0: piece, index } of json.matchAll(PIECES)) {
    if (piece === '"') inString = !inString;
    else if (inString) refuseControl(piece, index, json);
    else if (piece === '[' || piece === '{') depth++;
    else if (piece === ']' || piece === '}') depth--;
    if (depth > MAX_DEPTH) throw refusal(`at most ${MAX_DEPTH} levels`, 'one more', placeOf(index, json));
  }
}

/** One at a time, whatever the size: an expression for whole strings would need the stack for each of their pieces. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const PIECES = /\\.|["[{\]}\u0000-\u001F]/gs;

function refuseControl(piece: string, index: number, json: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  const at = piece.search(/[\u0000-\u001F]/);
  if (at >= 0) throw refusal('JSON', 'a character that must be escaped', placeOf(index + at, json));
}

function placeOf(offset: number, json: string): Place {
  const lines = json.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

function refusal(expected: string, found: string, place: Place, path: Path = []): Refusal {
  return new Refusal({ path, expected, found }, place);
}

function treeOf(json: string): ValueNode {
  try {
    return parse(json, { mode: 'json' }).body;
  } catch (error) {
    const { message, offset, line, column } = error as Error & Place & { readonly offset: number };
    const [piece] = /[^\s{}[\]:,"]+|./su.exec(json.slice(offset)) ?? [];
    const isCutOff = message.startsWith('Unexpected end') || piece === undefined;
    throw refusal('JSON', isCutOff ? 'its end too early' : `an unexpected ${show(piece)}`, { line, column });
  }
}

/** Keys that stand twice: `JSON.parse` would silently take the last. */
function refuseTwice(node: ValueNode, path: Path): void {
  if (node.type === 'Array')
    for (const [i, { value }] of node.elements.entries()) refuseTwice(value, [...path, i]);
  if (node.type !== 'Object') return;
  const keys = new Set<string>();
  for (const { name, value } of node.members) {
    const key = name.type === 'String' ? name.value : name.name;
    const inner = [...path, key];
    if (keys.has(key)) throw refusal('this key once', 'it again', name.loc.start, inner);
    keys.add(key);
    refuseTwice(value, inner);
  }
}
