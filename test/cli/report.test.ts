import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { charts } from '../../spec/charts/index.ts';
import { reportHtml } from '../../src/cli/report/html.ts';
import { tracePage } from '../../src/cli/report/trace-page.ts';
import type { PageData } from '../../src/page/data.ts';
import { fewKinds } from '../support/arrays.ts';
import { launch, needsBrowser, watchedPage } from '../support/browser.ts';
import { command, withFewKinds } from '../support/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const inBrowser = needsBrowser(test);
let browser: Browser | undefined;

const EVIL = `</script></title><img src=x onerror="alert(1)"><!-- '"`;

/** Loses data when P1 fails. */
const unsafe = {
  name: 'one-unit',
  ack: 'mirror',
  power: { P1: ['K1', 'C1', 'K2', 'C2'] },
  bounds: { writes: 1 },
  declares: { fails: { '*': 'lost' } },
};

test.before(() => {
  if (existsSync(join(root, 'dist', 'page', 'explorer.js'))) return;
  spawnSync('npm', ['run', '--silent', 'build:page'], { cwd: root });
});

test.after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test('every command of a report does what it says, from where it says', () => {
  const work = mkdtempSync(join(folder, 'work-'));
  designIn(work, 'my array.json', unsafe);
  const given = ['check', 'my array.json', '--report', 'a report', '--states', '90000', '--faults=1'];
  assert.is(mirrorproof(work, ...given).status, 0);
  const report = join(work, 'a report');
  const index = readFileSync(join(report, 'index.html'), 'utf8');
  const [again, ...inFolder] = commandsIn(index);
  const words = "check 'my array.json' --report 'a report' --states 90000 --faults=1";
  assert.ok(
    again?.startsWith('node ') && again.includes(`/src/cli/main.`) && again.endsWith(` ${words}`),
    again,
  );
  assert.match(index, /To make this report again, where it was\s+run:/);
  assert.is(inFolder.length, 1);
  for (const file of ['index.html', 'one-unit.html']) rmSync(join(report, file));
  inShell(again!, work);
  assert.ok(existsSync(join(report, 'index.html')));
  const page = readFileSync(join(report, 'one-unit.html'), 'utf8');
  rmSync(join(report, 'one-unit.html'));
  inShell(inFolder[0]!, report);
  const traced = readFileSync(join(report, 'one-unit.html'), 'utf8');
  assert.equal(dataIn(traced).schedule, dataIn(page).schedule);
  const walk = join(report, 'one-unit.walk.html');
  const walked = readFileSync(walk, 'utf8');
  rmSync(walk);
  inShell(dataIn(walked).command, report);
  assert.is(readFileSync(walk, 'utf8'), walked);
});

test('no file of a report is written over another, whatever the designs are called', () => {
  const work = mkdtempSync(join(folder, 'names-'));
  const names = ['one-unit', 'one-unit', 'one-unit-2', 'one-unit-walk', 'index', 'controller', 'lifecycles'];
  const files = names.map((name, i) => designIn(work, `${i}.json`, { ...unsafe, name }));
  assert.is(mirrorproof(work, 'check', ...files, '--report', 'out').status, 0);
  const out = join(work, 'out');
  const links = linksIn(readFileSync(join(out, 'index.html'), 'utf8'));
  const [pictures, others] = [links.filter(isLifecycle), links.filter((link) => !isLifecycle(link))];
  assert.equal(
    pictures,
    Object.keys(charts).map((name) => `lifecycles/${name}.svg`),
  );
  assert.is(others.length, 4 * names.length);
  assert.is(new Set(others).size, others.length);
  for (const link of links) assert.ok(statSync(join(out, link)).isFile(), link);
  const walked = others.filter((link) => link.endsWith('.walk.html'));
  assert.equal(walked.map((link) => nameIn(join(out, link))).sort(), [...names].sort());
  const pages = others.filter((link) => /^[^.]*\.html$/.test(link));
  assert.equal(pages.map((link) => nameIn(join(out, link))).sort(), [...names].sort());
  const first = readdirSync(out).length;
  mirrorproof(work, 'check', ...files, '--report', 'out');
  assert.is(readdirSync(out).length, first);
});

test('each harmful fault set has an example, the worst first; beyond five it is said how many more', () => {
  const work = mkdtempSync(join(folder, 'sets-'));
  const file = designIn(work, 'sets.json', unsafe);
  const titlesOf = (...options: string[]) => {
    mirrorproof(work, 'explore', file, '--report', 'out', ...options);
    const index = readFileSync(join(work, 'out', 'index.html'), 'utf8');
    const titles = [...index.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => unescaped(title!));
    return { titles, more: /<p>(.*): explore lists them\.<\/p>/.exec(index)?.[1] };
  };
  assert.equal(titlesOf(), { titles: ['lost after PowerOff P1'], more: undefined });
  const { titles, more } = titlesOf('--weaken', 'R0_verified');
  assert.match(titles[0]!, /^stale after /);
  assert.is(titles.length, 5);
  assert.is(more, '6 more fault sets');
});

test('no words of a user become a part of the index', () => {
  const example = { title: EVIL, told: EVIL, steps: 1, file: EVIL, page: EVIL, picture: EVIL, command: EVIL };
  const design = { name: EVIL, about: EVIL, bounds: EVIL, row: ['', EVIL], lines: [EVIL], walk: EVIL };
  const lifecycle = { name: EVIL, about: EVIL, picture: EVIL };
  const html = reportHtml({
    verb: EVIL,
    header: [EVIL],
    designs: [{ ...design, examples: [example], more: 1 }],
    lifecycles: [lifecycle],
    command: EVIL,
    notes: [EVIL],
  });
  assert.not.match(html, /<img|<\/script|<!--/);
  const attributes = [...html.matchAll(/ (?:href|class|title|aria-label)="([^"]*)"/g)].map(
    ([, value]) => value!,
  );
  for (const value of attributes) assert.not.match(value, /[<>']/);
  const elements = new Set([...html.matchAll(/<(\w+)/g)].map(([, name]) => name));
  const known = 'html head meta title link style body main h1 p pre code div table thead tr th tbody td a';
  assert.equal(
    [...elements].filter((name) => !`${known} section h2 article h3 ul li`.split(' ').includes(name!)),
    [],
  );
});

test('a schedule finds its design again, from a folder behind a link, and under the name of a shipped one', () => {
  const work = mkdtempSync(join(folder, 'links-'));
  mkdirSync(join(work, 'else', 'deep'), { recursive: true });
  symlinkSync(join('else', 'deep'), join(work, 'out'));
  designIn(work, 'one.json', unsafe);
  assert.is(mirrorproof(work, 'check', 'one.json', '--write', 'out').status, 0);
  const linked = mirrorproof(join(work, 'out'), 'replay', 'one-unit.schedule');
  assert.is(linked.status, 0, linked.stderr);
  designIn(work, 'battery', unsafe);
  assert.is(mirrorproof(work, 'check', './battery', '--write', '.').status, 0);
  assert.match(readFileSync(join(work, 'one-unit.schedule'), 'utf8'), /^design \.\/battery$/m);
  const own = mirrorproof(work, 'replay', 'one-unit.schedule');
  assert.is(own.status, 0, own.stderr);
});

test('a page calls a change explored and safe only for the faults that it was explored with', () => {
  const work = mkdtempSync(join(folder, 'advice-'));
  const { status } = mirrorproof(
    work,
    'explore',
    withFewKinds('self-fed'),
    '--faults',
    '2',
    '--report',
    'out',
  );
  assert.is(status, 12);
  const pages = readdirSync(join(work, 'out')).filter((name) => /^self-fed(-\d)?\.html$/.test(name));
  const given = pages.map((name) => {
    const { advice, schedule } = dataIn(readFileSync(join(work, 'out', name), 'utf8'));
    return [schedule.filter((label) => /^(PowerOff|CacheLost|BoardCrash)/.test(label)).length, advice.length];
  });
  assert.ok(
    given.some(([faults, advice]) => faults === 1 && advice === 1),
    JSON.stringify(given),
  );
  assert.ok(given.some(([faults]) => faults === 2));
  assert.ok(
    given.every(([faults, advice]) => faults === 1 || advice === 0),
    JSON.stringify(given),
  );
});

test('a page does not call a change safe that leaves its own faults harmful, as declared', () => {
  const work = mkdtempSync(join(folder, 'left-'));
  designIn(work, 'one.json', {
    name: 'on-board',
    ack: 'fifo',
    power: { P1: ['K1', 'K2', 'C1', 'C2', 'F1', 'F2', 'E1', 'E2'] },
    fifo: { onBoard: true },
    faultKinds: fewKinds,
    declares: { survives: ['*'], fails: { 'PowerOff P1': 'lost' } },
  });
  assert.is(mirrorproof(work, 'check', 'one.json', '--report', 'out').status, 12);
  const pages = readdirSync(join(work, 'out')).filter((name) => /^on-board(-\d)?\.html$/.test(name));
  const given = pages.map((name) => dataIn(readFileSync(join(work, 'out', name), 'utf8')));
  const adviceAfter = (fault: string) =>
    given.filter(({ schedule }) => schedule.includes(fault)).map(({ advice }) => advice.length);
  assert.equal([...new Set(adviceAfter('PowerOff P1'))], [0]);
  assert.equal([...new Set(adviceAfter('BoardCrash K1'))], [1]);
});

test('a report does not go where --write goes', () => {
  const work = mkdtempSync(join(folder, 'same-'));
  designIn(work, 'one.json', unsafe);
  const { status, stderr } = mirrorproof(work, 'check', 'one.json', '--write', 'out', '--report', './out/');
  assert.is(status, 64);
  assert.match(stderr, /--report: expected another folder than that of --write, found \.\/out\//);
});

inBrowser(
  'what a user says of a design or a schedule stays text, in the index and in every page',
  async () => {
    const work = mkdtempSync(join(folder, 'evil-'));
    const file = '<img src=x onerror=alert(1)>.json';
    designIn(work, file, { ...unsafe, about: EVIL });
    assert.is(mirrorproof(work, 'check', file, '--report', 'out').status, 0);
    for (const name of ['index.html', 'one-unit.html', 'one-unit.walk.html']) {
      const { page, troubles } = await open(join(work, 'out', name));
      assert.is(await page.locator('img[onerror]').count(), 0, name);
      assert.equal(troubles, []);
    }
    const index = await open(join(work, 'out', 'index.html'));
    assert.ok((await text(index.page, 'section')).includes(EVIL));
    const data = dataIn(readFileSync(join(work, 'out', 'one-unit.html'), 'utf8'));
    const words = { source: EVIL, comment: [EVIL], advice: [EVIL], command: EVIL };
    const evil = join(work, 'evil.html');
    writeFileSync(evil, tracePage({ ...data, ...words }));
    const { page, troubles } = await open(evil);
    assert.is(await page.title(), `one-unit: ${EVIL}`);
    assert.ok((await text(page, '#summary')).includes(EVIL));
    assert.is(await page.locator('img[onerror]').count(), 0);
    assert.equal(troubles, []);
  },
);

test('check and its report say what was reduced, and what holds with any number of writes', () => {
  const report = join(folder, 'endless');
  const asked = ['--faults', '0', '--states', '60000'];
  const { stdout } = mirrorproof(root, 'check', ...asked, '--report', report);
  assert.match(
    stdout,
    /^mirror-only +safe, without a fault \(Abort not tried\) +[\d,]+ +0 faults and Abort: too many/m,
  );
  const index = readFileSync(join(report, 'index.html'), 'utf8');
  assert.match(
    index,
    /<p>Reduced: states that differ only in page slots or in an exchange of the two sides count/,
  );
  assert.match(
    index,
    /<p>With any number of writes: mirror-only safe, without a fault \(Abort not tried\), .*; self-fed safe, .*\.<\/p>/,
  );
});

inBrowser('a report links its verdicts, pages, pictures, walks and lifecycles', async () => {
  const report = join(folder, 'report');
  assert.is(mirrorproof(root, 'check', 'self-fed', 'mirror-only', '--report', report).status, 0);
  assert.equal(readdirSync(report).sort(), [
    'index.html',
    'lifecycles',
    'mirror-only.walk.html',
    'mirror-only.walk.schedule',
    'self-fed-2.html',
    'self-fed-2.schedule',
    'self-fed-2.svg',
    'self-fed.html',
    'self-fed.schedule',
    'self-fed.svg',
    'self-fed.walk.html',
    'self-fed.walk.schedule',
  ]);
  const index = join(report, 'index.html');
  const { page, troubles } = await open(index);
  assert.match(await text(page, 'tbody tr'), /self-fed.*lost.*all but PowerOff P1, PowerOff P2/);
  await page.setViewportSize({ width: 400, height: 800 });
  const verdict = (await page.locator('td', { hasText: /^lost$/ }).boundingBox())!;
  assert.ok(verdict.x + verdict.width <= 400, 'the verdict is behind a scroll');
  assert.match(await text(page, '[aria-labelledby="lifecycles"]'), /controller: .* fifo: One FIFO/);
  await page.locator('a', { hasText: 'Explore' }).first().click();
  assert.match(await live(page), /lost step 11: PowerOff P1/);
  assert.match(await text(page, '#summary'), /Explored, and found safe/);
  assert.equal(troubles, []);
  const walk = await open(index);
  await walk.page.locator('section', { hasText: 'mirror-only' }).locator('a', { hasText: 'Walk it' }).click();
  assert.match(await live(walk.page), /safe step 0/);
  assert.match(await text(walk.page, 'h1'), /mirror-only mirror-only\.walk/);
  await walk.page.keyboard.press('1');
  assert.match(await live(walk.page), /step 1: /);
  const chart = await open(index);
  await chart.page.locator('a', { hasText: 'power-unit' }).click();
  assert.match(chart.page.url(), /lifecycles\/power-unit\.svg$/);
  assert.is(await chart.page.locator('svg').getAttribute('role'), 'img');
  assert.equal([...walk.troubles, ...chart.troubles], []);
});

test.run();

function designIn(work: string, name: string, design: object): string {
  writeFileSync(join(work, name), JSON.stringify(design));
  return name;
}

function mirrorproof(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [...command, ...args], { cwd, encoding: 'utf8' });
}

/** Runs a line as it stands. */
function inShell(line: string, cwd: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', line], { cwd, encoding: 'utf8' });
  assert.is(status, 0, `${line}: ${stderr}`);
}

function commandsIn(html: string): string[] {
  return [...html.matchAll(/<pre class="command"><code>(.*?)<\/code>/gs)].map(([, code]) => unescaped(code!));
}

function linksIn(html: string): string[] {
  const links = [...html.matchAll(/<a [^>]*href="([^"#]+)/g)].map(([, link]) => link!);
  return links.map((link) => decodeURIComponent(unescaped(link)));
}

function isLifecycle(link: string): boolean {
  return link.startsWith('lifecycles/');
}

function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function dataIn(html: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!);
}

/** The design that an explorer page is of. */
function nameIn(file: string): string {
  return dataIn(readFileSync(file, 'utf8')).design.name;
}

async function open(file: string) {
  browser ??= await launch();
  const watched = await watchedPage(browser);
  await watched.page.goto(pathToFileURL(file).href);
  return watched;
}

async function text(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ');
}

/** What a screen reader is told of the step. */
async function live(page: Page): Promise<string> {
  return (await text(page, '[role="status"]')).replace(/^\W+/, '');
}
