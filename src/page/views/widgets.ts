import type { Part } from '../../../spec/design.ts';
import { isFed, onUnits } from '../../model/power.ts';
import { isLost } from '../analysis/facts.ts';
import { type Child, el, sign, unseen } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';

const STANDBY = 'standby';
/** A version of a block, as facts name it. */
const COPY = /b\d+ v\d+/;

/**
 * The button that selects a part for its lifecycle. `key` keeps the focus on it when the page is drawn
 * anew.
 */
export function partButton(view: View, deeds: Deeds, part: string, ...children: Child[]): HTMLElement {
  return el(
    'button',
    {
      type: 'button',
      class: 'part-button',
      'data-key': `part ${part}`,
      'aria-pressed': String(view.place.part === part),
      title: `lifecycle of ${part}`,
      click: () => deeds.select(part),
    },
    ...children,
  );
}

/** The mark of a value that this step changed: a sign and a frame, not a colour alone. */
export function changedMark({ changed }: View, ...names: string[]): Child {
  return names.some((name) => changed.has(name)) && [sign('✱', 'changed-sign'), unseen(' changed')];
}

/** An action and, on a line of its own, what it did. */
export function deed(label: string, says: string, ...marks: Child[]): Child[] {
  return [el('b', {}, label), ...marks, el('span', { class: 'did' }, says)];
}

/** What stands for the state before the first step. */
export function start(): Child[] {
  return deed('start', 'everything is on, nothing has happened');
}

/** What is in a cell: its text with the copy set off, its marks, and what was in it before the step. */
export function cellContent(view: View, fact: string, index: string, ...marks: Child[]): Child[] {
  const text = view.facts.get(fact)!;
  const pieces = text.split(/(b\d+ v\d+)/).map((piece) => (COPY.test(piece) ? el('b', {}, piece) : piece));
  return [
    el('span', { class: 'index' }, index),
    ' ',
    isLost(text) && sign('✕ '),
    ...pieces,
    ...marks,
    changedMark(view, fact),
    before(view, fact),
  ];
}

/** The classes of a cell, by what is in it. */
export function cellClass(view: View, fact: string): string {
  const text = view.facts.get(fact)!;
  const holds = isLost(text) ? ' gone' : COPY.test(text) ? '' : ' vacant';
  return holds + changedClass(view, fact);
}

/** What a changed cell held before the step. */
function before({ changes }: View, name: string): Child {
  const change = changes.find((other) => other.name === name);
  return change !== undefined && el('span', { class: 'before' }, unseen('was '), change.was);
}

/** The mark of a cell that holds a version that the host was told is safe. */
export function toldMark(holds: boolean): Child {
  return holds && [sign('◆', 'told'), unseen(' holds what the host was told')];
}

export function changedClass({ changed }: View, ...names: string[]): string {
  return names.some((name) => changed.has(name)) ? ' changed' : '';
}

/** One value under its name. */
export function value(view: View, name: string, caption: string, ...marks: Child[]): HTMLElement {
  return el(
    'div',
    { class: `value${changedClass(view, name)}`, 'data-fact': name },
    el('dt', {}, caption),
    el('dd', {}, view.facts.get(name) ?? '', ...marks, changedMark(view, name)),
  );
}

/** What feeds a part, lit or dark. */
export function supplyOf({ model, state }: View, part: Part): HTMLElement {
  const { units, batteries } = model.supplies[part];
  const onBattery = !onUnits(model, state, part);
  const lamps = [
    ...units.map((i) => lamp(model.unitNames[i]!, state.units[i] === 'on', state.units[i]!)),
    ...batteries.map((i) => {
      const charged = state.batteries[i]!.state !== 'flat';
      const says = charged ? (onBattery ? 'feeding' : STANDBY) : 'flat';
      return lamp(model.batteryNames[i]!, charged, says);
    }),
  ];
  return el('span', { class: 'lamps' }, unseen(`${part} is fed by `), ...lamps);
}

/** Whether the part is dark: nothing feeds it any more. */
export function isDark({ model, state }: View, part: Part): boolean {
  return !isFed(model, state, part);
}

function lamp(name: string, isLit: boolean, says: string): HTMLElement {
  return el(
    'span',
    { class: isLit ? 'lamp lit' : 'lamp dark', title: `${name}: ${says}` },
    sign(says === STANDBY ? '◐' : isLit ? '●' : '○'),
    name,
    unseen(` ${says} `),
  );
}
