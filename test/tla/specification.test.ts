import { readdirSync, readFileSync } from 'node:fs';
import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import { witnessesOf } from '../../properties/witnesses.ts';
import type { Design } from '../../spec/design.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { transitions } from '../../src/model/protocol.ts';
import { configText } from '../../src/tlc/write/model.ts';
import { arrayWith, type Wiring } from '../support/arrays.ts';
import { shippedAtTiny } from '../support/counts.ts';
import { needsJava } from '../support/java.ts';
import { type Alteration, tlcOn } from '../support/tla.ts';
import { modelFiles, modelsFolder, tlaReadme } from '../write/tla.ts';

/* What the TLA+ specification says by itself: its properties hold, and each fails when what it guards is broken. */

const test = needsJava(always);

const mirror = arrayWith('mirror-only', { bounds: { faults: 0 } });
const fifo = arrayWith('partner-fed', { bounds: { faults: 0 } });

/** One fault of these kinds only, so that a run takes seconds. */
const struckBy = (...faultKinds: Design['faultKinds']) =>
  arrayWith('partner-fed', { bounds: { writes: 1 }, faultKinds });

const withoutAction = (module: string, text: string): Alteration => ({ module, from: text, to: '' });

const UNCHANGED = 'UNCHANGED <<memory, volume, surroundings>>';
const flipsForEver = `(Mode(k) \\in {"mirrored", "writeThrough"} /\\ ${UNCHANGED}
       /\\ SetMode(k, IF Mode(k) = "mirrored" THEN "writeThrough" ELSE "mirrored"))`;

interface Breaks {
  readonly property: string;
  readonly in: Design;
  readonly when: string;
  readonly altered: Alteration;
}

const breaks: readonly Breaks[] = [
  {
    property: 'ComesToRest',
    in: mirror,
    when: 'a controller goes to and fro between two modes',
    altered: { module: 'Takeover', from: 'Degrade(k) \\/', to: `${flipsForEver} \\/` },
  },
  {
    property: 'L1',
    in: mirror,
    when: 'nobody acknowledges',
    altered: withoutAction('MirroredCache', '    \\/ AnswerNext(k)\n'),
  },
  {
    property: 'L1',
    in: struckBy('BoardCrash'),
    when: 'nobody suspects a partner that is down',
    altered: withoutAction('Takeover', ' \\/ Suspect(k)'),
  },
  {
    property: 'L2',
    in: fifo,
    when: 'no FIFO drains',
    altered: withoutAction('Duplicate', '  \\/ Drain(k)\n'),
  },
  {
    property: 'L3',
    in: mirror,
    when: 'nothing is destaged',
    altered: withoutAction('Destage', '  \\/ \\E i \\in Page(k) : Destage(k, i)\n'),
  },
  {
    property: 'L5',
    in: struckBy('FifoLost'),
    when: 'no controller degrades',
    altered: withoutAction('Takeover', 'Degrade(k) \\/ '),
  },
  {
    property: 'L6',
    in: mirror,
    when: 'no mirror page is released',
    altered: withoutAction('MirroredCache', '    \\/ ReleaseNext(k)\n'),
  },
];

for (const { property, in: design, when, altered } of breaks) {
  test(`${property} fails when ${when}`, async () => {
    const { violation, errors } = await tlcOn(design, 'liveness', [altered], { only: property });
    assert.is(violation?.kind, 'temporal', errors.join('\n'));
  });
}

test('L5 fails when a controller does not see that its FIFO failed', async () => {
  const blind = {
    module: 'Array',
    from: 'fifos[k].state # "failed" /\\ Fed(Fifo[k]) /\\ Fed(Engine[k])',
    to: 'TRUE',
  };
  const { violation, errors } = await tlcOn(struckBy('FifoLost'), 'liveness', [blind], { only: 'L5' });
  assert.is(violation?.kind, 'temporal', errors.join('\n'));
});

test('I1 asks for itself whether a FIFO drains, and does not believe the rules', async () => {
  const power = { P1: ['K1', 'C1', 'F2', 'E1'], P2: ['K2', 'C2', 'F1', 'E2'] } as const;
  const design = arrayWith('partner-fed', { power, bounds: { writes: 1 }, faultKinds: ['PowerOff'] });
  const believes = { module: 'Array', from: '  /\\ Fed(Engine[k])\n', to: '' };
  const { violation } = await tlcOn(design, 'safety', [believes]);
  assert.is(violation?.name, 'I1');
});

test('L7 fails when a survivor answers nothing before the device of its partner has confirmed', async () => {
  const waits = { module: 'Array', from: '"draining", "linking", "solo"}', to: '"draining", "solo"}' };
  const { violation, errors } = await tlcOn(struckBy('BoardCrash'), 'blocked', [waits], { only: 'L7' });
  assert.is(violation?.kind, 'temporal', errors.join('\n'));
});

test('L7 fails when an acknowledgement waits for the other device', async () => {
  const waits = {
    module: 'Answer',
    from: '  /\\ ~blocks[b].joined\n',
    to: `  /\\ ~blocks[b].joined
      /\\ \\A c \\in Block : Owner(c) = 1 => blocks[c].media = blocks[c].issued
`,
  };
  const { violation, errors } = await tlcOn(mirror, 'blocked', [waits]);
  assert.is(violation?.kind, 'temporal', errors.join('\n'));
});

for (const [name, design] of Object.entries({
  'mirror-only, no fault': mirror,
  'partner-fed, no fault': fifo,
  'partner-fed, a lost FIFO': struckBy('FifoLost'),
  'partner-fed, a hung board': struckBy('BoardHang'),
  'mirror-only without a switch, the arbiter fails': arrayWith('mirror-only', {
    path: 'direct',
    bounds: { writes: 1 },
    faultKinds: ['ArbiterDown'],
  }),
})) {
  test(`${name}: everything that must come comes`, async () => {
    for (const question of ['liveness', 'blocked'] as const) {
      const { completed, distinct, errors } = await tlcOn(design, question);
      assert.ok(completed, errors.join('\n'));
      assert.ok(distinct > 100);
    }
  });
}

const safetyBreaks: readonly [rule: string, property: string][] = [
  ['R9_version', 'I11_steps'],
  ['R4_invalidated', 'I7'],
];
for (const [rule, property] of safetyBreaks) {
  test(`TLC by itself refutes ${property} with ${rule} weakened`, async () => {
    const { violation } = await tlcOn(arrayWith('mirror-only', { ...mirror, weaken: [rule] }), 'safety');
    assert.is(violation?.name, property);
  });
}

test('all invariants, steps and the refinement hold of the specification as it is', async () => {
  for (const design of [mirror, fifo]) {
    const { completed, violation, errors } = await tlcOn(design, 'safety');
    assert.ok(completed, `${violation?.name} ${errors.join('\n')}`);
  }
});

test('L1_at_rest fails when nobody suspects a partner that is down', async () => {
  const { violation } = await tlcOn(struckBy('BoardCrash'), 'safety', [
    withoutAction('Takeover', ' \\/ Suspect(k)'),
  ]);
  assert.is(violation?.name, 'L1_at_rest');
});

always('a model is asked for every invariant, step and temporal property that the modules have', () => {
  const modules = ['Properties', 'Liveness'].map((name) =>
    readFileSync(new URL(`../../tla/${name}.tla`, import.meta.url), 'utf8'),
  );
  const named = [
    ...modules.join('\n').matchAll(/^((?:I\d+|L\d+_at_rest)|I\d+_steps|L\d+|ComesToRest|Refinement) +==/gm),
  ];
  const asked = ['safety', 'liveness', 'blocked']
    .map((question) => configText(fifo, question as 'safety'))
    .join('\n');
  const names = named.map(([, name]) => name!);
  assert.ok(names.length > 30);
  for (const name of names) {
    const isAsked = new RegExp(`\\b(${name}|${name}_steps)\\b`).test(asked);
    assert.ok(isAsked, name);
  }
});

always('TLC is asked for every witness that the reference looks for', () => {
  const several = { bounds: { pagesPerWrite: 2, blocks: 2 } };
  const wanted = [arrayWith('mirror-only', several), arrayWith('battery', several)].flatMap(witnessesOf);
  const module = readFileSync(new URL('../../tla/MC.tla', import.meta.url), 'utf8');
  for (const { id } of wanted) assert.ok(module.includes(`Seen("${id}", `), id);
});

always('the families know every action of the reference by its name, each once', () => {
  const folder = new URL('../../tla/', import.meta.url);
  const modules = readdirSync(folder).filter((name) => name.endsWith('.tla'));
  const text = modules.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const named = [...text.matchAll(/\bname = "(\w+)" +\/\\ (\w+)/g)];
  for (const [, name, action] of named) assert.is(name, action);
  assert.equal(named.map(([, name]) => name).sort(), Object.keys(transitions).sort());
});

always('tla/models is written from the shipped designs as they are', () => {
  const files = modelFiles();
  assert.equal(readdirSync(modelsFolder).sort(), [...files.keys()].sort());
  for (const [name, text] of files) assert.is(readFileSync(`${modelsFolder}${name}`, 'utf8'), text, name);
});

always('the table of tla/README.md has every model, and the states and depths of the reference', () => {
  const number = (cell: string) => Number(cell.replaceAll(',', ''));
  const models = readFileSync(tlaReadme, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `MC_'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.is(models.length, 3 * shippedDesigns().length);
  for (const [, model, found, states, depth] of models) {
    const name = model!.replace(/^`MC_(\w+?)(_liveness|_blocked)?\.cfg`$/, '$1').replaceAll('_', '-');
    const [explored, , deep] = shippedAtTiny[name as Wiring];
    assert.equal([number(states!), number(depth!) - 1], [explored, deep], model);
    assert.ok(['holds', 'not run yet'].includes(found!), `${model}: ${found}`);
  }
});

always.run();
