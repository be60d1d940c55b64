import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rankOfBlock, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { RuleName } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Model } from '../../src/model/model.ts';
import { type Side, sides } from '../../src/model/side.ts';
import type { State } from '../../src/model/state.ts';
import { blockEndsOf } from '../../src/page/analysis/block-ends.ts';
import { holdsTold, placeOf } from '../../src/page/analysis/copies.ts';
import { type Run, runLabels } from '../../src/page/analysis/run.ts';
import { actionsByLabel, labelOf } from '../../src/schedule/label.ts';
import { statesOf } from '../../src/schedule/replay.ts';
import { pictureOf } from '../../src/timeline/timeline.ts';
import {
  copiesOf,
  copyInEntry,
  copyInPage,
  copyName,
  copyOnDevice,
  isAtRest,
} from '../../src/words/copies.ts';
import { tellFate, tellStep } from '../../src/words/sentences.ts';
import { arrayWith, BOOT, MIRRORED_WRITE, run, TAKEOVER, WRITTEN_THROUGH } from '../support/arrays.ts';
import { walkThrough } from '../support/walks.ts';

const folder = fileURLToPath(new URL('../../spec/designs', import.meta.url));
const LENGTH = 70;

/** Without these rules copies are torn, void, older, or gone. */
const weakenings: readonly RuleName[][] = [
  [],
  ['R1_commit'],
  ['R5_fence'],
  ['R3_highest', 'R2_fresh'],
  ['R16_destage', 'R17_page'],
];

/**
 * Runs through every shipped design, and through what becomes of it without some rules; and each again up to
 * its first acknowledgement, where all units lose power.
 */
const runs: readonly Run[] = readdirSync(folder).flatMap((file) =>
  weakenings.flatMap((weakened, i) => {
    const design = loadDesign(join(folder, file), 'small', { weakened, bounds: { faults: 2 } });
    const { model, actions } = walkThrough(design, LENGTH, i);
    const labels = actions.map((action) => labelOf(model, action));
    const acknowledged = actions.findIndex(({ name }) => name === 'Acknowledge') + 1;
    const outage = model.unitNames.map((unit) => `PowerOff ${unit}`);
    return [runLabels(model, labels), runLabels(model, [...labels.slice(0, acknowledged), ...outage])];
  }),
);

test('texts, the bars of the picture and the marks of the page know the same copies', () => {
  let states = 0;
  for (const each of runs) {
    const { model } = each;
    for (const { block, moments } of pictureOf(model, each).blocks) {
      statesOf(each).forEach((s, at) => {
        const { copies, told } = moments[at]!;
        const atRest = copies.filter(isAtRest);
        assert.equal(atRest.map(copyName), copiesOf(model, s, block));
        const good = told === 0 ? [] : atRest.filter(({ isGood }) => isGood);
        assert.equal(markedCells(model, s, block), good.map(({ place }) => place).sort());
        states++;
      });
    }
  }
  assert.ok(states > 2000, String(states));
});

test('no good copy is left exactly where the properties call a block lost', () => {
  for (const each of runs) {
    const w = wiringOf(each.model.design);
    for (const { block, moments } of pictureOf(each.model, each).blocks) {
      statesOf(each).forEach((s, at) => {
        const verdict = verdictOf(rankOfBlock(w, s, block));
        const isNowhere = moments[at]!.copies.every(({ isGood, isPending }) => !isGood || isPending);
        if (verdict !== 'stale' && verdict !== 'torn') assert.is(isNowhere, verdict === 'lost', `step ${at}`);
      });
    }
  }
});

test('the last good copies of the picture are those that the page names last', () => {
  let found = 0;
  for (const each of runs) {
    for (const annotation of pictureOf(each.model, each).annotations) {
      if (annotation.kind !== 'verdict' || annotation.last === undefined) continue;
      const { step, block, last } = annotation;
      const { partings, left } = blockEndsOf({ ...each, steps: each.steps.slice(0, step) })[block]!;
      assert.equal(left, []);
      assert.equal(
        partings.filter((parting) => parting.step.number === last.step).map(({ place }) => place),
        last.copies.map(placeOf),
      );
      assert.is(partings.at(-1)!.step.number, last.step);
      found++;
    }
  }
  assert.ok(found > 5, String(found));
});

test('a page that a takeover links torn stays half a copy, in words too', () => {
  const design = arrayWith('mirror-only', { weaken: ['R1_commit'] });
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];
  const takeover = ['PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1'];
  const { model, state } = run(design, ...BOOT, ...half, ...takeover);
  assert.equal(copiesOf(model, state, 0), ['C2 v1 (half)', 'D1 v0']);
  assert.is(
    tellFate(model, state, 0, 'stranded'),
    'the initial content of block 1 is left in D1, and a takeover by K2 does not bring it back',
  );
});

test('what the host is answered is told as half a page where it is one', () => {
  const design = arrayWith('mirror-only', { weaken: ['R1_commit'] });
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];
  const takeover = ['PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'];
  const { model, state } = run(design, ...BOOT, ...half, ...takeover);
  const fate = 'the host is answered half of version 1 of block 1, which was never written whole';
  assert.is(tellFate(model, state, 0, 'torn'), fate);
  const read = actionsByLabel(model).get('HostRead K2 b1')!;
  assert.is(tellStep(model, state, read, state), 'K2 answers a read of block 1 with half of version 1');
});

test('a version that an older page hides is told with who is in charge, one that nobody reaches is not', () => {
  const written = [...MIRRORED_WRITE, ...WRITTEN_THROUGH];
  const linked = [...BOOT, ...written, ...TAKEOVER, 'LinkPage K2 m1'];
  const taking = run(arrayWith('mirror-only', { weaken: ['R3_media'] }), ...linked);
  const left = 'version 2 of block 1 is left in D1, and';
  assert.is(
    tellFate(taking.model, taking.state, 0, 'stranded'),
    `${left} a takeover by K2 does not bring it back`,
  );
  const { model, state } = run(taking, 'TakeCharge K2');
  assert.is(tellFate(model, state, 0, 'stranded'), `${left} K2, which is in charge, does not answer with it`);
  const gone = run(
    arrayWith('mirror-only', { bounds: { faults: 2 } }),
    ...BOOT,
    'PowerOff P1',
    'PowerOff P2',
  );
  assert.match(
    tellFate(gone.model, gone.state, 0, 'stranded'),
    /left in D1, which no working controller can reach$/,
  );
});

test('a device write that a fence made void is not told among what is left', () => {
  const design = arrayWith('mirror-only');
  const sent = [...BOOT, ...MIRRORED_WRITE, 'Destage K1 p1', 'BoardHang K1', 'Suspect K2'];
  const before = run(design, ...sent);
  assert.match(tellFate(before.model, before.state, 0, 'stranded'), /left in .*a device write under way/);
  const granted = run(before, 'Fence K2');
  assert.match(tellFate(granted.model, granted.state, 0, 'stranded'), /a device write under way/);
  const { model, state } = run(granted, 'Confirm D1');
  assert.not.match(tellFate(model, state, 0, 'stranded'), /device write/);
});

test.run();

/** Parts whose cells the page marks, because they hold what the host was told of this block. */
function markedCells(m: Model, s: State, block: number): string[] {
  const inside = (side: Side) => [
    ...s.caches[side].filter((page) => page.block === block).map((page) => copyInPage(m, s, side, page)),
    ...s.fifos[side].entries
      .filter((entry) => entry.block === block)
      .map((entry) => copyInEntry(m, s, side, entry)),
  ];
  const copies = [...sides.flatMap(inside), copyOnDevice(m, s, block)];
  return copies.flatMap((copy) => (holdsTold(s, block, copy) ? [copy!.place] : [])).sort();
}
