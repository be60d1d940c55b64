import { decidesItself } from '../../model/model.ts';
import { isFed } from '../../model/power.ts';
import { ARBITER, CACHE, DEVICE, ENGINE, FIFO, partner, type Side, sides } from '../../model/side.ts';
import { copyInEntry } from '../../words/copies.ts';
import { INDICATOR } from '../analysis/captions.ts';
import { holdsTold } from '../analysis/copies.ts';
import { type Child, el, sign } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';
import {
  cellClass,
  cellContent,
  changedClass,
  changedMark,
  partButton,
  supplyOf,
  toldMark,
} from './widgets.ts';

/** What is between the controllers: node channel, FIFOs with their engines, the arbiter with what it keeps of devices. */
export function between(view: View, deeds: Deeds): HTMLElement {
  return el(
    'div',
    { class: 'between' },
    channel(view),
    ...(view.model.ack === 'fifo' ? sides.map((side) => fifo(view, deeds, side)) : []),
    arbiter(view, deeds),
  );
}

function channel(view: View): HTMLElement {
  const isUp = view.state.channelUp;
  return el(
    'section',
    {
      class: `part channel${isUp ? '' : ' out'}${changedClass(view, 'node channel')}`,
      'aria-label': 'node channel',
    },
    el('span', {}, el('b', {}, 'node channel'), ' ', isUp ? 'up' : 'cut', changedMark(view, 'node channel')),
    sign(isUp ? '◀━━━━━━▶' : '◀━━ ✕ ━━▶', 'line'),
  );
}

function arbiter(view: View, deeds: Deeds): HTMLElement {
  const isUp = view.state.arbiterUp;
  const caption = el('b', {}, 'arbiter');
  return el(
    'section',
    {
      class: `part arbiter${isUp ? '' : ' out'}${changedClass(view, 'arbiter')}`,
      'aria-label': 'arbiter',
    },
    decidesItself(view.model) ? caption : partButton(view, deeds, ARBITER, caption),
    ` ${view.facts.get('arbiter')}`,
    changedMark(view, 'arbiter'),
    ...sides.map((device) =>
      el(
        'p',
        {},
        ...['granted', 'confirmed', 'routed', 'mark'].map((what, i) =>
          value(view, `${DEVICE[device]} ${what}`, i === 0 ? `${DEVICE[device]} ${what} ` : `${what} `),
        ),
      ),
    ),
  );
}

function fifo(view: View, deeds: Deeds, side: Side): HTMLElement {
  const name = FIFO[side];
  const { state, entries } = view.state.fifos[side];
  return el(
    'section',
    { class: `part fifo${state === 'failed' ? ' out' : ''}`, 'aria-label': `FIFO ${name}` },
    el('header', {}, partButton(view, deeds, name, el('b', {}, name), ' FIFO'), supplyOf(view, name)),
    line(view, `${name} state`),
    el('ol', { class: 'cells' }, ...entries.map((_, i) => place(view, side, i))),
    state !== 'failed' && indicator(view, `${name} indicator`),
    engine(view, side),
  );
}

function indicator(view: View, fact: string): HTMLElement {
  return line(view, fact, sign(view.facts.get(fact) === 'on' ? '◉ ' : '○ '), `${INDICATOR}: `);
}

function line(view: View, fact: string, ...caption: Child[]): HTMLElement {
  return el('p', {}, value(view, fact, ...caption));
}

function value(view: View, fact: string, ...caption: Child[]): HTMLElement {
  return el(
    'span',
    { class: `line-value${changedClass(view, fact)}` },
    ...caption,
    view.facts.get(fact)!,
    changedMark(view, fact),
  );
}

function place(view: View, side: Side, index: number): HTMLElement {
  const fact = `${FIFO[side]} place ${index + 1}`;
  const entry = view.state.fifos[side].entries[index]!;
  const copy = copyInEntry(view.model, view.state, side, entry);
  return el(
    'li',
    { class: `entry plain${cellClass(view, fact)}` },
    ...cellContent(view, fact, String(index + 1), toldMark(holdsTold(view.state, entry.block, copy))),
  );
}

function engine(view: View, side: Side): HTMLElement {
  const name = ENGINE[side];
  const target = CACHE[partner(side)];
  const runs = isFed(view.model, view.state, name);
  return el(
    'div',
    { class: `engine${runs ? '' : ' out'}` },
    el(
      'span',
      {},
      el('b', {}, name),
      ` drains to ${target}`,
      sign(side === 0 ? ' ▶' : ' ◀'),
      runs ? '' : ': no power',
    ),
    supplyOf(view, name),
  );
}
