import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { witnessesOf } from '../../properties/witnesses.ts';
import { ruleNames } from '../../spec/rules.ts';
import { transitions } from '../../src/model/step.ts';
import { arrayWith } from '../support/arrays.ts';
import { search } from '../support/search.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(root, 'spec', name), 'utf8');

const claims = [...range(16).map((n) => `A${n}`), ...range(15).map((n) => `B${n}`)];
const wide = { bounds: { blocks: 2, pagesPerWrite: 2 } };
const designs = [arrayWith('mirror-only', wide), arrayWith('battery', wide)];
const known = new Set<string>([
  ...designs.flatMap((design) => [...invariantsOf(design), ...witnessesOf(design)]).map(({ id }) => id),
  ...ruleNames,
  ...Object.keys(transitions),
]);

/** The row of a claim, cell by cell. */
function rowOf(claim: string): string[] {
  const row = read('claims.md')
    .split('\n')
    .find((line) => new RegExp(`^\\| *${claim} *\\|`).test(line));
  assert.ok(row, `claims.md has no row for ${claim}`);
  return row.split('|').map((cell) => cell.trim());
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);
}

/** What the explorations of both ack rules came across. */
const fired = new Set(
  designs.flatMap((design) =>
    search(design)
      .findings.filter((finding) => finding.fired)
      .map(({ property }) => property.id),
  ),
);

for (const claim of claims) {
  test(`${claim} is shown by a property, witness or guard that exists, and that an exploration puts to the test`, () => {
    const [, , sentence, shownBy, where] = rowOf(claim);
    assert.ok(sentence!.length > 20);
    const names = quoted(shownBy!);
    assert.ok(names.length > 0, 'nothing shows it');
    for (const name of names) {
      assert.ok(known.has(name), `${name} is not known`);
      const isJudged = !ruleNames.includes(name as 'R5_fence') && !(name in transitions);
      if (isJudged) assert.ok(fired.has(name), `${name} never fires`);
    }
    const paths = quoted(where!).filter((word) => word.includes('/'));
    assert.ok(paths.length > 0, 'it is nowhere');
    for (const path of paths) assert.ok(existsSync(join(root, path)), `${path} does not exist`);
  });
}

test('every hazard ends as a guard, a design or an assumption', () => {
  const text = read('assumptions.md');
  for (const n of range(51)) {
    const id = `H${String(n).padStart(2, '0')}`;
    assert.match(text, new RegExp(`^\\| *${id} *\\|.*\\|.*\\w`, 'm'));
  }
});

function range(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

test.run();
