import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Bounds, Design } from '../../spec/design.ts';
import { tracePage } from '../../src/cli/report/trace-page.ts';
import { loadDesign } from '../../src/design/load.ts';
import { compileModel } from '../../src/model/model.ts';
import { blockEndsOf } from '../../src/page/analysis/block-ends.ts';
import { changesBetween, factsOf } from '../../src/page/analysis/facts.ts';
import { highlightsOf, nearestHighlight } from '../../src/page/analysis/highlights.ts';
import { lifecycleOf } from '../../src/page/analysis/lifecycle.ts';
import { isPart } from '../../src/page/analysis/parts.ts';
import { judge } from '../../src/page/analysis/property-results.ts';
import { remediesFor } from '../../src/page/analysis/remedy.ts';
import { runLabels } from '../../src/page/analysis/run.ts';
import { jsonForScript, pageHtml } from '../../src/page/dom/html.ts';
import { formatPlace, parsePlace, settle, take } from '../../src/page/place.ts';
import { parseSchedule, scheduleTextOf } from '../../src/schedule/file.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith } from '../support/arrays.ts';
import { launch, needsBrowser, watchedPage } from '../support/browser.ts';
import { command } from '../support/command.ts';
import { selfFedLoss } from '../support/self-fed-loss.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'page-'));
const inBrowser = needsBrowser(test);
let browser: Browser | undefined;
let loss: string | undefined;

const EVIL = '</script><img src=x onerror=alert(1)><!--';

test.before(() => {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build:page'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.is(status, 0, stderr);
});

test.after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test('a link to an action that cannot happen shows the recording whole, and a branch up to that action', () => {
  const recorded = selfFedLoss.slice(0, 10);
  const dead = parsePlace(selfFedLoss, '#step=11&from=10&take=NoSuch+K9');
  assert.equal(settle(selfFedLoss, dead, recorded), { path: selfFedLoss, step: 10, part: '' });
  const branch = parsePlace(selfFedLoss, '#step=12&from=10&take=Drain+K1&take=NoSuch+K9');
  const possible = [...recorded, 'Drain K1'];
  assert.equal(settle(selfFedLoss, branch, possible), { path: possible, step: 11, part: '' });
});

test('a place and its address are one another', () => {
  const branch = { path: [...selfFedLoss.slice(0, 10), 'Drain K1', 'Drain K1'], step: 11, part: 'C1 page 1' };
  const address = formatPlace(selfFedLoss, branch);
  assert.is(address, 'step=11&from=10&take=Drain+K1&take=Drain+K1&part=C1+page+1');
  assert.equal(parsePlace(selfFedLoss, `#${address}`), branch);
  assert.equal(parsePlace(selfFedLoss, '#step=7'), { path: selfFedLoss, step: 7, part: '' });
  assert.equal(parsePlace(selfFedLoss, '#step=x&from=-1&take=No+such'), {
    path: ['No such'],
    step: 0,
    part: '',
  });
});

test('another action leaves the recording, the recorded one does not', () => {
  const start = { path: selfFedLoss, step: 10, part: '' };
  const drained = take(selfFedLoss, start, 'Drain K1');
  assert.equal(drained, { path: [...selfFedLoss.slice(0, 10), 'Drain K1'], step: 11, part: '' });
  assert.is(take(selfFedLoss, start, 'PowerOff P1').path, selfFedLoss);
  assert.equal(take(selfFedLoss, { ...drained, step: 10 }, 'PowerOff P1').path, selfFedLoss);
});

test('what would have saved a run is found by running it', () => {
  const selfFed = remediesFor(runLabels(modelOf('self-fed'), selfFedLoss));
  const fedApart = { change: 'feed F1 and E1 from P2', outcome: 'the same steps end safe', saves: true };
  assert.equal(selfFed, [fedApart]);
  const weakened = modelOf('mirror-only', ['R3_highest']);
  const [followed] = remediesFor(runLabels(weakened, labelsOf('R3_highest-links-the-wrong-version')));
  assert.is(followed!.change, 'follow R3_highest');
  assert.match(
    followed!.outcome,
    /^step 23, LinkPage K2 m1, is refused \(R3_highest: block 1 version 2 is committed as well\)/,
  );
  assert.equal(remediesFor(runLabels(modelOf('self-fed'), selfFedLoss.slice(0, 10))), []);
});

test('a change that only lessens the harm does not save the run', () => {
  assert.equal(remediesFor(runOf('H28_drained-entry-is-forgotten')), [
    {
      change: 'keep drained entries in the FIFO until destage',
      outcome: 'the same steps end stranded',
      saves: false,
    },
  ]);
});

test('where all stays safe, what saves a run is that it breaks no property', () => {
  const outcomes = (scenario: string) => remediesFor(runOf(scenario)).map(({ outcome }) => outcome);
  assert.equal(outcomes('R8_protected-answers-a-read-that-a-takeover-takes-back'), [
    'the same steps break no property',
  ]);
  assert.equal(outcomes('R4_untargeted-releases-the-page-an-entry-drains-to'), [
    'step 14, Release K1 m1, is refused (R4_untargeted: an entry of F1 for block 1 version 1 still drains to it), ' +
      'no property is broken until there',
  ]);
});

test('only parts that the design has can be selected', () => {
  const [fifo, mirror] = [modelOf('battery'), modelOf('mirror-only')];
  const parts = ['K1', 'K2 entry 2', 'C1 page 4', 'F2', 'P1', 'B2', 'D1', 'A'];
  assert.equal(
    parts.filter((name) => isPart(fifo, name)),
    parts,
  );
  assert.equal(
    parts.filter((name) => isPart(mirror, name)),
    ['K1', 'K2 entry 2', 'C1 page 4', 'P1', 'D1', 'A'],
  );
  for (const name of ['', 'F1 page 9', 'C1 page 5', 'K1 entry 3', 'C1', 'C1 foo 1', 'D3', 'P9']) {
    assert.not(isPart(fifo, name), name);
  }
  assert.not(isPart(compileModel(arrayWith('mirror-only', { arbiter: 'none' })), 'A'), 'no arbiter');
});

test('whose a device is stands in its lifecycle, for each that must know', () => {
  const run = runLabels(modelOf('mirror-only'), ['FalseSuspicion K2', 'Fence K2', 'Route D1']);
  const { after } = run.steps.at(-1)!;
  const placesOf = (part: string) => [...lifecycleOf(run.model, after, part)!.current.values()];
  assert.equal(placesOf('D1'), ['givenToPartner', 'takesFromOwn', 'closedToOwn', 'two']);
  assert.equal(placesOf('D2'), ['givenToOwn', 'takesFromOwn', 'leadsToOwn', 'two']);
  assert.equal(placesOf('A'), ['up']);
});

test('what a dead memory held is lost by name, and nothing is lost where nothing was', () => {
  const facts = factsAfter(selfFedLoss);
  assert.equal(
    ['C1 page 1', 'C1 page 2', 'F1 state', 'F1 place 1', 'K1 entry 1', 'C2 page 1'].map((name) =>
      facts.get(name),
    ),
    ['lost: b1 v1', 'no content', 'failed: content lost', 'lost: b1 v1', 'forgotten: b1 v1', 'clean'],
  );
  const changed = changesBetween(factsAfter(selfFedLoss.slice(0, 10)), facts).map(({ name }) => name);
  assert.equal(
    changed.filter((name) => /^(C|F)/.test(name)),
    ['C1 page 1', 'F1 state', 'F1 indicator', 'F1 place 1'],
  );
  assert.is(factsAfter([...selfFedLoss, 'Suspect K2']).get('C1 page 1'), 'lost: b1 v1');
});

test('a FIFO and a cache that held nothing lose nothing', () => {
  const [before, after] = [factsAfter([]), factsAfter(['PowerOff P1'])];
  assert.is(after.get('F1 state'), 'failed: held nothing');
  assert.is(after.get('C1 page 1'), 'no content');
  const changed = changesBetween(before, after).map(({ name }) => name);
  assert.equal(changed, ['K1 board', 'K1 mode', 'F1 state', 'F1 indicator', 'P1']);
});

test('what takes the content of a cache is a failed memory, or a crash with the memory on the board', () => {
  const written = selfFedLoss.slice(0, 10);
  const held = (labels: readonly string[], crashLosesMemory = false) =>
    factsAfter(labels, { crashLosesMemory }).get('C1 page 1');
  assert.is(held([...written, 'CacheLost C1']), 'lost: b1 v1');
  assert.is(held([...written, 'BoardCrash K1']), 'dirty b1 v1');
  assert.is(held([...written, 'BoardCrash K1'], true), 'lost: b1 v1');
});

test('what is reported suspect is told so where the device has its block', () => {
  const run = runOf('R7_writeThrough-what-one-copy-held-is-reported-suspect');
  assert.is(factsOf(run, run.steps.length).get('D1 b1'), 'v0, reported suspect');
  assert.is(factsOf(run, 0).get('D1 b1'), 'v0');
});

test('half a copy is lost as half, and a page that the host has not filled loses nothing', () => {
  const filling = [...selfFedLoss.slice(0, 6), 'PowerOff P1'];
  assert.is(factsAfter(filling).get('C1 page 1'), 'no content');
  const half = [...selfFedLoss.slice(0, 8), 'PowerOff P1'];
  assert.is(factsAfter(half).get('F1 place 1'), 'lost: b1 v1, 1 of 2 sub-blocks');
});

test('the last good copies are those that went last, also after the step that decided it', () => {
  const boot = ['NotifySize K1', 'NotifySize K2', 'AllocateMirror K1', 'AllocateMirror K2', 'CreateTable K1'];
  const wrote = ['HostWrite K1 b1', 'WritePage K1 b1', 'Acknowledge K1 b1', 'BoardHang K1'];
  const stale = [
    'Suspect K2',
    'Fence K2',
    'Confirm D1',
    'Route D1',
    'DrainDone K2',
    'TakeCharge K2',
    'HostRead K2 b1',
    'BoardCrash K1',
  ];
  const model = modelOf('mirror-only', ['R0_verified', 'R12_suspect'], { faults: 2 });
  const [blockEnd] = blockEndsOf(runLabels(model, [...boot, ...wrote, ...stale]));
  assert.is(blockEnd!.verdict, 'stale');
  assert.is(blockEnd!.decided!.label, 'HostRead K2 b1');
  assert.equal(
    blockEnd!.partings.map(({ place, step }) => [place, step.label]),
    [['C1 v1', 'BoardCrash K1']],
  );
});

test('a block that the host was answered half of stays torn at the end, by the step that brought it about', () => {
  const labels = labelsOf('R1_commit-torn-page-is-answered-then-destaged');
  const run = runLabels(modelOf('mirror-only', ['R1_commit']), labels);
  const [blockEnd] = blockEndsOf(run);
  assert.equal([blockEnd!.verdict, blockEnd!.decided!.label], ['torn', 'TakeCharge K2']);
  assert.match(blockEnd!.fate!, /half of version 2 of block 1/);
  assert.equal(run.steps.at(-1)!.ranks, [0, 0], 'the device takes it for whole');
  const [remedy] = remediesFor(run);
  assert.is(remedy!.change, 'follow R1_commit');
  assert.ok(remedy!.saves);
});

test('a step that breaks a property is marked each time, a state only where that begins', () => {
  const { steps } = runLabels(modelOf('self-fed'), selfFedLoss.slice(0, 3));
  const saysOf = (kind: string) => {
    const property = invariantsOf(modelOf('self-fed').design).find((each) => each.kind === kind)!;
    return highlightsOf(steps.map((step) => ({ ...step, violated: [property] }))).flat().length;
  };
  assert.equal([saysOf('step'), saysOf('always')], [3, 1]);
});

test('I1 says why it asks for nothing after a loss that the design declares', () => {
  const run = runLabels(modelOf('self-fed'), selfFedLoss);
  const reasonsAt = (number: number) =>
    judge(run, number).find(({ property }) => property.id === 'I1')?.reasons;
  assert.equal(reasonsAt(11), ['The design declares lost after PowerOff P1, so I1 asks for nothing here.']);
  assert.equal(reasonsAt(10), []);
  assert.equal(reasonsAt(1), []);
});

test('acknowledgements, faults and what came of them are marked, and found one from the other', () => {
  const { steps } = runLabels(modelOf('self-fed'), selfFedLoss);
  assert.equal(
    highlightsOf(steps).map((marks) => marks.map(({ says }) => says)),
    [...Array(9).fill([]), ['told safe'], ['fault', 'lost']],
  );
  assert.equal(
    [0, 9, 10, 11].map((number) => nearestHighlight(steps, number, 1)),
    [10, 10, 11, undefined],
  );
  assert.equal(
    [0, 10, 11].map((number) => nearestHighlight(steps, number, -1)),
    [undefined, undefined, 10],
  );
  const broken = runLabels(
    modelOf('mirror-only', ['R3_highest']),
    labelsOf('R3_highest-links-the-wrong-version'),
  );
  const says = highlightsOf(broken.steps).map((marks) => marks.map(({ says }) => says).join());
  assert.equal(says.slice(22), ['stranded,breaks I1, I9', 'lost', 'stale,breaks I2, I4, refinement']);
});

test('what the host gives up, and what it is told failed, is marked', () => {
  const saysOf = (name: string) => {
    const model = modelOf(name.startsWith('H58') ? 'partner-fed' : 'mirror-only');
    return highlightsOf(runLabels(model, labelsOf(name)).steps).flatMap((marks) =>
      marks.map(({ says }) => says),
    );
  };
  assert.equal(saysOf('H52_given-up-write-is-discarded-with-its-half-copy'), ['given up', 'told safe']);
  assert.equal(saysOf('H58_host-is-told-that-its-write-failed'), ['fault', 'told failed', 'told safe']);
});

test('the steps shown make a schedule file that runs again', () => {
  for (const [name, weakened, labels] of [
    ['self-fed', [], selfFedLoss],
    ['mirror-only', ['R3_highest'], labelsOf('R3_highest-links-the-wrong-version')],
  ] as const) {
    const { design } = modelOf(name, [...weakened]);
    const { actions, bounds, weaken, ...file } = parseSchedule(
      scheduleTextOf(design, design.name, labels),
      'saved.schedule',
    );
    assert.equal(
      actions.map(({ label }) => label),
      [...labels],
    );
    const again = loadDesign(join(root, 'spec', 'designs', `${file.design}.json`), 'tiny', {
      bounds,
      weakened: weaken,
    });
    assert.equal(again, design);
  }
});

test('no text of a schedule or a design can end its element', () => {
  const json = jsonForScript({ EVIL });
  assert.not.match(json, /</);
  assert.equal(JSON.parse(json), { EVIL });
  const data = { ...pageData(EVIL), command: EVIL, comment: [EVIL] };
  const html = pageHtml(data, { script: '', style: '', hash: '', charts: {} });
  assert.not.match(html, /<img|alert\(1\)>[^"]*<!--/);
});

inBrowser('the page opens from disk, asks for nothing, and steps by keyboard to the loss', async () => {
  const file = lossPage();
  assert.ok(statSync(file).size < 345_000, `${statSync(file).size} bytes`);
  const { page, troubles } = await open(file);
  assert.match(await live(page), /step 0/);
  for (let i = 1; i <= 10; i++) await page.keyboard.press('ArrowRight');
  assert.match(await live(page), /safe step 10: Acknowledge K1 b1/);
  await page.keyboard.press('ArrowRight');
  assert.match(await live(page), /lost step 11: PowerOff P1/);
  assert.match(page.url(), /#step=11$/);
  assert.match(await text(page, '#summary'), /C1 \(v1\) until step 11 PowerOff P1/);
  assert.match(await text(page, '#summary'), /feed F1 and E1 from P2/);
  assert.match(await text(page, '.step-list [aria-current]'), /PowerOff P1.*lost/);
  assert.match(await text(page, '#changes'), /F1 state\s*holding.*failed/);
  await page.keyboard.press('Home');
  assert.match(await live(page), /step 0/);
  await page.keyboard.press('End');
  assert.match(await live(page), /step 11/);
  await page.locator('.step-list [aria-current]').focus();
  await page.keyboard.press('ArrowUp');
  assert.match(await text(page, '.step-list :focus'), /^10 Acknowledge K1 b1/);
  await page.locator('input').fill('7');
  assert.match(await live(page), /step 7: WritePage K1 b1/);
  assert.equal(troubles, []);
});

inBrowser('a branch leaves the recording, its link restores it, and there is a way back', async () => {
  const file = lossPage();
  const { page, troubles } = await open(file, '#step=10');
  await page.locator('#next button', { hasText: 'Drain K1' }).focus();
  await page.keyboard.press('Enter');
  assert.match(await live(page), /branch, step 11: Drain K1/);
  await page.keyboard.press('1');
  assert.match(await live(page), /branch, step 12/);
  await page.locator('#array button', { hasText: /^F1 FIFO$/ }).click();
  const there = await live(page);
  const second = await open(file, new URL(page.url()).hash);
  assert.is(await live(second.page), there);
  assert.match(await text(second.page, '#lifecycle'), /F1: One FIFO/);
  assert.match(await text(second.page, '.region .now'), /(holding|draining|empty), in intact$/);
  const lit = await second.page.locator('.chart .now').allTextContents();
  assert.match(lit.join().trim(), /^(holding|draining|empty)\s/);
  assert.is(await second.page.locator('.chart .around').count(), 1);
  await page.keyboard.press('r');
  assert.match(await live(page), /safe step 10: Acknowledge K1 b1/);
  await page.goBack();
  assert.match(await live(page), /branch, step 12/);
  assert.equal([...troubles, ...second.troubles], []);
});

inBrowser('at 400 pixels and in the dark nothing sticks out', async () => {
  const file = traced('narrow', sourceOf('H27_dead-battery-loses-what-was-queued'));
  for (const options of [{ width: 400 }, { width: 400, dark: true }, { width: 1280, dark: true }]) {
    const { page, troubles } = await open(file, '#step=13&part=K1', options);
    const [content, window] = (await page.evaluate(
      '[document.documentElement.scrollWidth, innerWidth]',
    )) as number[];
    assert.ok(content! <= window!, `${content} wide in ${window}`);
    assert.equal(troubles, []);
  }
});

inBrowser('every property that the page calls violated is what a replay in Node finds', async () => {
  const scenario = 'R3_highest-links-the-wrong-version';
  const source = sourceOf(scenario);
  const file = traced('properties', source);
  const model = modelOf('mirror-only', ['R3_highest']);
  const known = actionsByLabel(model);
  const labels = labelsOf(scenario);
  const properties = invariantsOf(model.design);
  const { steps } = replay(
    model,
    labels.map((label) => known.get(label)!),
    properties,
  );
  const { page, troubles } = await open(file);
  for (const { violated } of steps) {
    await page.keyboard.press('ArrowRight');
    const shown = await truths(page);
    assert.is(shown.length, properties.length);
    const bad = shown.filter(([, truth]) => truth === 'violated').map(([id]) => id);
    assert.equal(bad.sort(), violated.map(({ id }) => id).sort(), await live(page));
  }
  assert.match(await text(page, '#properties .violated'), /I1.*Broken by step 23, LinkPage K2 m1/);
  assert.equal(troubles, []);
});

inBrowser('a link to what there is not says so, until the next move', async () => {
  const { page, troubles } = await open(lossPage(), '#step=11&from=10&take=Fence+K2&part=F1+page+9');
  assert.match(await live(page), /safe step 10/);
  assert.match(
    await text(page, '.notice[role="status"]'),
    /This link's step 11, Fence K2, cannot happen here \(.*\); shown up to there/,
  );
  assert.match(await text(page, '#lifecycle'), /Select a board/);
  await page.keyboard.press('ArrowLeft');
  assert.is(await text(page, '.notice'), '');
  assert.match(page.url(), /#step=9$/);
  const sound = await open(lossPage(), '#step=10&part=F1');
  assert.is(await text(sound.page, '.notice'), '');
  assert.match(await text(sound.page, '#lifecycle'), /F1: One FIFO/);
  assert.equal([...troubles, ...sound.troubles], []);
});

inBrowser('the array shows what was lost, and each mark has room', async () => {
  const { page } = await open(lossPage(), '#step=11');
  assert.match(await text(page, '[data-key="part C1 page 1"]'), /✕ lost: b1 v1/);
  assert.match(await text(page, '[data-key="part C1 page 2"]'), /p2 no content$/);
  assert.match(await text(page, '[aria-label="FIFO F1"]'), /failed: content lost.*lost: b1 v1/);
  assert.not.match(await text(page, '[aria-label="FIFO F1"]'), /data remaining/);
  assert.match(await text(page, '[aria-label="FIFO F2"]'), /data remaining: off/);
  const frames = await boxes(page, '[aria-label="FIFO F1"] header, [aria-label="FIFO F1"] .changed');
  const room = frames.slice(1).map(({ top }, i) => top - frames[i]!.bottom);
  // The frame of a change is 2 pixels wide and 1 away, on either side.
  assert.equal([frames.length, room.every((gap) => gap >= 6)], [3, true], room.join());
});

inBrowser('the summary sets what saves a run apart from what leaves less harm', async () => {
  const lessened = await open(traced('lessened', sourceOf('H28_drained-entry-is-forgotten')));
  const said = await text(lessened.page, '#summary');
  assert.match(said, /What would have left less harm keep drained entries .*: the same steps end stranded\./);
  assert.not.match(said, /What would have saved it/);
  const saved = await open(
    traced('saved', sourceOf('R12_suspect-answers-an-older-value-as-if-nothing-happened')),
  );
  const others = await text(saved.page, '#summary');
  assert.match(others, /What would have saved it feed F1 and E1 from P2: step 17, DrainDone K2, is refused/);
  assert.not.match(others, /less harm|the same steps end lost/);
});

inBrowser('the lifecycle of a part ends with its memory', async () => {
  const { page } = await open(lossPage(), '#step=10&part=C1+page+1');
  assert.match(await text(page, '#lifecycle .now'), /dirty/);
  await page.locator('[data-key="part C1 page 1"]').click();
  await page.keyboard.press('ArrowRight');
  for (const [part, lit] of [
    ['C1 page 1', []],
    ['C1 page 2', []],
    ['K1 entry 1', []],
    ['F1', ['failed']],
  ] as const) {
    await page.locator(`[data-key="part ${part}"]`).click();
    const said = await text(page, '.lifecycle');
    assert.match(said, /its memory lost its content; nothing leads on from here/, part);
    const states = await page.locator('.chart .now title').allTextContents();
    assert.equal(states, lit, part);
    assert.is(await page.locator('.region .edges li, .chart .onward, .chart .possible').count(), 0, part);
  }
  await page.locator('[data-key="part C2 page 1"]').click();
  assert.match(await text(page, '#lifecycle .now'), /clean/);
  assert.not.match(await text(page, '.lifecycle'), /its memory/);
});

inBrowser('what a step changed has the names of the drawing', async () => {
  const scenario = 'B1_answered-from-the-FIFO-then-drained';
  const { page } = await open(traced('named', sourceOf(scenario)));
  const names = new Set<string>();
  for (const _ of labelsOf(scenario)) {
    await page.keyboard.press('ArrowRight');
    for (const name of await page.locator('.changes dt').allTextContents()) names.add(name);
  }
  const expected = [
    'C1 p1',
    'C2 m1',
    'K1 table m1',
    'F1 entry 1',
    'F1 data remaining',
    'b1 told safe',
    'b1 in effect',
  ];
  assert.equal(
    expected.filter((name) => !names.has(name)),
    [],
  );
  assert.not.match([...names].join(), /page|place|acknowledged|settled|indicator|K\d entry/);
});

inBrowser('a step reads the same in the controls, in the list and in the summary', async () => {
  const { page } = await open(lossPage(), '#step=11');
  const says = 'P1 loses power: K1 stops, C1 loses its content, F1 loses its content';
  for (const place of ['.live', '.step-list [aria-current]', '#summary .answer:nth-child(3)']) {
    assert.is(await text(page, `${place} b`), 'PowerOff P1', place);
    assert.is(await text(page, `${place} .did`), says, place);
    const [label, words] = [await boxes(page, `${place} b`), await boxes(page, `${place} .did`)];
    assert.ok(words[0]!.top >= label[0]!.bottom - 4, `${place}: on a line of its own`);
  }
});

inBrowser('properties that say nothing are folded, and stay as the reader left them', async () => {
  const { page } = await open(lossPage(), '#step=11');
  const shown = '#properties .inside > div > .properties > li';
  assert.match(await text(page, shown), /^– I1.*The design declares lost after PowerOff P1/);
  assert.equal(await dataset(page, shown, 'truth'), ['silent', 'holds', 'holds']);
  const mute = page.locator('#properties details .properties');
  assert.is(await mute.isVisible(), false);
  await page.locator('#properties summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowLeft');
  assert.is(await mute.isVisible(), true);
  assert.ok((await dataset(page, '#properties details li', 'truth')).every((truth) => truth === 'silent'));
  assert.match(await text(page, ':focus'), /say nothing of this step/);
});

inBrowser('N and P go from mark to mark, and a mark under the slider goes to its step', async () => {
  const { page } = await open(lossPage());
  for (const [key, step] of [
    ['n', 10],
    ['N', 11],
    ['n', 11],
    ['p', 10],
    ['p', 10],
  ] as const) {
    await page.keyboard.press(key);
    assert.match(page.url(), new RegExp(`#step=${step}$`));
  }
  const [slider] = await boxes(page, 'input');
  const [told, loss] = await boxes(page, '.strip li');
  const thumbAt = (step: number) => slider!.left + 8 + ((slider!.right - slider!.left - 16) * step) / 11;
  assert.ok(Math.abs((told!.left + told!.right) / 2 - thumbAt(10)) < 2);
  assert.ok(Math.abs((loss!.left + loss!.right) / 2 - thumbAt(11)) < 2);
  await page.locator('.strip button', { hasText: 'fault, lost' }).click();
  assert.match(await live(page), /lost step 11/);
  await page.locator('input').focus();
  await page.keyboard.press('p');
  assert.match(await live(page), /step 10/);
});

inBrowser('the focus stays in the panel when what had it is gone, below the controls', async () => {
  for (const taken of ['CreateTable K2', 'Drain K1']) {
    const { page } = await open(lossPage(), '#step=10', { width: 400 });
    await page.locator(`[data-key="take ${taken}"]`).focus();
    await page.evaluate('scrollBy(0, document.activeElement.getBoundingClientRect().top - 153)');
    await page.keyboard.press('Enter');
    assert.match(await live(page), new RegExp(`branch, step 11: ${taken}`));
    assert.match(await text(page, '#next button:focus'), /^\d Drain K1/);
    const [controls, action] = await boxes(page, '.controls, :focus');
    assert.ok(action!.top >= controls!.bottom, `${taken}: ${action!.top} below ${controls!.bottom}`);
  }
  const ended = await open(traced('dark', sourceOf('H33_total-power-loss-takes-both-caches')));
  await ended.page.keyboard.press('End');
  await ended.page.keyboard.press('ArrowLeft');
  await ended.page.locator('[data-key="take PowerOff P2"]').focus();
  await ended.page.keyboard.press('Enter');
  assert.match(await text(ended.page, '#next'), /Nothing can happen any more/);
  assert.is(await text(ended.page, ':focus'), 'What can happen next');
});

inBrowser('a selected part brings its lifecycle into view, and the focus stays', async () => {
  const { page } = await open(lossPage(), '#step=10');
  const top = async () => (await boxes(page, '#lifecycle'))[0]!.top;
  assert.ok((await top()) > 700);
  await page.locator('[data-key="part C1 page 1"]').focus();
  await page.keyboard.press('Enter');
  assert.ok((await top()) < 700, String(await top()));
  assert.match(await text(page, ':focus'), /dirty b1 v1/);
  const [controls] = await boxes(page, '.controls');
  const [part] = await boxes(page, ':focus');
  assert.ok(part!.top >= controls!.bottom, 'the selected part is still in view');
});

inBrowser('each width has its order, and the controls stay in view', async () => {
  const order = [
    '#summary',
    '.controls',
    '#array',
    '#lifecycle',
    '#changes',
    '#next',
    '#properties',
    '#steps',
  ];
  for (const width of [400, 900]) {
    const { page } = await open(lossPage(), '#step=11', { width });
    const tops = (await Promise.all(order.map((id) => boxes(page, id)))).map(([box]) => box!.top);
    assert.equal(
      tops,
      [...tops].sort((a, b) => a - b),
      `at ${width}`,
    );
    await page.locator('#next').scrollIntoViewIfNeeded();
    assert.is((await boxes(page, '.controls'))[0]!.top, 0);
  }
  const wide = await open(lossPage(), '#step=11');
  const [array, lifecycle, steps, changes] = await panels(wide.page);
  assert.ok(changes!.top > steps!.bottom && changes!.right < array!.left, 'steps and changes on the left');
  assert.ok(
    lifecycle!.top - array!.bottom < 20 && lifecycle!.left === array!.left,
    'lifecycle below the array',
  );
  const wider = await open(lossPage(), '#step=11&part=F1', { width: 1800 });
  const [hardware, beside] = await panels(wider.page);
  assert.ok(beside!.left > hardware!.right && beside!.top === hardware!.top, 'lifecycle beside the array');
});

inBrowser('the list of steps scrolls to the step shown, wherever that is', async () => {
  const { page } = await open(lossPage(), '', { width: 1280 });
  for (const key of ['End', 'Home', 'n']) {
    await page.keyboard.press(key);
    const [list, item] = await boxes(page, '#steps .inside, .step-list [aria-current]');
    assert.ok(item!.top >= list!.top && item!.bottom <= list!.bottom + 1, key);
  }
});

inBrowser('a page without a schedule is walked from boot, and what was walked can be saved', async () => {
  const file = join(folder, 'walk.html');
  const { design } = modelOf('independent');
  writeFileSync(
    file,
    tracePage({ source: 'walk.schedule', schedule: [], command: '', design, named: '../my.json' }),
  );
  const { page, troubles } = await open(file);
  assert.match(await text(page, '#summary'), /Nothing has happened yet; take an action/);
  assert.match(await live(page), /safe step 0: start everything is on, nothing has happened/);
  const [next, array] = [await boxes(page, '#next'), await boxes(page, '#array')];
  assert.ok(next[0]!.bottom < array[0]!.top, 'what can happen comes first');
  assert.is(await page.locator('input').isDisabled(), true);
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  assert.match(await live(page), /^safe step 2: /);
  assert.not.match(await text(page, 'body'), /branch|recording/);
  const download = page.waitForEvent('download');
  await page.locator('#picture a', { hasText: 'schedule file' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  assert.match(saved, /^design \.\.\/my\.json\nbounds .*\n\nNotifySize K1\nNotifySize K2\n$/);
  assert.match(await pictureText(page), /^independent: safe.* NotifySize K1 .*NotifySize K2 /);
  await page.locator('button', { hasText: 'start over' }).click();
  assert.match(await text(page, '#summary'), /Nothing has happened yet/);
  assert.equal(troubles, []);
});

inBrowser('a saved branch says what it leaves, and where its design is found', async () => {
  const file = join(folder, 'branched.html');
  const { design } = modelOf('self-fed');
  const data = { ...pageData('runs/loss.schedule'), named: '../my.json' };
  writeFileSync(file, tracePage(data));
  const { page } = await open(file, '#step=10');
  const save = page.locator('#picture a', { hasText: 'schedule file' });
  assert.is(await save.getAttribute('download'), 'self-fed.schedule');
  assert.not.match(await text(page, '#picture .links'), /keep it there/);
  await page.locator('[data-key="take Drain K1"]').click();
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  assert.is(download.suggestedFilename(), 'self-fed-from-10.schedule');
  const saved = parseSchedule(readFileSync(await download.path(), 'utf8'), 'saved');
  const keep = 'it names the design as seen from the folder of runs/loss.schedule: keep it there';
  assert.equal(saved.comment, ['a branch of runs/loss.schedule from step 10', keep]);
  assert.is(saved.design, '../my.json');
  assert.ok((await text(page, '#picture .links')).includes(keep));
  const picture = page.locator('#picture a', { hasText: 'picture' });
  assert.is(await picture.getAttribute('download'), 'self-fed-from-10.svg');
  await page.keyboard.press('r');
  assert.is(await save.getAttribute('download'), 'self-fed.schedule');
  assert.not.match(await text(page, '#picture .links'), /keep it there/);
  for (const named of [design.name, '/arrays/my.json']) {
    writeFileSync(file, tracePage({ ...data, named }));
    const anywhere = await open(file, '#step=11&from=10&take=Drain+K1');
    assert.is(await text(anywhere.page, '#picture .says'), '', named);
  }
});

inBrowser('the picture keeps its text readable where it is narrow', async () => {
  const { page } = await open(lossPage(), '', { width: 400 });
  const [box, image] = await boxes(page, '#picture .wide, #picture img');
  assert.ok(image!.right - image!.left >= 1000 && box!.right <= 400);
});

/** What the picture in the page says: the page shows it as an image, from an address that holds all of it. */
async function pictureText(page: Page): Promise<string> {
  const [svg, width] = (await page.evaluate(`(async () => {
    const image = document.querySelector('#picture img');
    await image.decode();
    return [decodeURIComponent(image.src.split(',')[1]), image.naturalWidth];
  })()`)) as [string, number];
  assert.ok(width > 600, `${width} pixels wide`);
  return svg
    .replace(/<style>.*?<\/style>|<[^>]*>/gs, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

inBrowser('what can be scrolled scrolls by keyboard, and keeps the focus from step to step', async () => {
  const { page } = await open(lossPage(), '#step=5&part=K1', { width: 420 });
  await page.locator('#picture .wide').focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  // The page lets nobody evaluate text in it, as waiting for a function does: scrolling is asked for from outside.
  const scrolled = () => page.evaluate("document.querySelector('#picture .wide').scrollLeft > 0");
  for (let tries = 0; tries < 200 && !(await scrolled()); tries++) await setTimeout(20);
  assert.ok(await scrolled());
  assert.match(await live(page), /step 5: /);
  await page.locator('.chart').focus();
  await page.keyboard.press('n');
  assert.match(await live(page), /step 10: /);
  assert.is(await page.evaluate('document.activeElement.className'), 'chart');
});

inBrowser('a part that is selected by keyboard stays in view below the controls', async () => {
  const { page } = await open(lossPage(), '#step=10');
  await page.evaluate('scrollTo(0, 400)');
  for (const part of ['K1', 'F1', 'K1 entry 1']) {
    await page.locator(`[data-key="part ${part}"]`).focus();
    await page.keyboard.press('Enter');
    const [own, controls] = [await boxes(page, `[data-key="part ${part}"]`), await boxes(page, '.controls')];
    assert.ok(own[0]!.top >= controls[0]!.bottom - 1, `${part} at ${own[0]!.top}`);
  }
});

test.run();

function modelOf(name: string, weakened: string[] = [], bounds: Partial<Bounds> = {}) {
  return compileModel(
    loadDesign(join(root, 'spec', 'designs', `${name}.json`), 'tiny', { weakened, bounds }),
  );
}

function factsAfter(labels: readonly string[], changes: Partial<Design> = {}) {
  const model = compileModel({ ...modelOf('self-fed').design, ...changes });
  return factsOf(runLabels(model, labels), labels.length);
}

/** The run of a scenario, under the design, bounds and rules that its file names. */
function runOf(scenario: string) {
  const { design, bounds, weaken, actions } = parseSchedule(sourceOf(scenario), scenario);
  const file = join(root, 'spec', 'designs', `${design}.json`);
  const run = runLabels(
    compileModel(loadDesign(file, 'tiny', { bounds, weakened: weaken })),
    actions.map(({ label }) => label),
  );
  assert.is(run.refused, undefined, scenario);
  return run;
}

/** The actions of a scenario. */
function labelsOf(scenario: string): string[] {
  return parseSchedule(sourceOf(scenario), scenario).actions.map(({ label }) => label);
}

function sourceOf(scenario: string): string {
  return readFileSync(join(root, 'test', 'scenarios', `${scenario}.schedule`), 'utf8');
}

function pageData(source: string) {
  const { design } = modelOf('self-fed');
  return { source, design, named: design.name, schedule: selfFedLoss, comment: [], command: '', advice: [] };
}

function scheduleText(design: string, labels: readonly string[]): string {
  return [`# ${EVIL}`, `design ${design}`, ...labels, ''].join('\n');
}

/** The page of a schedule, made by the command line. */
function traced(name: string, schedule: string): string {
  const source = join(folder, `${name}.schedule`);
  const page = join(folder, `${name}.html`);
  writeFileSync(source, schedule);
  const { status, stderr } = mirrorproof('trace', source, '--format', 'html', '--write', page);
  assert.is(status, 0, stderr);
  return page;
}

function mirrorproof(...args: string[]) {
  return spawnSync(process.execPath, [...command, ...args], { cwd: root, encoding: 'utf8' });
}

async function open(file: string, hash = '', options: { width?: number; dark?: boolean } = {}) {
  browser ??= await launch();
  const watched = await watchedPage(browser, options);
  await watched.page.goto(`${pathToFileURL(file)}${hash}`);
  return watched;
}

/** The page of the recorded loss, made once. */
function lossPage(): string {
  loss ??= traced('loss', scheduleText('self-fed', selfFedLoss));
  return loss;
}

async function text(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ');
}

/** What a screen reader is told of the step. */
async function live(page: Page): Promise<string> {
  return (await text(page, '[role="status"]')).replace(/^\W+/, '');
}

async function truths(page: Page): Promise<string[][]> {
  const [ids, truths] = [
    await dataset(page, '[data-property]', 'property'),
    await dataset(page, '[data-property]', 'truth'),
  ];
  return ids.map((id, i) => [id, truths[i]!]);
}

async function dataset(page: Page, selector: string, name: string): Promise<string[]> {
  const items = `document.querySelectorAll(${JSON.stringify(selector)})`;
  return (await page.evaluate(`Array.from(${items}, ({ dataset }) => dataset.${name})`)) as string[];
}

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Where elements are in the window. */
async function boxes(page: Page, selector: string): Promise<Box[]> {
  const items = `document.querySelectorAll(${JSON.stringify(selector)})`;
  const box = 'element.getBoundingClientRect().toJSON()';
  return (await page.evaluate(`Array.from(${items}, (element) => ${box})`)) as Box[];
}

async function panels(page: Page): Promise<Box[]> {
  const found = await Promise.all(
    ['#array', '#lifecycle', '#steps', '#changes'].map((id) => boxes(page, id)),
  );
  return found.map(([box]) => box!);
}
