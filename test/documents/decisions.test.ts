import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { textOf } from '../support/markdown.ts';

const books = { 'spec/protocol.md': 'D', 'spec/program.md': 'D', 'spec/findings.md': 'M' } as const;

test('decisions and findings are numbered from 1 on, each number once, and the index says which are where', () => {
  const all: Record<string, number[]> = { D: [], M: [] };
  for (const [file, letter] of Object.entries(books)) {
    const numbers = numbersIn(file, letter);
    all[letter]!.push(...numbers);
    const row = textOf('spec/decisions.md')
      .split('\n')
      .find((line) => line.includes(`(${file.slice(5)}) |`));
    const ranges = rangesOf(numbers, letter);
    assert.ok(row?.includes(`| ${ranges} |`), `${file}: ${ranges}`);
  }
  for (const [letter, numbers] of Object.entries(all)) {
    const sorted = numbers.toSorted((a, b) => a - b);
    assert.equal(
      sorted,
      sorted.map((_, i) => i + 1),
      letter,
    );
  }
});

function numbersIn(file: string, letter: string): number[] {
  return [...textOf(file).matchAll(/^- \*\*([DM])(\d+)\. /gm)].map(([, kind, number]) => {
    assert.is(kind, letter, file);
    return Number(number);
  });
}

/** `D1 to D27, D66 to D68`. */
function rangesOf(numbers: readonly number[], letter: string): string {
  const ranges: [from: number, to: number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === number) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges
    .map(([from, to]) => (from === to ? `${letter}${to}` : `${letter}${from} to ${letter}${to}`))
    .join(', ');
}

test('the table of libraries has every dependency, in the version of package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const needed = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@types/'))
    .map(([name, version]) => `${name} ${version}`);
  const rows = textOf('spec/decisions.md').matchAll(/^\| (\S+) +\| (\d+\.\d+\.\d+) +\|/gm);
  assert.equal([...rows].map(([, name, version]) => `${name} ${version}`).sort(), needed.sort());
});

test.run();
