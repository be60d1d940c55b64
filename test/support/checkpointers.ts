import * as assert from 'uvu/assert';
import type { Checkpointer, Kept, Snapshot } from '../../src/explorer/learned/snapshot.ts';
import type { Piece } from '../../src/explorer/learned/states.ts';

/** A snapshot as it is after it was written and read: what lies in memory changes meanwhile. */
function copied({ standing, pieces }: Snapshot): Kept {
  const copies = pieces.map(wordsOf);
  return {
    standing: JSON.parse(JSON.stringify(standing)),
    fill: (into) => {
      assert.equal(
        into.map(({ length }) => length),
        copies.map(({ length }) => length),
      );
      for (const [i, piece] of into.entries()) fillWith(copies[i]!, piece);
    },
  };
}

function wordsOf({ length, parts }: Piece): Int32Array {
  const words = new Int32Array(length);
  let at = 0;
  for (const part of parts()) {
    words.set(part, at);
    at += part.length;
  }
  assert.is(at, length);
  return words;
}

function fillWith(words: Int32Array, { parts }: Piece): void {
  let at = 0;
  for (const part of parts()) {
    part.set(words.subarray(at, at + part.length));
    at += part.length;
  }
  assert.is(at, words.length);
}

/** A checkpointer that goes on from where another was, and keeps all that it is offered. */
export function checkpointerFrom(kept?: Kept): Checkpointer & { readonly all: Kept[] } {
  const all: Kept[] = [];
  return { kept, all, offer: (snapshot) => all.push(copied(snapshot())) };
}
