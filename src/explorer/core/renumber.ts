import { read, write } from './fields.ts';
import { get, set } from './machine.ts';

/** That versions of one block hold all numbers that there are, so that none is left for the next. */
export const TOO_MANY_VERSIONS: i32 = -1;

/**
 * Renumbers the versions of each block: those that something holds become 1, 2, 3 and so on, in their order. Returns 1
 * where some got another number, else 0, or TOO_MANY_VERSIONS. Said of them: the set of all numbers as bits, how many
 * blocks, for each how many fields hold versions of it, and these fields; how many fields hold versions of a block that
 * another field names, and both fields of each. It takes a word of `scratch` for each block.
 */
export function renumber(versions: i32, words: i32, scratch: i32): i32 {
  collect(versions, words, scratch);
  const blocks: i32 = get(versions + 1);
  let hasGaps: boolean = false;
  for (let block: i32 = 0; block < blocks; block++) {
    const held: i32 = get(scratch + block);
    if (held === get(versions)) return TOO_MANY_VERSIONS;
    if ((held & (held + 1)) !== 0) hasGaps = true;
  }
  if (!hasGaps) return 0;
  close(versions, words, scratch);
  return 1;
}

/** For each block the versions that something holds, as bits; version 0 is among them. */
function collect(versions: i32, words: i32, scratch: i32): void {
  const blocks: i32 = get(versions + 1);
  let field: i32 = versions + 2;
  for (let block: i32 = 0; block < blocks; block++) {
    const end: i32 = field + 1 + get(field);
    let held: i32 = 1;
    for (field++; field < end; field++) held |= 1 << read(words, get(field));
    set(scratch + block, held);
  }
  const end: i32 = field + 1 + 2 * get(field);
  for (field++; field < end; field += 2) {
    const version: i32 = read(words, get(field));
    if (version === 0) continue;
    const block: i32 = scratch + read(words, get(field + 1));
    set(block, get(block) | (1 << version));
  }
}

/** Closes the gaps between the versions that are held. */
function close(versions: i32, words: i32, scratch: i32): void {
  const blocks: i32 = get(versions + 1);
  let field: i32 = versions + 2;
  for (let block: i32 = 0; block < blocks; block++) {
    const end: i32 = field + 1 + get(field);
    for (field++; field < end; field++) lower(get(field), words, get(scratch + block));
  }
  const end: i32 = field + 1 + 2 * get(field);
  for (field++; field < end; field += 2) {
    lower(get(field), words, get(scratch + read(words, get(field + 1))));
  }
}

/** Gives a version the number of those that are held and older. */
function lower(field: i32, words: i32, held: i32): void {
  const version: i32 = read(words, field);
  let older: i32 = 0;
  for (let left: i32 = held & ((1 << version) - 1); left !== 0; left &= left - 1) older++;
  write(words, field, older);
}
