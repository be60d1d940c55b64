import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import * as place from '../../src/explorer/core/places.ts';
import { type Exploration, type Explore, explore, type Limits } from '../../src/explorer/explore.ts';
import type { Question } from '../../src/explorer/findings.ts';
import type { FoldName } from '../../src/explorer/fold/fold.ts';
import { loadCore } from '../../src/explorer/learned/load.ts';
import { memoryOf } from '../../src/explorer/learned/memory.ts';
import { ALONE, exploreLearned, type Helpers } from '../../src/explorer/learned/search.ts';
import type { Checkpointer } from '../../src/explorer/learned/snapshot.ts';
import { NotSetAside, type Row, type Shelf } from '../../src/explorer/learned/states.ts';
import { compileModel } from '../../src/model/model.ts';
import { builtFile } from './build.ts';
import { NO_LIMITS } from './search.ts';

/* Two searches of one design: the plain one, and that of the core which learns the rules. All that is told is compared. */

/** Words of memory for a small search. */
const WORDS = 2 ** 27;

/** The core that learns, in WebAssembly or in JavaScript, with one thread. */
export function learnedBy(
  kind: 'WebAssembly' | 'JavaScript',
  checkpointer?: Checkpointer,
  shelf?: Shelf,
): Explore {
  const module =
    kind === 'JavaScript'
      ? undefined
      : new WebAssembly.Module(readFileSync(builtFile('explorer', 'core', 'core.wasm')));
  return (m, question, limits, folds) => {
    const memory = memoryOf(WORDS);
    const core = loadCore(memory, module);
    assert.is(core.kind, kind);
    return exploreLearned(
      m,
      question,
      limits,
      { core, words: memory.words, helpers: ALONE, release: () => {}, ...(shelf && { shelf }) },
      folds,
      checkpointer,
    );
  };
}

/** A shelf without a disk, and how often it was closed. It takes states so many times. */
export class ShelfInMemory implements Shelf {
  readonly roots: Row;
  readonly parents: Row & { readonly times: number };
  closed = 0;

  constructor(most = Number.POSITIVE_INFINITY) {
    this.roots = rowOf(2, Number.POSITIVE_INFINITY);
    this.parents = rowOf(1, most);
  }

  /** How often states were set aside. */
  get times(): number {
    return this.parents.times;
  }

  readonly close = () => {
    this.closed++;
  };
}

function rowOf(width: number, most: number): Row & { readonly times: number } {
  let words = new Int32Array(0);
  let times = 0;
  return {
    get times() {
      return times;
    },
    write: (from, added) => {
      if (times === most) throw new NotSetAside('no more');
      assert.ok(added.length > 0 && added.length % width === 0 && from <= words.length);
      const all = new Int32Array(from + added.length);
      all.set(words.subarray(0, from));
      all.set(added, from);
      words = all;
      times++;
    },
    read: (from, into) => {
      assert.ok(from + into.length <= words.length, 'was never written');
      into.set(words.subarray(from, from + into.length));
    },
  };
}

/** The core that learns, in JavaScript, where another thread takes all of each batch as soon as there is one. */
export const learnedByOther: Explore = (m, question, limits, folds) => {
  const memory = memoryOf(WORDS);
  const core = loadCore(memory);
  const others: number[] = [];
  const helpers: Helpers = { ...ALONE, count: 1, start: (threads) => others.push(...threads) };
  const expand = (leader: number) => {
    for (const thread of others) {
      const asked = core.expand(thread);
      if (asked === place.DONE) continue;
      memory.words[thread + place.QUESTION] = asked;
      return place.IS_CALLED;
    }
    return core.expand(leader);
  };
  return exploreLearned(
    m,
    question,
    limits,
    { core: { ...core, expand }, words: memory.words, helpers, release: () => {} },
    folds,
  );
};

/** The core that learns with so many threads, as it is built: a thread runs no sources. */
export async function learnedByThreads(threads: number, checkpointer?: Checkpointer): Promise<Explore> {
  const { engineOf } = await import(builtFile('threads', 'engine.js'));
  return engineOf('learned', threads, assert.unreachable, checkpointer && (() => checkpointer));
}

export interface Asked {
  readonly folds?: readonly FoldName[];
  readonly limits?: Limits;
  readonly question?: Question;
}

/** Explores a design both ways, and throws where they tell anything else. */
export function compareSearches(
  design: Design,
  learned: Explore,
  { folds = [], limits = NO_LIMITS, question = questionFor(design) }: Asked = {},
): Exploration {
  const m = compileModel(design);
  const plain = finished(explore(m, question, limits, folds));
  assert.equal(
    told(finished(learned(m, question, limits, folds))),
    told(plain),
    `${folds.join()} of ${JSON.stringify(design)}`,
  );
  return plain;
}

export function finished(run: ReturnType<Explore>): Exploration {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

/** All that is told of an exploration but the memory that it took, schedules themselves included. */
export function told({ bytes: _, ...exploration }: Exploration): object {
  return {
    ...exploration,
    actions: [...exploration.actions],
    findings: exploration.findings.map(({ property, ...finding }) => ({ ...finding, id: property.id })),
    faultSets: exploration.faultSets.map(({ faults, rank, schedules }) => ({
      faults,
      rank,
      schedules: [...schedules].map(([grade, schedule]) => [grade, schedule()]),
    })),
  };
}
