import type { Action } from '../model/action.ts';
import { labelFrom } from '../model/card.ts';
import type { Model } from '../model/model.ts';
import { actionsOf, cardOf } from '../model/protocol.ts';

/** The name of an action as schedules and tables write it: `HostWrite K1 b1-b2`, `Destage K1 p3`, `PowerOff P1`. */
export function labelOf(m: Model, action: Action): string {
  return labelFrom(cardOf(action), m, action);
}

/** Every action of the model by its label. */
export function actionsByLabel(m: Model): Map<string, Action> {
  return new Map(actionsOf(m).map((action) => [labelOf(m, action), action]));
}
