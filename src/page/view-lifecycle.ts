import type { ChartRegion, Edge } from '../diagram/chart.ts';
import type { Region } from '../model/lifecycle.ts';
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

function regionList(
  view: View,
  deeds: Deeds,
  { part, chart, current }: Lifecycle,
  region: ChartRegion,
): HTMLElement {
  const id = region.edges[0]?.region ?? (region.name as Region);
  const now = current.get(id);
  return el(
    'div',
    { class: 'region' },
    chart.regions.length > 1 && el('h3', {}, region.name),
    el(
      'ol',
      { class: 'states' },
      ...region.states.map((state) => {
        const edges = region.edges.filter(({ from }) => from === state);
        return stateItem(
          state,
          state === now,
          edges,
          (edge) => (state === now ? causesOf(view.next, part, edge) : []),
          deeds,
        );
      }),
    ),
  );
}

function stateItem(
  state: string,
  isNow: boolean,
  edges: readonly Edge[],
  causes: (edge: Edge) => readonly string[],
  deeds: Deeds,
): HTMLElement {
  return el(
    'li',
    { class: isNow ? 'state now' : 'state', 'aria-current': isNow ? 'true' : undefined },
    el('span', { class: 'state-name' }, sign(isNow ? '◉ ' : '○ '), state, isNow && unseen(', now')),
    edges.length > 0 &&
      el('ul', { class: 'edges' }, ...edges.map((edge) => edgeItem(edge, isNow, causes(edge), deeds))),
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
function causesOf(next: readonly Next[], part: string, { region, event, from }: Edge): string[] {
  return next
    .filter(({ moves }) =>
      moves.some(
        (move) => move.part === part && move.region === region && move.event === event && move.from === from,
      ),
    )
    .map(({ label }) => label);
}
