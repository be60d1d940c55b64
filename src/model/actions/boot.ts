import { changeMode } from '../edits.ts';
import { unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import { R18_area, R18_sizes } from '../rules.ts';
import { transition } from '../transition.ts';

const NOTIFY = eventOf('controller.mode', 'NOTIFY');
const ALLOCATE = eventOf('controller.mode', 'ALLOCATE');
const CREATE_TABLE = eventOf('controller.mode', 'CREATE_TABLE');

/** A2, A10: a controller tells its partner the size of its cache. */
const NotifySize = transition({
  name: 'NotifySize',
  over: ['side'],
  by: 'array',
  process: 'write',
  modes: ['booting'],
  touches: ['controllers.mode'],
  closed: (_, s) => unless(s.channelUp, 'channel'),
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
  closed: (m, s, { side }) => unless(R18_sizes(m, s, side), 'R18_sizes'),
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
  closed: (m, s, { side }) => unless(s.channelUp, 'channel') ?? unless(R18_area(m, s, side), 'R18_area'),
  apply: (_, d, { side }) => changeMode(d, side, CREATE_TABLE),
});

export const boot = [NotifySize, AllocateMirror, CreateTable] as const;
