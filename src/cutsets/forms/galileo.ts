import type { CutSets } from '../find.ts';
import { limitsOfTree } from '../words.ts';
import { type Branch, type FaultTree, identifierOf, type TreeSet, treeOf } from './tree.ts';

/**
 * The tree in the textual format of Galileo, which dynamic fault trees come in: a gate a line, `pand` where order decides.
 * A basic event has to have a rate there; all are 1, and mean nothing.
 */
export function toGalileo(cutSets: CutSets): string {
  const tree = treeOf(cutSets);
  const lines = [
    ...headOf(cutSets).map((line) => `// ${line}`),
    'toplevel "harm";',
    gate(
      'harm',
      'or',
      tree.branches.map(({ verdict }) => verdict),
    ),
    ...tree.branches.flatMap(branchLines),
    ...eventsOf(tree).map((name) => `"${name}" lambda=${name === NEVER ? 0 : 1} dorm=1;`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where nothing does harm there is an event that never happens: a gate needs one. */
const NEVER = 'never';
const NO_FAULT = 'without_any_fault';
const CERTAIN = `"${NO_FAULT}" stands for harm that needs no fault: it is certain, and its rate says less.`;

function headOf(cutSets: CutSets): string[] {
  return [
    `The minimal cut sets of ${cutSets.design.name}, as they were explored.`,
    ...limitsOfTree(cutSets, true),
    'Rates are not known: each is 1, for the format wants one.',
    ...(needsNoFault(treeOf(cutSets)) ? [CERTAIN] : []),
  ];
}

function branchLines({ verdict, singles, several }: Branch): string[] {
  const inputs = [...singles.map(eventOf), ...several.map(({ name }) => identifierOf(name))];
  return [gate(verdict, 'or', inputs), ...several.map(setLine)];
}

function setLine({ name, faults, isOrdered }: TreeSet): string {
  return gate(identifierOf(name), isOrdered ? 'pand' : 'and', faults.map(identifierOf));
}

function eventOf({ faults: [fault] }: TreeSet): string {
  return fault === undefined ? NO_FAULT : identifierOf(fault);
}

function needsNoFault({ branches }: Pick<FaultTree, 'branches'>): boolean {
  return branches.some(({ singles }) => singles.some((set) => set.faults.length === 0));
}

function eventsOf({ faults, branches }: FaultTree): string[] {
  return [
    ...(branches.length === 0 ? [NEVER] : []),
    ...(needsNoFault({ branches }) ? [NO_FAULT] : []),
    ...faults.map(identifierOf),
  ];
}

function gate(name: string, kind: 'or' | 'and' | 'pand', inputs: readonly string[]): string {
  const named = inputs.length === 0 ? [NEVER] : inputs;
  return `"${name}" ${kind} ${named.map((input) => `"${input}"`).join(' ')};`;
}
