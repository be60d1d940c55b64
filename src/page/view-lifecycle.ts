import { type ChartRegion, type ChartState, type Edge, type Level, leavesIn } from '../diagram/chart.ts';
import { el, sign, unseen } from './el.ts';
import { type Lifecycle, lifecycleOf } from './lifecycle.ts';
import type { Next } from './next.ts';
import type { Deeds, View } from './view.ts';

/** The statechart of the selected part, its state lit, and the events that can happen to it now. */
export function lifecycle(view: View, deeds: Deeds): HTMLElement {
  const found = lifecycleOf(view.model, view.state, view.place.part);
  if (found === undefined) {
    return el('p', {}, 'Select a board, a page, a table entry, a FIFO, a power unit or a battery.');
  }
  return el(
    'div',
    { class: 'lifecycle' },
    el('p', {}, el('b', {}, found.part), `: ${found.chart.about}`),
    ...found.chart.regions.map((region) => regionList(view, deeds, found, region)),
  );
}

function regionList(view: View, deeds: Deeds, lifecycle: Lifecycle, region: ChartRegion): HTMLElement {
  const { part, chart, current } = lifecycle;
  const now = current.get(region.region) ?? '';
  const causes = (edge: Edge) => (edge.leaves.includes(now) ? causesOf(view.next, part, now, edge) : []);
  return el(
    'div',
    { class: 'region' },
    chart.regions.length > 1 && el('h3', {}, region.name),
    levelList(region, { now, causes, deeds }),
  );
}

/** What is the case in a region: the innermost state, and what would take it along an edge. */
interface Now {
  readonly now: string;
  readonly causes: (edge: Edge) => readonly string[];
  readonly deeds: Deeds;
}

function levelList(level: Level, what: Now): HTMLElement {
  return el('ol', { class: 'states' }, ...level.states.map((state) => stateItem(level, state, what)));
}

function stateItem({ edges }: Level, { name, inside }: ChartState, what: Now): HTMLElement {
  const isNow = name === what.now;
  const isAround = inside !== undefined && leavesIn(inside).includes(what.now);
  const own = edges.filter(({ from }) => from === name);
  return el(
    'li',
    {
      class: ['state', isNow && 'now', isAround && 'around'].filter(Boolean).join(' '),
      'aria-current': isNow ? 'true' : undefined,
    },
    el(
      'span',
      { class: 'state-name' },
      sign(isNow || isAround ? '◉ ' : '○ '),
      name,
      isNow && unseen(', now'),
    ),
    own.length > 0 &&
      el(
        'ul',
        { class: 'edges' },
        ...own.map((edge) => edgeItem(edge, isNow || isAround, what.causes(edge), what.deeds)),
      ),
    inside !== undefined && levelList(inside, what),
  );
}

function edgeItem(
  { event, to, says }: Edge,
  isNow: boolean,
  causes: readonly string[],
  deeds: Deeds,
): HTMLElement {
  return el(
    'li',
    { class: causes.length > 0 ? 'possible' : '', title: says },
    el('code', {}, event),
    sign(' → '),
    unseen(' to '),
    to,
    isNow && el('span', { class: 'says' }, says),
    ...causes.map((label) =>
      el(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-key': `cause ${label} ${event}`,
          click: () => deeds.take(label),
        },
        `by ${label}`,
      ),
    ),
  );
}

/** The enabled actions that would take the part along this edge. */
function causesOf(next: readonly Next[], part: string, from: string, { region, event }: Edge): string[] {
  return next
    .filter(({ moves }) =>
      moves.some(
        (move) => move.part === part && move.region === region && move.event === event && move.from === from,
      ),
    )
    .map(({ label }) => label);
}
