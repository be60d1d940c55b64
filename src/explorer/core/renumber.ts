import { differIn, read, write } from './fields.ts';
import { get, set } from './machine.ts';

/** That versions of one block hold all numbers that there are, so that none is left for the next. */
export const TOO_MANY_VERSIONS: i32 = -1;

/** What is said of each field that holds a version: place and mask, and its block as place, mask and first block. */
const FIELD: i32 = 5;

/**
 * Renumbers the versions of each block: those that something holds become 1, 2, 3 and so on, in their order. Returns 1
 * where some got another number, else 0, or TOO_MANY_VERSIONS. Said of them: the bits that are read here, how many blocks,
 * the set of all numbers as bits, how many fields, and the fields. It takes a word of `scratch` for each block.
 */
export function renumber(versions: i32, words: i32, from: i32, scratch: i32): i32 {
  if (from !== 0 && !differIn(versions, words, from)) return 0;
  const at: i32 = versions + 1 + 2 * get(versions);
  const blocks: i32 = get(at);
  const fields: i32 = at + 3;
  const end: i32 = fields + FIELD * get(at + 2);
  collect(fields, end, blocks, words, scratch);
  let hasGaps: boolean = false;
  for (let block: i32 = scratch; block < scratch + blocks; block++) {
    const held: i32 = get(block);
    if (held === get(at + 1)) return TOO_MANY_VERSIONS;
    if ((held & (held + 1)) !== 0) hasGaps = true;
  }
  if (!hasGaps) return 0;
  for (let field: i32 = fields; field < end; field += FIELD) {
    const version: i32 = read(words, get(field), get(field + 1));
    if (version === 0) continue;
    const older: i32 = get(scratch + blockOf(field, words)) & ((1 << version) - 1);
    write(words, get(field), get(field + 1), sizeOf(older));
  }
  return 1;
}

/** For each block the versions that something holds, as bits; version 0 is among them. */
function collect(fields: i32, end: i32, blocks: i32, words: i32, scratch: i32): void {
  for (let block: i32 = scratch; block < scratch + blocks; block++) set(block, 1);
  for (let field: i32 = fields; field < end; field += FIELD) {
    const version: i32 = read(words, get(field), get(field + 1));
    if (version === 0) continue;
    const block: i32 = scratch + blockOf(field, words);
    set(block, get(block) | (1 << version));
  }
}

function blockOf(field: i32, words: i32): i32 {
  return get(field + 4) + read(words, get(field + 2), get(field + 3));
}

/** How many bits are set. */
function sizeOf(bits: i32): i32 {
  let size: i32 = 0;
  for (let left: i32 = bits; left !== 0; left &= left - 1) size++;
  return size;
}
