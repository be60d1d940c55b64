import type { Action } from '../model/action.ts';
import { BOARD, type Model } from '../model/model.ts';
import { actionsOf } from '../model/step.ts';

/**
 * The name of an action as schedules and tables write it: `HostWrite K1 b1-b2`, `Destage K1 p3`, `LinkPage K2 m1`,
 * `PowerOff P1`. Blocks, pages and mirror pages count from 1.
 */
export function labelOf(m: Model, action: Action): string {
  if ('fault' in action) return m.faults[action.fault]!.label;
  if (action.name === 'BatteryElapse') return `${action.name} ${m.batteryNames[action.battery]}`;
  const actor = `${action.name} ${BOARD[action.side]}`;
  if (action.name === 'HostWrite' && action.pages > 1) {
    return `${actor} b${action.block + 1}-b${action.block + action.pages}`;
  }
  if ('block' in action) return `${actor} b${action.block + 1}`;
  if (!('page' in action)) return actor;
  return `${actor} ${action.name === 'Destage' ? 'p' : 'm'}${action.page + 1}`;
}

/** Every action of the model by its label. */
export function actionsByLabel(m: Model): Map<string, Action> {
  return new Map(actionsOf(m).map((action) => [labelOf(m, action), action]));
}
