import { BOARD, CACHE, DEVICE, partner, type Side } from '../../model/side.ts';
import type { Page } from '../../model/state.ts';
import { copyInPage, copyOnDevice } from '../../words/copies.ts';
import { whyCacheIsGone } from '../../words/lost-cache.ts';
import { pageIndex } from '../analysis/captions.ts';
import { holdsTold } from '../analysis/copies.ts';
import { el, sign } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';
import {
  cellClass,
  cellContent,
  changedClass,
  changedMark,
  partButton,
  supplyOf,
  toldMark,
  value,
} from './widgets.ts';

/** One controller with what belongs to it: board, table, cache, device. */
export function controllerSide(view: View, deeds: Deeds, side: Side): HTMLElement {
  return el(
    'div',
    { class: `side side-${side + 1}` },
    board(view, deeds, side),
    cache(view, deeds, side),
    device(view, deeds, side),
  );
}

function board(view: View, deeds: Deeds, side: Side): HTMLElement {
  const name = BOARD[side];
  const { board, mode } = view.state.controllers[side];
  const isOut = board === 'down' || mode === 'stopped';
  return el(
    'section',
    { class: `part board${isOut ? ' out' : ''}`, 'aria-label': `controller ${name}` },
    el('header', {}, partButton(view, deeds, name, el('b', {}, name), ' controller'), supplyOf(view, name)),
    el('dl', { class: 'values' }, value(view, `${name} board`, 'board'), value(view, `${name} mode`, 'mode')),
    table(view, deeds, side),
  );
}

function table(view: View, deeds: Deeds, side: Side): HTMLElement {
  const name = BOARD[side];
  const entries = view.state.controllers[side].table.map((_, i) => {
    const fact = `${name} entry ${i + 1}`;
    const content = cellContent(view, fact, `m${i + 1}`);
    return el('li', { class: `entry${cellClass(view, fact)}` }, partButton(view, deeds, fact, ...content));
  });
  return el(
    'div',
    { class: 'table' },
    el('h4', {}, `table: pages in ${CACHE[partner(side)]}`),
    el('ol', { class: 'cells' }, ...entries),
  );
}

function cache(view: View, deeds: Deeds, side: Side): HTMLElement {
  const name = CACHE[side];
  const { readWrite } = view.model.areas[side];
  const pages = view.state.caches[side].map((page, i) => pageCell(view, deeds, side, page, i));
  return el(
    'section',
    {
      class: `part cache${whyCacheIsGone(view.model, view.state, side) !== undefined ? ' out' : ''}`,
      'aria-label': `cache ${name}`,
    },
    el('header', {}, el('span', { class: 'name' }, el('b', {}, name), ' cache'), supplyOf(view, name)),
    el('h4', {}, 'read/write area'),
    el('ol', { class: 'cells' }, ...pages.slice(0, readWrite)),
    el('h4', {}, `mirror area: copies of ${BOARD[partner(side)]}`),
    el('ol', { class: 'cells' }, ...pages.slice(readWrite)),
  );
}

function pageCell(view: View, deeds: Deeds, side: Side, page: Page, index: number): HTMLElement {
  const fact = `${CACHE[side]} page ${index + 1}`;
  const short = pageIndex(view.model, side, index);
  const copy = copyInPage(view.model, view.state, side, page);
  return el(
    'li',
    { class: `page page-${page.state}${cellClass(view, fact)}` },
    partButton(
      view,
      deeds,
      fact,
      ...cellContent(view, fact, short, toldMark(holdsTold(view.state, page.block, copy))),
    ),
  );
}

function device(view: View, deeds: Deeds, side: Side): HTMLElement {
  const name = DEVICE[side];
  const blocks = view.model.blocks.flatMap((owner, b) => (owner === side ? [b] : []));
  return el(
    'section',
    { class: 'part device', 'aria-label': `device ${name}` },
    el('header', {}, partButton(view, deeds, name, el('b', {}, name), ' device')),
    el(
      'dl',
      { class: 'values' },
      ...blocks.map((b) =>
        value(
          view,
          `${name} b${b + 1}`,
          `b${b + 1}`,
          toldMark(holdsTold(view.state, b, copyOnDevice(view.model, view.state, b))),
        ),
      ),
    ),
    ...blocks.flatMap((b) => BOARD.map((board) => deviceWrite(view, name, b, board))),
  );
}

/** A write that is under way to the device; nothing while there is none. */
function deviceWrite(view: View, device: string, block: number, board: string): HTMLElement | string {
  const fact = `${device} b${block + 1} write by ${board}`;
  const version = view.facts.get(fact)!;
  if (version === 'none' && !view.changed.has(fact)) return '';
  const text =
    version === 'none'
      ? `no write by ${board} any more`
      : `${version} of b${block + 1} under way from ${board}`;
  return el(
    'p',
    { class: `under-way${changedClass(view, fact)}` },
    sign('⇣ '),
    text,
    changedMark(view, fact),
  );
}
