import type { ActionOf } from '../action.ts';
import { inReadWriteArea, isUp } from '../cache.ts';
import { blankPage, clearTable, closeRequests, pageName } from '../failure.ts';
import { BOARD, type Model } from '../model.ts';
import { hasRedundancy } from '../queue.ts';
import { R1_commit, R1_header, R3_highest, R3_media, R5_drain, R5_link, R6_arbiter } from '../rules.ts';
import { type Draft, move, partner, type Side, type State } from '../state.ts';
import { perPage, perSide, transition, WATCHING, WORKING } from '../transition.ts';
import { answerAt } from './read.ts';

/** R7: what a second copy needs is gone; from here on the host is answered after the device write. */
export const Degrade = transition({
  name: 'Degrade',
  by: 'system',
  modes: ['mirrored'],
  instances: perSide('Degrade'),
  enabled: (m, s, { side }) => !hasRedundancy(m, s, side),
  apply: (_, d, { side }) => changeMode(d, side, 'DEGRADE'),
});

/** R5, detect: the partner does not answer, for it is down or hangs, or the node channel is cut. */
export const Suspect = transition({
  name: 'Suspect',
  by: 'system',
  modes: WATCHING,
  instances: perSide('Suspect'),
  enabled: (_, s, { side }) => !hearsPartner(s, side),
  apply: (_, d, { side }) => changeMode(d, side, 'SUSPECT'),
});

/** R5, R6, fence: the arbiter opens a new epoch. What the partner has under way is rejected from here on. */
export const Fence = transition({
  name: 'Fence',
  by: 'system',
  modes: ['suspecting'],
  instances: perSide('Fence'),
  enabled: (m, s, { side }) => R6_arbiter(m, s, side),
  apply: (m, d, { side }) => {
    changeMode(d, side, 'FENCE');
    d.epoch++;
    d.controllers[side].epoch = d.epoch;
    if (!m.inForce.R5_fence) return;
    closeRequests(m, d, partner(side));
    for (const block of d.blocks) block.queued[partner(side)] = 0;
  },
});

/** R5, drain, A5, B8, B14: the partner's FIFO is empty or can drain no more; the mirror area is disabled. */
export const DrainDone = transition({
  name: 'DrainDone',
  by: 'system',
  modes: ['draining'],
  instances: perSide('DrainDone'),
  enabled: (m, s, { side }) => R5_drain(m, s, side),
  apply: (_, d, { side }) => changeMode(d, side, 'DRAIN_DONE'),
});

/** A4, A12, R3: a copy page of the mirror area joins the read/write area. */
export const LinkPage = transition({
  name: 'LinkPage',
  by: 'system',
  modes: ['linking'],
  instances: perPage('LinkPage', (m, side) => m.areas[side].mirror),
  enabled: (m, s, { side, page }) => isLinkable(m, s, side, page),
  apply: (m, d, { side, page: entry }) => {
    const index = m.areas[side].readWrite + entry;
    const page = d.caches[side][index]!;
    const name = pageName(side, index);
    if (page.state === 'copying') page.state = move(d, 'mirror-page.copy', name, page.state, 'COMMIT');
    move(d, 'mirror-page.copy', name, page.state as 'committed', 'LINK');
    page.state = move(d, 'read-write-page', name, 'clean', 'LINK');
  },
});

/** A4, A12, R5: with every copy page linked, the survivor serves both devices. The rest of its mirror area is dropped. */
export const TakeCharge = transition({
  name: 'TakeCharge',
  by: 'system',
  modes: ['linking'],
  instances: perSide('TakeCharge'),
  enabled: (m, s, { side }) => R5_link(m, isAnyLinkable(m, s, side)),
  apply: (m, d, { side }) => {
    changeMode(d, side, 'TAKE_CHARGE');
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
export const StandDown = transition({
  name: 'StandDown',
  by: 'system',
  modes: [...WATCHING, ...WORKING],
  instances: perSide('StandDown'),
  enabled: (_, s, { side }) => s.controllers[side].epoch < s.epoch,
  apply: (m, d, { side }) => {
    changeMode(d, side, 'STAND_DOWN');
    clearTable(d, side);
    closeRequests(m, d, side);
  },
});

/** Whether the partner's sign of life arrives. */
export function hearsPartner(s: State, side: Side): boolean {
  return s.channelUp && isUp(s, partner(side));
}

function isLinkable(m: Model, s: State, side: Side, entry: ActionOf<'LinkPage'>['page']): boolean {
  const page = s.caches[side][m.areas[side].readWrite + entry]!;
  if (!R1_commit(m, page) || !R1_header(m, s, side)) return false;
  if (!R3_highest(m, s, side, page) || !R3_media(m, s, page)) return false;
  return !s.caches[side].some((other) => other.state === 'linked' && other.block === page.block);
}

function isAnyLinkable(m: Model, s: State, side: Side): boolean {
  for (let entry = 0; entry < m.areas[side].mirror; entry++) if (isLinkable(m, s, side, entry)) return true;
  return false;
}

function changeMode(d: Draft, side: Side, event: string): void {
  const controller = d.controllers[side];
  controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, event);
}
