/** Puts what makes no difference into an order, in the state itself: from what differs to what it moved, both as bits. */
export type Tidy = (changed: number) => number;
