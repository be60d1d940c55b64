import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import type { FoldName } from '../../src/explorer/fold/fold.ts';
import { arrayWith } from '../support/arrays.ts';
import { type Edit, planted } from '../support/plants.ts';

/* Folds that are wrong on purpose, each in a copy of the sources: what a search tries before it folds must see each. */

type SameFuture = typeof import('../../src/explorer/fold/same-future.ts');
type Folds = typeof import('../../src/explorer/fold/fold.ts');
type Models = typeof import('../../src/model/model.ts');
type Assessing = typeof import('../../src/check/assess.ts');

interface Wrong {
  readonly edit: Edit;
  /** Where it shows. */
  readonly design: Design;
  readonly folds: readonly FoldName[];
  /** The fold that is wrong. */
  readonly fold: FoldName;
}

const fold = 'src/explorer/fold';
const core = 'src/explorer/core';
const any = arrayWith('battery', { bounds: { writes: 'any' } });
const blocks = arrayWith('battery', { bounds: { writes: 2, blocks: 2, fifoDepth: 2 } });
const ordering = { folds: ['slots', 'blocks'], design: blocks, fold: 'blocks' } as const;
const exchanging = { folds: ['sides'], design: arrayWith('battery'), fold: 'sides' } as const;
const sorting = { folds: ['versions', 'slots'], design: any, fold: 'slots' } as const;

const wrong: Readonly<Record<string, Wrong>> = {
  'versions: what is settled keeps its number': {
    edit: {
      file: `${fold}/versions.ts`,
      after: "const versions = fields.filter(({ kind }) => kind === 'version')",
      text: ".filter(({ name }) => name !== 'blocks.settled')",
    },
    design: any,
    folds: ['versions'],
    fold: 'versions',
  },
  'slots: entries of the FIFO go where they went': {
    edit: { file: `${fold}/slots.ts`, after: 'holders: onTheirWay', text: '.slice(9)' },
    ...sorting,
  },
  'slots: a page keeps what was written to it': {
    edit: {
      file: `${fold}/slots.ts`,
      after: "recordsOf(m, 'caches.mirror', side)",
      text: ".map((page) => page.filter(({ name }) => name !== 'caches.mirror.written'))",
    },
    ...sorting,
  },
  'slots: the entry does not go with its page': {
    edit: { file: `${fold}/slots.ts`, after: '...table[i]!', text: ', ...table[i]!' },
    ...sorting,
  },
  'slots: mirror pages are sorted although R4 is weakened': {
    edit: { file: `${fold}/slots.ts`, after: 'if (!areMirrorPagesAlike(m)', text: ' && false' },
    ...sorting,
    design: arrayWith('mirror-only', {
      bounds: { writes: 'any', subBlocks: 1 },
      faultKinds: ['BoardHang'],
      weaken: ['R4_invalidated'],
    }),
  },
  'blocks: device writes under way are forgotten': {
    edit: {
      file: `${fold}/blocks.ts`,
      after: "recordsOf(m, 'blocks', side)",
      text: ".map((block) => block.filter(({ name }) => name !== 'blocks.queued'))",
    },
    ...ordering,
  },
  'blocks: entries of the FIFO keep their block': {
    edit: {
      file: `${fold}/blocks.ts`,
      after: "recordsOf(m, 'fifos.entries', writer)",
      text: '.slice(9)',
    },
    ...ordering,
  },
  'sides: power units stay': {
    edit: { file: `${fold}/sides.ts`, after: 'unit: (index) => ', text: 'index ?? ' },
    ...exchanging,
  },
  'sides: batteries stay': {
    edit: { file: `${fold}/sides.ts`, after: 'battery: (index) => ', text: 'index ?? ' },
    ...exchanging,
  },
  'sides: faults stay': {
    edit: { file: `${fold}/sides.ts`, after: 'fault: (index) => ', text: 'index ?? ' },
    ...exchanging,
  },
  'sides: who works on a request stays': {
    edit: { file: `${fold}/sides.ts`, after: 'const ACTORS = [0, 2, 1]', text: '.toSorted()' },
    ...exchanging,
  },
  'sides: names of blocks stay': {
    edit: { file: `${fold}/sides.ts`, after: '...image.block', text: '.toSorted()' },
    ...exchanging,
  },
  'versions: those of one block count for the next': {
    edit: { file: `${core}/renumber.ts`, after: 'get(scratch + read(words, get(field + 1))', text: ' * 0' },
    design: any,
    folds: ['versions'],
    fold: 'versions',
  },
  'slots: a page leaves behind what was there': {
    edit: {
      file: `${core}/order.ts`,
      after: 'write(words, get(own - count + i), a',
      text: ' * 0',
    },
    ...sorting,
  },
  'blocks: what names one of them stays': {
    edit: {
      file: `${core}/order.ts`,
      after: 'function rename(part: i32, thing: i32, words: i32): void {',
      text: 'return;',
    },
    ...ordering,
  },
  'sides: what names no version names a block': {
    edit: {
      file: `${core}/exchange.ts`,
      after: 'if (read(words, get(name + 1)) === 0',
      text: ' && false',
    },
    ...exchanging,
  },
  'sides: a declaration for one side goes for both': {
    edit: {
      file: `${fold}/mirror-image.ts`,
      after: 'if (key(declared) !== key(exchanged)',
      text: ' && false',
    },
    ...exchanging,
    design: arrayWith('battery', { declares: { survives: ['BoardCrash K1'], fails: {} } }),
  },
  'sides: batteries that hold for longer count as others': {
    edit: {
      file: `${fold}/mirror-image.ts`,
      after: 'const held = Object.values(batteries)',
      text: '.map((each) => ({ ...each, hold: 1 }))',
    },
    ...exchanging,
    design: arrayWith('battery', {
      batteries: { B1: { feeds: ['F1'], hold: 2 }, B2: { feeds: ['F2'], hold: 1 } },
    }),
  },
  'sides: nobody looks which part it is': {
    edit: {
      file: `${fold}/mirror-image.ts`,
      after: 'function otherPart(part: Part): Part {',
      text: 'return part;',
    },
    ...exchanging,
    design: arrayWith('battery', {
      power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2', 'F1'] },
    }),
  },
};

for (const [says, { edit, design, folds, fold }] of Object.entries(wrong)) {
  test(`${says}: it is seen before a search folds`, async () => {
    const { load } = planted([edit]);
    const { differenceOf } = await load<SameFuture>('src/explorer/fold/same-future.ts');
    const { foldsFor, reductions } = await load<Folds>('src/explorer/fold/fold.ts');
    const { compileModel } = await load<Models>('src/model/model.ts');
    const { questionFor } = await load<Assessing>('src/check/assess.ts');
    const m = compileModel(design);
    assert.ok(foldsFor(m, reductions).includes(fold) || fold === 'versions', 'it is carried in the copy');
    assert.is(differenceOf(m, questionFor(design), folds)?.fold, fold);
  });
}

test.run();
