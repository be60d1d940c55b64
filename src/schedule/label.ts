import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { actionsOf, labelOf } from '../model/protocol.ts';

export { labelOf } from '../model/protocol.ts';

/** Every action of the model by its label. */
export function actionsByLabel(m: Model): Map<string, Action> {
  return new Map(actionsOf(m).map((action) => [labelOf(m, action), action]));
}
