import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { witnessesOf } from '../../properties/witnesses.ts';
import { ruleNames } from '../../spec/rules.ts';
import { transitions } from '../../src/model/protocol.ts';
import { arrayWith, fewKinds } from '../support/arrays.ts';
import { definitionsOf, linksOf, pathOf, quotedIn, root, textOf } from '../support/markdown.ts';
import { search } from '../support/search.ts';
import { type CaughtRule, caught } from '../support/weakened.ts';

const DOCUMENT = 'spec/claims.md';
const document = textOf(DOCUMENT);
const definitions = definitionsOf(document);

const claims = [...range(16).map((n) => `A${n}`), ...range(15).map((n) => `B${n}`)];
const wide = { bounds: { blocks: 2, pagesPerWrite: 2 }, faultKinds: fewKinds };
const every = arrayWith('mirror-only', { bounds: { writes: 1 } });
const designs = [every, arrayWith('mirror-only', wide), arrayWith('battery', wide)];
const known = new Set<string>([
  ...designs.flatMap((design) => [...invariantsOf(design), ...witnessesOf(design)]).map(({ id }) => id),
  ...ruleNames,
  ...Object.keys(transitions),
]);

/** The row of a claim, cell by cell. Claims of a kind share one. */
function rowOf(claim: string) {
  const rows = document.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const found = rows.filter(([, ids = '']) => ids.split(', ').includes(claim));
  assert.is(found.length, 1, `claims.md has ${found.length} rows for ${claim}`);
  const [, , sentence, shownBy, typeScript, tla, playedOut, without] = found[0]!;
  return { sentence, shownBy, typeScript, tla, playedOut, without } as Record<string, string>;
}

/** What a cell links, with its path from the root. */
function linkedIn(cell: string) {
  return linksOf(cell, definitions).map((link) => ({ text: link.text, path: pathOf(DOCUMENT, link) }));
}

/** Whether a source defines this name: as an export, as an action, or as an operator of TLA+. */
function defines(path: string, name: string): boolean {
  if (!existsSync(join(root, path))) return false;
  const definition = path.endsWith('.tla')
    ? new RegExp(`^${name}(\\([^)]*\\))?\\s*==`, 'm')
    : new RegExp(`^(export (const|function\\*?) ${name}\\b|const ${name} = (transition|fault)\\()`, 'm');
  return definition.test(readFileSync(join(root, path), 'utf8'));
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
    const { sentence, shownBy } = rowOf(claim);
    assert.ok(sentence!.length > 20);
    const names = quotedIn(shownBy!);
    assert.ok(names.length > 0, 'nothing shows it');
    for (const name of names) {
      assert.ok(known.has(name), `${name} is not known`);
      const isJudged = !ruleNames.includes(name as 'R5_fence') && !(name in transitions);
      if (isJudged) assert.ok(fired.has(name), `${name} never fires`);
    }
  });

  test(`${claim} is in TypeScript and in TLA+, under the names that the files linked define`, () => {
    const { typeScript, tla } = rowOf(claim);
    for (const cell of [typeScript!, tla!]) {
      const links = linkedIn(cell);
      assert.ok(links.length > 0, 'it is nowhere');
      const undefinedThere = links.filter(({ text, path }) =>
        path.endsWith('.json') ? !existsSync(join(root, path)) : !defines(path, text),
      );
      assert.equal(undefinedThere, []);
    }
  });

  test(`${claim} is played out by scenarios that name it`, () => {
    const links = linkedIn(rowOf(claim).playedOut!);
    assert.ok(links.length > 0, 'nothing plays it out');
    for (const { path } of links) {
      const comment = textOf(path).match(/^#.*/gm)!.join('\n');
      assert.match(comment, new RegExp(`\\b${claim}\\b`), path);
    }
  });

  test(`${claim}, without it: rules that break the property named, and schedules that end there`, () => {
    const { without } = rowOf(claim);
    if (without === '-') return;
    for (const part of without!.split('; ')) {
      const [subject, schedule, ...others] = linkedIn(part);
      assert.equal(others, []);
      assert.match(schedule!.path, /\.schedule$/);
      const text = textOf(schedule!.path);
      if (subject!.path === 'spec/rules.md') {
        const rule = subject!.text as CaughtRule;
        assert.ok(basename(schedule!.path).startsWith(`${rule}-`), `${schedule!.path} is not about ${rule}`);
        const [, property] = /→ `(\w+)`/.exec(part) ?? [];
        assert.ok(caught[rule].violates.split(' ').includes(property!), `${rule} does not break ${property}`);
      } else assert.match(text, new RegExp(`^design ${subject!.text}$`, 'm'));
    }
  });
}

function range(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

test.run();
