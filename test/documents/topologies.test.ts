import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withParts } from '../write/generated.ts';
import { partOfOne, topologiesFile, topologyDifferences } from '../write/topologies.ts';

/* What each topology buys. All of the document at its own bounds is looked at in `npm run nightly -- topologies`. */

const document = readFileSync(topologiesFile, 'utf8');

test('what comes of one fault is what it comes to now', () => {
  assert.is(withParts(document, partOfOne()), document);
});

test('the verdicts of two faults are those that smaller bounds come to', () => {
  const told = new Map(rowsOf(document).map(([faults, ...cells]) => [faults!, cells.map(verdictIn)]));
  const found = topologyDifferences(2, '--writes', '1').map(
    ({ faults, outcomes }) => [faults.join(' + '), outcomes.map(({ verdict }) => verdict)] as const,
  );
  assert.ok(found.length > 20);
  assert.equal([...told.entries()].sort(), found.toSorted());
});

/** The rows of both tables. */
function rowsOf(text: string): string[][] {
  const [, ...parts] = text.split(/<!-- generated: (?:one|two) -->/);
  const lines = parts.flatMap((part) => part.split('<!-- end -->')[0]!.split('\n'));
  return lines.filter((line) => /^\| [A-Z]/.test(line)).map((line) => line.slice(2, -2).split(' | '));
}

function verdictIn(cell: string): string {
  return cell.replaceAll('**', '').replace(/ \(\d+\)$/, '');
}

test.run();
