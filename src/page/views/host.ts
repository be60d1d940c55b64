import { verdictOf } from '../../../properties/verdict.ts';
import { goodCopiesOf } from '../../words/copies.ts';
import { blockName, listed } from '../../words/names.ts';
import { hostCaptions } from '../analysis/captions.ts';
import { placeOf } from '../analysis/copies.ts';
import { ranker } from '../analysis/run.ts';
import { el } from '../dom/el.ts';
import type { View } from '../view.ts';
import { verdictBadge } from './verdict.ts';
import { changedClass, changedMark } from './widgets.ts';

/**
 * The host's side: what it issued, what it was told, what is in effect, and whether that can still be read.
 */
export function host(view: View): HTMLElement {
  const ranks = ranker(view.model)(view.state);
  return el(
    'section',
    { class: 'part host', 'aria-label': 'host' },
    el(
      'table',
      {},
      el('caption', {}, el('b', {}, 'host'), ' and its blocks'),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...['block', ...Object.values(hostCaptions), 'verdict', 'told version is whole in'].map((caption) =>
            el('th', { scope: 'col' }, caption),
          ),
        ),
      ),
      el('tbody', {}, ...view.state.blocks.map((_, block) => row(view, block, ranks[block]!))),
    ),
  );
}

function row(view: View, block: number, rank: number): HTMLElement {
  const { model, state, facts } = view;
  const name = `b${block + 1}`;
  const { acknowledged } = state.blocks[block]!;
  const copies = goodCopiesOf(model, state, block, acknowledged).map(placeOf);
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, blockName(model, block)),
    ...Object.keys(hostCaptions).map((fact) => {
      const key = `${name} ${fact}`;
      return el('td', { class: changedClass(view, key).trim() }, facts.get(key)!, changedMark(view, key));
    }),
    el('td', {}, verdictBadge(verdictOf(rank))),
    el('td', {}, copies.length === 0 ? 'nobody' : listed(copies)),
  );
}
