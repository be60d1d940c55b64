import type { Model } from '../model/model.ts';

/** What names a version of a block: pages, FIFO entries and table entries all have it. */
export interface Versioned {
  readonly block: number;
  readonly version: number;
}

/** In a sentence: `block 1 version 2`. Blocks count from 1. */
export function versionOf({ block, version }: Versioned): string {
  return `block ${block + 1} version ${version}`;
}

/** In a table or a drawing: `b1 v2`. */
export function shortVersionOf({ block, version }: Versioned): string {
  return `b${block + 1} v${version}`;
}

/** Where the block is known from elsewhere: `version 2`, `the initial content`. */
export function versionName(version: number): string {
  return version === 0 ? 'the initial content' : `version ${version}`;
}

/** `b1 on D1`. */
export function blockName(m: Model, block: number): string {
  return `b${block + 1} on ${deviceOf(m, block)}`;
}

/** The device of a block. */
export function deviceOf(m: Model, block: number): string {
  return `D${m.blocks[block]! + 1}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
