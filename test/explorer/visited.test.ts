import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesFor, Visited } from '../../src/explorer/visited.ts';

/* The set by itself, far beyond one chunk (16,384 states) and over many growths of its table. */

const STATES = 300_000;

/** States that differ in one word or in both. */
const state = (i: number) => Uint32Array.of(i >>> 3, Math.imul(i, 2654435761));
const parentOf = (i: number) => ((i * 7919) % (i + 1)) - 1;
const actionOf = (i: number) => (i * 31) % 65_536;

function filled(): Visited {
  const visited = new Visited(2);
  for (let i = 0; i < STATES; i++) assert.is(visited.add(state(i), parentOf(i), actionOf(i)), i);
  return visited;
}

test('every state has the index, the parent and the action that it was added with, and its words', () => {
  const visited = filled();
  assert.is(visited.size, STATES);
  for (let i = 0; i < STATES; i++) {
    if (visited.indexOf(state(i)) !== i)
      assert.unreachable(`state ${i} has index ${visited.indexOf(state(i))}`);
    if (visited.parentOf(i) !== parentOf(i))
      assert.unreachable(`state ${i} has parent ${visited.parentOf(i)}`);
    if (visited.actionOf(i) !== actionOf(i))
      assert.unreachable(`state ${i} has action ${visited.actionOf(i)}`);
    const at = visited.offsetOf(i);
    const words = visited.chunkOf(i).subarray(at, at + 2);
    if (words.join() !== state(i).join()) assert.unreachable(`state ${i} is stored as ${words}`);
  }
});

test('a state that is known is not added again, whatever it comes from', () => {
  const visited = filled();
  for (let i = 0; i < STATES; i++) assert.is(visited.add(state(i), 0, 0), -1);
  assert.is(visited.size, STATES);
  assert.is(visited.parentOf(STATES - 1), parentOf(STATES - 1));
});

test('a state that was never added has no index, in an empty set and in a full one', () => {
  assert.is(new Visited(2).indexOf(state(0)), -1);
  const visited = filled();
  for (let i = STATES; i < STATES + 1000; i++) assert.is(visited.indexOf(state(i)), -1);
});

test('states of one hash, slot and tag alike, are told apart by their words, before and after a growth', () => {
  const [first, ...others] = ofOneHash(6);
  const visited = new Visited(2);
  visited.add(first!, -1, 0);
  for (const other of others) {
    assert.is(visited.indexOf(other), -1);
    assert.ok(visited.add(other, 0, 0) > 0);
  }
  for (let i = 0; i < 20_000; i++) visited.add(state(i), 0, 0);
  [first!, ...others].forEach((each, i) => {
    assert.is(visited.indexOf(each), i);
    assert.is(visited.add(each, 0, 0), -1);
  });
});

test('bytes are those of the chunks and of the table, which grows before it is half full', () => {
  const visited = new Visited(2);
  assert.is(visited.bytes, 4 * 4096);
  visited.add(state(0), -1, 0);
  const chunk = 16_384 * (4 * 2 + 6);
  assert.is(visited.bytes, chunk + 4 * 4096);
  for (let i = 1; i < 2048; i++) visited.add(state(i), 0, 0);
  assert.is(visited.bytes, chunk + 4 * 4096);
  visited.add(state(2048), 0, 0);
  assert.is(visited.bytes, chunk + 4 * 8192);
  for (let i = 2049; i <= 16_384; i++) visited.add(state(i), 0, 0);
  assert.is(visited.bytes, 2 * chunk + 4 * 65_536);
});

test('what so many states take is known before they are there', () => {
  const visited = new Visited(2);
  for (let i = 0; i <= 16_384; i++) {
    if ([0, 1, 2047, 2048, 2049, 16_384].includes(i)) assert.is(visited.bytes, bytesFor(i, 2), `${i} states`);
    visited.add(state(i), 0, 0);
  }
  assert.is(visited.bytes, bytesFor(16_385, 2));
  assert.is(bytesFor(Number.POSITIVE_INFINITY, 2), Number.POSITIVE_INFINITY);
});

/**
 * States of two words with equal hashes. The hash takes in a word at a time, `h = (h ^ word) * odd`, then mixes without
 * loss: the second word that brings the first words to one and the same hash is a matter of undoing.
 */
function ofOneHash(count: number): Uint32Array[] {
  const afterFirst = (word: number) => {
    const product = Math.imul(word, 0x9e3779b1);
    return product ^ (product >>> 15);
  };
  return Array.from({ length: count }, (_, i) => Uint32Array.of(i, afterFirst(i) ^ 12345));
}

test.run();
