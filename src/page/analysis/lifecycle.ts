import { type ChartName, charts } from '../../../spec/charts/index.ts';
import { LIFECYCLE_STATES, type Region } from '../../model/lifecycle.ts';
import type { Model } from '../../model/model.ts';
import { ARBITER, BOARD, CACHE, DEVICE, FIFO } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { type Chart, chartNamed } from '../../statecharts/chart.ts';

/** The lifecycle of one part: its chart, and the state that it is in, region by region. */
export interface Lifecycle {
  readonly part: string;
  readonly chart: Chart;
  readonly current: ReadonlyMap<Region, string>;
}

/** The lifecycle of a part by the name that moves have: `K1`, `K1 entry 1`, `C1 page 2`, `F1`, `P1`, `B1`, `D1`, `A`. */
export function lifecycleOf(m: Model, s: State, part: string): Lifecycle | undefined {
  const regions = regionsOf(m, s, part);
  if (regions === undefined) return undefined;
  const current = new Map(Object.entries(regions)) as Map<Region, string>;
  const [region] = current.keys();
  const name = Object.keys(charts).find((chart) => region === chart || region!.startsWith(`${chart}.`));
  const chart = chartNamed(name as ChartName);
  const isShown = (shown: string) =>
    current.has(shown as Region) || current.has(`${name}.${shown}` as Region);
  return {
    part,
    chart: { ...chart, regions: chart.regions.filter((shown) => isShown(shown.name)) },
    current,
  };
}

function regionsOf(m: Model, s: State, part: string): Partial<Record<Region, string>> | undefined {
  const [owner = '', kind, number] = part.split(' ');
  const index = Number(number) - 1;
  const side = Number(owner.at(-1)) - 1;
  const controller = (BOARD as readonly string[]).includes(owner) ? s.controllers[side as 0] : undefined;
  if (controller !== undefined && kind === undefined) {
    return { 'controller.board': controller.board, 'controller.mode': controller.mode };
  }
  const entry = kind === 'entry' ? controller?.table[index] : undefined;
  if (entry !== undefined) return { 'mirror-page.entry': entry.state };
  if ((CACHE as readonly string[]).includes(owner)) return pageRegions(s, side as 0, index);
  if (m.ack === 'fifo' && (FIFO as readonly string[]).includes(owner))
    return { fifo: s.fifos[side as 0].state };
  if ((DEVICE as readonly string[]).includes(part)) return deviceRegions(s, side as 0);
  if (part === ARBITER) return { arbiter: s.arbiterUp ? 'up' : 'down' };
  const unit = s.units[m.unitNames.indexOf(part)];
  if (unit !== undefined) return { 'power-unit': unit };
  const battery = s.batteries[m.batteryNames.indexOf(part)];
  return battery === undefined ? undefined : { battery: battery.state };
}

/** An epoch has the place that its state has in the chart. */
function deviceRegions(s: State, device: 0 | 1): Partial<Record<Region, string>> {
  const { granted, confirmed, routed, mark } = s.devices[device];
  return {
    'device.granted': LIFECYCLE_STATES['device.granted'][granted]!,
    'device.confirmed': LIFECYCLE_STATES['device.confirmed'][confirmed]!,
    'device.routed': LIFECYCLE_STATES['device.routed'][routed]!,
    'device.mark': mark,
  };
}

/** A mirror page that a takeover has linked goes on as a read/write page. */
function pageRegions(s: State, side: 0 | 1, index: number): Partial<Record<Region, string>> | undefined {
  const page = s.caches[side][index];
  if (page === undefined) return undefined;
  const isCopy = page.state === 'blank' || page.state === 'copying' || page.state === 'committed';
  return isCopy ? { 'mirror-page.copy': page.state } : { 'read-write-page': page.state };
}
