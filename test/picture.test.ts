import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { DOMParser, type Document, type Element, onWarningStopParsing } from '@xmldom/xmldom';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../properties/invariants.ts';
import { rankOfBlock, verdictOf } from '../properties/verdict.ts';
import { wiringOf } from '../properties/wiring.ts';
import { designFor } from '../src/cli/options.ts';
import type { Action } from '../src/model/action.ts';
import { initialState } from '../src/model/initial.ts';
import { compileModel, type Model } from '../src/model/model.ts';
import type { State } from '../src/model/state.ts';
import { enabled, step } from '../src/model/step.ts';
import { mermaidOf } from '../src/picture/mermaid.ts';
import { pictureOf } from '../src/picture/picture.ts';
import { svgOf } from '../src/picture/svg.ts';
import type { Bar, Copy, Picture, VerdictMark } from '../src/picture/types.ts';
import { parseSchedule } from '../src/schedule/file.ts';
import { actionsByLabel, labelOf } from '../src/schedule/label.ts';
import { replay, type Trace } from '../src/schedule/replay.ts';
import { consequencesOf } from '../src/story/consequences.ts';
import { copiesOf, viewOf } from '../src/story/view.ts';
import { pictureFiles } from './write-pictures.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const scenarios = join(root, 'test', 'scenarios');
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const LONG = 80;

/** Mermaid itself, whose parser asks its surroundings for very little. */
const mermaid = loadMermaid();

/** The shortest counterexample of self-fed, as the README has it. */
const selfFed = [
  'NotifySize K1',
  'NotifySize K2',
  'AllocateMirror K1',
  'AllocateMirror K2',
  'CreateTable K1',
  'HostWrite K1 b1',
  'WritePage K1 b1',
  'Enqueue K1 b1',
  'Enqueue K1 b1',
  'Acknowledge K1 b1',
  'PowerOff P1',
];

/** A schedule, run and drawn. */
interface Drawn {
  readonly model: Model;
  readonly trace: Trace;
  readonly picture: Picture;
  readonly svg: Document;
  readonly text: string;
}

const all = new Map<string, Drawn>([
  ...readdirSync(scenarios)
    .filter((file) => file.endsWith('.schedule'))
    .sort()
    .map((file) => [basename(file, '.schedule'), scenario(join(scenarios, file))] as const),
  ...(['mirror-only', 'partner-fed', 'battery'] as const).map(
    (design, i) => [`${LONG} steps of ${design}`, longWalk(design, i)] as const,
  ),
]);

const LOST = 'R3_highest-links-the-wrong-version';

for (const [name, drawn] of all) {
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

  test(`${name}: every step appears in a diagram that Mermaid accepts`, async () => {
    const { text } = drawn;
    await mermaid.parse(text);
    drawn.trace.steps.forEach(({ action }, i) => {
      const line = `: ${i + 1}. ${labelOf(drawn.model, action)}: `;
      assert.is(text.split(line).length, 2, line);
    });
  });

  test(`${name}: the copies are those of the states, at every step`, () => {
    const { model, picture } = drawn;
    statesOf(drawn).forEach((s, at) => {
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
      const verdicts = statesOf(drawn).map((s) => verdictOf(rankOfBlock(w, s, block)));
      return verdicts.flatMap((verdict, at) => {
        const before = verdicts[at - 1] ?? 'safe';
        return verdict === before ? [] : [{ step: at, block, verdict }];
      });
    });
    const marks = verdictMarks(picture).map(({ step, block, verdict }) => ({ step, block, verdict }));
    assert.equal(marks.map(inJson).sort(), expected.map(inJson).sort());
    for (const { moments } of picture.blocks) {
      for (const { verdict, copies } of moments) {
        if (verdict !== 'stale')
          assert.is(
            copies.every(({ isGood }) => !isGood),
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
  const { picture, svg, text } = drawnOf('design self-fed', selfFed);
  const [mark, ...others] = verdictMarks(picture);
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
  const { picture, svg, text } = drawnOf('design self-fed', selfFed.slice(0, -1));
  assert.equal(picture.marks, []);
  assert.is(picture.verdict, 'safe');
  assert.equal(withClass(svg, 'mark'), []);
  assert.not.match(text, /critical/);
});

test('scenarios without harm have no mark of it', () => {
  const safe = [...all.values()].filter(({ picture }) =>
    picture.blocks.every(({ moments }) => moments.every(({ verdict }) => verdict === 'safe')),
  );
  assert.ok(safe.length > 20);
  for (const { picture } of safe) assert.equal(verdictMarks(picture), []);
});

test('a copy that a takeover drops is a loss, though the step is no fault', () => {
  const { picture } = all.get(LOST)!;
  const losses = picture.events.filter(({ kind }) => kind === 'loss');
  assert.equal(
    losses.map(({ step, from }) => `${picture.steps[step - 1]!.label}: ${from}`),
    ['PowerOff P1: C1', 'TakeCharge K2: C2'],
  );
  assert.equal(
    picture.marks.map(({ kind, step }) => `${kind} ${picture.steps[step - 1]!.label}`),
    ['epoch Fence K2', 'violation LinkPage K2 m1', 'verdict TakeCharge K2', 'violation TakeCharge K2'],
  );
});

test('what moves on, is written out or is superseded is no loss', () => {
  const calm = [...all.values()].filter(
    ({ model, picture }) =>
      model.design.weakened.length === 0 && !picture.steps.some(({ isFault }) => isFault),
  );
  const labels = calm.flatMap(({ picture }) => picture.steps.map(({ label }) => label.split(' ')[0]));
  for (const name of ['Drain', 'DestageDone', 'Release']) assert.ok(labels.includes(name), name);
  const losses = calm.flatMap(({ picture }) => picture.events.filter(({ kind }) => kind === 'loss'));
  assert.equal(losses, []);
});

test('violated properties and epochs are marked at their steps in both formats', () => {
  for (const { picture, trace, svg, text } of all.values()) {
    const violated = new Set(trace.steps.flatMap((step) => step.violated.map(({ id }) => id)));
    const marked = picture.marks.flatMap((mark) => (mark.kind === 'violation' ? [mark.property] : []));
    assert.equal(new Set(marked), violated);
    const marks = withClass(svg, 'mark').map((mark) => mark.getAttribute('data-step'));
    for (const { step } of picture.marks) assert.ok(marks.includes(String(step)));
    for (const { title } of picture.marks) {
      assert.match(text.toLowerCase(), title.toLowerCase(), title);
    }
  }
});

test('a design has the lanes of its parts: FIFOs only where it answers from them', () => {
  const of = (design: string) => drawnOf(`design ${design}`, ['NotifySize K1']).picture.lanes;
  const mirror = ['host', 'switch', 'K1', 'C1', 'channel', 'C2', 'K2', 'D1', 'D2', 'P1', 'P2'];
  assert.equal(
    of('mirror-only').map(({ id }) => id),
    mirror,
  );
  const fifo = [...mirror.toSpliced(5, 0, 'F2').toSpliced(4, 0, 'F1'), 'B1', 'B2'];
  assert.equal(
    of('battery').map(({ id }) => id),
    fifo,
  );
});

test('content goes over the channel with ack rule mirror, through the FIFO with ack rule fifo', () => {
  const copy = eventOf('A1_write-copy-acknowledge', 'Copy K1 b1');
  assert.equal([copy.from, copy.via, copy.to], ['C1', 'channel', 'C2']);
  const enqueue = eventOf('B1_answered-from-the-FIFO-then-drained', 'Enqueue K1 b1');
  assert.equal([enqueue.from, enqueue.via, enqueue.to], ['C1', undefined, 'F1']);
  const drain = eventOf('B1_answered-from-the-FIFO-then-drained', 'Drain K1');
  assert.equal([drain.from, drain.via, drain.to], ['F1', undefined, 'C2']);
  const answer = eventOf('A1_write-copy-acknowledge', 'Acknowledge K1 b1');
  assert.equal([answer.from, answer.via, answer.to], ['K1', 'switch', 'host']);
});

test('a page that was linked torn is half a copy, and no good one', () => {
  const { picture } = all.get('R1_commit-links-a-torn-page')!;
  const { step } = picture.steps.find(({ label }) => label.startsWith('LinkPage'))!;
  const copies = picture.blocks[0]!.moments[step]!.copies;
  const torn = copies.find(({ place, area }) => place === 'C2' && area === 'read/write')!;
  assert.equal([torn.version, torn.isWhole, torn.isGood], [2, false, false]);
});

test('a device write on its way is a good copy, until a fence makes it void', () => {
  const head = 'design mirror-only\nbounds faults=2';
  const boot = all.get('A1_write-copy-acknowledge')!.picture.steps.map(({ label }) => label);
  const { picture } = drawnOf(head, [...boot, 'Destage K1 p1', 'PowerOff P1', 'CacheLost C2']);
  const { verdict, copies } = picture.blocks[0]!.moments.at(-1)!;
  assert.is(verdict, 'stranded');
  assert.equal(
    copies.filter(({ isGood }) => isGood).map(({ place, area }) => [place, area]),
    [['D1', 'sent']],
  );
  const late = all.get('R5_fence-late-device-write-overwrites-the-survivors')!.picture;
  const { step } = late.steps.find(({ label }) => label === 'Fence K2')!;
  const sentAt = (at: number) => late.blocks[0]!.moments[at]!.copies.find(({ area }) => area === 'sent')!;
  assert.equal([sentAt(step - 1).isGood, sentAt(step).isGood], [true, false]);
  const { events } = all.get('H09_late-device-write-is-rejected-by-the-fence')!.picture;
  assert.ok(events.some(({ from, text }) => from === 'D1' && text === 'b1 v1 void'));
  assert.not(
    events.some(({ kind }) => kind === 'loss'),
    'what is void is no loss: C2 has it',
  );
});

test('a name that means something to XML stands as it is', () => {
  const design = '&one; <two> "three"';
  const document = parsed(svgOf({ ...all.get(LOST)!.picture, design }));
  assert.ok(document.getElementsByTagName('title')[0]!.textContent!.startsWith(design));
});

test('a semicolon or a hash in what is told does not end a statement of Mermaid', async () => {
  const { picture } = all.get(LOST)!;
  const marks = picture.marks.map((mark) => ({ ...mark, text: 'one; two #three; end' }));
  await mermaid.parse(mermaidOf({ ...picture, marks }));
});

test('nothing is drawn outside the picture, and no two rows overlap', () => {
  for (const [name, { svg: document }] of all) {
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
  writeFileSync(schedule, textOf('design self-fed', selfFed));
  const { picture } = drawnOf('design self-fed', selfFed);
  const file = join(folder, 'new', 'self-fed.svg');
  assert.is(mirrorproof('trace', schedule, '--format', 'svg', '--write', file).stdout, `${file}\n`);
  assert.is(readFileSync(file, 'utf8'), svgOf(picture));
  assert.is(mirrorproof('trace', schedule, '--format', 'mermaid').stdout, mermaidOf(picture));
  const table = mirrorproof('trace', schedule).stdout;
  assert.match(table, /^step +action +what happens +copies$/m);
  assert.is(mirrorproof('trace', schedule, '--format', 'text').stdout, table);
  const wrong: [string[], RegExp][] = [
    [['--format', 'svgg'], /--format: did you mean "svg"/],
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
  const own = join(root, 'src', 'picture');
  for (const file of readdirSync(own)) {
    const text = readFileSync(join(own, file), 'utf8');
    assert.not.match(text, /from '\.\.\/cli|from 'node:|Math\.random|Date\.|performance\.|process\./, file);
  }
});

test.run();

/** Runs a schedule from the text of its file. */
function scenario(file: string): Drawn {
  return drawnFrom(readFileSync(file, 'utf8'), file);
}

function drawnOf(head: string, labels: readonly string[]): Drawn {
  return drawnFrom(textOf(head, labels), join(folder, 'own.schedule'));
}

function textOf(head: string, labels: readonly string[]): string {
  return `${head}\n\n${labels.join('\n')}\n`;
}

function drawnFrom(text: string, file: string): Drawn {
  const { design, bounds, weaken, actions } = parseSchedule(text, file);
  const name = design.endsWith('.json') ? resolve(file, '..', design) : design;
  const model = compileModel(designFor(name, { preset: 'tiny' }, { bounds, weakened: weaken }));
  const known = actionsByLabel(model);
  return draw(
    model,
    actions.map(({ label }) => known.get(label)!),
  );
}

/**
 * A long schedule that takes one enabled action after the other, without chance; reads are few, faults come
 * late.
 */
function longWalk(design: string, start: number): Drawn {
  const model = compileModel(designFor(design, { preset: 'large' }));
  const actions: Action[] = [];
  let state = initialState(model);
  for (let i = 0; i < LONG; i++) {
    const possible = enabled(model, state).filter((action) => !('fault' in action) || i > LONG / 2);
    const choices = possible.filter(({ name }) => name !== 'HostRead');
    const among = choices.length > 0 ? choices : possible;
    const action = among[((start + i) * 7919) % among.length]!;
    actions.push(action);
    state = step(model, state, action).state;
  }
  return draw(model, actions);
}

function draw(model: Model, actions: readonly Action[]): Drawn {
  const trace = replay(model, actions, invariantsOf(model.design));
  const picture = pictureOf(model, trace);
  return { model, trace, picture, svg: parsed(svgOf(picture)), text: mermaidOf(picture) };
}

function statesOf({ trace }: Drawn): State[] {
  return [trace.initial, ...trace.steps.map(({ after }) => after)];
}

function eventOf(name: string, label: string): Picture['events'][number] {
  const { picture } = all.get(name)!;
  const { step } = picture.steps.find((step) => step.label === label)!;
  return picture.events.find((event) => event.step === step)!;
}

function verdictMarks({ marks }: Picture): VerdictMark[] {
  return marks.flatMap((mark) => (mark.kind === 'verdict' ? [mark] : []));
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
  const pages = Object.entries(caches).flatMap(([cache, pages]) =>
    Object.values(pages)
      .filter((page) => page.includes(` ${name}`) && !page.includes(' filling '))
      .map((page) => page.split(' '))
      .map(([area, state, , version]) => `${cache} ${area} ${version}${state === 'copying' ? ' half' : ''}`),
  );
  const entries = Object.entries(fifos).flatMap(([fifo, { entries }]) =>
    entries
      .filter((entry) => entry.startsWith(name))
      .map((entry) => `${fifo} fifo ${entry.split(' ')[1]}${entry.endsWith('filling') ? ' half' : ''}`),
  );
  const [on, { device }] = Object.entries(blocks).find(([key]) => key.startsWith(name))!;
  return [...pages, ...entries, `${on.split(' ').at(-1)} device v${device}`];
}

/** A copy in the words of `viewedCopies`. A view does not tell that a linked page is torn. */
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

/** The document, if it is well-formed to the last detail. */
function parsed(svg: string): Document {
  return new DOMParser({ onError: onWarningStopParsing }).parseFromString(svg, 'image/svg+xml');
}

function withClass(document: Document, name: string): Element[] {
  return [...document.getElementsByTagName('g')].filter((g) => g.getAttribute('class') === name);
}

function textsIn(element: Element): string[] {
  return [...element.getElementsByTagName('text')].map(({ textContent }) => textContent ?? '');
}

function mirrorproof(...args: string[]) {
  const command = ['--import', 'tsx', join(root, 'src', 'cli', 'main.ts'), ...args];
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' });
}

function loadMermaid(): { parse(text: string): Promise<unknown> } {
  const file = createRequire(import.meta.url).resolve('@mermaid-js/tiny/dist/mermaid.tiny.js');
  const page = {
    document: { nodeType: 9, createElement: () => ({}) },
    Element: class {},
    CSS: { supports: (_: string, colour: string) => colour === 'transparent' },
    addEventListener: () => {},
    structuredClone,
    setTimeout,
    console,
    URL,
  };
  const surroundings = createContext({ ...page, window: page });
  runInContext(readFileSync(file, 'utf8'), surroundings);
  return surroundings['mermaid'];
}
