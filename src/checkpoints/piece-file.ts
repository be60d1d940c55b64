import { createHash, type Hash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import type { Piece } from '../explorer/learned/states.ts';
import { withInput } from '../files/read.ts';
import { writeWholeBy } from '../files/whole.ts';
import { shown } from '../text/shown.ts';

/*
 * Files of a line of JSON, pieces of memory one after the other as they lie there, and the SHA-256 of all that. Pieces are
 * streamed from memory and to it: there is never a second copy.
 */

/** Thrown for a checkpoint that cannot be gone on from. */
export class BadCheckpoint extends Error {
  override readonly name = 'BadCheckpoint';

  constructor(
    readonly path: string,
    readonly reason: string,
    remedy = 'remove it, or name another folder, to begin anew',
  ) {
    super(`${shown(path)}: ${reason}; ${remedy}`);
  }
}

/** What the line says, with how many words each piece has. */
export type Header<H extends object> = H & { readonly pieces: readonly number[] };

const DIGEST_BYTES = 32;
const CHUNK_BYTES = 2 ** 24;
/** More than any line has: some numbers for each action and each level, and a design. */
const LONGEST_LINE = 2 ** 25;
const LINE_END = 0x0a;

/**
 * Writes such a file whole, or leaves it as it was.
 * @throws CannotWrite when the place does not allow it.
 */
export function writePieces(file: string, header: object, pieces: readonly Piece[]): void {
  const line = JSON.stringify({ ...header, pieces: pieces.map(({ length }) => length) });
  writeWholeBy(file, (descriptor) => {
    const hash = createHash('sha256');
    const write = (bytes: Uint8Array) => {
      for (const chunk of chunksOf(bytes)) {
        hash.update(chunk);
        writeAll(descriptor, chunk);
      }
    };
    write(Buffer.from(`${line}\n`));
    for (const { parts } of pieces) for (const part of parts()) write(bytesOf(part));
    writeAll(descriptor, hash.digest());
  });
}

/**
 * The line of such a file.
 * @throws CannotRead, BadCheckpoint
 */
export function readHeader<H extends object>(file: string): Header<H> {
  return withInput(file, (descriptor) => headerOf<H>(file, lineOf(file, descriptor)));
}

/**
 * Reads the pieces of such a file to where they are given place, each as long as the line says; or to nowhere.
 * @throws CannotRead
 * @throws BadCheckpoint for a file that is not as it was written.
 */
export function readPieces(file: string, into?: readonly Piece[]): void {
  withInput(file, (descriptor, size) => {
    const line = lineOf(file, descriptor);
    const { pieces } = headerOf(file, line);
    const expected = line.length + pieces.reduce((sum, words) => sum + 4 * words, DIGEST_BYTES);
    if (size !== expected) throw new BadCheckpoint(file, `it is torn: ${size} bytes, expected ${expected}`);
    if (into?.some(({ length }, i) => length !== pieces[i])) throw new BadCheckpoint(file, 'it does not fit');
    const hash = createHash('sha256').update(line);
    let at = line.length;
    for (const [i, words] of pieces.entries()) {
      for (const part of into?.[i]?.parts() ?? [4 * words]) at += readTo(descriptor, at, part, hash);
    }
    const digest = Buffer.alloc(DIGEST_BYTES);
    if (!hash.digest().equals(readFull(descriptor, digest, at)))
      throw new BadCheckpoint(file, 'it is damaged: its checksum is another');
  });
}

/** Reads words to their place, or so many bytes to nowhere. Returns how many bytes. */
function readTo(descriptor: number, from: number, into: Int32Array | number, hash: Hash): number {
  const bytes = typeof into === 'number' ? undefined : bytesOf(into);
  const length = bytes?.length ?? (into as number);
  const spare = bytes === undefined ? Buffer.alloc(Math.min(length, CHUNK_BYTES)) : undefined;
  for (let at = 0; at < length; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, length);
    const chunk = bytes?.subarray(at, end) ?? spare!.subarray(0, end - at);
    hash.update(readFull(descriptor, chunk, from + at));
  }
  return length;
}

/** Where a file ends early the rest stays as it was, and the checksum tells. */
function readFull(descriptor: number, into: Uint8Array, from: number): Uint8Array {
  for (let at = 0; at < into.length; ) {
    const read = readSync(descriptor, into, at, into.length - at, from + at);
    if (read === 0) break;
    at += read;
  }
  return into;
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at);
}

/** The line with its end. */
function lineOf(file: string, descriptor: number): Buffer {
  const read: Buffer[] = [];
  for (let at = 0; at < LONGEST_LINE; at += 2 ** 16) {
    const chunk = Buffer.alloc(2 ** 16);
    const length = readSync(descriptor, chunk, 0, chunk.length, at);
    const end = chunk.subarray(0, length).indexOf(LINE_END);
    read.push(chunk.subarray(0, end < 0 ? length : end + 1));
    if (end >= 0) return Buffer.concat(read);
    if (length < chunk.length) break;
  }
  throw new BadCheckpoint(file, 'it is no checkpoint, or torn in its first line');
}

function headerOf<H extends object>(file: string, line: Buffer): Header<H> {
  try {
    const header = JSON.parse(line.toString()) as Header<H> | null;
    const pieces: unknown = header?.pieces;
    if (Array.isArray(pieces) && pieces.every((words) => Number.isSafeInteger(words) && words >= 0))
      return header!;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new BadCheckpoint(file, 'it is no checkpoint: its first line does not say what is in it');
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
