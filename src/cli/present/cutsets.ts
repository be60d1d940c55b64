import pc from 'picocolors';
import type { AckRule, Design } from '../../../spec/design.ts';
import { kindsLeftOut } from '../../../spec/faults.ts';
import { type CutSet, countOf, nameOf, scheduleOf } from '../../cutsets/cut-set.ts';
import type { OtherThanDeclared } from '../../cutsets/declared.ts';
import type { CutSets } from '../../cutsets/find.ts';
import { harmInWords, remarksOn } from '../../cutsets/words.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import { colourOf } from '../terminal/format.ts';

const VERDICT_WIDTH = 9;
const COUNT_WIDTH = 4;
const ACTIONS_WIDTH = 7;

/** What stands above the cut sets of a design. */
export function cutSetsHead(design: Design, faults: number): string {
  const columns = ['verdict'.padEnd(VERDICT_WIDTH), 'sets', 'actions', 'cut set'];
  return [
    `${pc.bold(design.name)}: minimal cut sets of up to ${plural(faults, 'fault')}`,
    pc.bold(columns.join('  ')),
  ].join('\n');
}

/** A cut set in a line, and what it does in some more. Rows are told one by one, as they are found. */
export function cutSetLines(set: CutSet, ack: AckRule): string {
  const cells = [
    colourOf(set.verdict)(set.verdict) + ' '.repeat(VERDICT_WIDTH - set.verdict.length),
    String(countOf(set)).padStart(COUNT_WIDTH),
    String(scheduleOf(set).length).padStart(ACTIONS_WIDTH),
    pc.bold(nameOf(set)),
  ];
  const more = [...set.devices.map((harm) => harmInWords(harm, ack)), ...remarksOn(set)];
  return [cells.join('  '), ...more.map((line) => `    ${line}`)].join('\n');
}

/** What can be said once all was explored. */
export function cutSetsEnd({ design, found, undeclared, faults, states, stopped }: CutSets): string[] {
  if (stopped !== undefined) {
    const all = `All sets of up to ${plural(faults, 'fault')} were explored`;
    const explored = faults < 0 ? 'Nothing was explored to its end' : all;
    return [`Stopped: ${stopped}. ${explored}; of larger ones there may be more.`];
  }
  const sets = new Set(
    found.flatMap(({ faults, alike }) => [faults, ...alike].map((one) => one.toSorted().join())),
  );
  const milder = found.filter((set) => set.milder.length > 0);
  return [
    ...undeclared.map((one) => pc.red(otherThanDeclaredInWords(one))),
    found.length === 0 ? 'No set does harm.' : `${plural(sets.size, 'minimal cut set')}.`,
    ...milder.flatMap(remarksOnMilder),
    `Explored: ${boundsInWords(design)}; ${count(states)} states.`,
  ];
}

export function otherThanDeclaredInWords({ order, pattern, declared, found }: OtherThanDeclared): string {
  const name = order.join(' > ');
  const which = name === pattern ? '' : `${name}, the worst of it, `;
  return `Not as declared: ${pattern} is declared ${declared}, and ${which}came out ${found}.`;
}

function remarksOnMilder(set: CutSet): string[] {
  return set.milder.map(
    ({ faults, verdict }) =>
      `Not monotone: ${nameOf(set)} comes out ${set.verdict}, ${faults.join(' + ')} ${verdict}.`,
  );
}

type CutSetsJson = DocumentOf<'cutsets'>['designs'][number];

export function cutSetsToJson({ design, faults, found, undeclared, states, stopped }: CutSets): CutSetsJson {
  return {
    design: design.name,
    ack: design.ack,
    bounds: design.bounds,
    faultKinds: design.faultKinds,
    kindsLeftOut: kindsLeftOut(design),
    weakened: design.weakened,
    faults,
    exhaustive: stopped === undefined,
    ...(stopped === undefined ? {} : { stopped }),
    states,
    cutSets: found,
    undeclared,
  };
}
