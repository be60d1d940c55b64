import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BrokenDump, readDump } from '../../src/tlc/read/dump.ts';
import { BadValue, parseValue, TlaFunction, TlaSet, variablesOf } from '../../src/tlc/read/value.ts';

test('values as TLC prints them', () => {
  const values: [string, unknown][] = [
    ['0', 0],
    ['-3', -3],
    ['TRUE', true],
    ['FALSE', false],
    ['"K1"', 'K1'],
    ['""', ''],
    ['"a ]]>> |-> \\" \\\\ \\t\\n"', 'a ]]>> |-> " \\ \t\n'],
    ['"ends with \\\\"', 'ends with \\'],
    ['<<>>', []],
    ['<< >>', []],
    ['<<1, <<"a">>,\n   <<TRUE>> >>', [1, ['a'], [true]]],
    ['[a |-> 1, b_2 |-> << [ c |->\n  FALSE ] >> ]', { a: 1, b_2: [{ c: false }] }],
    ['{}', new TlaSet([])],
    ['{<<"PowerOff", "P1">>, 3}', new TlaSet([['PowerOff', 'P1'], 3])],
    ['1..3', new TlaSet([1, 2, 3])],
    ['-1 .. 0', undefined],
    ['-1..0', new TlaSet([-1, 0])],
    ['2..1', new TlaSet([])],
    ['(3)', 3],
    ['(1 :> "a" @@ 2 :> "b")', ['a', 'b']],
    ['(2 :> "b" @@ 1 :> "a")', ['a', 'b']],
    ['("P1" :> 1 @@ "B x" :> [a |-> 2])', { P1: 1, 'B x': { a: 2 } }],
    [
      '(3 :> 0 @@ 4 :> 1)',
      new TlaFunction([
        [3, 0],
        [4, 1],
      ]),
    ],
    ['  7  ', 7],
  ];
  for (const [text, value] of values) {
    if (value === undefined) assert.throws(() => parseValue(text));
    else assert.equal(parseValue(text), value, text);
  }
});

test('text that is no value is refused, with its place', () => {
  const refused: [string, RegExp][] = [
    ['', /expected a value at character 1, found the end/],
    ['<<1, 2', /expected >> at character 7, found the end after "<<1, 2"/],
    ['[a |-> 1', /expected \]/],
    ['[a -> 1]', /expected \|-> at character 4, found "-> 1\]" after "\[a "/],
    ['[]', /expected a name/],
    ['"open', /expected the closing quote/],
    ['"open \\"', /expected the closing quote/],
    ['<<1>> 2', /expected the end of the value at character 7/],
    ['(1 @@ 2)', /expected :>/],
    ['(1 :> 2', /expected \)/],
    ['MAYBE', /expected a value at character 1, found "MAYBE"/],
    ['-', /expected a digit/],
    ['1..', /expected a digit/],
  ];
  for (const [text, message] of refused) {
    assert.throws(
      () => parseValue(text),
      (error: unknown) => error instanceof BadValue && message.test(error.message),
      text,
    );
  }
});

test('a state is a conjunction, or one variable alone', () => {
  assert.equal(variablesOf('/\\ a = 1\n/\\ b = << 1,\n   2 >>\n/\\ c = "/\\\\ d = 1"'), [
    ['a', '1'],
    ['b', '<< 1,\n   2 >>'],
    ['c', '"/\\\\ d = 1"'],
  ]);
  assert.equal(variablesOf('a = [b |-> 1]'), [['a', '[b |-> 1]']]);
  assert.throws(() => variablesOf('nothing'), /VARIABLE = VALUE/);
});

/** As TLC 2.18 writes it. */
const DUMP = String.raw`strict digraph DiskGraph {
nodesep=0.35;
subgraph cluster_graph {
color="white";
7233140102953370431 [label="/\\ s = \"we\\\"ird\\\\ \\t name\"\n/\\ x = 0",style = filled]
7233140102953370431 -> -3660529300121687869 [label="Up",color="black",fontcolor="black"];
-3660529300121687869 [label="/\\ s = \"\"\n/\\ x = 1"];
-3660529300121687869 -> -3660529300121687869 [label="Stay",color="black",fontcolor="black"];
{rank = same; 7233140102953370431;}
{rank = same; -3660529300121687869;}
}
}`;

/** As newer builds write it: with parameters, tooltips, colours and their legend. */
const NEWER_DUMP = String.raw`strict digraph DiskGraph {
node [shape=box,style=rounded]
edge [colorscheme="paired12"]
nodesep=0.35;
subgraph cluster_graph {
color="white";
7233140102953370431 [label="/\\ s = \"we\\\"ird\\\\ \\t name\"\n/\\ x = 0",style = filled]
7233140102953370431 -> -3660529300121687869 [label="Up(1, \"a -> b\")",color="2",fontcolor="2"];
-3660529300121687869 [label="/\\ s = \"\"\n/\\ x = 1",tooltip="/\\ s = \"\"\n/\\ x = 1"];
-3660529300121687869 -> -3660529300121687869 [label="Stay",color="3",fontcolor="3"];
{rank = same; 7233140102953370431;}
{rank = same; -3660529300121687869;}
}
subgraph cluster_legend {graph[style=bold];label = "Next State Actions" style="solid"
node [ labeljust="l",colorscheme="paired12",style=filled,shape=record ]
Up [label="Up",fillcolor=2]
Stay [label="Stay",fillcolor=3]
}}`;

const A = 7233140102953370431n;
const B = -3660529300121687869n;

const EXPECTED = [
  { kind: 'state', id: A, initial: true, text: '/\\ s = "we\\"ird\\\\ \\t name"\n/\\ x = 0' },
  { kind: 'step', from: A, to: B, action: 'Up' },
  { kind: 'state', id: B, initial: false, text: '/\\ s = ""\n/\\ x = 1' },
  { kind: 'step', from: B, to: B, action: 'Stay' },
];

function* pieces(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('a dump is read the same in whatever pieces it comes', () => {
  for (const text of [DUMP, NEWER_DUMP]) {
    for (const size of [1, 2, 3, 7, 64, 1000, 1e6]) {
      assert.equal([...readDump(pieces(text, size))], EXPECTED, `pieces of ${size}`);
    }
  }
});

test('a dump that ends early, or was made with other options, is refused', () => {
  const refused: [string, RegExp][] = [
    [DUMP.slice(0, DUMP.indexOf('{rank')), /ends before its closing brace/],
    [DUMP.slice(0, DUMP.indexOf(',style')), /line 5: a state whose text does not end|ends before/],
    [DUMP.replace('label="Stay",', ''), /line 8: a step without its action; dump with dot,actionlabels/],
    [DUMP.replace('7233140102953370431 [', '12x ['), /line 5: "12x" is no fingerprint/],
    [DUMP.replace(' -> ', ' to '), /line 6: neither a state nor a step/],
    ['', /ends before its closing brace/],
  ];
  for (const [text, message] of refused) {
    assert.throws(
      () => [...readDump(pieces(text, 50))],
      (error: unknown) => error instanceof BrokenDump && message.test(error.message),
      message.source,
    );
  }
});

test.run();
