/** A controller and what goes with it: 0 is K1 with C1, F1, E1 and D1, 1 is K2 with the rest. */
export type Side = 0 | 1;
export const sides: readonly Side[] = [0, 1];
export const partner = (side: Side): Side => (side === 0 ? 1 : 0);

/** Part names by side. */
export const BOARD = ['K1', 'K2'] as const;
export const CACHE = ['C1', 'C2'] as const;
export const FIFO = ['F1', 'F2'] as const;
export const DEVICE = ['D1', 'D2'] as const;
export const ENGINE = ['E1', 'E2'] as const;

/** The part that stands between the sides. */
export const ARBITER = 'A' as const;
