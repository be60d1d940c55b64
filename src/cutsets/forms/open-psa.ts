import { escapedXml } from '../../statecharts/text.ts';
import type { CutSets } from '../find.ts';
import { limitsOfTree } from '../words.ts';
import { type Branch, identifierOf, type TreeSet, treeOf } from './tree.ts';

/** The tree in the exchange format of Open-PSA (MEF). It has no order: where order decides, a gate has an attribute. */
export function toOpenPsa(cutSets: CutSets): string {
  const tree = treeOf(cutSets);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opsa-mef>',
    `  <define-fault-tree name="${identifierOf(tree.name)}">`,
    `    <label>${escapedXml(labelOf(cutSets))}</label>`,
    ...gate('harm', formulaOf(tree.branches.map(({ verdict }) => `<gate name="${verdict}"/>`))),
    ...tree.branches.flatMap(branchLines),
    ...tree.faults.map(
      (fault) =>
        `    <define-basic-event name="${identifierOf(fault)}"><label>${escapedXml(fault)}</label></define-basic-event>`,
    ),
    '  </define-fault-tree>',
    '</opsa-mef>',
  ];
  return `${lines.join('\n')}\n`;
}

function labelOf(cutSets: CutSets): string {
  return [
    `The minimal cut sets of ${cutSets.design.name}, as they were explored.`,
    ...limitsOfTree(cutSets, false),
  ].join(' ');
}

function branchLines({ verdict, singles, several }: Branch): string[] {
  const inputs = [
    ...singles.map(eventOf),
    ...several.map(({ name }) => `<gate name="${identifierOf(name)}"/>`),
  ];
  return [...gate(verdict, formulaOf(inputs)), ...several.flatMap(setLines)];
}

function setLines({ name, faults, isOrdered }: TreeSet): string[] {
  const order = isOrdered
    ? `<attributes><attribute name="order" value="${escapedXml(name)}"/></attributes>`
    : '';
  const events = faults.map((fault) => `<basic-event name="${identifierOf(fault)}"/>`).join('');
  return gate(identifierOf(name), `<and>${events}</and>`, `<label>${escapedXml(name)}</label>${order}`);
}

function eventOf({ faults: [fault] }: TreeSet): string {
  return fault === undefined ? '<constant value="true"/>' : `<basic-event name="${identifierOf(fault)}"/>`;
}

/** A disjunction has two inputs at least. */
function formulaOf(inputs: readonly string[]): string {
  if (inputs.length === 0) return '<constant value="false"/>';
  return inputs.length === 1 ? inputs[0]! : `<or>${inputs.join('')}</or>`;
}

function gate(name: string, formula: string, head = ''): string[] {
  return [`    <define-gate name="${name}">${head}${formula}</define-gate>`];
}
