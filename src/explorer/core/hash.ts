import { get, mul } from './machine.ts';

/** A number of 32 bits that depends on each bit of these words, and on their order. */
export function hashOf(at: i32, count: i32): i32 {
  let hash: i32 = 0;
  for (let i: i32 = at; i < at + count; i++) {
    hash = mul(hash ^ get(i), -1640531535);
    hash ^= hash >>> 15;
  }
  return hash ^ (hash >>> 16);
}

/** The same for two words that lie nowhere. */
export function hashOfPair(one: i32, other: i32): i32 {
  let hash: i32 = mul(one, -1640531535);
  hash = mul(hash ^ (hash >>> 15) ^ other, -1640531535);
  hash = mul(hash ^ (hash >>> 13), -2048144789);
  return hash ^ (hash >>> 16);
}
