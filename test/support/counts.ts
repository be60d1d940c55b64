import type { Unshipped, Wiring } from './arrays.ts';

/* Sizes of state spaces. A change of any of them is a change of the protocol, or of a design. */

/** Distinct states, transitions and depth. */
export type Counts = readonly [states: number, transitions: number, depth: number];

/** The wirings of the tests (arrays.ts) at the preset tiny. */
export const wiredAtTiny: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [400_936, 2_048_296, 32],
  'partner-fed': [695_221, 3_742_644, 36],
  independent: [718_231, 3_850_144, 36],
  battery: [734_335, 3_904_038, 36],
  'self-fed': [710_131, 3_796_822, 36],
};

/** The shipped designs as their files are. `battery` keeps its entries until destage, which its wiring above does not. */
export const shippedAtTiny: Readonly<Record<Wiring, Counts>> = {
  ...wiredAtTiny,
  battery: [802_696, 4_312_984, 35],
};

/** The wirings with few kinds of fault (arrays.ts) at the preset tiny. */
export const withFewKindsAtTiny: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [38_382, 148_378, 29],
  'partner-fed': [85_630, 353_776, 33],
  independent: [93_726, 386_948, 33],
  battery: [100_472, 408_330, 33],
  'self-fed': [91_246, 371_658, 33],
};

/** The designs of the tests that have what no shipped one has, at their own bounds. */
export const unshippedCounts: Readonly<Record<Unshipped, Counts>> = {
  'FIFOs on the boards': [34_856, 123_666, 31],
  'kept entries and a battery for one of them': [35_828, 137_572, 32],
  'batteries on engines': [27_971, 111_256, 31],
  'parts on two units': [97_446, 434_825, 36],
  'writes of three pages': [101_310, 528_478, 30],
};

/** The witnesses that they come across, each with the length of a shortest way to it. */
export const unshippedWitnesses: Readonly<Record<Unshipped, string>> = {
  'FIFOs on the boards':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 7, mode stopped 1, FIFO full 8, destaged before drained 12, truncated entry 9, ' +
    'takeover links 17, late device write 13, unanswered write surfaces 19, ' +
    'unanswered write is gone 13, write-back 10, write-through 7, superseded in cache 17',
  'kept entries and a battery for one of them':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 7, mode stopped 1, drain after death 11, drain after fence 13, FIFO full 15, ' +
    'destaged before drained 12, truncated entry 9, takeover links 17, late device write 13, ' +
    'unanswered write surfaces 19, unanswered write is gone 13, write-back 10, write-through 7, ' +
    'superseded in cache 17, drain on battery 11',
  'batteries on engines':
    'mode mirrored 5, mode writeThrough 7, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 7, mode stopped 1, drain after death 11, drain after fence 13, FIFO full 14, ' +
    'destaged before drained 12, truncated entry 9, takeover links 17, late device write 13, ' +
    'unanswered write surfaces 19, unanswered write is gone 13, write-back 10, write-through 7, ' +
    'superseded in cache 16, drain on battery 11',
  'parts on two units':
    'mode mirrored 5, mode writeThrough 4, mode suspecting 2, mode draining 3, mode linking 4, ' +
    'mode solo 7, mode fenced 5, mode stopped 1, drain after death 11, drain after fence 13, ' +
    'FIFO full 8, destaged before drained 12, truncated entry 9, takeover links 17, ' +
    'late device write 13, unanswered write surfaces 19, unanswered write is gone 13, write-back 10, ' +
    'write-through 7, superseded in cache 17, wrongly fenced 11',
  'writes of three pages':
    'mode mirrored 5, several pages at once 13, pipelined 9, write-back 10, superseded in cache 15',
};

/** The shipped designs at the preset small, but with one fault. */
export const shippedAtSmall: Readonly<Record<Wiring, Counts>> = {
  'mirror-only': [2_408_982, 14_195_578, 32],
  'partner-fed': [4_750_078, 29_517_168, 36],
  independent: [4_928_932, 30_492_706, 36],
  battery: [5_479_568, 33_064_898, 36],
  'self-fed': [4_862_182, 30_051_030, 36],
};

/** What `battery` was before it kept its entries: with `keepUntilDestage` false. */
export const forgettingBatteryAtSmall: Counts = [5_020_106, 30_753_576, 36];
