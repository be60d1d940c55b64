import { type ChartRegion, type Edge, edgesIn, type Level, leavesIn } from '../../statecharts/chart.ts';
import { isMemoryGone } from '../analysis/facts.ts';
import { type Lifecycle, lifecycleOf } from '../analysis/lifecycle.ts';
import type { Next } from '../analysis/next.ts';
import { CHART_ID } from '../data.ts';
import { el, sign, unseen } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';

const ENDED = 'nothing leads on from here';
const ENDED_WITH_MEMORY = `its memory lost its content; ${ENDED}`;

/** Where the selected part is in its lifecycle, what can happen to it from there, and its statechart with that lit. */
export function lifecycle(view: View, deeds: Deeds): HTMLElement {
  const found = shownOf(view);
  if (found === undefined) {
    return el(
      'p',
      {},
      'Select a board, a page, a table entry, a FIFO, a device, the arbiter, a power unit or a battery.',
    );
  }
  return el(
    'div',
    { class: 'lifecycle' },
    el(
      'div',
      {},
      el('p', {}, el('b', {}, found.part), `: ${found.chart.about}`),
      ...found.chart.regions.map((region) => whereNow(view, deeds, found, region)),
    ),
    el(
      'div',
      { class: 'chart', tabindex: '0', role: 'group', 'aria-label': 'statechart', 'data-key': 'statechart' },
      litChart(view, found),
    ),
  );
}

/** A page or an entry of a memory that is gone has a state in the model still, and is in none. */
function shownOf({ model, state, place, facts }: View): Lifecycle | undefined {
  const found = lifecycleOf(model, state, place.part);
  // A FIFO has a state of its own for that.
  const isWithin = facts.has(place.part) && isMemoryGone(facts, place.part);
  return found && (isWithin ? { ...found, current: new Map() } : found);
}

function whereNow(
  view: View,
  deeds: Deeds,
  { part, chart, current }: Lifecycle,
  region: ChartRegion,
): HTMLElement {
  const now = current.get(region.region);
  if (now === undefined) return el('p', { class: 'soft' }, ENDED_WITH_MEMORY);
  const around = statesAround(region, now).reverse();
  const edges = edgesFrom(region, now);
  return el(
    'div',
    { class: 'region' },
    chart.regions.length > 1 && el('h3', {}, region.name),
    el('p', { class: 'now' }, sign('◉ '), el('b', {}, now), ...around.map((name) => `, in ${name}`)),
    edges.length === 0
      ? el('p', { class: 'soft' }, isMemoryGone(view.facts, part) ? ENDED_WITH_MEMORY : ENDED)
      : el(
          'ul',
          { class: 'edges' },
          ...edges.map((edge) => edgeItem(edge, causesOf(view.next, part, now, edge), deeds)),
        ),
  );
}

function edgeItem({ event, to, says }: Edge, causes: readonly string[], deeds: Deeds): HTMLElement {
  return el(
    'li',
    { class: causes.length > 0 ? 'possible' : '' },
    el('code', {}, event),
    sign(' → '),
    unseen(' to '),
    to,
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
    el('span', { class: 'says' }, says),
  );
}

/** The statechart as its document has it, with the state lit and the edges that can be taken drawn strong. */
function litChart({ next }: View, { part, chart, current }: Lifecycle): Node {
  const template = document.getElementById(CHART_ID + chart.name) as HTMLTemplateElement;
  const picture = template.content.cloneNode(true) as DocumentFragment;
  const light = (id: string, kind: string) => picture.getElementById(id)!.classList.add(kind);
  for (const region of chart.regions) {
    const now = current.get(region.region);
    if (now === undefined) continue;
    light(`${region.name}-${now}`, 'now');
    for (const name of statesAround(region, now)) light(`${region.name}-${name}`, 'around');
    for (const edge of edgesFrom(region, now)) {
      const isPossible = causesOf(next, part, now, edge).length > 0;
      light(`${region.name}-${edge.from}-${edge.event}`, isPossible ? 'possible' : 'onward');
    }
  }
  return picture;
}

function edgesFrom(region: ChartRegion, now: string): Edge[] {
  return edgesIn(region).filter(({ leaves }) => leaves.includes(now));
}

/** The states that an innermost state is in, from the outside in. */
function statesAround({ states }: Level, now: string): string[] {
  const around = states.find(({ inside }) => inside !== undefined && leavesIn(inside).includes(now));
  return around === undefined ? [] : [around.name, ...statesAround(around.inside!, now)];
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
