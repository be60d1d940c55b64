import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { attach } from '../../src/explorer/core/machine.ts';
import * as place from '../../src/explorer/core/places.ts';
import { answerOf, BITS_AT, outcomeOf, rootOfPart } from '../../src/explorer/core/tree.ts';
import { layoutOf } from '../../src/explorer/layout.ts';
import { memoryOf } from '../../src/explorer/learned/memory.ts';
import { Recorder } from '../../src/explorer/learned/recorder.ts';
import { Impure, Trees } from '../../src/explorer/learned/trees.ts';
import { compileModel } from '../../src/model/model.ts';
import { type Part, partOf } from '../../src/model/property.ts';
import type { State } from '../../src/model/state.ts';
import { arrayWith } from '../support/arrays.ts';

/* What a tree keeps of the runs of a rule. */

const ROOT = 100;
const AT = 200;
const PARTS = 300;
const ANSWERS = 400;

/** A tree that learns what this comes to, on a state all of whose words are 0 but for what is put there. */
function school(of: (s: State) => number, parts: readonly Part[] = [], mayAsk = true) {
  const memory = memoryOf(2 ** 16).words;
  attach(memory);
  const m = compileModel(arrayWith('mirror-only', {}));
  const layout = layoutOf(m);
  const recorder = new Recorder(m, layout, memory, parts);
  memory[place.TREES_END] = 1000;
  memory[place.RANKS] = PARTS;
  const trees = new Trees(memory, recorder, layout.words, parts);
  const put = (path: string, code: number) => {
    const { word, shift, bits } = layout.fields.find((field) => field.path === path)!;
    memory[AT + word] = (memory[AT + word]! & ~((2 ** bits - 1) << shift)) | (code << shift);
  };
  const learn = () => trees.learn({ of: 'it', root: ROOT, at: AT, run: () => of(recorder.before), mayAsk });
  return {
    put,
    learn,
    known: () => {
      memory.fill(0, ANSWERS, ANSWERS + parts.length);
      return mayAsk ? answerOf(ROOT, AT, ANSWERS) : outcomeOf(ROOT, AT);
    },
    knownOf: (part: number) => answerOf(rootOfPart(part), AT, ANSWERS),
    widthOfRoot: () => memory[ROOT + 1]! >>> BITS_AT,
  };
}

const allOf = ({ faults }: State) => faults.filter(Boolean).length;
const firstOf = ({ faults }: State) => faults.findIndex((has) => has) + 1;

test('a tree knows what it learned, and nothing of a state that it cannot take for one that it knows', () => {
  const { put, learn, known } = school((s) => (s.channelUp ? s.units.length : 0));
  assert.is(known(), -1);
  learn();
  assert.is(known(), 0);
  put('.blocks[0].openAt', 1);
  assert.is(known(), 0, 'it was not read');
  put('.channelUp', 1);
  assert.is(known(), -1);
  learn();
  assert.is(known(), 2);
});

test('plain values of a list that are read in one run are seen at once, up to eight bits', () => {
  const { put, learn, known, widthOfRoot } = school(allOf);
  learn();
  assert.is(widthOfRoot(), 8);
  put('.faults[7]', 1);
  put('.faults[8]', 1);
  assert.is(known(), -1);
  learn();
  assert.is(known(), 2);
});

test('one field of the records of a list is seen at once as well: they stand one below the other', () => {
  const { learn, widthOfRoot } = school(
    ({ caches }) => caches[1].filter(({ state }) => state === 'dirty').length,
  );
  learn();
  assert.is(widthOfRoot(), 6, 'the states of two pages');
});

test('what is behind the value that decides may be seen too, and changes nothing of what is known', () => {
  const { put, learn, known } = school(firstOf);
  learn();
  for (const fault of [4, 2, 0]) {
    put(`.faults[${fault}]`, 1);
    assert.is(known(), -1, `${fault}`);
    learn();
    assert.is(known(), fault + 1);
  }
});

test('fields that are packed side by side are seen at once, in whatever order a run reads them', () => {
  const { put, learn, known, widthOfRoot } = school(({ controllers: [{ table, board }], blocks }) =>
    table[0]!.state === 'acquired' ? blocks[0]!.media : 10 * Number(board === 'down'),
  );
  put('.controllers[0].mode', 2);
  learn();
  assert.is(widthOfRoot(), 2, 'two entries: the mode that is between them and the board is not read');
  put('.controllers[0].board', 2);
  learn();
  assert.is(known(), 10);
  const wide = school(({ controllers: [{ mode, board, table }] }) => {
    if (table[0]!.state === 'acquired') return 1;
    if (mode === 'stopped' && board === 'up') return 2;
    return table[0]!.block === 0 ? 3 : 4;
  });
  wide.learn();
  assert.is(wide.widthOfRoot(), 7);
  wide.put('.controllers[0].table[0].state', 1);
  assert.is(wide.known(), -1);
  wide.learn();
  assert.is(wide.known(), 1);
  wide.put('.controllers[0].table[0].state', 0);
  assert.is(wide.known(), 2);
  wide.put('.controllers[0].board', 2);
  wide.learn();
  assert.is(wide.known(), 3);
  wide.put('.controllers[0].table[0].block', 1);
  assert.is(wide.known(), -1, 'what is behind those that it sees is not one of them');
  wide.learn();
  assert.is(wide.known(), 4);
});

test('fields that are no neighbours are seen one by one', () => {
  const { learn, widthOfRoot } = school((s) => Number(s.channelUp) + s.blocks[0]!.openAt);
  learn();
  assert.is(widthOfRoot(), 1);
});

const isEven = partOf(2, ({ blocks }) => Number(blocks[0]!.openAt % 2 === 0));

test('a part is learned by itself, and what asks it tells its answers apart and nothing else', () => {
  const { put, learn, known } = school((s) => Number(s.channelUp) + 10 * isEven(s), [isEven]);
  learn();
  assert.is(known(), 10);
  put('.blocks[0].openAt', 2);
  assert.is(known(), -1, 'the part is not known there');
  learn();
  put('.channelUp', 1);
  assert.is(known(), -1);
  learn();
  put('.blocks[0].openAt', 0);
  assert.is(known(), 11, 'learned with another value, of which the part says the same');
  put('.blocks[0].openAt', 1);
  learn();
  assert.is(known(), 1);
});

test('what is read beside a part is seen, be it read by the part as well, and a part may ask another', () => {
  const both = partOf(4, (s) => 2 * isEven(s) + Number(s.channelUp));
  const { put, learn, known } = school(
    (s) => (s.channelUp ? 100 : 0) + 10 * both(s) + s.blocks[0]!.openAt,
    [both, isEven],
  );
  const expected = [
    [0, 0, 20],
    [0, 1, 130],
    [1, 1, 111],
    [1, 0, 1],
    [2, 1, 132],
    [2, 0, 22],
  ] as const;
  for (const [openAt, channelUp, comesTo] of expected) {
    put('.blocks[0].openAt', openAt);
    put('.channelUp', channelUp);
    assert.is(known(), -1);
    learn();
    assert.is(known(), comesTo);
  }
});

test('a tree that no part is looked up for sees what the part reads', () => {
  const { put, learn, known } = school((s) => isEven(s), [isEven], false);
  learn();
  assert.is(known(), 1);
  put('.blocks[0].openAt', 2);
  assert.is(known(), -1);
});

test('a part that comes to more than it says is refused', () => {
  const isDown = partOf(2, (s) => (s.channelUp ? 0 : 2));
  const { put, learn } = school((s) => isDown(s), [isDown]);
  put('.channelUp', 1);
  learn();
  put('.channelUp', 0);
  assert.throws(learn, 'a part with answers from 0 to 1 came to 2');
});

test('what is known of a part is not asked again', () => {
  let runs = 0;
  const counted = partOf(2, ({ channelUp }) => Number(channelUp) + 0 * runs++);
  const { put, learn } = school((s) => counted(s) + s.blocks[0]!.openAt, [counted]);
  learn();
  put('.blocks[0].openAt', 1);
  learn();
  assert.is(runs, 1);
  put('.channelUp', 1);
  learn();
  assert.is(runs, 2);
});

test('what came to something else, or read something else, in a state that it cannot tell apart is impure', () => {
  let runs = 0;
  const forgetful = school((s) => (s.faults.some(Boolean) ? 1 : ++runs));
  forgetful.learn();
  assert.throws(
    forgetful.learn,
    (error: unknown) => error instanceof Impure && /^it does not depend/.test(error.message),
  );
  const fickle = school((s) => (runs++ % 2 === 0 ? Number(s.channelUp) : s.blocks[0]!.openAt));
  fickle.learn();
  assert.throws(fickle.learn, (error: unknown) => error instanceof Impure);
});

test.run();
