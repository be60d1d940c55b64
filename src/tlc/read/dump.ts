import { closeSync, openSync, readSync } from 'node:fs';

/** A state as TLC dumps it, once each: a fingerprint to name it by, and its text, `/\ x = 1` a line. */
export interface DumpedState {
  readonly kind: 'state';
  readonly id: bigint;
  readonly initial: boolean;
  readonly text: string;
}

/** A step from one state to another, by the name of its action. The same step can come again. */
export interface DumpedStep {
  readonly kind: 'step';
  readonly from: bigint;
  readonly to: bigint;
  readonly action: string;
}

/** Thrown for a dump that TLC did not write to its end, or with other options. */
export class BrokenDump extends Error {}

const CHUNK_BYTES = 1 << 20;

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;
const ARROW = ' -> ';
const LABEL = ' [label="';
/** The name alone: newer builds of TLC print parameters after it. */
const ACTION_NAME = /^[\w!]+/;
/** Twice where a legend is closed with the graph. */
const CLOSING = /^\}+\s*$/;
const IS_INITIAL = /style = filled\s*\]/;

/** The bytes of a file, piece by piece. */
export function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSync(descriptor, chunk);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads what `-dump dot,actionlabels` of TLC wrote, in the order of the file: a step to a new state comes
 * before that state. Holds one chunk and one line at a time.
 * @throws BrokenDump where the text is not of that form, or ends early.
 */
export function* readDump(chunks: Iterable<Uint8Array>): Generator<DumpedState | DumpedStep> {
  let number = 0;
  let last = '';
  for (const line of linesOf(chunks)) {
    number++;
    if (startsWithId(line)) yield readLine(line, number);
    else if (line.length > 0) last = line.toString();
  }
  if (!CLOSING.test(last)) throw new BrokenDump(`line ${number}: the dump ends before its closing brace`);
}

/** Lines without their line feed. Each may be changed until the next one is taken. */
function* linesOf(chunks: Iterable<Uint8Array>): Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (end < 0) break;
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

/** States and steps begin with a fingerprint, which may be negative; everything else is for drawing. */
function startsWithId(line: Buffer): boolean {
  const first = line[0]!;
  return first === 0x2d || (first >= 0x30 && first <= 0x39);
}

function readLine(line: Buffer, number: number): DumpedState | DumpedStep {
  const end = line.indexOf(SPACE);
  if (end < 0) throw new BrokenDump(`line ${number}: a number alone`);
  const id = idAt(line, 0, end, number);
  if (holds(line, ARROW, end)) return readStep(line, id, end + ARROW.length, number);
  if (holds(line, LABEL, end)) return readState(line, id, end + LABEL.length, number);
  throw new BrokenDump(`line ${number}: neither a state nor a step`);
}

function readStep(line: Buffer, from: bigint, at: number, number: number): DumpedStep {
  const end = line.indexOf(SPACE, at);
  const action = end < 0 ? null : ACTION_NAME.exec(line.toString('latin1', end + LABEL.length));
  if (action === null || !holds(line, LABEL, end)) {
    throw new BrokenDump(`line ${number}: a step without its action; dump with dot,actionlabels`);
  }
  return { kind: 'step', from, to: idAt(line, at, end, number), action: action[0] };
}

function readState(line: Buffer, id: bigint, at: number, number: number): DumpedState {
  const { end, next } = unescapeInPlace(line, at);
  if (next < 0) throw new BrokenDump(`line ${number}: a state whose text does not end`);
  return {
    kind: 'state',
    id,
    initial: IS_INITIAL.test(line.toString('latin1', next)),
    text: line.toString('utf8', at, end),
  };
}

function idAt(line: Buffer, start: number, end: number, number: number): bigint {
  const digits = line.toString('latin1', start, end);
  if (!/^-?\d+$/.test(digits)) throw new BrokenDump(`line ${number}: "${digits}" is no fingerprint`);
  return BigInt(digits);
}

function holds(line: Buffer, text: string, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (line[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Takes the escapes out of a quoted text, in place: where it ends then, and where the line goes on. */
function unescapeInPlace(line: Buffer, start: number): { end: number; next: number } {
  let end = start;
  for (let at = start; at < line.length; at++) {
    let byte = line[at]!;
    if (byte === QUOTE) return { end, next: at + 1 };
    if (byte === BACKSLASH) {
      byte = line[++at]!;
      if (byte === LETTER_N) byte = LINE_FEED;
    }
    line[end++] = byte;
  }
  return { end, next: -1 };
}
