import { verdicts } from '../../../spec/design.ts';
import type { Model } from '../../model/model.ts';
import type { Changes } from '../changes.ts';
import * as place from '../core/places.ts';
import { CELL_WORDS } from '../core/tree.ts';
import type { Instance } from '../expand.ts';
import type { Judge, Watch } from '../findings.ts';
import type { FoldName } from '../fold/fold.ts';
import { foldProgram, scratchFor } from '../fold/program.ts';
import type { Layout } from '../layout.ts';
import { mostKeys, Struck } from '../struck.ts';
import { Memory } from './regions.ts';

/** A cell of which nothing is known. */
const UNKNOWN = Array<number>(CELL_WORDS).fill(0);

/** What a search looks at, and with how many threads. */
export interface Plan {
  readonly m: Model;
  readonly layout: Layout;
  readonly changes: Changes;
  readonly judge: Judge;
  /** In the order in which a state asks them. */
  readonly instances: readonly Instance[];
  readonly folds: readonly FoldName[];
  readonly threads: number;
  /** How many ranks a state has, and how many parts with them. */
  readonly ranks: number;
  readonly parts: number;
  /** States that a batch expands at most. */
  readonly batch: number;
}

/** Lays out in memory what the inner loop goes by. */
export function lay(words: Int32Array, plan: Plan): Memory {
  const { m, layout, changes, judge, instances, threads, batch } = plan;
  const { masks } = new Struck(layout);
  const memory = new Memory(words, {
    words: layout.words,
    instances: instances.length,
    batch,
    threads,
    faultWords: masks.length,
    grades: mostKeys(m) * verdicts.length,
  });
  words[place.FAULTS] = memory.list([masks.length, ...masks.flat()]);
  words[place.FOLD] = plan.folds.length === 0 ? 0 : memory.list(foldProgram(m, plan.folds));
  words[place.NAMES] = memory.list(changes.byByte);
  const ofKind = (kind: Watch['property']['kind']) =>
    judge.watches.filter(({ property }) => property.kind === kind);
  const checks = (watches: readonly Watch[]) =>
    memory.list([watches.length, ...watches.flatMap((watch) => checkOf(watch, judge.watches))]);
  words[place.RANKS] = memory.list([plan.ranks, ...Array<number>(CELL_WORDS * plan.parts).fill(0)]);
  words[place.PARTS] = plan.parts;
  words[place.ALWAYS] = checks(ofKind('always'));
  words[place.ALWAYS_AT] = memory.list(ofKind('always').map(() => -1));
  words[place.DEADLOCKS] = checks(ofKind('deadlock'));
  const records = instances.map(({ card, isOwn }, number) =>
    memory.list([number, ...UNKNOWN, isOwn ? 1 : 0, checks(judge.checksOf(card))]),
  );
  const witnesses = ofKind('sometimes').map((watch, i) => [judge.watches.indexOf(watch), CELL_WORDS * i]);
  words[place.UNSEEN] = memory.list([witnesses.length, ...witnesses.flat()]);
  words[place.INSTANCES] = memory.list(records);
  const layThread = () =>
    layThreadOf(memory, layout.words, instances.length, judge.watches.length, scratchFor(m), plan.parts);
  memory.threads = Array.from({ length: threads }, layThread);
  words[place.LEADER] = memory.threads[0]!;
  memory.leaveRest();
  return memory;
}

function checkOf(watch: Watch, all: readonly Watch[]): number[] {
  return [all.indexOf(watch), ...UNKNOWN, watch.reads, watch.judgesStays ? 1 : 0];
}

function layThreadOf(
  memory: Memory,
  words: number,
  instances: number,
  properties: number,
  scratch: number,
  parts: number,
): number {
  memory.align();
  const thread = memory.take(place.THREAD_WORDS);
  const put = (at: number, value: number) => {
    memory.words[thread + at] = value;
  };
  const before = memory.take(2 * words);
  put(place.BEFORE, before);
  put(place.AFTER, before + words);
  put(place.SCRATCH, memory.take(scratch));
  put(place.ARRIVALS, memory.take(place.MOST_WAITING * (place.A_STATE + words)));
  put(place.SIFTED, memory.take(Math.ceil(instances / 32)));
  put(place.ANSWERS, memory.take(parts));
  put(place.TAKEN, memory.take(instances));
  put(place.WATCHES, memory.list(Array<number[]>(properties).fill([0, -1, -1]).flat()));
  for (const at of [place.AT, place.SPARE_STATE, place.SPARE_HALF, place.SPARE_HALF + 1]) put(at, -1);
  memory.align();
  return thread;
}
