import { escapedXml } from '../../statecharts/text.ts';
import type { EventKind } from '../../words/drawing.ts';
import type { LaneSpan, Picture, PictureEvent } from '../types.ts';
import { el, label, line, path, widthOf } from './element.ts';
import { type Item, LABEL, type Layout, NUMBER, type Row, SMALL } from './layout.ts';

/** A row for each step: its number, its label, and what happens between and at the lanes. */
export function rows(picture: Picture, layout: Layout): string {
  return layout.rows.map((row) => rowOf(picture, layout, row)).join('');
}

function rowOf(picture: Picture, layout: Layout, { step, y, items }: Row): string {
  const { label: name, says, isFault } = picture.steps[step - 1]!;
  const style = isFault ? 'strong harm' : '';
  return el(
    'g',
    { class: 'step', 'data-step': step },
    el('title', {}, escapedXml(`${step}. ${says}`)),
    label(NUMBER, y + 4, String(step), 'faint', 'end'),
    label(LABEL, y + 4, name, style),
    reach(layout, items),
    ...items.map((item) =>
      'lane' in item.what ? news(layout, item, item.what) : happening(layout, item, item.what),
    ),
  );
}

/** From a fault, or a battery that is spent, to the parts that it takes with it. */
function reach({ laneX }: Layout, items: readonly Item[]): string {
  const struck = items.flatMap(({ what }) => ('lane' in what ? [what.lane] : [what.from, what.to]));
  const isBlow = items.every(({ what }) => 'lane' in what || what.from === what.to);
  if (!isBlow || new Set(struck).size < 2) return '';
  const places = struck.map((lane) => laneX.get(lane)!);
  const y = items[0]!.y;
  return line(Math.min(...places), y, Math.max(...places), y, 'reach');
}

function happening(layout: Layout, { y }: Item, event: PictureEvent): string {
  const x = layout.laneX.get(event.from)!;
  if (event.kind === 'fault') return bolt(x, y) + label(x, y - 10, event.text, 'halo strong harm', 'middle');
  if (event.kind === 'loss') return cross(x, y) + label(x, y - 8, event.text, 'halo strong harm', 'middle');
  return event.kind === 'local' ? box(x, y, event.text) : arrow(layout, y, event);
}

/** A lane that fares differently from here on, by what happened elsewhere. */
function news(layout: Layout, { y }: Item, { lane, life, says }: LaneSpan): string {
  const x = layout.laneX.get(lane)!;
  if (life === 'works') return box(x, y, says);
  return (life === 'dead' ? cross(x, y) : '') + label(x, y - 8, says, 'halo harm', 'middle');
}

function arrow(layout: Layout, y: number, { kind, from, to, via, text }: PictureEvent): string {
  const [x1, x2] = [layout.laneX.get(from)!, layout.laneX.get(to)!];
  const ahead = Math.sign(x2 - x1);
  return [
    line(x1, y, x2 - ahead * 7, y, kind),
    tip(x2, y, ahead, kind),
    via === undefined ? '' : el('circle', { cx: layout.laneX.get(via)!, cy: y, r: 3, class: 'dot' }),
    label((x1 + x2) / 2, y - 6, text, 'halo', 'middle'),
  ].join('');
}

/** What only sets out has an open tip. */
export function tip(x: number, y: number, ahead: number, kind: EventKind): string {
  const points = path([x, y], [x - ahead * 9, y - 4.5], [x - ahead * 9, y + 4.5]);
  return el('path', { d: `${points}Z`, class: `tip ${kind}${kind === 'begin' ? ' open' : ''}` });
}

export function box(x: number, y: number, text: string): string {
  const width = widthOf(text, SMALL) + 10;
  const rect = el('rect', { x: x - width / 2, y: y - 13, width, height: 18, rx: 4, class: 'box' });
  return rect + label(x, y, text, 'small', 'middle');
}

export function bolt(x: number, y: number): string {
  const points = path(
    [x + 2, y - 9],
    [x - 5, y + 2],
    [x - 0.5, y + 2],
    [x - 3, y + 9],
    [x + 5, y - 2],
    [x + 0.5, y - 2],
  );
  return el('path', { d: `${points}Z`, class: 'bolt' });
}

export function cross(x: number, y: number): string {
  return line(x - 5, y - 5, x + 5, y + 5, 'cross') + line(x - 5, y + 5, x + 5, y - 5, 'cross');
}
