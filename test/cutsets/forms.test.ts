import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CutSets } from '../../src/cutsets/find.ts';
import { toGalileo } from '../../src/cutsets/forms/galileo.ts';
import { toMermaid } from '../../src/cutsets/forms/mermaid.ts';
import { toOpenPsa } from '../../src/cutsets/forms/open-psa.ts';
import { toSvg } from '../../src/cutsets/forms/svg.ts';
import { toCsv, toMarkdown } from '../../src/cutsets/forms/tables.ts';
import { arrayWith } from '../support/arrays.ts';
import { launch, needsBrowser } from '../support/browser.ts';
import { cutSetsIn, ordered, withSingles } from '../support/cut-sets.ts';
import { root } from '../support/markdown.ts';

/* What is written down, read back. Storm and SCRAM read the trees in `npm run nightly -- trees`. */

const inOrdered = cutSetsIn(ordered);
const inSingles = cutSetsIn(withSingles);
const harmless = cutSetsIn(
  arrayWith('partner-fed', { bounds: { writes: 1 }, faultKinds: ['ChannelDown'] }),
  1,
);

/** A tree as it was read: what each gate comes of, and how. */
type Gates = ReadonlyMap<string, { readonly kind: string; readonly inputs: readonly string[] }>;

/** Whether a gate is true, or an event has struck, after faults in an order. */
function isTrue(gates: Gates, name: string, struck: readonly string[]): boolean {
  const gate = gates.get(name);
  if (gate === undefined) return struck.includes(name);
  const all = gate.inputs.map((input) => isTrue(gates, input, struck));
  if (gate.kind === 'or') return all.includes(true);
  const places = gate.inputs.map((input) => struck.indexOf(input));
  return (
    !all.includes(false) &&
    (gate.kind === 'and' || places.every((place, i) => i === 0 || places[i - 1]! < place))
  );
}

function readGalileo(text: string): Gates {
  const gates = [...text.matchAll(/^"(\w+)" (or|and|pand) (.*);$/gm)];
  return new Map(
    gates.map(([, name, kind, inputs]) => [
      name!,
      { kind: kind!, inputs: [...inputs!.matchAll(/"(\w+)"/g)].map(([, one]) => one!) },
    ]),
  );
}

function readOpenPsa(text: string): Gates {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const gates = [...document.getElementsByTagName('define-gate')];
  return new Map(
    gates.map((gate) => {
      const [formula] = [...gate.childNodes].filter(
        ({ nodeName }) => !['label', 'attributes'].includes(nodeName),
      );
      const joint = ['or', 'and'].includes(formula!.nodeName);
      const inputs = (joint ? [...formula!.childNodes] : [formula!]) as unknown as Element[];
      const names = inputs.map((input) => input.getAttribute('name') ?? '');
      return [gate.getAttribute('name')!, { kind: joint ? formula!.nodeName : 'or', inputs: names }];
    }),
  );
}

for (const [what, cutSets] of Object.entries({
  'order decides': inOrdered,
  'one fault is enough': inSingles,
})) {
  test(`the trees are true after every set that does harm, and after no other, where ${what}`, () => {
    const [galileo, openPsa] = [readGalileo(toGalileo(cutSets)), readOpenPsa(toOpenPsa(cutSets))];
    let harmful = 0;
    for (const { faults, rank } of cutSets.ranked) {
      const struck = faults.map((fault) => fault.replaceAll(' ', '_'));
      const orders = [struck, struck.toReversed()];
      assert.is(isTrue(openPsa, 'harm', struck), rank > 0, `Open-PSA, ${faults.join()}`);
      assert.is(
        orders.some((order) => isTrue(galileo, 'harm', order)),
        rank > 0,
        `Galileo, ${faults.join()}`,
      );
      if (rank > 0) harmful++;
    }
    assert.ok(harmful > 5 && harmful < cutSets.ranked.length);
  });
}

/** The events and gates that a tree defines, and those that it asks for, each as often as it does. */
function namesIn(cutSets: CutSets): Record<string, { readonly defined: string[]; readonly used: string[] }> {
  const lines = toGalileo(cutSets)
    .split('\n')
    .filter((line) => /^("|toplevel)/.test(line));
  const quoted = lines.map((line) => [...line.matchAll(/"(\w+)"/g)].map(([, name]) => name!));
  const xml = new DOMParser().parseFromString(toOpenPsa(cutSets), 'text/xml');
  const namesOf = (...tags: readonly string[]) =>
    tags.flatMap((tag) => [...xml.getElementsByTagName(tag)].map((one) => one.getAttribute('name')!));
  return {
    galileo: {
      defined: quoted.flatMap(([name], i) => (lines[i]!.startsWith('toplevel') ? [] : [name!])),
      used: quoted.flatMap((names, i) => (lines[i]!.startsWith('toplevel') ? names : names.slice(1))),
    },
    'Open-PSA': {
      defined: namesOf('define-gate', 'define-basic-event'),
      used: namesOf('gate', 'basic-event'),
    },
  };
}

/** As if one set did harm without any fault. */
const certain: CutSets = {
  ...inSingles,
  found: inSingles.found.map((set, i) => (i === 0 ? { ...set, faults: [] } : set)),
};

test('a tree defines each event and gate once that it asks for, also where no fault is needed or none does harm', () => {
  for (const cutSets of [inOrdered, inSingles, harmless, certain]) {
    for (const [form, { defined, used }] of Object.entries(namesIn(cutSets))) {
      assert.equal([...new Set(defined)].length, defined.length, form);
      for (const name of used) assert.ok(defined.includes(name), `${form}: ${name}`);
      assert.ok(defined.length > 0, form);
    }
  }
  assert.match(toGalileo(harmless), /^"never" lambda=0 /m);
  assert.match(
    toGalileo(certain),
    /^\/\/ "without_any_fault" stands for harm that needs no fault: it is certain/m,
  );
  assert.not.match(toGalileo(inSingles), 'without_any_fault');
});

test('where order decides Galileo has a gate for it; Open-PSA says in its label what it cannot say', () => {
  const gates = readGalileo(toGalileo(inOrdered));
  const order = ['ChannelDown', 'PowerOff_P1'];
  assert.equal(gates.get('ChannelDown_then_PowerOff_P1'), { kind: 'pand', inputs: order });
  assert.equal([isTrue(gates, 'harm', order), isTrue(gates, 'harm', order.toReversed())], [true, false]);
  assert.match(
    toGalileo(inOrdered),
    /^\/\/ Order decides, and the gates "pand" say so, of: ChannelDown > PowerOff P1;/m,
  );
  assert.match(
    toOpenPsa(inOrdered),
    /does not say so, which is too much harm, of: ChannelDown &gt; PowerOff P1;/,
  );
});

test('every form of a tree says how far it goes, and on which side it errs', async () => {
  const forms = [toGalileo, toOpenPsa, toMermaid, toSvg];
  for (const form of forms) {
    const text = await form(inSingles);
    assert.match(text, /up to 2 faults were explored: of harm that takes more .* too little/);
    assert.match(text, /When a fault has to strike is not in the tree: .* too much/);
    assert.match(text, /Order decides nothing here/);
    assert.match(text, /No set has a milder one above it/);
  }
  const [first, ...others] = inSingles.found;
  const milder = [{ faults: ['PowerOff P1', 'FifoLost F1'], verdict: 'safe', schedule: [] }] as const;
  const notMonotone: CutSets = { ...inSingles, found: [{ ...first!, milder }, ...others] };
  for (const form of forms)
    assert.match(await form(notMonotone), /too much of: PowerOff P1 \+ FifoLost F1 \(safe/);
});

test('single points of failure come first, and are told from the others in words and by their frame', async () => {
  const mermaid = toMermaid(inSingles);
  assert.match(mermaid, /lost_PowerOff_P1\[\["PowerOff P1<br\/>single point of failure"\]\]/);
  assert.match(mermaid, /lost_CacheLost_C1_and_FifoLost_F1\["CacheLost C1 and FifoLost F1"\]/);
  const inTree = [...mermaid.matchAll(/^ {2}lost --- (\w+)$/gm)].map(([, id]) => id!);
  assert.equal(inTree.slice(0, 2), ['lost_PowerOff_P1', 'lost_PowerOff_P2']);
  const svg = new DOMParser().parseFromString(await toSvg(inSingles), 'image/svg+xml');
  const frames = [...svg.getElementsByTagName('g')].filter((group) => group.getAttribute('class') === 'node');
  const framesOf = (word: string) =>
    frames
      .filter((group) => group.textContent!.includes(word))
      .map((group) => group.getElementsByTagName('polygon').length);
  assert.equal(framesOf('single point of failure'), [2, 2]);
  assert.equal(new Set(framesOf(' and ')), new Set([1]));
});

needsBrowser(test)('Mermaid draws the tree', async () => {
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto('about:blank');
  await page.addScriptTag({ path: join(root, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js') });
  const drawn = (text: string) =>
    page.evaluate<string>(
      `mermaid.render('picture', ${JSON.stringify(text)}).then(({ svg }) => svg, String)`,
    );
  const words = await drawn(toMermaid(inSingles));
  for (const word of ['single point of failure', 'CacheLost C1 and FifoLost F1']) assert.match(words, word);
  assert.match(await drawn(toMermaid(inOrdered)), 'ChannelDown then PowerOff P1');
  assert.match(await drawn(`${toMermaid(inSingles)}  lost --- \n`), /error/i);
  await browser.close();
});

test('where nothing does harm every form says so', async () => {
  assert.is(isTrue(readGalileo(toGalileo(harmless)), 'harm', ['ChannelDown']), false);
  assert.match(toOpenPsa(harmless), /<define-gate name="harm"><constant value="false"\/>/);
  assert.match(toMarkdown([harmless]), /None of them does harm/);
  assert.match(await toSvg(harmless), /no harm/);
  assert.is(toCsv([harmless]).trim().split('\n').length, 1);
});

test('the table has a row for each set; values have a line for each strike, with the schedule', () => {
  const table = toMarkdown([inOrdered, inSingles]);
  const rows = table.split('\n').filter((line) => /^\| (lost|stranded) /.test(line));
  assert.is(rows.length, inOrdered.found.length + inSingles.found.length);
  assert.ok(rows.every((row) => row.split(' | ').length === 5));
  const [header, ...lines] = toCsv([inOrdered]).trim().split('\n');
  assert.match(header!, /^design,verdict,faults,ordered,sets,device/);
  const strikes = inOrdered.found.flatMap(({ devices }) => devices.flatMap((harm) => harm.strikes));
  assert.is(lines.length, strikes.length);
  const line = lines.find((one) =>
    one.includes('ChannelDown > PowerOff P1,yes,2,D1,K1,stranded,PowerOff P1,'),
  )!;
  assert.match(line, /,4,FalseSuspicion|,4,ChannelDown; /);
  const columns = header!.split(',');
  assert.ok(
    lines.every((one) => one.split(',').length === columns.length),
    'no cell has a comma in it',
  );
  const taken = lines.map((one) => one.split(',')[columns.indexOf('takes')]);
  assert.equal(
    taken,
    strikes.map(({ takes }) => takes.join('; ')),
  );
  assert.ok(taken.some((places) => places !== ''));
  const cell = (one: string, column: string) => one.split(',')[columns.indexOf(column)];
  assert.is(cell(line, 'otherSide'), 'ChannelDown > PowerOff P2');
  assert.match(cell(line, 'otherOrders')!, /^PowerOff P1 > ChannelDown: /);
  const milder = [{ faults: ['ChannelDown', 'PowerOff P1'], verdict: 'safe' as const, schedule: [] }];
  const [set] = inOrdered.found;
  const [, above] = toCsv([{ ...inOrdered, found: [{ ...set!, milder }] }]).split('\n');
  assert.is(cell(above!, 'milder'), 'ChannelDown + PowerOff P1: safe');
});

test.run();
