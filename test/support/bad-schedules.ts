import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { BadSchedule } from '../../src/schedule/file.ts';
import { replayFile } from '../../src/schedule-files/load.ts';
import { Counts, damaged, shortLine, strange } from './bad-inputs.ts';
import { scenarioFiles, scenarios } from './scenarios.ts';

/* Schedule files at random, made from the scenarios, and what has to become of each of them. */

const good = scenarioFiles().map((file) => readFileSync(file, 'utf8'));
const recorded = /^---$.*/ms;

const bounds = [
  ...[
    'blocks=1',
    'blocks=2',
    'blocks=16',
    'blocks=17',
    'blocks=0',
    'blocks=',
    'blocks=-1',
    'blocks=1e3',
    'blocks=x',
  ],
  ...[
    'pagesPerWrite=1',
    'pagesPerWrite=2',
    'pagesPerWrite=16',
    'fifoDepth=1',
    'fifoDepth=16',
    'fifoDepth=99',
  ],
  ...[
    'faults=0',
    'faults=2',
    'faults=9',
    `faults=${'9'.repeat(400)}`,
    'subBlocks=1',
    'subBlocks=8',
    'writes=32',
    'writes=any',
    'writes=Any',
    'writes=all',
    'writes=-1',
    'blocks=any',
  ],
  ...[
    'cachePages=4,4',
    'cachePages=64,64',
    'cachePages=1,1',
    'cachePages=4',
    'pages=3',
    '__proto__=1',
    'constructor=1',
  ],
];
const rules = ['R5', 'R5_fence', 'R8_protected', 'R11_charge', 'R99', 'r5', '__proto__', 'constructor'];
const designs = [
  ...[
    'mirror-only',
    'partner-fed',
    'independent',
    'battery',
    'self-fed',
    'batery',
    './battery',
    'battery # here',
  ],
  ...[
    'designs/fifo-on-board.json',
    './designs/kept-entries.json',
    'designs',
    'designs/none.json',
    '/dev/zero',
    '.',
  ],
];
const labels = [
  ...[
    'NotifySize K1',
    'HostWrite K1 b1',
    'HostWrite K1 b1-b2',
    'Drain K1',
    'PowerOff P1',
    'PowerOff P3',
    'Destage K1 p3',
  ],
  ...['ChannelDown', 'Fence K2', 'NotifySize', 'NotifySize K1 K1', 'notifySize K1', '---', '# a comment', ''],
];

const some = (words: readonly string[]) => fc.array(fc.constantFrom(...words, ...strange), { maxLength: 4 });

const lines: fc.Arbitrary<string> = fc.oneof(
  some(bounds).map((words) => `bounds ${words.join(' ')}`),
  fc.constantFrom(...bounds).map((word) => `bounds ${word}`),
  some(rules).map((words) => `weaken ${words.join(' ')}`),
  fc.constantFrom(...designs, ...strange).map((name) => `design ${name}`),
  fc.constantFrom(...labels, ...strange),
  some(['NotifySize', 'K1', 'PowerOff']).map((words) => words.join(' ')),
);

interface Edit {
  readonly at: number;
  readonly line: string;
  readonly way: 'put' | 'add' | 'drop' | 'double' | 'swap' | 'header';
}

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  line: lines,
  way: fc.constantFrom('put', 'add', 'drop', 'double', 'swap', 'header', 'header'),
});

/** What a line begins with, where it says something for the whole file. */
const headerOf = (line: string) => /^(?:design|bounds|weaken)\b/.exec(line)?.[0];

function edited(text: string, { at, line, way }: Edit): string {
  const all = text.split('\n');
  const place = at % all.length;
  if (way === 'put') return all.with(place, line).join('\n');
  if (way === 'drop') return all.toSpliced(place, 1).join('\n');
  if (way === 'double') return all.toSpliced(place, 0, all[place]!).join('\n');
  if (way === 'add') return all.toSpliced(place, 0, line).join('\n');
  if (way === 'swap') return all.with(place, all[0]!).with(0, all[place]!).join('\n');
  const same = all.findIndex((each) => headerOf(each) !== undefined && headerOf(each) === headerOf(line));
  return same < 0 ? [line, ...all].join('\n') : all.with(same, line).join('\n');
}

const editedTexts = fc
  .tuple(fc.constantFrom(...good), fc.array(edits, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([text, all, isBare]) => all.reduce(edited, isBare ? text.replace(recorded, '') : text));

/** Texts of schedule files, most of them bad. */
const texts = fc.oneof(
  { arbitrary: editedTexts, weight: 8 },
  { arbitrary: damaged(editedTexts), weight: 1 },
  { arbitrary: editedTexts.map((text) => `\ufeff${text.replaceAll('\n', '\r\n')}`), weight: 1 },
);

/**
 * Replays so many, and throws what is wrong with the seed that leads there. Says what became of them. The designs that
 * they name are good, so that nothing is ever the fault of a design file.
 */
export function replayBadSchedules(numRuns: number, seed: number): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'schedules-'));
  const file = join(folder, 'a.schedule');
  const counts = new Counts();
  const judge = fc.property(texts, (text) => {
    writeFileSync(file, text);
    const error = refusalOf(file);
    if (error !== undefined) judgeRefusal(text, error);
    counts.add(
      error === undefined ? 'replayed' : /bounds/.test(error.message) ? 'refused for bounds' : 'refused',
    );
  });
  try {
    cpSync(join(scenarios, 'designs'), join(folder, 'designs'), { recursive: true });
    fc.assert(judge, { numRuns, seed, includeErrorInReport: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return counts;
}

function refusalOf(file: string): BadSchedule | undefined {
  try {
    replayFile(file, 'tiny');
    return undefined;
  } catch (error) {
    if (error instanceof BadSchedule) return error;
    throw error;
  }
}

function judgeRefusal(text: string, { message, line }: BadSchedule): void {
  assert.match(message, shortLine);
  assert.match(message, `a.schedule:${line}: `);
  assert.ok(line >= 1 && line <= text.split('\n').length, message);
  const told = text.split('\n')[line - 1]!;
  if (/: bounds\./.test(message)) assert.match(told, /^\s*bounds\b/, message);
  if (/is not enabled here/.test(message)) assert.match(told, /^\s*[A-Z]/, message);
}
