import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { invariantsOf } from '../../properties/invariants.ts';
import { ranksOf, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { type Verdict, verdicts } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { LITERAL, literal, type ReadingName, readingNames } from '../../spec/literal.ts';
import { loadDesign } from '../../src/design/load.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import type { Action } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { State } from '../../src/model/state.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { replay } from '../../src/schedule/replay.ts';
import { conclusion } from '../../src/schedule-files/outcome.ts';
import { boundsInWords } from '../../src/words/numbers.ts';
import { tellStep } from '../../src/words/sentences.ts';
import { root, withParts } from './generated.ts';

/*
 * Writes spec/literal.md: what each literal reading of the claims costs.
 *
 *   node --import tsx test/write/literal.ts
 */

export const literalFile = `${root}spec/literal.md`;

type Name = ReadingName | typeof LITERAL;

/** Where it shows: with mirroring by copies, but for what is about FIFOs. */
const designOf = (name: Name) =>
  name === 'literal-order' || name === LITERAL ? 'partner-fed' : 'mirror-only';

/** The shortest way to lose what the host was told is safe, or to answer it wrongly; else to strand it. */
export interface Cost {
  readonly model: Model;
  readonly verdict: Verdict;
  readonly faults: readonly string[];
  readonly schedule: readonly Action[];
}

/** Explores one reading, with one fault, to the depth of its first harm, or to the end where nothing is lost. */
export function costOf(name: Name): Cost {
  const model = compileModel(loadDesign(designOf(name), 'tiny', { weakened: [name] }));
  let isHarmed = false;
  const ranks = ranksOf(wiringOf(model.design)).map((rank) => (s: State) => {
    const found = rank(s);
    isHarmed ||= found >= LOST;
    return found;
  });
  const limits = { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
  const search = explore(model, { properties: [], ranks }, limits, foldsFor(model, reductions));
  let next = search.next();
  let last = Number.POSITIVE_INFINITY;
  while (!next.done) {
    if (isHarmed) last = Math.min(last, next.value.depth + 1);
    next = search.next(next.value.depth > last ? 'all that is as short is found' : undefined);
  }
  const harms = next.value.faultSets.flatMap(({ faults, schedules }) =>
    [...schedules].map(([rank, schedule]) => {
      return { rank, faults: faultSet(model.faults, faults), schedule: schedule() };
    }),
  );
  const ofNote = harms.filter(({ rank }) => rank >= (isHarmed ? LOST : STRANDED));
  const [shortest] = ofNote.sort((a, b) => a.schedule.length - b.schedule.length);
  if (shortest === undefined) throw new Error(`${name} costs nothing in ${designOf(name)}`);
  return { ...shortest, model, verdict: verdictOf(shortest.rank) };
}

const [STRANDED, LOST] = [verdicts.indexOf('stranded'), verdicts.indexOf('lost')];

/** The document with its generated parts as they are now. */
export function literalText(): string {
  const costs = new Map(([...readingNames, LITERAL] as const).map((name) => [name, costOf(name)]));
  const first = costs.get('literal-table')!;
  const parts = {
    readings: [
      '| reading | costs | rules that it does without |',
      '| --- | --- | --- |',
      ...readingNames.map((name) => rowOf(name, costs.get(name)!)),
    ].join('\n'),
    bounds: [
      `All with ${boundsInWords(first.model.design)}, exhaustively:`,
      'no way to lose data, or to be answered wrongly, is shorter; nor, where nothing is lost with one fault, to strand it.',
      'With all rules in force both designs survive any one fault.',
    ].join('\n'),
    counterexamples: readingNames.map((name) => sectionOf(name, costs.get(name)!)).join('\n\n'),
    together: playedOut(LITERAL, costs.get(LITERAL)!),
  };
  return withParts(readFileSync(literalFile, 'utf8'), parts);
}

function rowOf(name: ReadingName, { verdict, schedule, faults }: Cost): string {
  const rules = literal[name].without
    .map((rule) => `[\`${rule}\`](rules.md#${rule.toLowerCase()})`)
    .join(', ');
  const cost = `${verdict} after ${faults.join(' + ') || 'no fault'}, in ${schedule.length} actions`;
  return `| [\`${name}\`](#${name}) | ${cost} | ${rules} |`;
}

function sectionOf(name: ReadingName, cost: Cost): string {
  const { says, claims } = literal[name];
  return [`## ${name}`, '', `${says} ([${claims}](claims.md))`, '', playedOut(name, cost)].join('\n');
}

function playedOut(name: Name, { model, schedule }: Cost): string {
  const trace = replay(model, schedule, invariantsOf(model.design));
  const labels = trace.steps.map(({ action }) => labelOf(model, action));
  const width = Math.max(...labels.map((label) => label.length));
  const lines = trace.steps.map(({ action, before, after }, i) => {
    const number = String(i + 1).padStart(2);
    return `${number}  ${labels[i]!.padEnd(width)}  ${tellStep(model, before, action, after)}`;
  });
  const worst = conclusion({ model, trace }).at(-1)!;
  return [
    `In [\`${model.design.name}\`](designs/${model.design.name}.json), \`--weaken ${name}\`:`,
    '',
    '```',
    ...lines,
    worst,
    '```',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(literalFile, literalText());
