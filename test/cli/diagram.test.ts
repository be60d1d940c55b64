import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Move } from '../../src/model/state.ts';
import { type Chart, chartNamed, type Edge, edgesIn } from '../../src/statecharts/chart.ts';
import { toMermaid } from '../../src/statecharts/mermaid.ts';
import { toScxml } from '../../src/statecharts/scxml.ts';
import { command } from '../support/command.ts';
import { search } from '../support/search.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scenarios = join(root, 'test/scenarios');
const names = Object.keys(charts) as ChartName[];

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function diagram(...args: string[]): Run {
  const words = [...command, 'diagram', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  return { status: status!, stdout, stderr };
}

interface DiagramJson {
  readonly charts: {
    readonly chart: string;
    readonly counted?: string;
    readonly regions: Chart['regions'];
  }[];
}

/** How many edges a chart has, those of states within states included. */
function edgeCount(name: ChartName): number {
  return chartNamed(name).regions.flatMap(edgesIn).length;
}

function keyOf({ region, from, event }: Pick<Move, 'region' | 'from' | 'event'>): string {
  return `${region}: ${from} -${event}->`;
}

/** The edges of a document that were taken. */
function takenIn(text: string): Edge[] {
  const { charts } = JSON.parse(text) as DiagramJson;
  return charts.flatMap(({ regions }) => regions.flatMap(edgesIn)).filter(({ taken }) => taken! > 0);
}

test('the counts of a design are those of its exploration', () => {
  const { status, stdout } = diagram('--json', '--coverage', 'battery');
  const counts: Record<string, number> = {};
  search(loadDesign(join(root, 'spec/designs/battery.json'), 'tiny'), {
    properties: [],
    ranks: [],
    observe: (moves) => {
      for (const move of moves) {
        counts[keyOf(move)] = (counts[keyOf(move)] ?? 0) + 1;
      }
    },
  });
  assert.is(status, 0);
  const taken = takenIn(stdout);
  for (const edge of taken) {
    const counted = edge.leaves.map((from) => counts[keyOf({ ...edge, from })] ?? 0);
    assert.is(
      edge.taken,
      counted.reduce((sum, count) => sum + count),
      keyOf(edge),
    );
  }
  const known = taken.flatMap((edge) => edge.leaves.map((from) => keyOf({ ...edge, from })));
  assert.equal(
    Object.keys(counts).filter((key) => !known.includes(key)),
    [],
  );
  assert.ok(taken.some(({ from, event }) => from === 'running' && event === 'STOP'));
  assert.match(
    (JSON.parse(stdout) as DiagramJson).charts[0]!.counted!,
    /^Times taken, exploring battery \(tiny, up to 1 fault\)$/,
  );
});

test('the counts of schedules are those of their steps', () => {
  const { status, stdout } = diagram(
    '--json',
    '--coverage',
    join(scenarios, 'A2_boot-both-controllers.schedule'),
  );
  assert.is(status, 0);
  assert.equal(
    takenIn(stdout).map((edge) => [keyOf(edge), edge.taken]),
    [
      ['controller.mode: booting -NOTIFY->', 2],
      ['controller.mode: notified -ALLOCATE->', 2],
      ['controller.mode: allocated -CREATE_TABLE->', 2],
    ],
  );
  const folder = diagram('fifo', '--coverage', scenarios);
  const files = readdirSync(scenarios).filter((name) => name.endsWith('.schedule'));
  assert.match(folder.stdout, `Times taken in ${files.length} schedules: `);
});

test('an exploration cut short says so, and the next design is explored all the same', () => {
  const sources = ['--coverage', 'battery', '--coverage', 'mirror-only'];
  const { status, stdout, stderr } = diagram('fifo', ...sources, '--preset', 'large', '--seconds', '0');
  assert.is(status, 2);
  assert.match(stdout, /exploring battery, mirror-only \(large, .*\), cut short by the limit of 0 seconds/);
  assert.match(stderr, /edges never taken$/m);
  const limited: [string[], RegExp][] = [
    [['--states', '5000'], /cut short by the limit of 5,?000 states/],
    [['--memory', '1'], /cut short by the limit of 1,?048,?576 bytes/],
  ];
  for (const [limit, reason] of limited) {
    const run = diagram('fifo', '--coverage', 'battery', ...limit);
    assert.is(run.status, 2);
    assert.match(run.stdout, reason);
  }
});

test('edges that are never taken are counted beside the diagram, with the bounds that may take them', () => {
  const { stdout, stderr } = diagram('fifo', '--coverage', 'self-fed');
  assert.match(stdout, /NEXT ✗ ×0/);
  const hint = 'larger bounds may take them, or other designs: --faults 2 or --preset small\n';
  assert.match(stderr, `mirrorproof: 1 of ${edgeCount('fifo')} edges never taken; ${hint}`);
  assert.not.match(stdout, /never taken/);
  const schedule = join(scenarios, 'A2_boot-both-controllers.schedule');
  const replayed = diagram('controller', '--coverage', schedule);
  const all = edgeCount('controller');
  assert.is(replayed.stderr, `mirrorproof: ${all - 3} of ${all} edges never taken\n`);
});

test('the caption names the bounds of each design that differs from the preset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  const own = join(folder, 'own.json');
  const text = readFileSync(join(root, 'spec/designs/battery.json'), 'utf8');
  const bounds = { cachePages: { C1: 4, C2: 6 }, writes: 1 };
  writeFileSync(own, JSON.stringify({ ...JSON.parse(text), name: 'own', bounds, weakened: ['R9'] }));
  const sources = ['--coverage', own, '--coverage', 'mirror-only', '--faults', '0'];
  const { stdout, stderr } = diagram('battery', ...sources);
  const [, title = ''] = /title: "([^:]*):/.exec(stdout) ?? [];
  const ownBounds = '(tiny, cachePages=4,6, writes=1, up to 0 faults, without R9_version)';
  assert.is(title, `battery. Times taken, exploring own ${ownBounds}; mirror-only (tiny, up to 0 faults)`);
  assert.match(stderr, 'larger bounds may take them, or other designs: --faults 1 or --preset small');
  rmSync(folder, { recursive: true });
});

test('each chart goes to a file of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  const { status, stdout } = diagram('fifo', 'battery', '--format', 'scxml', '--write', folder);
  assert.is(status, 0);
  assert.equal(stdout.trim().split('\n'), [join(folder, 'fifo.scxml'), join(folder, 'battery.scxml')]);
  assert.is(readFileSync(join(folder, 'fifo.scxml'), 'utf8'), toScxml(chartNamed('fifo')));
  const file = join(folder, 'fifo.scxml');
  const documented = JSON.parse(diagram('fifo', '--format', 'scxml', '--json', '--write', folder).stdout);
  assert.is(documented.charts[0].file, file);
  assert.is(diagram('--write', file).status, 64);
  rmSync(folder, { recursive: true });
});

test('standard output holds what the tools of a format read', () => {
  assert.is(diagram('fifo').stdout, toMermaid(chartNamed('fifo')));
  const markdown = diagram().stdout;
  const blocks = [...markdown.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, text]) => text!);
  assert.equal(
    blocks,
    names.map((name) => toMermaid(chartNamed(name))),
  );
  assert.is(diagram('--format', 'plantuml').stdout.split('@enduml').length, names.length + 1);
  for (const format of ['svg', 'scxml', 'json']) {
    const { status, stderr, stdout } = diagram('--format', format);
    assert.is(status, 64);
    assert.is(stdout, '');
    assert.match(stderr, '--write FOLDER');
  }
});

test('what a command line gets wrong is named, with a hint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  writeFileSync(join(folder, 'bad.schedule'), 'design battery\nNoSuchAction K1\n');
  writeFileSync(join(folder, 'early.schedule'), 'design battery\nCreateTable K1\n');
  const wrong: [string[], number, RegExp | string][] = [
    [['fifoo'], 64, 'did you mean "fifo"?'],
    [['xyzzyxyzzy'], 64, 'expected controller, mirror-page'],
    [['--format', 'svgg'], 64, 'did you mean "svg"?'],
    [['--faults', '2'], 64, 'go with --coverage'],
    [['--coverage', 'batery'], 64, 'did you mean "battery"?'],
    [['--coverage', 'nope'], 64, 'expected a design, a schedule file or a folder of them, found "nope"'],
    [['--coverage', 'battery', '--coverage', folder], 64, 'found both'],
    [['--coverage', folder, '--faults', '2'], 64, 'a schedule says itself'],
    [['--coverage', join(root, 'spec')], 64, 'a folder without'],
    [['--coverage', join(folder, 'none.schedule')], 64, 'no such file'],
    [['--coverage', join(folder, 'bad.schedule')], 65, /bad\.schedule:2: expected an action/],
    [['--coverage', join(folder, 'early.schedule')], 65, /early\.schedule:2: CreateTable K1 is not enabled/],
  ];
  for (const [args, code, message] of wrong) {
    const { status, stdout, stderr } = diagram(...args);
    assert.is(status, code, args.join(' '));
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
  rmSync(folder, { recursive: true });
});

test.run();
