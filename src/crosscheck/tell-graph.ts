import type { Model } from '../model/model.ts';
import type { Comparison, GraphCounts } from './graph.ts';
import { aligned } from './table.ts';
import { tellDifference } from './tell-difference.ts';

/** A comparison as lines of text: the size of both graphs, where they part and why, how far they differ. */
export function tellComparison(m: Model, comparison: Comparison): string[] {
  const { difference } = comparison;
  if (difference === undefined) return [...tellCounts(comparison), '', 'The two graphs are equal.'];
  return [
    ...tellCounts(comparison),
    '',
    ...tellDifference(m, difference, (name) => comparison.tlc.stepsByAction.has(name)),
    ...(comparison.differing === 0 ? [] : ['', ...tellExtent(m, comparison)]),
  ];
}

/** The size of both graphs as a table. */
export function tellCounts({ reference, tlc, common }: Comparison): string[] {
  const row = (title: string, of: (counts: GraphCounts) => number) => {
    return [title, count(of(reference)), count(of(tlc))];
  };
  const rows = [
    row('initial states', ({ initial }) => initial),
    row('states', ({ states }) => states),
    row('of which in both', () => common),
    row('states without a step', ({ terminal }) => terminal),
    row('steps, by states and action', ({ steps }) => steps),
  ];
  return aligned([['', 'reference', 'TLC'], ...rows], true);
}

/** How many states differ, in which actions, and what a rule would mend. */
function tellExtent(m: Model, { differing, lone, settled }: Comparison): string[] {
  const rows = [...lone].map(([name, { tlc, reference }]) => [name, count(tlc), count(reference)]);
  return [
    `Of the states that both reach by common steps, ${count(differing)} differ in their own:`,
    '',
    ...aligned([['action', 'only TLC', 'only reference'], ...rows], true),
    ...(settled.length === 0 ? [] : ['']),
    ...settled.map(({ rule, states, of }) => {
      const changed = m.inForce[rule] ? 'weakened' : 'in force';
      const tried = of === differing ? 'them' : `${count(of)} of them that were tried`;
      const agreeing = states === of ? 'all' : count(states);
      return `With ${rule} ${changed} in the reference, ${agreeing} of ${tried} agree.`;
    }),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
