import type { ActionName } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { actionsOf } from '../model/protocol.ts';

/** Why an array of some design does without an action. */
const without: Partial<Record<ActionName, string>> = {
  Copy: 'with "ack": "fifo" duplicates go through a FIFO (Enqueue, Drain)',
  Enqueue: 'with "ack": "mirror" there is no FIFO (Copy)',
  Drain: 'with "ack": "mirror" there is no FIFO (Copy)',
  Route: 'with "path": "direct" there is no switch, and leases run out (Expire)',
  Expire: 'with "path": "switch" there are no leases, and the switch learns of a fence (Route)',
  SetMark: 'only where an arbiter is there and R7_writeThrough is weakened do answers rely on a single copy',
  ClearMark:
    'marks change only where an arbiter is there, and only behind FIFOs or with R7_writeThrough weakened',
};

/** Why an array of this design has no action of this name; undefined where it has, or where no action has the name. */
export function whyAbsent(m: Model, name: string): string | undefined {
  return actionsOf(m).some((action) => action.name === name) ? undefined : without[name as ActionName];
}
