import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { survivability } from '../../properties/survivable.ts';
import { answerersOf, rankOfBlock, SAFE } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design } from '../../spec/design.ts';
import { type RuleName, ruleNames, rules } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import { furtherDesignsForRules, shippedDesigns } from '../../src/files/package.ts';
import { compileModel } from '../../src/model/model.ts';
import { partOf } from '../../src/model/property.ts';
import type { Block, State } from '../../src/model/state.ts';
import { learnedBy } from '../support/cores.ts';
import { NO_LIMITS } from '../support/search.ts';
import { mirrorproof, root, withParts } from './generated.ts';

/*
 * Writes the generated parts of spec/rules.md: `node --import tsx test/write/rules.ts`. A test fails when they are not
 * current. What catches each weakened rule takes TLC some minutes; it is found again with `--mutants`, and otherwise stays.
 */

export const rulesFile = `${root}spec/rules.md`;

/** What becomes of a rule that is weakened alone: what catches it, where, and after how many actions. */
export interface Fate {
  readonly property: string;
  readonly design: string;
  readonly actions: string;
  readonly tlc: string;
  /** Fault sets that the design survives as it declares, after which something is reported suspect although it is safe. */
  readonly suspect: string;
}

type Fates = Readonly<Record<RuleName, Fate>>;

interface RuleJson {
  readonly rule: RuleName;
  readonly design?: string;
  readonly properties?: readonly {
    readonly property: string;
    readonly reference?: number;
    readonly tlc?: number;
  }[];
  readonly finding?: string;
}

/** The document with its generated parts as they are now. */
export function rulesText(mutants = false): string {
  const document = readFileSync(rulesFile, 'utf8');
  const fates = mutants ? fatesFound() : fatesIn(document);
  const requirements = [...new Set(ruleNames.map((rule) => rule.split('_')[0]!))];
  const sections = requirements.map((requirement) => {
    const guards = ruleNames.filter((rule) => rule.startsWith(`${requirement}_`));
    return [requirement, guards.map((rule) => section(rule, fates[rule])).join('\n\n')] as const;
  });
  return withParts(document, { mutants: table(fates), ...Object.fromEntries(sections) });
}

/** The table of weakened rules, as the document has it. */
export function fatesIn(document: string): Fates {
  const row = /^\| \[`(R\d+_\w+)`\]\(#\w+\) \| .* \| (.*) \| (.*) \| (.*) \| (.*) \| (.*) \|$/gm;
  const rows = [...document.matchAll(row)].map(([, rule, ...cells]) => {
    const [property, design, actions, tlc, suspect] = cells.map((cell) => cell.replaceAll('`', '').trim());
    return [rule, { property, design, actions, tlc, suspect }] as const;
  });
  return Object.fromEntries(rows) as unknown as Fates;
}

/** For each rule the property that catches it soonest, and after how many actions in the reference and in TLC. */
function fatesFound(): Fates {
  const found = JSON.parse(mirrorproof('mutants', '--json')).rules as readonly RuleJson[];
  const rows = found.map(({ rule, design = '', properties = [], finding = '' }) => {
    const caught = properties.filter(({ reference }) => reference !== undefined);
    const [first] = caught.sort((a, b) => a.reference! - b.reference!);
    if (first === undefined)
      return [rule, { property: finding, design: '', actions: '', tlc: '', suspect: '' }] as const;
    const { property, reference, tlc = '-' } = first;
    const suspect = `${suspectThoughSafe(designOf(design), rule)}`;
    return [rule, { property, design, actions: `${reference}`, tlc: `${tlc}`, suspect }] as const;
  });
  return Object.fromEntries(rows) as Fates;
}

/** A design of the table by its name. */
export function designOf(name: string): Design {
  const designs = [...shippedDesigns(), ...furtherDesignsForRules()].map((each) => loadDesign(each, 'tiny'));
  return designs.find((design) => design.name === name)!;
}

/**
 * After how many of the fault sets that the design declares to survive something is reported suspect although it is safe,
 * once the rule is weakened (R12, I20).
 */
export function suspectThoughSafe(design: Design, rule: RuleName): number {
  const weakened = { ...design, weakened: [...design.weakened, rule] };
  const w = wiringOf(weakened);
  const survives = survivability(weakened);
  // A rank of 2 stays, whatever comes later.
  const isWrong = ({ suspect }: Block, s: State, b: number) => suspect && rankOfBlock(w, s, b) === SAFE;
  const ranks = [partOf(3, (s) => (s.blocks.some((block, b) => isWrong(block, s, b)) ? 2 : 0))];
  const search = learnedBy('WebAssembly');
  const run = search(
    compileModel(weakened),
    { properties: [], ranks, parts: answerersOf(weakened) },
    NO_LIMITS,
  );
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value.faultSets.filter(({ faults, rank }) => rank > 0 && survives(faults)).length;
}

function table(fates: Fates): string {
  const rows = ruleNames.map((rule) => {
    const { property, design, actions, tlc, suspect } = fates[rule];
    const caught =
      design === ''
        ? [property, '', '', '', '']
        : [`\`${property}\``, `\`${design}\``, actions, tlc, suspect];
    return `| [\`${rule}\`](#${rule.toLowerCase()}) | ${rules[rule].says} | ${caught.join(' | ')} |`;
  });
  const header = '| rule weakened | what it says | caught by | in | actions | in TLC | suspect though safe |';
  return [header, '| --- | --- | --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}

function section(rule: RuleName, fate: Fate): string {
  const { says, source } = rules[rule];
  return [
    `### ${rule}`,
    '',
    says,
    '',
    `- Source: ${sources(source)}.`,
    `- Guard: \`${rule}\` in [TypeScript](../src/model/rules.ts) and in [TLA+](../tla/Rules.tla).`,
    `- ${weakened(fate)}.`,
    ...(scenarios(rule) === '' ? [] : [`- Played out: ${scenarios(rule)}.`]),
  ].join('\n');
}

function sources(source: string): string {
  const ids = source.split(', ');
  const kinds = [
    ['[claims](claims.md)', ids.filter((id) => !id.startsWith('H'))],
    ['[hazards](assumptions.md#hazards)', ids.filter((id) => id.startsWith('H'))],
  ] as const;
  return kinds.flatMap(([kind, named]) => (named.length > 0 ? `${kind} ${named.join(', ')}` : [])).join('; ');
}

function weakened({ property, design, actions, tlc }: Fate): string {
  if (design === '') return property.replace(/^w/, 'W');
  const both = actions === tlc ? `${actions} actions in both engines` : `${actions} actions, ${tlc} in TLC`;
  return `Weakened alone: \`${property}\` is violated in [\`${design}\`](${fileOf(design)}) after ${both}`;
}

function fileOf(design: string): string {
  return shippedDesigns().includes(design)
    ? `designs/${design}.json`
    : `../test/scenarios/designs/${design}.json`;
}

/** The scenarios that weaken this rule, by what their names say. */
function scenarios(rule: RuleName): string {
  return readdirSync(`${root}test/scenarios`)
    .filter((file) => file.startsWith(`${rule}-`))
    .sort()
    .map((file) => {
      const story = file.slice(rule.length + 1, -'.schedule'.length).replaceAll('-', ' ');
      return `[${story}](../test/scenarios/${file})`;
    })
    .join('; ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(rulesFile, rulesText(process.argv.includes('--mutants')));
}
