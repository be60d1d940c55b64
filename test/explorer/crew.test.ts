import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { questionFor } from '../../src/check/assess.ts';
import * as place from '../../src/explorer/core/places.ts';
import { Crew, serve, ThreadLost } from '../../src/explorer/learned/crew.ts';
import { loadCore } from '../../src/explorer/learned/load.ts';
import { memoryOf } from '../../src/explorer/learned/memory.ts';
import { ALONE, exploreLearned, type Helpers } from '../../src/explorer/learned/search.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';
import { finished } from '../support/cores.ts';
import { NO_LIMITS } from '../support/search.ts';

/* What a search does where another thread does not what it should, or memory ends. */

function explored(words: number, helpersOn: (memory: Int32Array) => Helpers, faults = 1) {
  const memory = memoryOf(words);
  const design = arrayWith('mirror-only', { bounds: { faults } });
  const bench = {
    core: loadCore(memory),
    words: memory.words,
    helpers: helpersOn(memory.words),
    release: () => {},
  };
  return finished(exploreLearned(compileModel(design), questionFor(design), NO_LIMITS, bench, []));
}

const WORDS = 2 ** 26;

test('states that a thread says it expanded, and that nobody has, are a lost thread', () => {
  const lies = (memory: Int32Array): Helpers => ({
    ...ALONE,
    count: 1,
    start: ([at]) => {
      memory[at! + place.EXPANDED] = 1;
    },
  });
  assert.throws(
    () => explored(WORDS, lies),
    (error: unknown) => error instanceof ThreadLost,
  );
});

test('where a thread fails and the leader does not, what the thread failed of is told', () => {
  const fails = (memory: Int32Array): Helpers => ({
    count: 1,
    start: () => {
      memory[place.FAILED] = 1;
    },
    fail: () => {
      throw new Error('of something');
    },
  });
  assert.throws(() => explored(WORDS, fails), 'of something');
});

test('a thread that came and does nothing any more is lost, and not waited for', () => {
  const memory = memoryOf(1000);
  memory.words[place.INSIDE] = 1;
  const crew = new Crew(
    loadCore(memory),
    memory.words,
    [100, 200],
    { answer: () => assert.unreachable() },
    5,
  );
  assert.throws(
    () => crew.close(),
    (error: unknown) => error instanceof ThreadLost,
  );
});

/** Two threads of which the second, at 200, asks what a tree does not know. */
function asking(answer: (asked: number, thread: number) => void) {
  const memory = memoryOf(1000);
  const { words } = memory;
  words[200 + place.QUESTION] = place.ASKS_CHECK;
  return { words, crew: new Crew(loadCore(memory), words, [100, 200], { answer }, 5) };
}

test('the thread that leads answers another while it waits for it to leave', () => {
  const answered: number[][] = [];
  const { words, crew } = asking((asked, thread) => {
    answered.push([asked, thread]);
    words[place.INSIDE] = 0;
  });
  words[place.INSIDE] = 1;
  crew.close();
  assert.equal(answered, [[place.ASKS_CHECK, 200]]);
  assert.is(words[200 + place.QUESTION], place.DONE);
});

test('a call that comes while another is answered is heard, too', () => {
  const memory = memoryOf(1000);
  const { words } = memory;
  const answer = (_: number, thread: number) => {
    if (thread === 200) words[place.INSIDE] = 0;
    else {
      words[200 + place.QUESTION] = place.ASKS_CHECK;
      words[place.CALLS]!++;
    }
  };
  words[place.INSIDE] = words[place.CALLS] = 1;
  words[300 + place.QUESTION] = place.ASKS_CHECK;
  new Crew(loadCore(memory), words, [100, 200, 300], { answer }, 5).close();
  assert.is(words[200 + place.QUESTION], place.DONE);
});

test('a thread that waits for an answer is let go where there is none, and when the search ends', () => {
  const { words, crew } = asking(() => {
    throw new Error('no answer');
  });
  assert.throws(() => crew.close(), 'no answer');
  crew.end();
  assert.is(words[200 + place.QUESTION], place.DONE);
});

test('a thread that asks when the search ends leaves, and has not failed', () => {
  const memory = memoryOf(1000);
  const { words } = memory;
  const expand = () => {
    words[place.ENDS] = 1;
    return place.ASKS_CHECK;
  };
  words[place.IS_OPEN] = words[place.OPENED] = 1;
  serve({ ...loadCore(memory), expand }, words, { search: 0, thread: 100 }, (error) => {
    throw error;
  });
  assert.equal(
    [place.INSIDE, place.RUNNING, place.FAILED, place.CALLS].map((at) => words[at]),
    [0, 0, 0, 2],
  );
});

test('a thread that fails says of what before it leaves, and does no more', () => {
  const memory = memoryOf(1000);
  const { words } = memory;
  const expand = (): number => {
    throw new Error('of something');
  };
  words[place.IS_OPEN] = words[place.OPENED] = 1;
  const told: unknown[] = [];
  serve({ ...loadCore(memory), expand }, words, { search: 0, thread: 100 }, (error) => {
    told.push((error as Error).message, words[place.INSIDE]);
  });
  assert.equal(told, ['of something', 1]);
  assert.equal(
    [place.INSIDE, place.RUNNING, place.FAILED].map((at) => words[at]),
    [0, 0, 1],
  );
});

test('a search whose memory has no place left is stopped, and tells what it saw', () => {
  const { states, stopped } = explored(6_500_000, () => ALONE, 2);
  assert.is(stopped, 'the memory that the core can address');
  assert.ok(states > 1000 && states < 491_154, `${states}`);
});

test.run();
