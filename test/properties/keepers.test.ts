import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Keeper, keepersOf } from '../../properties/keepers.ts';
import { rankOfBlock, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design } from '../../spec/design.ts';
import type { RuleName } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { State } from '../../src/model/state.ts';
import { runLabels } from '../../src/page/analysis/run.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { statesOf } from '../../src/schedule/replay.ts';
import {
  arrayWith,
  BOOT,
  MIRRORED_WRITE,
  QUEUED_WRITE,
  run,
  TAKEOVER,
  WRITTEN_THROUGH,
} from '../support/arrays.ts';
import { walkThrough } from '../support/walks.ts';

const FENCED = ['Fence K2', 'Confirm D1', 'Route D1'] as const;

/* What keeps a block is what its verdict counts. */

const folder = fileURLToPath(new URL('../../spec/designs', import.meta.url));
const weakenings: readonly RuleName[][] = [[], ['R5_fence'], ['R16_destage', 'R17_page'], ['R4_needed']];

test('a block is lost exactly where nothing keeps it, and safe only where something is reached', () => {
  const seen = new Set<string>();
  for (const file of readdirSync(folder)) {
    weakenings.forEach((weakened, seed) => {
      const design = loadDesign(join(folder, file), 'small', { weakened, bounds: { faults: 2 } });
      const w = wiringOf(design);
      for (const s of statesIn(design, seed)) {
        s.blocks.forEach((_, block) => {
          const keepers = keepersOf(w, s, block, s.blocks[block]!.acknowledged);
          const verdict = verdictOf(rankOfBlock(w, s, block));
          seen.add(verdict);
          const isAnsweredWrong = verdict === 'stale' || verdict === 'torn';
          if (!isAnsweredWrong) assert.is(keepers.length === 0, verdict === 'lost');
          assert.is(
            keepers.some(({ isReached }) => isReached),
            verdict === 'safe',
          );
        });
      }
    });
  }
  assert.ok(seen.has('safe') && seen.has('stranded') && seen.has('lost'), [...seen].join());
});

/** Those of a walk, and those of an outage of all units after its first acknowledgement, as far as it may happen. */
function statesIn(design: Design, seed: number): State[] {
  const { model, actions } = walkThrough(design, 70, seed);
  const acknowledged = actions.findIndex(({ name }) => name === 'Acknowledge') + 1;
  const labels = actions.map((action) => labelOf(model, action));
  const outage = model.unitNames.map((unit) => `PowerOff ${unit}`);
  return [labels, [...labels.slice(0, acknowledged), ...outage]].flatMap((run) =>
    statesOf(runLabels(model, run)),
  );
}

/** What keeps block 1 after some steps, in short. */
function keptAfter(wiring: 'mirror-only' | 'partner-fed', ...labels: readonly string[]): string[] {
  const { model, state } = run(arrayWith(wiring, { bounds: { faults: 2 } }), ...BOOT, ...labels);
  return keepersOf(wiringOf(model.design), state, 0).map(inShort);
}

function inShort({ holder, side, isReached }: Keeper): string {
  return `${holder} ${side + 1}${isReached ? '' : ', out of reach'}`;
}

test('each kind of copy is told apart, by who holds it and whether a working controller gets to it', () => {
  assert.equal(keptAfter('mirror-only'), ['device 1']);
  assert.equal(keptAfter('mirror-only', ...MIRRORED_WRITE), ['read/write area 1', 'mirror area 2']);
  assert.equal(keptAfter('partner-fed', ...QUEUED_WRITE), ['read/write area 1', 'FIFO 1']);
  assert.equal(keptAfter('mirror-only', ...MIRRORED_WRITE, 'Destage K1 p1'), [
    'read/write area 1',
    'device write 1, out of reach',
    'mirror area 2',
  ]);
  assert.equal(keptAfter('mirror-only', ...MIRRORED_WRITE, 'PowerOff P1', 'BoardHang K2'), [
    'mirror area 2, out of reach',
  ]);
  assert.equal(keptAfter('partner-fed', ...QUEUED_WRITE, 'PowerOff P1', 'PowerOff P2'), []);
});

test('what is in effect and was not told is kept too, by copies that are named by their versions', () => {
  const given = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1', 'Abort K1 b1'];
  const takeover = ['PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'];
  const after = (version: number | undefined, ...labels: readonly string[]) => {
    const { model, state } = run(arrayWith('mirror-only', { bounds: { faults: 2 } }), ...BOOT, ...labels);
    const keepers = keepersOf(wiringOf(model.design), state, 0, version);
    return keepers.map((keeper) => `${inShort(keeper)}: version ${keeper.version}`);
  };
  assert.equal(after(undefined, ...given, ...takeover), ['read/write area 2: version 1']);
  assert.equal(after(0, ...given, ...takeover), ['device 1: version 0']);
  assert.equal(after(undefined, ...given, ...takeover, 'PowerOff P2'), []);
  assert.equal(after(undefined, ...given, 'Destage K1 p1', 'DestageDone K1 b1'), [
    'device 1: version 1',
    'mirror area 2: version 1',
  ]);
});

test('what an older page hides is kept, and reached by nobody', () => {
  const after = (...labels: readonly string[]) => {
    const { model, state } = run(arrayWith('mirror-only', { weaken: ['R3_media'] }), ...BOOT, ...labels);
    return keepersOf(wiringOf(model.design), state, 0).map(inShort);
  };
  const written = [...MIRRORED_WRITE, ...WRITTEN_THROUGH];
  assert.equal(after(...written), ['device 1']);
  assert.equal(after(...written, ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'), ['device 1, out of reach']);
});

test('an answer takes no copy: what the host was answered instead leaves the newer page where it is', () => {
  const design = arrayWith('mirror-only', { bounds: { faults: 2 }, weaken: ['R0_verified', 'R12_suspect'] });
  const wrote = ['HostWrite K1 b1', 'WritePage K1 b1', 'Acknowledge K1 b1', 'FalseSuspicion K2', ...FENCED];
  const { model, state } = run(design, ...BOOT, ...wrote, 'DrainDone K2', 'TakeCharge K2', 'HostRead K2 b1');
  assert.equal([state.blocks[0]!.acknowledged, state.blocks[0]!.settled], [1, 0]);
  assert.equal(keepersOf(wiringOf(model.design), state, 0).map(inShort), ['read/write area 1, out of reach']);
});

test.run();
