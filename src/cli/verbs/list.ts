import { invariantsOf } from '../../../properties/invariants.ts';
import { witnessesOf } from '../../../properties/witnesses.ts';
import { type Design, type FaultKind, faultKinds, strikes } from '../../../spec/design.ts';
import { quietBecause, ruleNames, rules } from '../../../spec/rules.ts';
import { loadDesign } from '../../design/load.ts';
import { shippedDesigns } from '../../files/package.ts';
import type { Property } from '../../model/property.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { table } from '../terminal/format.ts';
import { print, printJson } from '../terminal/write.ts';
import { jsonOption, oneWordOf, type Verb } from './verb.ts';

interface ListOptions {
  readonly json?: boolean;
}

/** Something that has a name, in the cells of its row; the first is the name. */
type Row = Readonly<Record<string, string>>;

const lists = { designs, rules: rulesKnown, faults, properties } satisfies Record<string, () => Row[]>;
const names = Object.keys(lists) as (keyof typeof lists)[];

/** The names that designs, options and results use, each with what it stands for. */
export const list: Verb<ListOptions> = {
  name: 'list',
  operands: oneWordOf(names),
  says: 'list what there is: shipped designs, rules to weaken, kinds of fault, properties',
  options: [jsonOption],
  onlyShows: true,
  examples: ['list rules', 'list properties --json'],
  run: ([name], options) => run(name as keyof typeof lists, options),
};

function run(name: keyof typeof lists, { json }: ListOptions): ExitCode {
  const rows = lists[name]();
  if (json) printJson({ schema: 'list/1', list: name, entries: rows });
  else print(table(Object.keys(rows[0]!), rows.map(Object.values)));
  return exit.holds;
}

function designs(): Row[] {
  return shipped().map(({ name, ack, about }) => ({ name, ack, about }));
}

function rulesKnown(): Row[] {
  return ruleNames.map((name) => {
    const { says, source } = rules[name];
    const weakenedAlone = quietBecause(name) === undefined ? 'is caught' : 'loses nothing';
    return { name, source, weakenedAlone, says };
  });
}

function faults(): Row[] {
  return faultKinds.map((name) => ({
    name,
    strikes: struckBy(name),
    budget: isFree(name) ? 'none' : 'one',
  }));
}

function isFree(kind: FaultKind): kind is Exclude<FaultKind, keyof typeof strikes> {
  return !(kind in strikes);
}

function struckBy(kind: FaultKind): string {
  if (!isFree(kind)) return strikes[kind];
  return kind === 'Abort' ? 'a write that its host gives up' : 'batteries, as time passes';
}

/** All that some shipped design is judged by. */
function properties(): Row[] {
  const known = new Map<string, { property: Property; acks: Set<string> }>();
  for (const judges of [invariantsOf, witnessesOf]) {
    for (const design of shipped()) {
      for (const property of judges(design)) {
        const acks = known.get(property.id)?.acks ?? new Set();
        known.set(property.id, { property, acks: acks.add(design.ack) });
      }
    }
  }
  return [...known.values()].map(({ property: { id, kind, says }, acks }) => {
    return { name: id, kind, ack: acks.size === 1 ? [...acks][0]! : 'any', says };
  });
}

function shipped(): Design[] {
  return shippedDesigns().map((name) => loadDesign(name, 'tiny'));
}
