import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ranksOf, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { type FaultKind, faultKinds } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { quietBecause, type RuleName, ruleNames, rules } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import { explore } from '../../src/explorer/explore.ts';
import { compileModel } from '../../src/model/model.ts';
import { linksOf, pathOf, root, textOf } from '../support/markdown.ts';
import { NO_LIMITS } from '../support/search.ts';
import { type CaughtRule, caught } from '../support/weakened.ts';
import { hazardsFile, hazardsText } from '../write/hazards.ts';

/* What each hazard ends as: every link is followed. */

const DOCUMENT = 'spec/hazards.md';
const document = readFileSync(hazardsFile, 'utf8');
const hazards = Array.from({ length: 62 }, (_, i) => `H${String(i + 1).padStart(2, '0')}`);

/** The cells of a row. */
function rowOf(hazard: string) {
  const rows = document.split('\n').filter((line) => line.startsWith(`| ${hazard} |`));
  assert.is(rows.length, 1, `${DOCUMENT} has ${rows.length} rows for ${hazard}`);
  const [, , wrong, ends, short, scenarios, ...rest] = rows[0]!.split('|').map((cell) => cell.trim());
  assert.equal(rest, [''], hazard);
  return { wrong: wrong!, ends: ends!, short: short!, scenarios: scenarios! };
}

/** What a link of the third column is of, and that it leads there. */
function follow(hazard: string, text: string, path: string, anchor: string | undefined): string {
  if (path === 'spec/rules.md' && text !== 'R10') {
    const rule = ruleNames.find((known) => `\`${known}\`` === text);
    assert.ok(rule, `${hazard}: ${text} is no rule`);
    assert.is(anchor, rule!.toLowerCase());
    assert.ok(isCaught(rule!), `${hazard}: nothing catches ${rule}`);
    return 'rule';
  }
  if (path === 'spec/assumptions.md') {
    const [, number] = /^assumption (\d+)$/.exec(text)!;
    const section = textOf(path)
      .split(/^#{2,3} /m)
      .find((part) => part.split('\n')[0]!.toLowerCase().replaceAll(' ', '-') === anchor)!;
    assert.match(section, new RegExp(`^${number}\\. `, 'm'), `${hazard}: ${text} is not below #${anchor}`);
    return 'assumption';
  }
  if (path === 'spec/protocol.md') {
    assert.match(textOf(path), `- **${text}. `, `${hazard}: ${text} is no decision there`);
    return 'decision';
  }
  assert.match(path, /designs\/[\w-]+\.json$/, `${hazard}: ${path}`);
  return 'design';
}

function isCaught(rule: RuleName): boolean {
  return quietBecause(rule) === undefined && caught[rule as CaughtRule].violates !== '';
}

for (const hazard of hazards) {
  test(`${hazard} says what goes wrong, and ends as what its links lead to`, () => {
    const { wrong, ends, short } = rowOf(hazard);
    assert.ok(wrong.length > 20 && short.length > 10);
    const kinds = linksOf(ends).map((link) => {
      const [, anchor] = link.target.split('#');
      return follow(hazard, link.text, pathOf(DOCUMENT, link), anchor);
    });
    assert.ok(kinds.length > 0, 'it ends as nothing');
    const verdicts = [...ends.matchAll(VERDICT)];
    assert.is(
      kinds.filter((kind) => kind === 'design').length,
      verdicts.length,
      'a design without a verdict',
    );
    const words = ends.replace(VERDICT, '').replace(/\[[^\]]*\]\([^)]*\)/g, '');
    assert.match(
      words,
      /^(to come:|for caches to come:|flushes:|`L6`|[;,\s])*$/,
      'words that no link bears out',
    );
  });
}

/** `[design](path): `fault set` verdict`. */
const VERDICT = /\[`([\w-]+)`\]\(([^)]+)\): `([^`]+)` (\w+)/g;

const stated = new Map([...document.matchAll(VERDICT)].map((match) => [match[0], match.slice(2)]));

for (const [said, [path, faults, verdict]] of stated) {
  test(`the verdict is still ${said.replace(/\([^)]*\)/, '')}`, () => {
    const named = faults!.split(' + ');
    const kinds = faultKinds.filter((kind) => kind === 'BatteryElapse' || kind === 'Abort' || isNamed(kind));
    function isNamed(kind: FaultKind): boolean {
      return named.some((fault) => fault.split(' ')[0] === kind);
    }
    const design = loadDesign(join(root, 'spec', path!), 'tiny', { bounds: { faults: named.length } });
    const m = compileModel({ ...design, faultKinds: kinds });
    const search = explore(m, { properties: [], ranks: ranksOf(wiringOf(m.design)) }, NO_LIMITS);
    let next = search.next();
    while (!next.done) next = search.next();
    const found = next.value.faultSets.find((set) => {
      return faultSet(m.faults, set.faults).sort().join(' + ') === named.sort().join(' + ');
    });
    assert.is(verdictOf(found!.rank), verdict);
  });
}

test('every hazard that a rule names as its source has that rule in its row', () => {
  for (const rule of ruleNames.filter((name) => quietBecause(name) === undefined)) {
    for (const [hazard] of rules[rule].source.matchAll(/H\d\d/g)) {
      const { ends, short } = rowOf(hazard);
      assert.match(`${ends} ${short}`, `\`${rule}\``, `${hazard} does not name ${rule}`);
    }
  }
});

test('the scenarios are those in whose comments a hazard is named', () => {
  assert.is(hazardsText(), document, 'run node --import tsx test/write/hazards.ts');
});

test.run();
