import type { Action, ActionName } from '../model/action.ts';
import { answer } from './actions/answer.ts';
import { arbiter } from './actions/arbiter.ts';
import { boot } from './actions/boot.ts';
import { destage } from './actions/destage.ts';
import { duplicate } from './actions/duplicate.ts';
import { endings } from './actions/endings.ts';
import { faults } from './actions/faults.ts';
import { late } from './actions/late.ts';
import { release } from './actions/release.ts';
import { takeover } from './actions/takeover.ts';
import type { Around, EveryWord, Words } from './actions/words.ts';
import { write } from './actions/write.ts';
import { type DrawnEvent, HOST, SWITCH } from './drawing.ts';

const words: EveryWord = {
  ...boot,
  ...write,
  ...duplicate,
  ...answer,
  ...endings,
  ...destage,
  ...release,
  ...arbiter,
  ...takeover,
  ...late,
  ...faults,
};

/** What an action did, as a sentence without its full stop, and nothing of what followed from it. */
export function sentenceOf(action: Action, around: Around): string {
  return wordsOf(action).says(action, around);
}

/** The same as events between and at the lanes of a drawing. */
export function drawingOf(action: Action, around: Around): readonly DrawnEvent[] {
  const events = wordsOf(action).draws(action, around);
  return around.m.design.path === 'direct' ? events.map(withoutSwitch) : events;
}

/** The same where hosts are wired to the controllers. */
function withoutSwitch({ via, ...event }: DrawnEvent): DrawnEvent {
  const to = event.to === SWITCH ? HOST : event.to;
  return via === undefined || via === SWITCH ? { ...event, to } : { ...event, to, via };
}

/** Whether a short story may leave the action out. */
export function isDetail(action: Action): boolean {
  return wordsOf(action).isDetail ?? false;
}

/** The compiler does not see that an entry is given the very action that it was chosen by. */
function wordsOf({ name }: Action): Words<ActionName> {
  return words[name] as Words<ActionName>;
}
