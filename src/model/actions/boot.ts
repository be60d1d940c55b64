import type { Mode } from '../card.ts';
import { changeMode } from '../edits.ts';
import { eventOf } from '../lifecycle.ts';
import { partner } from '../side.ts';
import { transition } from '../transition.ts';

const NOTIFY = eventOf('controller.mode', 'NOTIFY');
const ALLOCATE = eventOf('controller.mode', 'ALLOCATE');
const CREATE_TABLE = eventOf('controller.mode', 'CREATE_TABLE');

/** Modes of a partner whose cache size is known. */
const KNOWN: readonly Mode[] = ['notified', 'allocated', 'mirrored', 'writeThrough'];

/** Modes of a partner whose mirror area is there. */
const READY: readonly Mode[] = ['allocated', 'mirrored', 'writeThrough'];

/** A2, A10: a controller tells its partner the size of its cache. */
const NotifySize = transition({
  name: 'NotifySize',
  over: ['side'],
  by: 'array',
  process: 'write',
  modes: ['booting'],
  touches: ['controllers.mode'],
  enabled: (_, s) => s.channelUp,
  apply: (_, d, { side }) => changeMode(d, side, NOTIFY),
});

/** A2, A10: with both sizes known, it allocates its mirror area. */
const AllocateMirror = transition({
  name: 'AllocateMirror',
  over: ['side'],
  by: 'array',
  process: 'write',
  modes: ['notified'],
  touches: ['controllers.mode'],
  enabled: (_, s, { side }) => KNOWN.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => changeMode(d, side, ALLOCATE),
});

/** A1, A2, A10: it creates the table for the mirror area of its partner, once that is allocated. Now it may mirror. */
const CreateTable = transition({
  name: 'CreateTable',
  over: ['side'],
  by: 'array',
  process: 'write',
  modes: ['allocated'],
  touches: ['controllers.mode'],
  enabled: (_, s, { side }) => s.channelUp && READY.includes(s.controllers[partner(side)].mode),
  apply: (_, d, { side }) => changeMode(d, side, CREATE_TABLE),
});

export const boot = [NotifySize, AllocateMirror, CreateTable] as const;
