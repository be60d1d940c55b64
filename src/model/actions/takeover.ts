import { answerAt } from '../answer.ts';
import { inReadWriteArea } from '../cache.ts';
import { blankPage, COMMIT, changeMode, clearTable, pageName, SUSPECT, voidWrites } from '../edits.ts';
import { type Guard, unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import { closeRequests, REQUESTS } from '../losses.ts';
import type { Model } from '../model.ts';
import {
  R1_commit,
  R1_header,
  R3_highest,
  R3_media,
  R3_once,
  R5_detect,
  R5_drain,
  R5_link,
  R6_arbiter,
  R7_degrade,
} from '../rules.ts';
import { partner, type Side } from '../side.ts';
import { move, type State } from '../state.ts';
import { transition, WATCHING, WORKING } from '../transition.ts';

const DEGRADE = eventOf('controller.mode', 'DEGRADE');
const FENCE = eventOf('controller.mode', 'FENCE');
const DRAIN_DONE = eventOf('controller.mode', 'DRAIN_DONE');
const TAKE_CHARGE = eventOf('controller.mode', 'TAKE_CHARGE');
const STAND_DOWN = eventOf('controller.mode', 'STAND_DOWN');
/** The same event for both charts of a page: it leaves the mirror area and joins the read/write area. */
const LEAVE_AREA = eventOf('mirror-page.copy', 'LINK');
const JOIN_AREA = eventOf('read-write-page', 'LINK');

/** R7: what a second copy needs is gone; from here on the host is answered after the device write. */
const Degrade = transition({
  name: 'Degrade',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['mirrored'],
  touches: ['controllers.mode'],
  closed: (m, s, { side }) => unless(R7_degrade(m, s, side), 'R7_degrade'),
  apply: (_, d, { side }) => changeMode(d, side, DEGRADE),
});

/** R5, detect: the partner does not answer, for it is down or hangs, or the node channel is cut. */
const Suspect = transition({
  name: 'Suspect',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: WATCHING,
  touches: ['controllers.mode'],
  closed: (m, s, { side }) => unless(R5_detect(m, s, side), 'R5_detect'),
  apply: (_, d, { side }) => changeMode(d, side, SUSPECT),
});

/** R5, R6, fence: the arbiter opens a new epoch. What the partner has under way is rejected from here on. */
const Fence = transition({
  name: 'Fence',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['suspecting'],
  touches: [
    'controllers.mode',
    'controllers.epoch',
    'epoch',
    'blocks.queued',
    'blocks.overtaken',
    ...REQUESTS,
  ],
  closed: (m, s, { side }) => unless(R6_arbiter(m, s, side), 'R6_arbiter'),
  apply: (m, d, { side }) => {
    changeMode(d, side, FENCE);
    d.epoch++;
    d.controllers[side].epoch = d.epoch;
    if (!m.inForce.R5_fence) return;
    closeRequests(m, d, partner(side));
    voidWrites(d, partner(side));
  },
});

/** R5, drain, A5, B8, B14: the partner's FIFO is empty or can drain no more; the mirror area is disabled. */
const DrainDone = transition({
  name: 'DrainDone',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['draining'],
  touches: ['controllers.mode'],
  closed: (m, s, { side }) => unless(R5_drain(m, s, side), 'R5_drain'),
  apply: (_, d, { side }) => changeMode(d, side, DRAIN_DONE),
});

/** A4, A12, R3: a copy page of the mirror area joins the read/write area. */
const LinkPage = transition({
  name: 'LinkPage',
  over: ['side', 'mirrorPage'],
  by: 'array',
  process: 'takeover',
  modes: ['linking'],
  touches: ['caches.mirror.state'],
  closed: (m, s, { side, page }) => linkClosed(m, s, side, page),
  apply: (m, d, { side, page: entry }) => {
    const index = m.areas[side].readWrite + entry;
    const page = d.caches[side][index]!;
    const name = pageName(side, index);
    if (page.state === 'copying') page.state = move(d, COMMIT, name, page.state);
    move(d, LEAVE_AREA, name, page.state as 'committed');
    page.state = move(d, JOIN_AREA, name, 'clean');
  },
});

/** A4, A12, R5: with every copy page linked, the survivor serves both devices. The rest of its mirror area is dropped. */
const TakeCharge = transition({
  name: 'TakeCharge',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['linking'],
  touches: ['controllers.mode', 'controllers.table', 'caches.mirror', 'blocks.settled'],
  closed: (m, s, { side }) => unless(R5_link(m, isAnyLinkable(m, s, side)), 'R5_link'),
  apply: (m, d, { side }) => {
    changeMode(d, side, TAKE_CHARGE);
    clearTable(d, side);
    d.caches[side].forEach((page, i) => {
      if (!inReadWriteArea(page) && page.state !== 'blank') blankPage(d, side, i);
    });
    m.blocks.forEach((owner, b) => {
      const block = d.blocks[b]!;
      if (owner !== side) block.settled = Math.max(block.settled, answerAt(m, d, side, b));
    });
  },
});

/** R5: a controller that the partner has fenced learns of it, and stops serving. */
const StandDown = transition({
  name: 'StandDown',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: [...WATCHING, ...WORKING],
  touches: ['controllers.mode', 'controllers.table', ...REQUESTS],
  closed: (_, s, { side }) => unless(s.controllers[side].epoch < s.epoch, 'fenced'),
  apply: (m, d, { side }) => {
    changeMode(d, side, STAND_DOWN);
    clearTable(d, side);
    closeRequests(m, d, side);
  },
});

function linkClosed(m: Model, s: State, side: Side, entry: number): Guard | undefined {
  const page = s.caches[side][m.areas[side].readWrite + entry]!;
  return (
    unless(R1_commit(m, page), page.state === 'copying' ? 'R1_commit' : 'copied') ??
    unless(R1_header(m, s, side), 'mapped') ??
    unless(R3_highest(m, s, side, page), 'R3_highest') ??
    unless(R3_media(m, s, page), 'R3_media') ??
    unless(R3_once(m, s, side, page), 'R3_once')
  );
}

function isAnyLinkable(m: Model, s: State, side: Side): boolean {
  for (let entry = 0; entry < m.areas[side].mirror; entry++)
    if (linkClosed(m, s, side, entry) === undefined) return true;
  return false;
}

export const takeover = [Degrade, Suspect, Fence, DrainDone, LinkPage, TakeCharge, StandDown] as const;
