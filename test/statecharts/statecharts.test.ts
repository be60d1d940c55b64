import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { render } from 'state-machine-cat';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type AnyMachineSnapshot, type AnyStateMachine, createMachine } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { lifecycles } from '../../src/model/lifecycle.ts';
import {
  CannotDraw,
  type Chart,
  chartNamed,
  chartOf,
  type Edge,
  edgesIn,
  type Level,
  leavesIn,
} from '../../src/statecharts/chart.ts';
import { bandOf, Tally } from '../../src/statecharts/coverage.ts';
import { toDot } from '../../src/statecharts/dot.ts';
import { toMermaid } from '../../src/statecharts/mermaid.ts';
import { toPlantUml } from '../../src/statecharts/plantuml.ts';
import { toScxml } from '../../src/statecharts/scxml.ts';
import { toSvg } from '../../src/statecharts/svg.ts';
import { toXState } from '../../src/statecharts/xstate.ts';
import { diagramFiles } from '../write/diagrams.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = Object.keys(charts) as ChartName[];
const all = names.map(chartNamed);

/** What a tool made of a diagram: its states, what is inside which, where it begins, and its edges with their text. */
interface Reading {
  /** The innermost states. */
  readonly states: readonly string[];
  /** `inner in outer`, for every state that is in another. */
  readonly within: readonly string[];
  readonly initials: readonly string[];
  readonly edges: readonly string[];
  readonly texts: readonly string[];
}

function expected({ regions }: Chart): Reading {
  const edges = regions.flatMap(edgesIn);
  return {
    states: regions.flatMap(leavesIn),
    within: regions.flatMap((region) => withinOf(region)),
    initials: regions.flatMap(initialsIn),
    edges: edges.map(nameOf),
    texts: edges.map(({ event, says }) => squeezed(`${event} ${says}`)),
  };
}

function withinOf({ states }: Level): string[] {
  return states.flatMap(({ name, inside }) =>
    inside === undefined
      ? []
      : [...inside.states.map((state) => `${state.name} in ${name}`), ...withinOf(inside)],
  );
}

function initialsIn({ initial, states }: Level): string[] {
  return [initial, ...states.flatMap(({ inside }) => (inside === undefined ? [] : initialsIn(inside)))];
}

function assertSame(read: Reading, chart: Chart): void {
  const want = expected(chart);
  for (const key of ['states', 'within', 'initials', 'edges', 'texts'] as const) {
    assert.equal([...read[key]].sort(), [...want[key]].sort(), `${chart.name}: ${key}`);
  }
}

/** The states of all charts that have states of their own. */
const composites = new Set(
  all.flatMap(({ regions }) =>
    regions
      .flatMap(levelsIn)
      .flatMap(({ states }) => states.flatMap(({ name, inside }) => (inside ? [name] : []))),
  ),
);

/** A text without its line breaks. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function nameOf({ from, event, to }: Pick<Edge, 'from' | 'event' | 'to'>): string {
  return `${from} -${event}-> ${to}`;
}

test('the walk finds every state and edge of the lifecycle tables, each with a text', () => {
  for (const chart of all) {
    for (const region of chart.regions) {
      const table = lifecycles[region.region];
      assert.equal(leavesIn(region).sort(), Object.keys(table).sort());
      const taken = edgesIn(region).flatMap(({ leaves, event, to }) =>
        leaves.map((from) => `${from} -${event}-> ${beginningOf(region, to)}`),
      );
      const known = Object.entries(table).flatMap(([from, events]) =>
        Object.entries(events).map(([event, to]) => `${from} -${event}-> ${to}`),
      );
      assert.equal(taken.sort(), known.sort());
      assert.ok(edgesIn(region).every(({ says }) => says.length > 4));
    }
    assert.ok(chart.about.endsWith('.'));
  }
});

/** Where it begins that goes to a state. */
function beginningOf(region: Level, name: string): string {
  const inside = levelsIn(region)
    .flatMap(({ states }) => states)
    .find((state) => state.name === name)!.inside;
  return inside === undefined ? name : beginningOf(region, inside.initial);
}

function levelsIn(level: Level): Level[] {
  return [level, ...level.states.flatMap(({ inside }) => (inside === undefined ? [] : levelsIn(inside)))];
}

test('an event of a state that an inner one knows, too, leads out of the other inner ones only', () => {
  const machine = createMachine({
    initial: 'o',
    states: {
      o: {
        initial: 'a',
        on: { GO: 'x' },
        states: { a: { on: { GO: 'b' } }, b: {}, c: { initial: 'd', states: { d: {}, e: {} } } },
      },
      x: {},
    },
  });
  const [inner, outer] = edgesIn(chartOf('fifo', machine).regions[0]!);
  assert.equal([inner!.from, inner!.to, inner!.leaves], ['a', 'b', ['a']]);
  assert.equal([outer!.from, outer!.to, outer!.leaves], ['o', 'x', ['b', 'd', 'e']]);
  const tally = new Tally();
  for (const from of ['a', 'b', 'd', 'd']) tally.add([{ region: 'fifo', from, event: 'GO' }]);
  const counted = edgesIn(tally.onto(chartOf('fifo', machine), 'steps').regions[0]!);
  assert.equal(
    counted.map(({ taken, neverFrom }) => [taken, neverFrom]),
    [
      [1, undefined],
      [3, ['e']],
    ],
  );
});

test('a chart that the formats would draw with something left out is refused', () => {
  const flat = (on: object) => createMachine({ initial: 'a', states: { a: { on }, b: {} } } as object);
  assert.is(chartOf('fifo', flat({ GO: 'b' })).regions[0]!.edges.length, 1);
  for (const machine of [
    flat({ GO: { target: 'b', guard: () => true } }),
    flat({ GO: {} }),
    createMachine({
      initial: 'a',
      states: { a: { initial: 'c', states: { c: { on: { GO: '#b' } } } }, b: { id: 'b' } },
    }),
    createMachine({ initial: 'a', states: { a: { type: 'parallel', states: { c: {}, d: {} } } } }),
    createMachine({ type: 'parallel', states: { p: { initial: 'a', states: { a: {} } }, q: {} } }),
    createMachine({
      type: 'parallel',
      states: { p: { initial: 'a', states: { a: {} } }, q: { initial: 'a', states: { a: {} } } },
    }),
  ]) {
    assert.throws(
      () => chartOf('fifo', machine),
      (error: unknown) => error instanceof CannotDraw,
    );
  }
});

test('the rules that guard a lifecycle event are on its edges, and every rule there is known', () => {
  const guarded: Record<string, string[]> = {
    'suspecting -FENCE-> alone': ['R6_arbiter'],
    'draining -DRAIN_DONE-> linking': ['R5_drain'],
    'linking -TAKE_CHARGE-> solo': ['R5_link'],
    'free -ACQUIRE-> acquired': ['R2_fresh', 'R5_fence'],
    'acquired -RELEASE-> free': ['R4_untargeted', 'R4_invalidated'],
    'copying -COMMIT-> committed': ['R1_commit'],
    'committed -LINK-> linked': ['R1_header', 'R1_commit', 'R3_highest', 'R3_media'],
    'clean -LINK-> linked': ['R1_header', 'R1_commit', 'R3_highest', 'R3_media'],
    'empty -ENQUEUE-> holding': ['R5_fence', 'R11_charge'],
    'draining -NEXT-> holding': ['R13_committed'],
    'draining -LAST-> empty': ['R13_committed'],
    'dirty -DESTAGE-> destaging': ['R5_fence', 'R17_answered', 'R14_resolve', 'R11_charge'],
    'destaging -CLEAN-> clean': ['R9_version'],
  };
  const edges = all.flatMap(({ regions }) => regions.flatMap(edgesIn));
  for (const edge of edges) {
    const named: string[] = edge.says.match(/\bR\d+_\w+/g) ?? [];
    for (const rule of guarded[nameOf(edge)] ?? [])
      assert.ok(named.includes(rule), `${nameOf(edge)}: ${rule}`);
    for (const rule of named) assert.ok((ruleNames as string[]).includes(rule), rule);
    for (const rule of edge.says.match(/\bR\d+\b/g) ?? []) assert.ok(rulesNamed(rule).length > 0, rule);
  }
  const known = new Set(edges.map(nameOf));
  for (const edge of Object.keys(guarded)) assert.ok(known.has(edge), edge);
});

/** Mermaid itself, in its small build. Its sanitizer finds no browser, and then lets everything through. */
function loadMermaid() {
  const document = { nodeType: 9, createElement: () => ({}) };
  const window = { document, Element: class {}, addEventListener: () => {} };
  const context = createContext({ window, structuredClone, URL, setTimeout, console });
  runInContext(
    readFileSync(join(root, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js'), 'utf8'),
    context,
  );
  return context['mermaid'] as {
    parse: (text: string) => Promise<unknown>;
    mermaidAPI: { getDiagramFromText: (text: string) => Promise<{ db: { getData: () => MermaidData } }> };
  };
}

interface MermaidData {
  readonly nodes: readonly { id: string; shape: string; isGroup: boolean; parentId?: string }[];
  readonly edges: readonly { start: string; end: string; label: string }[];
}

const mermaid = loadMermaid();

async function readMermaid(text: string): Promise<Reading> {
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { nodes, edges } = db.getData();
  const starts = new Set(nodes.filter(({ shape }) => shape === 'stateStart').map(({ id }) => id));
  const labelled = edges.filter(({ start }) => !starts.has(start));
  // Mermaid keeps coded characters apart until it draws them.
  const texts = labelled.map(({ label }) =>
    label
      .replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace('<br/>', ' '),
  );
  return {
    states: nodes.filter(({ id, isGroup }) => !isGroup && !starts.has(id)).map(({ id }) => id),
    within: nodes
      .filter(({ id, parentId = '' }) => !starts.has(id) && composites.has(parentId))
      .map(({ id, parentId }) => `${id} in ${parentId}`),
    initials: edges.filter(({ start }) => starts.has(start)).map(({ end }) => end),
    edges: labelled.map(({ start, end }, i) => `${start} -${texts[i]!.split(' ')[0]}-> ${end}`),
    texts,
  };
}

test("Mermaid's own grammar reads every state, edge and text", async () => {
  for (const chart of all) assertSame(await readMermaid(toMermaid(chart)), chart);
  for (const chart of all) await mermaid.parse(toMermaid(new Tally().onto(chart, 'nothing; at: "all" #1')));
  await refused(() => mermaid.parse('stateDiagram-v2\n  a -->'));
});

async function refused(attempt: () => Promise<unknown>): Promise<void> {
  const outcome = await attempt().then(
    () => 'accepted',
    () => 'refused',
  );
  assert.is(outcome, 'refused');
}

const graphviz = await Graphviz.load();

interface GraphvizJson {
  readonly objects: readonly {
    _gvid: number;
    name: string;
    class?: string;
    nodes?: number[];
    subgraphs?: number[];
  }[];
  readonly edges: readonly {
    tail: number;
    head: number;
    ltail?: string;
    lhead?: string;
    class: string;
    label?: string;
    style?: string;
  }[];
}

function readDot(text: string): Reading {
  const { objects, edges } = JSON.parse(graphviz.layout(text, 'json', 'dot')) as GraphvizJson;
  const at = (id: number) => objects.find(({ _gvid }) => _gvid === id)!;
  const nameOf = (frame: string) => frame.replace(/^cluster_/, '');
  const frames = objects.filter(({ name }) => composites.has(nameOf(name)));
  const inFrames = (inner: number[]) => inner.filter((id) => frames.some(({ nodes }) => nodes?.includes(id)));
  const labelled = edges.filter((edge) => edge.class === 'transition');
  const texts = labelled.map(({ label }) => squeezed(textOfXml(`<b>${label!.replaceAll('<BR/>', ' ')}</b>`)));
  const headOf = ({ head, lhead }: GraphvizJson['edges'][number]) => nameOf(lhead ?? at(head).name);
  return {
    states: objects.filter((object) => object.class === 'state').map(({ name }) => name),
    within: frames.flatMap(({ name, nodes = [], subgraphs = [] }) => {
      const further = inFrames(subgraphs.flatMap((id) => at(id).nodes ?? []));
      const own = nodes.filter((id) => !further.includes(id) && at(id).class === 'state');
      return [...own, ...subgraphs].map((id) => `${nameOf(at(id).name)} in ${nameOf(name)}`);
    }),
    initials: edges.filter((edge) => edge.class === 'start').map(headOf),
    edges: labelled.map((edge, i) => {
      const from = nameOf(edge.ltail ?? at(edge.tail).name);
      return `${from} -${texts[i]!.split(' ')[0]}-> ${headOf(edge)}`;
    }),
    texts,
  };
}

test('Graphviz reads every state, edge and text', () => {
  for (const chart of all) assertSame(readDot(toDot(chart)), chart);
});

function parseXml(text: string): Element {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml').documentElement!;
}

function textOfXml(text: string): string {
  return parseXml(text).textContent ?? '';
}

function elements(parent: Element, tag: string): Element[] {
  return [...parent.getElementsByTagName(tag)];
}

function groupsOf(svg: Element, kind: string): Element[] {
  return elements(svg, 'g').filter((group) => group.getAttribute('class') === kind);
}

function readSvg(text: string): Reading {
  const svg = parseXml(text);
  const title = (group: Element) => elements(group, 'title')[0]!.textContent!;
  const lines = groupsOf(svg, 'edge transition').map((group) => ({
    ends: title(group).split('->'),
    text: elements(group, 'text')
      .map(({ textContent }) => textContent)
      .join(' '),
  }));
  const states = [...groupsOf(svg, 'node state'), ...groupsOf(svg, 'node composite')];
  const outer = (group: Element): Element | undefined => {
    const parent = group.parentNode as Element | null;
    if (parent === null || parent.nodeType !== 1) return undefined;
    return parent.getAttribute('class') === 'node composite' ? parent : outer(parent);
  };
  return {
    states: groupsOf(svg, 'node state').map(title),
    within: states.flatMap((group) => {
      const around = outer(group);
      return around === undefined ? [] : [`${title(group)} in ${title(around)}`];
    }),
    initials: groupsOf(svg, 'edge start').map((group) => title(group).split('->')[1]!),
    edges: lines.map(({ ends: [from, to], text }) => `${from} -${text.split(' ')[0]}-> ${to}`),
    texts: lines.map((line) => squeezed(line.text)),
  };
}

test('the picture has every state, edge and text, a description, and no identifier twice', async () => {
  for (const chart of all) {
    const text = await toSvg(chart);
    assertSame(readSvg(text), chart);
    const svg = parseXml(text);
    const ids = elements(svg, '*').flatMap((element) => element.getAttribute('id') || []);
    assert.is(new Set(ids).size, ids.length);
    for (const id of svg.getAttribute('aria-labelledby')!.split(' ')) assert.ok(ids.includes(id), id);
    assert.match(text, 'prefers-color-scheme: dark');
  }
});

test('a second SCXML reader finds every state and edge', async () => {
  for (const chart of all) {
    const machine = await render(toScxml(chart), { inputType: 'scxml', outputType: 'json' });
    const read = readMachine(machine as unknown as Machine);
    const { texts: _, initials: __, ...want } = expected(chart);
    for (const key of ['states', 'within', 'edges'] as const) {
      assert.equal([...read[key]].sort(), [...want[key]].sort());
    }
    const parallel = (machine as unknown as Machine).states.map(({ type }) => type).includes('parallel');
    assert.is(parallel, chart.regions.length > 1);
  }
});

interface Machine {
  readonly states: readonly { name: string; type: string; statemachine?: Machine }[];
  readonly transitions?: readonly { from: string; to: string; event?: string }[];
}

function readMachine({ states, transitions = [] }: Machine): Omit<Reading, 'texts' | 'initials'> {
  const regular = states.filter(({ type }) => type === 'regular' || type === 'parallel');
  const inner = regular.flatMap(({ statemachine }) => statemachine ?? []).map(readMachine);
  const within = regular
    .filter(({ name }) => composites.has(name))
    .flatMap(({ name, statemachine }) =>
      statemachine!.states
        .filter(({ type }) => type === 'regular')
        .map((state) => `${state.name} in ${name}`),
    );
  const own = transitions.filter(({ event }) => event !== undefined);
  return {
    states: [
      ...regular.filter(({ statemachine }) => statemachine === undefined).map(({ name }) => name),
      ...inner.flatMap(({ states }) => states),
    ],
    within: [...within, ...inner.flatMap((machine) => machine.within)],
    edges: [
      ...own.map(({ from, to, event }) => `${from} -${event}-> ${to}`),
      ...inner.flatMap(({ edges }) => edges),
    ],
  };
}

/** Elements of SCXML: their attributes, as the W3C's schema has them, and what may be inside. */
const SCHEMA: Record<string, { attributes: Record<string, RegExp>; children: string[] }> = {
  scxml: {
    attributes: { version: /^1\.0$/, name: /^[\w.-]+$/, initial: /^[\w-]+$/ },
    children: ['state', 'parallel'],
  },
  parallel: { attributes: { id: /^[a-z][\w-]*$/i }, children: ['state'] },
  state: {
    attributes: { id: /^[a-z][\w-]*$/i, initial: /^[\w-]+$/ },
    children: ['state', 'transition'],
  },
  transition: { attributes: { event: /^[\w-]+$/, target: /^[\w-]+$/ }, children: [] },
};

test("SCXML documents keep to the W3C's schema, and say what each edge is about", () => {
  for (const chart of all) {
    const root = parseXml(toScxml(chart));
    const ids = elements(root, '*').flatMap((element) => element.getAttribute('id') || []);
    assert.is(new Set(ids).size, ids.length);
    for (const element of [root, ...elements(root, '*')]) {
      const { attributes, children } = SCHEMA[element.tagName]!;
      assert.is(element.namespaceURI, 'http://www.w3.org/2005/07/scxml');
      for (const { name, value } of element.attributes) {
        if (name.includes(':') || name === 'xmlns') continue;
        assert.match(value, attributes[name]!, `${element.tagName} ${name}`);
        if (['initial', 'target'].includes(name)) assert.ok(ids.includes(value), value);
      }
      for (const child of elements(element, '*').filter(({ parentNode }) => parentNode === element)) {
        assert.ok(children.includes(child.tagName), `${child.tagName} in ${element.tagName}`);
      }
    }
    const texts = elements(root, 'transition').map(
      (element) => `${element.getAttribute('event')} ${element.getAttribute('m:says')}`,
    );
    assert.equal(texts.sort(), [...expected(chart).texts].sort());
  }
});

test('the names in SCXML are names in the languages that interpreters make code of', () => {
  const reserved =
    'auto break case catch class const continue def default del delete do double elif else enum except export extends ' +
    'false finally float for from function global goto if import in int is lambda long new none nonlocal not null or ' +
    'pass private public raise return short static struct super switch this throw true try union var void while with yield';
  for (const chart of all) {
    const root = parseXml(toScxml(chart));
    for (const element of [root, ...elements(root, '*')]) {
      for (const name of ['name', 'id', 'initial', 'event', 'target']) {
        const value = element.getAttribute(name);
        if (value === null) continue;
        assert.match(value, /^[a-z_]\w*$/i);
        assert.not.ok(reserved.split(' ').includes(value.toLowerCase()), value);
      }
    }
  }
});

function readPlantUml(text: string): Reading {
  const lines = text.split('\n').map((line) => line.trim());
  const arrows = lines.flatMap((line) => {
    const [, from, to, label] = /^(\S+) -(?:\[\S+\])?-> (\S+)(?: : (.*))?$/.exec(line) ?? [];
    return from === undefined
      ? []
      : [{ from, to, label: label?.replaceAll('\\n', ' ').replaceAll('**', '') }];
  });
  const labelled = arrows.filter(({ from }) => from !== '[*]');
  return {
    states: lines.flatMap((line) => /^state (\w+)$/.exec(line)?.[1] ?? []),
    within: withinBraces(lines),
    initials: arrows.filter(({ from }) => from === '[*]').map(({ to }) => to!),
    edges: labelled.map(({ from, to, label }) => `${from} -${label!.split(' ')[0]}-> ${to}`),
    texts: labelled.map(({ label }) => label!),
  };
}

function withinBraces(lines: readonly string[]): string[] {
  const around: string[] = [];
  return lines.flatMap((line) => {
    if (line === '}') around.pop();
    const [, name] = /^state (?:".*" as )?(\w+)( \{)?$/.exec(line) ?? [];
    if (name === undefined) return [];
    const outer = around.at(-1) ?? '';
    if (line.endsWith('{')) around.push(name);
    return composites.has(outer) ? [`${name} in ${outer}`] : [];
  });
}

test('PlantUML has every state, edge and text, and its blocks close', () => {
  for (const chart of all) {
    const text = toPlantUml(chart);
    assertSame(readPlantUml(text), chart);
    assert.match(text, /^@startuml [\w-]+\n[\s\S]*\n@enduml\n$/);
    assert.is(text.split('{\n').length, text.split('}\n').length);
    assert.is(text.split('\n').filter((line) => line.trim() === '--').length, chart.regions.length - 1);
  }
});

/** For each state of a machine, where each event leads. */
function adjacencyOf(machine: AnyStateMachine): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.values(getAdjacencyMap(machine, {})).map(({ state, transitions }) => [
      JSON.stringify(state.value),
      Object.fromEntries(
        Object.values(transitions as Record<string, Next>).map(({ event, state }) => [
          event.type,
          JSON.stringify(state.value),
        ]),
      ),
    ]),
  );
}

interface Next {
  readonly event: { readonly type: string };
  readonly state: AnyMachineSnapshot;
}

test('XState makes of the JSON the machine that it came from', () => {
  for (const name of names) {
    const machine = createMachine(
      JSON.parse(toXState(chartNamed(name))),
    ) as unknown as (typeof charts)[ChartName];
    assert.equal(adjacencyOf(machine), adjacencyOf(charts[name]));
    assert.equal(chartOf(name, machine), chartNamed(name));
    const counted = new Tally().onto(chartNamed(name), 'nothing');
    assert.equal(chartOf(name, createMachine(JSON.parse(toXState(counted)))), chartNamed(name));
  }
});

/** A chart with as many counts on its edges as given, one after the other. */
function counted(chart: Chart, counts: readonly number[]): Chart {
  const tally = new Tally();
  chart.regions.flatMap(edgesIn).forEach((edge, i) => {
    for (let n = 0; n < (counts[i] ?? 0); n++) tally.add([edge]);
  });
  return tally.onto(chart, 'How often the test took each edge');
}

test('an edge never taken is dashed, and says 0; the others have the colour of their band', async () => {
  const chart = counted(chartNamed('battery'), [0, 7, 1234]);
  const { edges } = JSON.parse(graphviz.layout(toDot(chart), 'json', 'dot')) as GraphvizJson;
  assert.equal(
    edges.map(({ style }) => style),
    [undefined, 'dashed', undefined, undefined],
  );
  const svg = groupsOf(parseXml(await toSvg(chart)), 'edge transition');
  const lines = svg.map((group) => elements(group, 'path')[0]!);
  assert.equal(
    lines.map((line) => line.hasAttribute('stroke-dasharray')),
    [true, false, false],
  );
  assert.equal(
    lines.map((line) => line.getAttribute('stroke')),
    [0, 7, 1234].map((taken) => bandOf(taken).colour),
  );
  assert.equal(
    svg.map(({ textContent }) => /×[\d,]+/.exec(textContent!)?.[0]),
    ['×0', '×7', '×1,234'],
  );
  assert.match(toMermaid(chart), 'standby --> feeding : TAKE_LOAD ✗ ×0<br/>');
  assert.match(toMermaid(chart), 'EXHAUST ▆ ×1,234<br/>');
  assert.match(toPlantUml(chart), /standby -\[#\w+,dashed\]-> feeding : \*\*TAKE_LOAD\*\* ×0/);
  assert.match(toScxml(chart), 'm:taken="1234"');
  assert.match(toXState(chart), '"taken": 1234');
});

test('an edge around several states says from which of them it was never taken', async () => {
  const tally = new Tally();
  tally.add([{ region: 'fifo', from: 'holding', event: 'FAIL' }]);
  const chart = tally.onto(chartNamed('fifo'), 'steps');
  const told = 'content lost; never from empty, draining';
  assert.ok(readDot(toDot(chart)).texts.includes(`FAIL ×1 ${told}`));
  assert.ok(readSvg(await toSvg(chart)).texts.includes(`FAIL ×1 ${told}`));
  assert.ok((await readMermaid(toMermaid(chart))).texts.includes(`FAIL ▁ ×1 ${told}`));
  assert.ok(readPlantUml(toPlantUml(chart)).texts.includes(`FAIL ×1 ${told}`));
  assert.match(toScxml(chart), 'm:neverFrom="empty draining"');
  assert.equal(JSON.parse(toXState(chart)).states.intact.on.FAIL.meta.neverFrom, ['empty', 'draining']);
  const untaken = edgesIn(new Tally().onto(chartNamed('fifo'), 'steps').regions[0]!);
  assert.ok(untaken.every(({ taken, neverFrom }) => taken === 0 && neverFrom === undefined));
});

test('the legend of every format says what the counts are, and has every band', async () => {
  const chart = counted(chartNamed('fifo'), []);
  const texts = [toMermaid(chart), toDot(chart), toPlantUml(chart), await toSvg(chart)];
  for (const text of texts) {
    assert.match(squeezed(text.replace(/<[^>]+>/g, ' ')), 'How often the test took each edge');
    for (const band of ['never', '1+', '10+', '100+', '1,000+', '10,000+'])
      assert.ok(text.includes(band), band);
  }
});

test('bands begin at the powers of ten', () => {
  assert.equal(
    [0, 1, 9, 10, 99, 100, 1000, 9999, 10_000, 1e7].map((taken) => bandOf(taken).least),
    [0, 1, 1, 10, 10, 100, 1000, 1000, 10_000, 10_000],
  );
});

test('the pictures and the page of the charts are current', async () => {
  for (const [file, text] of await diagramFiles()) {
    assert.is(readFileSync(file, 'utf8'), text, `${file}: run test/write/diagrams.ts`);
  }
});

test.run();
