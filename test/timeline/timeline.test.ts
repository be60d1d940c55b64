import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { rankOfBlock, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design, Verdict } from '../../spec/design.ts';
import { formatFor } from '../../src/cli/report/trace-picture.ts';
import type { ActionName } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { State } from '../../src/model/state.ts';
import { actionsByLabel, labelOf } from '../../src/schedule/label.ts';
import { replay, statesOf } from '../../src/schedule/replay.ts';
import { mermaidOf } from '../../src/timeline/mermaid.ts';
import { svgOf } from '../../src/timeline/svg/svg.ts';
import { pictureOf } from '../../src/timeline/timeline.ts';
import { summaryOf, titleOf } from '../../src/timeline/title.ts';
import type { Bar, Picture } from '../../src/timeline/types.ts';
import { consequencesOf } from '../../src/words/consequences.ts';
import { type Copy, copiesOf } from '../../src/words/copies.ts';
import { deviceOf } from '../../src/words/names.ts';
import { viewOf } from '../../src/words/states.ts';
import { arrayWith, BOOT, QUEUED_WRITE } from '../support/arrays.ts';
import { command } from '../support/command.ts';
import { selfFedLoss } from '../support/self-fed-loss.ts';
import { pictureFiles } from '../write/pictures.ts';
import {
  type Drawn,
  drawnOf,
  parsedSvg,
  pictures,
  scheduleText,
  textsIn,
  verdictAnnotations,
  withClass,
} from './drawn.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const LOST = 'R3_highest-links-the-wrong-version';

for (const [name, drawn] of pictures) {
  test(`${name}: every step appears in a well-formed SVG document`, () => {
    const document = drawn.svg;
    const rows = withClass(document, 'step');
    assert.equal(
      rows.map((row) => Number(row.getAttribute('data-step'))),
      drawn.trace.steps.map((_, i) => i + 1),
    );
    drawn.trace.steps.forEach(({ action }, i) => {
      assert.ok(textsIn(rows[i]!).includes(labelOf(drawn.model, action)), `step ${i + 1}`);
    });
    assert.ok(document.getElementsByTagName('title')[0]!.textContent!.startsWith(drawn.model.design.name));
    assert.ok(document.getElementsByTagName('desc')[0]!.textContent!.length > 0);
  });

  test(`${name}: the copies are those of the states, at every step`, () => {
    const { model, picture } = drawn;
    statesOf(drawn.trace).forEach((s, at) => {
      for (const { block, moments, bars } of picture.blocks) {
        const { told, copies } = moments[at]!;
        const atRest = copies.filter(({ area }) => area !== 'sent');
        assert.equal(atRest.map(placeAndVersion), copiesOf(model, s, block).map(withoutHalf), `step ${at}`);
        assert.equal(atRest.map(described).sort(), viewedCopies(model, s, block).sort(), `step ${at}`);
        assert.equal(copiesAt(bars, at).sort(), copies.map(described).sort(), `bars at step ${at}`);
        assert.is(told, s.blocks[block]!.acknowledged);
      }
    });
  });

  test(`${name}: a block is marked where its verdict changes, and a lost one has no good copy`, () => {
    const { model, picture } = drawn;
    const w = wiringOf(model.design);
    const expected = picture.blocks.flatMap(({ block }) => {
      const verdicts = statesOf(drawn.trace).map((s) => verdictOf(rankOfBlock(w, s, block)));
      return verdicts.flatMap((verdict, at) => {
        const before = verdicts[at - 1] ?? 'safe';
        return verdict === before ? [] : [{ step: at, block, verdict }];
      });
    });
    const marks = verdictAnnotations(picture).map(({ step, block, verdict }) => ({ step, block, verdict }));
    assert.equal(marks.map(inJson).sort(), expected.map(inJson).sort());
    for (const { moments } of picture.blocks) {
      for (const { verdict, copies } of moments) {
        if (verdict !== 'stale' && verdict !== 'torn')
          assert.is(
            copies.every(({ isGood, isPending }) => !isGood || isPending),
            verdict === 'lost',
          );
      }
    }
  });

  test(`${name}: life lines have no gap, and what loses its content is dead from there on`, () => {
    const { model, trace, picture } = drawn;
    const lanes = new Set(picture.lanes.map(({ id }) => id));
    for (const lane of lanes) {
      const spans = picture.spans.filter((span) => span.lane === lane);
      assert.is(spans[0]!.from, 0);
      assert.equal(
        spans.map(({ until }) => until),
        spans.map((_, i) => spans[i + 1]?.from),
      );
    }
    for (const { from, to, via } of picture.events) {
      assert.ok([from, to, via ?? from].every((lane) => lanes.has(lane)));
    }
    trace.steps.forEach(({ before, action, after }, i) => {
      for (const told of consequencesOf(model, before, action, after)) {
        const [, part] = /^(\w+) (?:loses its content|is out of service)$/.exec(told) ?? [];
        if (part !== undefined) assert.is(lifeAt(picture, part, i + 1), 'dead', `${part} at step ${i + 1}`);
        const [, board] = /^(\w+) stops$/.exec(told) ?? [];
        if (board !== undefined)
          assert.is(lifeAt(picture, board, i + 1), 'dead', `${board} at step ${i + 1}`);
      }
    });
  });
}

test('the counterexample of self-fed: both good copies go with the power of P1, and that is marked', () => {
  const { picture, svg, text } = drawnOf('design self-fed', selfFedLoss);
  const [mark, ...others] = verdictAnnotations(picture);
  assert.is(others.length, 0);
  assert.is(mark!.step, 11);
  assert.is(mark!.title, 'lost after step 11, PowerOff P1');
  assert.is(mark!.version, 1);
  assert.is(mark!.last!.step, 11);
  assert.equal(mark!.last!.copies.map(placeAndVersion), ['C1 v1', 'F1 v1']);
  assert.equal(
    picture.events.filter(({ kind }) => kind === 'loss').map(({ step, from, text }) => [step, from, text]),
    [
      [11, 'C1', 'loses b1 v1'],
      [11, 'F1', 'loses b1 v1'],
    ],
  );
  assert.equal(lanesThat(picture, 'dead', 11), ['C1', 'F1', 'K1', 'P1']);
  const [banner] = withClass(svg, 'mark');
  assert.is(banner!.getAttribute('data-step'), '11');
  assert.match(
    textsIn(banner!).join(' '),
    /LOST after step 11, PowerOff P1.*no copy of version 1 of block 1/,
  );
  assert.match(text, / {2}critical LOST after step 11, PowerOff P1\n.*no copy of version 1/);
});

test('without its last step nothing of the counterexample is marked', () => {
  const { picture, svg, text } = drawnOf('design self-fed', selfFedLoss.slice(0, -1));
  assert.equal(picture.annotations, []);
  assert.is(picture.verdict, 'safe');
  assert.equal(withClass(svg, 'mark'), []);
  assert.not.match(text, /critical/);
});

test('scenarios without harm have no mark of it', () => {
  const safe = [...pictures.values()].filter(({ picture }) =>
    picture.blocks.every(({ moments }) => moments.every(({ verdict }) => verdict === 'safe')),
  );
  assert.ok(safe.length > 20);
  for (const { picture } of safe) assert.equal(verdictAnnotations(picture), []);
});

test('a copy that a takeover drops is a loss, though the step is no fault', () => {
  const { picture } = pictures.get(LOST)!;
  const losses = picture.events.filter(({ kind }) => kind === 'loss');
  assert.equal(
    losses.map(({ step, from }) => `${picture.steps[step - 1]!.label}: ${from}`),
    ['PowerOff P1: C1', 'TakeCharge K2: C2'],
  );
  assert.equal(
    picture.annotations.map(({ kind, step }) => `${kind} ${picture.steps[step - 1]!.label}`),
    [
      'epoch Fence K2',
      'verdict LinkPage K2 m1',
      'violation LinkPage K2 m1',
      'violation LinkPage K2 m1',
      'verdict TakeCharge K2',
      'verdict HostRead K2 b1',
      ...Array(3).fill('violation HostRead K2 b1'),
    ],
  );
});

test('what moves on, is written out or is superseded is no loss', () => {
  const calm = [...pictures.values()].filter(
    ({ model, picture }) =>
      model.design.weakened.length === 0 && !picture.steps.some(({ isFault }) => isFault),
  );
  const labels = calm.flatMap(({ picture }) => picture.steps.map(({ label }) => label.split(' ')[0]));
  for (const name of ['Drain', 'DestageDone', 'Release']) assert.ok(labels.includes(name), name);
  const losses = calm.flatMap(({ picture }) => picture.events.filter(({ kind }) => kind === 'loss'));
  assert.equal(losses, []);
});

test('an epoch is marked with who fences whom', () => {
  const texts = (name: string) =>
    pictures.get(name)!.picture.annotations.flatMap(({ kind, text }) => (kind === 'epoch' ? [text] : []));
  assert.equal(texts(LOST), ['the arbiter lets K2 fence K1']);
});

test('violated properties and epochs are marked at their steps in both formats', () => {
  for (const { picture, trace, svg, text } of pictures.values()) {
    const violated = new Set(trace.steps.flatMap((step) => step.violated.map(({ id }) => id)));
    const marked = picture.annotations.flatMap((mark) => (mark.kind === 'violation' ? [mark.property] : []));
    assert.equal(new Set(marked), violated);
    const marks = withClass(svg, 'mark').map((mark) => mark.getAttribute('data-step'));
    for (const { step } of picture.annotations) assert.ok(marks.includes(String(step)));
    for (const { title } of picture.annotations) {
      assert.match(text.toLowerCase(), title.toLowerCase(), title);
    }
  }
});

test('a design has the lanes of its parts: FIFOs only where it answers from them', () => {
  const of = (design: string) => drawnOf(`design ${design}`, ['NotifySize K1']).picture.lanes;
  const mirror = ['host', 'switch', 'K1', 'C1', 'channel', 'arbiter', 'C2', 'K2', 'D1', 'D2', 'P1', 'P2'];
  assert.equal(
    of('mirror-only').map(({ id }) => id),
    mirror,
  );
  const fifo = [...mirror.toSpliced(6, 0, 'F2').toSpliced(4, 0, 'F1'), 'B1', 'B2'];
  assert.equal(
    of('battery').map(({ id }) => id),
    fifo,
  );
});

/**
 * What each action is drawn as, from where, over what and to where: K, C, F its own controller, cache and FIFO;
 * k, c those of the partner; D the device of the block; * the part that the action names.
 */
const DRAWN: Readonly<Record<ActionName, string>> = {
  NotifySize: 'control K channel k',
  AllocateMirror: 'local C',
  CreateTable: 'local K',
  HostWrite: 'request host switch K',
  WritePage: 'data K C',
  Copy: 'data C channel c',
  Enqueue: 'data C F',
  Acknowledge: 'answer K switch host',
  Abort: 'request host switch K',
  Discard: 'local K',
  Drain: 'data F c',
  Destage: 'begin C D',
  DestageDone: 'done D K',
  DeviceWriteLate: 'data C D',
  Release: 'control K channel c',
  HostRead: 'answer K switch host',
  Fence: 'control K arbiter',
  Confirm: 'control arbiter *',
  Route: 'control arbiter switch',
  Expire: 'local K',
  SetMark: 'control K arbiter',
  ClearMark: 'control K arbiter',
  Trust: 'local K',
  LinkPage: 'local C',
  TakeCharge: 'control K switch',
  DrainDone: 'local C',
  Degrade: 'local K',
  Suspect: 'local K',
  StandDown: 'local K',
  Wake: 'local K',
  BatteryElapse: 'local *',
  PowerOff: 'fault *',
  BatteryDead: 'fault *',
  BoardCrash: 'fault *',
  BoardHang: 'fault *',
  CacheLost: 'fault *',
  FifoLost: 'fault *',
  ChannelDown: 'fault channel',
  ArbiterDown: 'fault arbiter',
  FalseSuspicion: 'fault *',
  CopyError: 'fault *',
  FifoError: 'fault *',
  DrainError: 'fault F',
  DestageError: 'fault *',
};

/** The same in an array without a switch, or without an arbiter: the owner of the only device in play is K1. */
function inArray({ design }: Model, drawn: string): string {
  const apart =
    design.arbiter === 'none'
      ? drawn.replace('control K arbiter', 'local K').replace('control arbiter', 'control k')
      : drawn;
  if (design.path === 'switch') return apart;
  return apart
    .replace('host switch K', 'host K')
    .replace('K switch host', 'K host')
    .replace('K switch', 'K host');
}

test('every action is drawn at the parts that it concerns, the way that content and messages go', () => {
  const met = new Set<string>();
  const fifoLost = drawnOf('design self-fed', [...selfFedLoss.slice(0, -1), 'FifoLost F1']);
  for (const { model, trace, picture } of [...pictures.values(), fifoLost]) {
    trace.steps.forEach(({ action: { name } }, i) => {
      if (name === 'Release' && !model.inForce.R4_invalidated) return;
      const { kind, from, via, to, text } = picture.events.find(({ step }) => step === i + 1)!;
      const [, part = ''] = picture.steps[i]!.label.split(' ');
      const own = part.at(-1)!;
      const partner = own === '1' ? '2' : '1';
      const block = Number(/b(\d+)/.exec(text)?.[1] ?? 1) - 1;
      const expected = inArray(model, DRAWN[name])
        .replace(/\b[KCF]\b/g, (letter) => letter + own)
        .replace(/\b[kcf]\b/g, (letter) => letter.toUpperCase() + partner)
        .replace(/\bD\b/, deviceOf(model, block))
        .replace('*', part);
      const lanes = from === to ? [from] : [from, ...(via === undefined ? [] : [via]), to];
      assert.is([kind, ...lanes].join(' '), expected, picture.steps[i]!.label);
      met.add(name);
    });
  }
  assert.equal(
    Object.keys(DRAWN).filter((name) => !met.has(name)),
    [],
  );
});

test('a life line says what is the matter with its part, and nothing once it works again', () => {
  const mirror = arrayWith('mirror-only');
  const battery = arrayWith('battery');
  assert.equal(conditionsAfter(mirror, 'BoardHang K1'), ['K1 impaired: hung']);
  assert.equal(conditionsAfter(mirror, 'BoardHang K1', 'Wake K1'), []);
  assert.equal(conditionsAfter(mirror, 'ChannelDown'), ['channel dead: cut']);
  const fence = [...BOOT, 'FalseSuspicion K2', 'Fence K2'];
  assert.equal(conditionsAfter(mirror, ...fence), ['K1 impaired: old epoch']);
  assert.equal(conditionsAfter(mirror, ...fence, 'StandDown K1'), ['K1 impaired: fenced']);
  assert.equal(conditionsAfter(mirror, 'BoardCrash K1'), ['K1 dead: down', 'C1 dead: lost']);
  const keeping = arrayWith('mirror-only', { crashLosesMemory: false });
  assert.equal(conditionsAfter(keeping, 'BoardCrash K1'), ['K1 dead: down', 'C1 impaired: cut off']);
  assert.equal(conditionsAfter(mirror, 'CacheLost C1'), ['K1 dead: stopped', 'C1 dead: failed']);
  assert.equal(conditionsAfter(battery, 'BatteryDead B1'), ['B1 dead: flat']);
  assert.equal(conditionsAfter(battery, 'FifoLost F1'), ['F1 dead: failed']);
  assert.equal(conditionsAfter(battery, ...BOOT, ...QUEUED_WRITE, 'PowerOff P2'), [
    ...['F1 impaired: cannot drain', 'C2 dead: no power', 'K2 dead: down', 'P2 dead: off'],
    'B2 works: feeds, 4 left',
  ]);
});

test('a page that was linked torn is half a copy, and no good one', () => {
  const { picture } = pictures.get('R1_commit-links-a-torn-page')!;
  const { step } = picture.steps.find(({ label }) => label.startsWith('LinkPage'))!;
  const copies = picture.blocks[0]!.moments[step]!.copies;
  const torn = copies.find(({ place, area }) => place === 'C2' && area === 'read/write')!;
  assert.equal([torn.version, torn.isWhole, torn.isGood], [2, false, false]);
});

test('a device write on its way is a good copy, until a fence makes it void', () => {
  const head = 'design mirror-only\nbounds faults=2';
  const boot = pictures.get('A1_write-copy-acknowledge')!.picture.steps.map(({ label }) => label);
  const { picture } = drawnOf(head, [...boot, 'Destage K1 p1', 'PowerOff P1', 'CacheLost C2']);
  const { verdict, copies } = picture.blocks[0]!.moments.at(-1)!;
  assert.is(verdict, 'stranded');
  assert.equal(
    copies.filter(({ isGood }) => isGood).map(({ place, area }) => [place, area]),
    [['D1', 'sent']],
  );
  const late = pictures.get('R5_fence-late-device-write-overwrites-the-survivors')!.picture;
  const { step } = late.steps.find(({ label }) => label === 'Fence K2')!;
  const sentAt = (at: number) => late.blocks[0]!.moments[at]!.copies.find(({ area }) => area === 'sent')!;
  assert.equal([sentAt(step - 1).isGood, sentAt(step).isGood], [true, true], 'nothing makes it void here');
  const { events } = pictures.get('H09_late-device-write-is-rejected-by-the-fence')!.picture;
  assert.ok(events.some(({ from, text }) => from === 'D1' && text === 'b1 v1 void'));
  assert.not(
    events.some(({ kind }) => kind === 'loss'),
    'what is void is no loss: C2 has it',
  );
});

test('a block that nobody wrote is shown when no controller reaches its device any more', () => {
  const { picture } = pictures.get('H33_total-power-loss-takes-both-caches')!;
  const { step } = picture.steps.at(-1)!;
  const [, unwritten] = picture.blocks;
  assert.is(unwritten!.name, 'b2 on D2');
  assert.equal(
    unwritten!.bars.map(({ copy }) => placeAndVersion(copy)),
    ['D2 v0'],
  );
  assert.equal(
    verdictAnnotations(picture).map((mark) => [mark.block, mark.verdict, mark.step]),
    [
      [0, 'lost', step],
      [1, 'stranded', step],
    ],
  );
  assert.equal(
    drawnOf('design self-fed', selfFedLoss).picture.blocks.map(({ name }) => name),
    ['b1 on D1'],
    'K2 reaches D2',
  );
});

test('the title says what came of it and when, and only the mark how', () => {
  const headOf = ({ picture }: Drawn) => [titleOf(picture), ...summaryOf(picture)];
  const lost = drawnOf('design self-fed', selfFedLoss);
  assert.equal(headOf(lost), ['self-fed: lost', 'b1 lost after step 11, PowerOff P1.']);
  assert.equal(headOf(pictures.get('H33_total-power-loss-takes-both-caches')!), [
    'mirror-only: lost',
    'b1 lost after step 13, PowerOff P2.',
    'b2 stranded after step 13, PowerOff P2.',
  ]);
  const [title, , violated] = headOf(pictures.get(LOST)!);
  assert.is(title, 'mirror-only without R3_highest: stale, I1, I9 and 3 more violated');
  assert.is(violated, 'Violated: I1, I9, I2, I4, refinement.');
  const marked = (...verdicts: Verdict[]) => {
    const marks = verdictAnnotations(lost.picture);
    const annotations = verdicts.flatMap((verdict) => marks.map((mark) => ({ ...mark, verdict })));
    return summaryOf({ ...lost.picture, annotations });
  };
  assert.equal(marked('stranded', 'safe'), ['Every acknowledged write can still be read.']);
  assert.equal(marked('lost', 'safe'), ['b1 lost after step 11, PowerOff P1.'], 'what was lost stays lost');
  assert.equal(headOf(drawnOf('design self-fed', selfFedLoss.slice(0, -1))), [
    'self-fed: safe',
    'Every acknowledged write can still be read.',
  ]);
  for (const { picture, svg, text } of pictures.values()) {
    const description = svg.getElementsByTagName('desc')[0]!.textContent!;
    for (const { title, text: how } of verdictAnnotations(picture)) {
      assert.is(text.split(`: ${how}`).length, 2, how);
      assert.ok(description.includes(`${title}: ${how}.`), title);
    }
  }
});

test('neither title nor summary of a run call it safe that violates a property, or was answered half a page', () => {
  const headOf = ({ picture }: Drawn) => [titleOf(picture), ...summaryOf(picture)];
  const broken = headOf(pictures.get('R8_protected-answers-a-read-that-a-takeover-takes-back')!);
  assert.equal(broken, [
    'mirror-only without R8_protected: safe, I4 and refinement violated',
    'Violated: I4, refinement.',
  ]);
  const [title, since] = headOf(pictures.get('R1_commit-torn-page-is-answered-then-destaged')!);
  assert.match(title!, /^mirror-only without R1_commit: torn, /);
  assert.match(since!, /^b1 torn after step 22, TakeCharge K2\.$/);
});

test('a step that violates a property is marked each time, a state that does where that begins', () => {
  const { model, trace } = drawnOf('design self-fed', selfFedLoss.slice(0, 3));
  const marked = (kind: 'step' | 'always') => {
    const violated = invariantsOf(model.design)
      .filter((property) => property.kind === kind)
      .slice(0, 1);
    const steps = trace.steps.map((step) => ({ ...step, violated }));
    return pictureOf(model, { ...trace, steps }).annotations.map(({ step }) => step);
  };
  assert.equal(marked('step'), [1, 2, 3]);
  assert.equal(marked('always'), [1]);
});

test('the ending of a file says the format, and --format outweighs it', () => {
  const formats = ['a.svg', 'a.html', 'a.mmd', 'a.mermaid', 'a.txt', 'a.text', 'svg', 'a.SVG', 'a.Html'].map(
    (write) => formatFor({ write }),
  );
  assert.equal(formats, ['svg', 'html', 'mermaid', 'mermaid', 'text', 'text', 'text', 'svg', 'html']);
  for (const ending of ['.json', '.md', '.xyz', '.']) {
    const known = '--format text, mermaid, svg, html or itf; for JSON: --json';
    const refused = ({ name, message }: Error) =>
      name === 'Error' && message === `--write: ending ${ending} is not known: ${known}`;
    assert.throws(() => formatFor({ write: `a${ending}` }), refused);
    assert.is(formatFor({ write: `a${ending}`, format: 'text' }), 'text');
  }
  assert.is(formatFor({ write: 'a.svg', format: 'mermaid' }), 'mermaid');
  assert.is(formatFor({}), 'text');
});

test('a name that means something to XML stands as it is', () => {
  const design = '&one; <two> "three"';
  const document = parsedSvg(svgOf({ ...pictures.get(LOST)!.picture, design }));
  assert.ok(document.getElementsByTagName('title')[0]!.textContent!.startsWith(design));
});

test('nothing is drawn outside the picture, and no two rows overlap', () => {
  for (const [name, { svg: document }] of pictures) {
    const [, , width, height] = document.documentElement!.getAttribute('viewBox')!.split(' ').map(Number);
    for (const rect of [...document.getElementsByTagName('rect')].slice(1)) {
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((key) => Number(rect.getAttribute(key)));
      assert.ok(x! >= 0 && y! >= 0 && w! >= 0 && h! >= 0, `${name}: rect at ${x}, ${y}, ${w} by ${h}`);
      assert.ok(
        x! + w! <= width! + 1 && y! + h! <= height! + 1,
        `${name}: rect ends at ${x! + w!}, ${y! + h!}`,
      );
    }
    const tops = withClass(document, 'step').map((row) =>
      Number(row.getElementsByTagName('text')[0]!.getAttribute('y')),
    );
    for (let i = 1; i < tops.length; i++) assert.ok(tops[i]! - tops[i - 1]! >= 25, `${name}: row ${i + 1}`);
  }
});

test('trace writes pictures whole, or prints them, and says what makes no sense', () => {
  const schedule = join(folder, 'self-fed.schedule');
  writeFileSync(schedule, scheduleText('design self-fed', selfFedLoss));
  const { picture } = drawnOf('design self-fed', selfFedLoss);
  const file = join(folder, 'new', 'self-fed.svg');
  assert.is(mirrorproof('trace', schedule, '--format', 'svg', '--write', file).stdout, `${file}\n`);
  assert.is(readFileSync(file, 'utf8'), svgOf(picture));
  assert.is(mirrorproof('trace', schedule, '--format', 'mermaid').stdout, mermaidOf(picture));
  const table = mirrorproof('trace', schedule).stdout;
  assert.match(table, /^step +action +what happens +copies$/m);
  assert.is(mirrorproof('trace', schedule, '--format', 'text').stdout, table);
  const wrong: [string[], RegExp][] = [
    [['--format', 'svgg'], /--format: .*did you mean "svg"/],
    [['--format', 'svg', '--json'], /--json takes standard output/],
    [['--format', 'svg', '--write', folder], /cannot write .*: it is a folder/],
  ];
  for (const [options, message] of wrong) {
    const { status, stdout, stderr } = mirrorproof('trace', schedule, ...options);
    assert.is(status, 64);
    assert.is(stdout, '');
    assert.match(stderr, message);
  }
});

test('the pictures of the documents are what the command gives that check names', () => {
  for (const [file, text] of pictureFiles()) assert.is(text, readFileSync(file, 'utf8'), file);
});

test('a picture is worked out and drawn without the command line, a clock, chance, input or output', () => {
  const own = join(root, 'src', 'timeline');
  const sources = readdirSync(own, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  assert.ok(sources.length > 10);
  for (const file of sources) {
    const text = readFileSync(join(own, file), 'utf8');
    assert.not.match(text, /from '\.\.\/cli|from 'node:|Math\.random|Date\.|performance\.|process\./, file);
  }
});

test('a copy that goes once a newer one is whole in its place is not drawn as lost', () => {
  const write = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1'];
  const { picture, text } = drawnOf('design mirror-only', [
    ...selfFedLoss.slice(0, 5),
    ...write,
    'Acknowledge K1 b1',
    ...write,
    'Release K1 m1',
  ]);
  const { bars } = picture.blocks[0]!;
  const released = bars.find(({ copy, until }) => copy.place === 'C2' && copy.isWhole && until === 15)!;
  assert.is(released.endsInLoss, false);
  assert.not.match(text, /loses b1/);
});

test.run();

/** What is the matter with each part of a design after a schedule, as its life line has it. */
function conditionsAfter(design: Design, ...labels: string[]): string[] {
  const model = compileModel(design);
  const known = actionsByLabel(model);
  const actions = labels.map((label) => known.get(label)!);
  const { lanes, spans } = pictureOf(model, replay(model, actions, []));
  return lanes.flatMap(({ id }) => {
    const { life, says } = spans.findLast(({ lane }) => lane === id)!;
    return life === 'works' && says === '' ? [] : [`${id} ${life}: ${says}`];
  });
}

function lifeAt({ spans }: Picture, lane: string, at: number): string {
  return spans.findLast((span) => span.lane === lane && span.from <= at)!.life;
}

function lanesThat(picture: Picture, life: string, at: number): string[] {
  const ids = picture.lanes.map(({ id }) => id);
  return ids.filter((id) => lifeAt(picture, id, at) === life).sort();
}

function placeAndVersion({ place, version }: Copy): string {
  return `${place} v${version}`;
}

function withoutHalf(copy: string): string {
  return copy.replace(' (half)', '');
}

/** The copies of a block as the readable view of the state has them. */
function viewedCopies(model: Model, s: State, block: number): string[] {
  const { caches, fifos, blocks } = viewOf(model, s);
  const name = `b${block + 1} `;
  const pages = Object.entries(caches).flatMap(([cache, pages], side) =>
    Object.values(pages)
      .filter((page) => page.includes(` ${name}`) && !page.includes(' filling '))
      .map((page) => page.split(' '))
      .map(([area, state, , version]) => {
        const isHalf = state === 'copying' || (state === 'committed' && isTornIn(s, side, version!));
        return `${cache} ${area} ${version}${isHalf ? ' half' : ''}`;
      }),
  );
  const entries = Object.entries(fifos).flatMap(([fifo, { entries }]) =>
    entries
      .filter((entry) => entry.startsWith(name))
      .map((entry) => `${fifo} fifo ${entry.split(' ')[1]}${entry.endsWith('filling') ? ' half' : ''}`),
  );
  const [on, { device }] = Object.entries(blocks).find(([key]) => key.startsWith(name))!;
  return [...pages, ...entries, `${on.split(' ').at(-1)} device v${device}`];
}

/** Whether a page of the cache was committed with this version and lacks a sub-block (R17). */
function isTornIn({ caches }: State, side: number, version: string): boolean {
  return caches[side]!.some(
    (page) => page.state === 'committed' && `v${page.version}` === version && page.written < 2,
  );
}

/** A copy in the words of `viewedCopies`. Of a linked page neither tells that it is torn. */
function described({ place, area, version, isWhole }: Copy): string {
  return `${place} ${area} v${version}${isWhole || area === 'read/write' ? '' : ' half'}`;
}

function copiesAt(bars: readonly Bar[], at: number): string[] {
  const there = bars.filter(({ from, until }) => from <= at && (until === undefined || at < until));
  return there.map(({ copy }) => described(copy));
}

function inJson(value: unknown): string {
  return JSON.stringify(value);
}

function mirrorproof(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [...command, ...args], { cwd: root, env, encoding: 'utf8' });
}
