import type { Unshipped, Wiring } from './arrays.ts';

/* Sizes of state spaces. A change of any of them is a change of the protocol, or of a design. */

/** Distinct states, transitions and depth. */
export type Counts = readonly [states: number, transitions: number, depth: number];

/** The wirings of the tests (arrays.ts) at the preset tiny. */
export const wiredAtTiny: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [151_664, 609_100, 30],
  'partner-fed': [280_087, 1_231_006, 34],
  independent: [300_115, 1_314_586, 34],
  battery: [308_613, 1_335_274, 34],
  'self-fed': [288_847, 1_255_878, 34],
};

/** The shipped designs as their files are. `battery` keeps its entries until destage, which its wiring above does not. */
export const shippedAtTiny: Readonly<Record<Wiring, Counts>> = {
  ...wiredAtTiny,
  battery: [341_695, 1_499_915, 33],
};

/** The wirings without endings (arrays.ts) at the preset tiny. */
export const withoutEndingsAtTiny: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [56_482, 192_400, 30],
  'partner-fed': [106_772, 408_848, 34],
  independent: [114_126, 435_080, 34],
  battery: [117_732, 443_496, 34],
  'self-fed': [110_440, 417_606, 34],
};

/** The designs of the tests that have what no shipped one has, at their own bounds. */
export const unshippedCounts: Readonly<Record<Unshipped, Counts>> = {
  'FIFOs on the boards': [15_408, 48_100, 29],
  'kept entries and a battery for one of them': [20_158, 66_644, 30],
  'batteries on engines': [18_657, 70_510, 29],
  'parts on two units': [40_872, 143_600, 34],
  'writes of three pages': [101_310, 528_478, 30],
};

/** The witnesses that they come across, each with the length of a shortest way to it. */
export const unshippedWitnesses: Readonly<Record<Unshipped, string>> = {
  'FIFOs on the boards':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 5, mode stopped 1, FIFO full 8, destaged before drained 12, truncated entry 9, ' +
    'takeover links 16, late device write 13, unanswered write surfaces 17, ' +
    'unanswered write is gone 11, write-back 10, write-through 10, superseded in cache 17',
  'kept entries and a battery for one of them':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 5, mode stopped 1, drain after death 11, drain after fence 13, FIFO full 15, ' +
    'destaged before drained 12, truncated entry 9, takeover links 16, late device write 13, ' +
    'unanswered write surfaces 17, unanswered write is gone 11, write-back 10, write-through 10, ' +
    'superseded in cache 17, drain on battery 11',
  'batteries on engines':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 5, mode stopped 1, drain after death 11, drain after fence 13, FIFO full 14, ' +
    'destaged before drained 12, truncated entry 9, takeover links 16, late device write 13, ' +
    'unanswered write surfaces 17, unanswered write is gone 11, write-back 10, write-through 10, ' +
    'superseded in cache 16, drain on battery 11',
  'parts on two units':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 5, mode fenced 5, mode stopped 1, drain after death 11, drain after fence 13, ' +
    'FIFO full 8, destaged before drained 12, truncated entry 9, takeover links 16, ' +
    'late device write 13, unanswered write surfaces 17, unanswered write is gone 11, ' +
    'write-back 10, write-through 10, superseded in cache 17, wrongly fenced 11',
  'writes of three pages':
    'mode mirrored 5, several pages at once 13, pipelined 9, write-back 10, superseded in cache 15',
};

export const shippedAtSmall: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [2_827_421, 11_756_656, 32],
  'partner-fed': [7_569_250, 35_346_976, 36],
  independent: [9_707_165, 45_224_524, 36],
  battery: [12_749_886, 56_516_044, 36],
  'self-fed': [7_883_290, 36_274_476, 36],
};

/** What `battery` was before it kept its entries: with `keepUntilDestage` false. */
export const forgettingBatteryAtSmall: Counts = [10_580_752, 48_079_982, 36];
