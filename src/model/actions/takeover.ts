import { answerAt } from '../answer.ts';
import { hearsPartner, inReadWriteArea } from '../cache.ts';
import { blankPage, COMMIT, changeMode, clearTable, pageName, SUSPECT } from '../edits.ts';
import { isFenced } from '../epochs.ts';
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
  R5_confirm,
  R5_detect,
  R5_drain,
  R5_lease,
  R5_link,
  R5_route,
  R7_degrade,
  R12_suspect,
} from '../rules.ts';
import type { Side } from '../side.ts';
import { move, type State } from '../state.ts';
import { transition, WATCHING, WORKING } from '../transition.ts';

const DEGRADE = eventOf('controller.mode', 'DEGRADE');
const TRUST = eventOf('controller.mode', 'TRUST');
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

/** A suspicion is taken back, for the partner is heard again. What boot had left to do is done with it (D14). */
const Trust = transition({
  name: 'Trust',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['suspecting'],
  touches: ['controllers.mode'],
  closed: (_, s, { side }) => unless(hearsPartner(s, side), 'heard'),
  apply: (_, d, { side }) => changeMode(d, side, TRUST),
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
  closed: (m, s, { side, page }) =>
    unless(R5_confirm(m, s, side), 'R5_confirm') ?? linkClosed(m, s, side, page),
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
  touches: ['controllers.mode', 'controllers.table', 'caches.mirror', 'blocks.settled', 'blocks.suspect'],
  closed: (m, s, { side }) =>
    unless(R5_confirm(m, s, side), 'R5_confirm') ??
    unless(R5_route(m, s, side), 'R5_route') ??
    unless(R5_lease(m, s, side), 'R5_lease') ??
    unless(R5_link(m, isAnyLinkable(m, s, side)), 'R5_link'),
  apply: (m, d, { side }) => {
    const isSuspect = !R12_suspect(m, d, side);
    changeMode(d, side, TAKE_CHARGE);
    clearTable(d, side);
    d.caches[side].forEach((page, i) => {
      if (!inReadWriteArea(page) && page.state !== 'blank') blankPage(d, side, i);
    });
    m.blocks.forEach((owner, b) => {
      const block = d.blocks[b]!;
      if (owner === side) return;
      block.settled = Math.max(block.settled, answerAt(m, d, side, b));
      block.suspect = isSuspect;
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
  closed: (_, s, { side }) => unless(isFenced(s, side), 'fenced'),
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

export const takeover = [Degrade, Suspect, Trust, DrainDone, LinkPage, TakeCharge, StandDown] as const;
