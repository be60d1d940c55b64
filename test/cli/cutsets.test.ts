import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { file, folder, json, mirrorproof } from '../support/command.ts';

/* `cutsets` and `compare`, as they are run. */

const power = {
  'self-fed': { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'] },
  'partner-fed': { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] },
};

/** A small array, in a file. */
function array(wiring: keyof typeof power, changes: object = {}): string {
  const bounds = { writes: 1, subBlocks: 1 };
  const faultKinds = ['PowerOff', 'ChannelDown'];
  const design = {
    name: wiring,
    ack: 'fifo',
    power: power[wiring],
    bounds,
    faultKinds,
    declares: {},
    ...changes,
  };
  return file(`${wiring}-${Object.keys(changes).join('-')}.json`, design);
}

const selfFed = array('self-fed');
const partnerFed = array('partner-fed');

test('rows are told with verdict, sets, actions, order, phases, and both sides', () => {
  const { status, stdout } = mirrorproof('cutsets', partnerFed);
  assert.is(status, 0);
  assert.match(stdout, /^partner-fed: minimal cut sets of up to 2 faults\nverdict +sets +actions +cut set\n/);
  assert.match(stdout, /^lost +1 +11 +PowerOff P1 \+ PowerOff P2$/m);
  assert.match(
    stdout,
    /^ {4}D1 of K1 lost in 11 actions: PowerOff P1 \(unless at rest, takes C1\), PowerOff P2 \(.*takes F1\)$/m,
  );
  assert.match(stdout, /^stranded +2 +4 +ChannelDown > PowerOff P1$/m);
  assert.match(stdout, /^ {4}order decides: PowerOff P1 > ChannelDown: safe$/m);
  assert.match(stdout, /^ {4}on the other side: ChannelDown > PowerOff P2$/m);
  assert.match(stdout, /^3 minimal cut sets\.\nExplored: .*up to 2 faults of any kind but .*states\.$/m);
});

test('every schedule that programs are told is one that replay runs to the same end', () => {
  const { status, document } = json('cutsets', partnerFed);
  assert.is(status, 0);
  const [design] = document.designs;
  assert.equal([design.design, design.faults, design.exhaustive], ['partner-fed', 2, true]);
  assert.ok(design.cutSets.length > 1);
  for (const { devices } of design.cutSets) {
    for (const { verdict, schedule } of devices) {
      const text = [`design ${partnerFed}`, 'bounds faults=2', ...schedule].join('\n');
      assert.is(json('replay', file('row.schedule', `${text}\n`)).document[0].verdict, verdict);
    }
  }
});

test('a report opens each row in a page, and its schedules replay as they are recorded', () => {
  const out = join(folder, 'rows');
  assert.is(mirrorproof('cutsets', partnerFed, '--report', out).status, 0);
  const index = readFileSync(join(out, 'index.html'), 'utf8');
  const links = [...index.matchAll(/<a [^>]*href="([^"#]+)/g)].map(([, link]) => link!);
  assert.ok(links.length >= 6, links.join());
  for (const link of links) assert.ok(existsSync(join(out, link)), link);
  assert.match(index, /ChannelDown \S+ PowerOff P1/);
  const schedules = readdirSync(out).filter((name) => name.endsWith('.schedule'));
  assert.is(schedules.length, links.filter((link) => link.endsWith('.html')).length);
  const { status, stdout } = mirrorproof('replay', ...schedules.map((name) => join(out, name)));
  assert.is(status, 0, stdout);
});

test('the ending of a file says its form, and the same goes to standard output by --format', () => {
  for (const [name, format] of [
    ['tree.dft', 'galileo'],
    ['tree.xml', 'open-psa'],
    ['tree.mmd', 'mermaid'],
    ['sets.csv', 'csv'],
  ] as const) {
    const path = join(folder, name);
    assert.is(mirrorproof('cutsets', selfFed, '--faults', '1', '--write', path).status, 0);
    const { stdout } = mirrorproof('cutsets', selfFed, '--faults', '1', '--format', format);
    assert.is(stdout.trim(), readFileSync(path, 'utf8').trim(), format);
  }
});

test('an order that does not come out as declared ends with 12, and is named', () => {
  const survives = ['PowerOff P1 > ChannelDown'];
  const right = array('partner-fed', {
    declares: { survives, fails: { 'ChannelDown > PowerOff P1': 'stranded' } },
  });
  assert.is(mirrorproof('cutsets', right).status, 0);
  const wrong = array('partner-fed', {
    declares: { fails: { 'PowerOff * > ChannelDown': 'stranded' } },
    about: '',
  });
  const { status, stdout } = mirrorproof('cutsets', wrong);
  assert.is(status, 12);
  assert.match(
    stdout,
    /PowerOff \* > ChannelDown is declared stranded, and PowerOff P1 > ChannelDown, the worst of it, came out safe\./,
  );
});

test('what cannot be is refused, and nothing is written', () => {
  const out = join(folder, 'nothing');
  const occupied = join(folder, 'occupied.dft');
  mkdirSync(occupied);
  const refused = (message: RegExp, ...words: string[]) => {
    const { status, stderr, stdout } = mirrorproof(...words);
    assert.is(status, 64, `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, message);
    assert.not.match(stdout, 'Explored:', 'it is refused before anything is explored');
  };
  refused(/--faults: expected at most 3, for .* has 3 faults, found 4/, 'cutsets', selfFed, '--faults', '4');
  refused(/--faults/, 'cutsets', selfFed, '--faults', '0');
  refused(
    /--states: 500 states are too few for self-fed with 2 faults/,
    'cutsets',
    selfFed,
    '--states',
    '500',
    '--report',
    join(out, 'a'),
  );
  refused(/cannot write/, 'cutsets', selfFed, '--write', '/proc/none/tree.dft');
  refused(/cannot write/, 'cutsets', selfFed, '--report', '/proc/none');
  refused(
    /expected one design, for it is one tree, found 2/,
    'cutsets',
    selfFed,
    partnerFed,
    '--format',
    'svg',
  );
  refused(/ending "?\.pdf"? is not known/, 'cutsets', selfFed, '--write', join(out, 'tree.pdf'));
  refused(/--json takes standard output/, 'cutsets', selfFed, '--format', 'csv', '--json');
  refused(/--faults: expected at most 3/, 'compare', selfFed, partnerFed, '--faults', '4');
  refused(
    /--states: 500 states are too few/,
    'compare',
    selfFed,
    partnerFed,
    '--states',
    '500',
    '--write',
    join(out, 'b.md'),
  );
  refused(/expected two designs or more/, 'compare', selfFed);
  refused(/expected each design once/, 'compare', selfFed, selfFed);
  assert.is(mirrorproof('cutsets', file('bad.json', '{')).status, 65);
  refused(/cannot write/, 'cutsets', selfFed, '--faults', '1', '--write', occupied);
  const left = existsSync(out)
    ? readdirSync(out, { recursive: true }).filter((name) => /\.\w+$/.test(String(name)))
    : [];
  assert.equal(left, []);
});

test('compare shows what tells designs apart, and what each survives that the other does not', () => {
  const { status, stdout } = mirrorproof('compare', selfFed, partnerFed);
  assert.is(status, 0);
  assert.match(stdout, /^PowerOff P1 +lost \(10\) +safe$/m);
  assert.match(
    stdout,
    /partner-fed\S* survives 2 sets that another does not, and of 2 sets that it does not survive another does more harm\./,
  );
  assert.match(stdout, /self-fed\S* survives nothing that another does not\./);
  const { document } = json('compare', selfFed, partnerFed);
  const [first] = document.differences;
  assert.equal(
    [first.faults, first.outcomes.map(({ verdict }: { verdict: string }) => verdict)],
    [['PowerOff P1'], ['lost', 'safe']],
  );
  assert.is(first.outcomes[0].schedule.at(-1), 'PowerOff P1');
});

test('compare writes the table, and pages with the schedules that show it', () => {
  const out = join(folder, 'compared');
  const table = join(folder, 'compared.md');
  assert.is(mirrorproof('compare', selfFed, partnerFed, '--report', out, '--write', table).status, 0);
  const written = readFileSync(table, 'utf8');
  assert.match(written, /^\| PowerOff P1 \| \*\*lost \(10\)\*\* \| safe \|$/m);
  assert.is(
    written.match(/^- `.*`: 1 block a device, 1 write .*, up to 2 faults of any kind but .*$/gm)?.length,
    2,
  );
  const schedules = readdirSync(out).filter((name) => name.endsWith('.schedule'));
  assert.is(schedules.length, 2);
  assert.is(mirrorproof('replay', ...schedules.map((name) => join(out, name))).status, 0);
  assert.match(readFileSync(join(out, 'index.html'), 'utf8'), /survived by .*partner-fed/);
});

test.run();
