/**
 * What an action waits for beside the rules: what is there, and what there is to do. No protocol decides it, so none of it
 * can be weakened.
 */
export const conditions = {
  mode: 'Its controller is up, and in a mode for it.',
  budget: 'No more faults strike than the bounds allow.',
  once: 'Each fault strikes once.',
  target: 'What a fault strikes still works, or holds something.',
  partner: 'The partner is heard, so that suspecting it is wrong.',
  mirrors: 'The controller mirrors.',
  channel: 'The node channel works.',
  inCharge: 'The controller is in charge of the device.',
  bounds: 'The host writes no more often than the bounds allow.',
  pages: 'The read/write area has as many free pages as the write takes.',
  open: 'The controller works on a write of the block.',
  waits: 'The host waits for an answer to it.',
  cause: 'The write was given up, or a duplicate of it ended with an error.',
  undone: 'The write can be taken back: no device has it or gets it, and its duplicate is not whole.',
  filling: 'The data of the host is still to come to its page.',
  first: 'The request begins at the block: all its pages are answered at once.',
  written: 'The host has written the block.',
  mirrorArea: 'The mirror area in the cache of the partner takes copies.',
  held: 'The version is in its read/write page, and not on its way to the device.',
  mirrorPage: 'A mirror page is acquired for the version.',
  duplicate: 'The version is still to be duplicated.',
  fifo: 'The FIFO works.',
  room: 'The FIFO has a free place.',
  drain: 'The FIFO, what drains it and what it drains to work.',
  queue: 'The FIFO has something to drain.',
  underWay: 'What is to end with an error is under way.',
  dirty: 'The page is dirty.',
  deviceWrite: 'A device write of the block is under way.',
  acquired: 'The mirror page is acquired.',
  copied: 'The mirror page has a copy.',
  mapped: 'Something names the block of the mirror page: its header (R1_header), or the table that maps it.',
  fenced: 'The partner has fenced the controller.',
  feeding: 'The battery feeds, and keeps something that can be lost.',
  idle: 'The battery has no charge left, or feeds no drain that goes forward.',
} as const;

export type Condition = keyof typeof conditions;
