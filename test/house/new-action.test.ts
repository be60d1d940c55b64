import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { arrayWith, BOOT, MIRRORED_WRITE } from '../support/arrays.ts';
import { file } from '../support/command.ts';
import { needsJava } from '../support/java.ts';
import { filesOf, type Plant, type Planted, planted } from '../support/plants.ts';

/*
 * What a new action costs, and what finds out the one that is not as it should be: actions that the protocol does not
 * have are planted in copies of the sources.
 */

const MODEL = 'src/model/actions/faults.ts';
const WORDS = 'src/words/actions/faults.ts';
const KINDS = 'spec/design.ts';
const MODULE = 'tla/Faults.tla';

/** Its place in the list of its family. */
const LISTED = { file: MODEL, after: '\n  FalseSuspicion,\n', text: '  TableLost,\n' };
const TOUCHED = 'controllers.table';

/** A fault that no array has here: a controller loses its mirror management table. */
const tableLost = (touches: readonly string[] = [TOUCHED]): Plant => [
  { file: KINDS, after: "FalseSuspicion: 'board',\n", text: "  TableLost: 'board',\n" },
  { file: MODEL, after: '  cleanPage,\n', text: '  clearTable,\n' },
  {
    file: MODEL,
    after: 'changeMode(d, side, SUSPECT),\n});\n',
    text: `
const TableLost = fault({
  name: 'TableLost',
  touches: ${JSON.stringify(touches)},
  closed: (_, s, { side }) =>
    unless(s.controllers[side].table.some(({ state }) => state === 'acquired'), 'target'),
  apply: (_, d, { side }) => clearTable(d, side),
});
`,
  },
  LISTED,
  {
    file: WORDS,
    after: 'wrongly`)],\n  },\n',
    text: `  TableLost: {
    says: ({ side }) => \`\${BOARD[side]} loses its table\`,
    draws: ({ side }) => [at('fault', BOARD[side], 'forgets')],
  },
`,
  },
  { file: MODULE, after: 'FalseSuspicion |-> {"K1", "K2"}', text: ',\n  TableLost      |-> {"K1", "K2"}' },
  {
    file: MODULE,
    after: '  /\\ SetMode(k, "suspecting")\n  /\\ UNCHANGED <<memory, volume, supply, channel, arbiter>>\n',
    text: `
TableLost(k) ==
  /\\ Strike(<<"TableLost", Board[k]>>)
  /\\ controllers[k].table # FreeTable
  /\\ controllers' = [controllers EXCEPT ![k].table = FreeTable]
  /\\ UNCHANGED <<memory, volume, supply, channel, arbiter>>
`,
  },
  { file: MODULE, after: 'FifoLost(k) \\/ FalseSuspicion(k)', text: ' \\/ TableLost(k)' },
  {
    file: MODULE,
    after: '/\\ FalseSuspicion(args[1])\n',
    text: '  \\/ name = "TableLost" /\\ TableLost(args[1])\n',
  },
];

const without = (...files: string[]) => tableLost().filter((edit) => !files.includes(edit.file));

const BOUNDS = { writes: 1, faults: 1 };
const tableDesign = file('table.json', {
  name: 'table',
  ack: 'mirror',
  power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
  bounds: BOUNDS,
  faultKinds: ['TableLost'],
  declares: { survives: [] },
});

const whole = planted(tableLost());

test('a new fault is written in three files, and in one module of TLA+', async () => {
  assert.equal(filesOf(tableLost(), '.ts'), [KINDS, MODEL, WORDS]);
  assert.equal(filesOf(tableLost(), '.tla'), [MODULE]);
  assert.is(filesOf(tableLost(), '').length, 4);
  assert.is(await whole.compile(), '');
});

test('a new fault strikes', async () => {
  const { stdout } = await whole.mirrorproof('explore', 'mirror-only', '--faults', '1', '--json');
  const [{ actions, faultSets }] = JSON.parse(stdout).designs;
  assert.ok(actions.TableLost.taken > 0);
  const sets: string[] = faultSets.flatMap(({ faults }: { faults: string[] }) => faults);
  for (const label of ['TableLost K1', 'TableLost K2']) assert.ok(sets.includes(label), label);
});

test('a new fault has its label, its sentence and its drawing', async () => {
  const labels = [...BOOT, ...MIRRORED_WRITE, 'TableLost K1'];
  const schedule = file('table.schedule', `design ${tableDesign}\n\n${labels.join('\n')}\n`);
  const told = await whole.mirrorproof('trace', schedule);
  assert.is(told.status, 0);
  assert.match(told.stdout, /TableLost K1 +K1 loses its table/);
  assert.match((await whole.mirrorproof('trace', schedule, '--format', 'mermaid')).stdout, /K1.*forgets/);
});

const graphIn = async ({ mirrorproof }: Planted) => {
  const { status, stdout } = await mirrorproof('crosscheck', tableDesign, '--parts', 'graph', '--json');
  const [{ told = [], exact }] = JSON.parse(stdout).comparisons;
  return { status, told: told.join('\n') as string, exact };
};

needsJava(test)('both engines have the same graph with a new fault', async () => {
  const { status, told, exact } = await graphIn(whole);
  assert.is(status, 0, told);
  assert.ok(exact, 'state by state');
});

needsJava(test)('a fault that TLA+ does not have is found out, by its name', async () => {
  const { status, told } = await graphIn(planted(without(MODULE)));
  assert.is(status, 12);
  assert.match(told, /TableLost/);
});

const demanded = [
  {
    place: 'what it strikes',
    plant: without(KINDS),
    says: /^src\/model\/actions\/faults\.ts\(.*"TableLost"/m,
  },
  { place: 'its words', plant: without(WORDS), says: /^src\/words\/actions\/faults\.ts\(.*TableLost/m },
  {
    place: 'its place in the family',
    plant: tableLost().filter((edit) => edit !== LISTED),
    says: /^src\/model\/actions\/faults\.ts\(.*'TableLost' is declared but/m,
  },
];

for (const { place, plant, says } of demanded) {
  test(`the compiler demands of a new fault ${place}`, async () => {
    assert.match(await planted(plant).compile(), says);
  });
}

test('a field that its card leaves out is found out by the first exploration', async () => {
  const search = await planted(tableLost([])).search();
  const design = arrayWith('mirror-only', { bounds: BOUNDS, faultKinds: ['TableLost' as 'BoardHang'] });
  assert.throws(() => search(design), /TableLost K1 changes more than its card says/);
});

/** A repair that no array has here: the node channel works again, and something else happens with it. */
const channelRepaired = ({ also = '', touching = [] as readonly string[] }): Plant => [
  { file: 'src/model/actions/late.ts', after: 'import { LANDING, landWrite', text: ', discardEntry' },
  {
    file: 'src/model/actions/late.ts',
    after: 'else exhaust(m, d, battery);\n  },\n});\n',
    text: `
const ChannelRepaired = transition({
  name: 'ChannelRepaired',
  over: [],
  by: 'repair',
  process: 'late',
  touches: ${JSON.stringify(['channelUp', ...touching])},
  closed: (_, s) => unless(!s.channelUp, 'target'),
  apply: (_, d) => {
    d.channelUp = true;
    ${also}
  },
});
`,
  },
  {
    file: 'src/model/actions/late.ts',
    after: 'late = [Wake, DeviceWriteLate, BatteryElapse',
    text: ', ChannelRepaired',
  },
  {
    file: 'src/words/actions/late.ts',
    after: "WordsFor<'late'> = {\n",
    text: `  ChannelRepaired: {
    says: () => 'the node channel works again',
    draws: () => [],
  },
`,
  },
];

const cut: Design = arrayWith('partner-fed', { bounds: { writes: 2 }, faultKinds: ['ChannelDown'] });

/** By property, the action that violates it first. */
async function violations(plant: Plant): Promise<Map<string, string>> {
  const { findings } = (await planted(plant).search())(cut);
  const bad = findings.filter(({ property, schedule }) => property.kind !== 'sometimes' && schedule);
  return new Map(bad.map(({ property, schedule }) => [property.id, schedule!.at(-1)!.name]));
}

test('a repair that does no more than it should violates nothing', async () => {
  assert.equal([...(await violations(channelRepaired({})))], []);
});

const defects = [
  {
    what: 'takes back what a device holds',
    also: 'for (const block of d.blocks) block.media = 0;',
    touching: ['blocks.media'],
    property: 'I12',
  },
  {
    what: 'takes back the value in effect',
    also: 'for (const block of d.blocks) block.settled = 0;',
    touching: ['blocks.settled'],
    property: 'I4',
  },
  {
    what: 'empties the FIFOs',
    also: "for (const side of [0, 1] as const) while (d.fifos[side].state === 'holding') discardEntry(d, side, 0);",
    touching: ['fifos'],
    property: 'I13',
  },
];

for (const { what, property, ...defect } of defects) {
  test(`a repair that ${what} violates ${property}`, async () => {
    assert.is((await violations(channelRepaired(defect))).get(property), 'ChannelRepaired');
  });
}

test.run();
