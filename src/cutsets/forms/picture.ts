import { plural } from '../../words/numbers.ts';
import type { CutSets } from '../find.ts';
import { type Branch, identifierOf, type TreeSet, treeOf } from './tree.ts';

/** A box of a drawn tree. What is a single point of failure is said in words, and has a double frame. */
export interface Box {
  readonly id: string;
  readonly lines: readonly string[];
  readonly isSingle: boolean;
  /** The box above; none above the top. */
  readonly above?: string;
}

export const SINGLE = 'single point of failure';

/** The tree as boxes, from the top down: the verdicts, the worst first, then single points of failure, then the others. */
export function boxesOf(cutSets: CutSets): Box[] {
  const { name, branches } = treeOf(cutSets);
  const bounds = `with up to ${plural(cutSets.faults, 'fault')}`;
  const top = { id: 'harm', lines: [`${name}: harm`, bounds], isSingle: false };
  if (branches.length === 0) return [{ ...top, lines: [`${name}: no harm`, bounds] }];
  return [top, ...branches.flatMap(branchBoxes)];
}

function branchBoxes({ verdict, singles, several }: Branch): Box[] {
  const box = { id: verdict, lines: [verdict, 'if any of'], isSingle: false, above: 'harm' };
  return [box, ...[...singles, ...several].map((set) => setBox(set, verdict))];
}

/** A gate with its events in it: the same event is part of many gates, and lines between them would tell nothing. */
function setBox({ name, faults, isOrdered }: TreeSet, verdict: string): Box {
  const id = `${verdict}_${identifierOf(name)}`;
  const isSingle = faults.length < 2;
  const joint = isOrdered ? 'then' : 'and';
  const told = faults.map((fault, i) => (i === 0 ? fault : `${joint} ${fault}`));
  const lines = isSingle ? [faults[0] ?? 'no fault at all', SINGLE] : [told.join(' ')];
  return { id, lines, isSingle, above: verdict };
}
