import { type Part, parts } from '../../../spec/design.ts';
import { onUnits } from '../../model/power.ts';
import { el, sign, unseen } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';
import { changedClass, changedMark, isDark, partButton } from './widgets.ts';

/** Power units and batteries, a bus each, with a tap at every part that they feed: lit or dark. */
export function power(view: View, deeds: Deeds): HTMLElement {
  const { model, state } = view;
  const fed = parts.filter((part) => model.supplies[part].units.length > 0);
  return el(
    'section',
    { class: 'part power', 'aria-label': 'power' },
    el(
      'table',
      {},
      el('caption', {}, 'power: ', sign('● '), 'lit, ', sign('◐ '), 'standby, ', sign('○ '), 'dark'),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td'),
          ...fed.map((part) => el('th', { scope: 'col', class: isDark(view, part) ? 'out' : '' }, part)),
        ),
      ),
      el(
        'tbody',
        {},
        ...state.units.map((unit, i) =>
          bus(view, deeds, model.unitNames[i]!, unit === 'on' ? 'live' : 'dead', fed, (part) =>
            model.supplies[part].units.includes(i) ? (unit === 'on' ? 'lit' : 'dark') : undefined,
          ),
        ),
        ...state.batteries.map((battery, i) =>
          bus(view, deeds, model.batteryNames[i]!, BUS[battery.state], fed, (part) => {
            if (!model.supplies[part].batteries.includes(i)) return undefined;
            if (battery.state === 'flat') return 'dark';
            return onUnits(model, state, part) ? 'standby' : 'lit';
          }),
        ),
      ),
    ),
  );
}

const BUS = { standby: 'standby', feeding: 'live', flat: 'dead' } as const;

type Tap = 'lit' | 'standby' | 'dark';

const SIGNS: Readonly<Record<Tap, string>> = { lit: '●', standby: '◐', dark: '○' };

function bus(
  view: View,
  deeds: Deeds,
  name: string,
  kind: 'live' | 'standby' | 'dead',
  fed: readonly Part[],
  tapAt: (part: Part) => Tap | undefined,
): HTMLElement {
  const taps = fed.map((part) => {
    const tap = tapAt(part);
    if (tap === undefined) return el('td');
    return el('td', { class: `tap ${tap}` }, sign(SIGNS[tap]), unseen(tap));
  });
  return el(
    'tr',
    { class: `bus ${kind}${changedClass(view, name)}` },
    el(
      'th',
      { scope: 'row' },
      partButton(view, deeds, name, el('b', {}, name), ` ${view.facts.get(name)}`, changedMark(view, name)),
    ),
    ...taps,
  );
}
