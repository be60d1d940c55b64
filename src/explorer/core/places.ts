/*
 * Where things are in the memory of a search. All of it lies in one block of words, so that every thread sees the same:
 * first the header, whose places are named here; it says where the rest is.
 */

/** Words of a packed state, and of its left half. */
export const WORDS: i32 = 1;
export const LEFT: i32 = 2;

/** The root of the tree that says which instances to ask in a state. */
export const ACTING: i32 = 54;
/** The ranks of a state: how many, then the root of the tree of each, and of each other part that is asked of states. */
export const RANKS: i32 = 4;
/** How many parts there are, ranks among them. */
export const PARTS: i32 = 3;
/** Properties of states: how many, then where they are recorded. */
export const ALWAYS: i32 = 5;
export const DEADLOCKS: i32 = 6;
/** For each word, byte and value of that byte: which names of fields have a bit there. */
export const NAMES: i32 = 7;
/** Where faults are in a state: how many words, then each word with its mask. */
export const FAULTS: i32 = 8;
/** The program of what is folded, or 0. */
export const FOLD: i32 = 9;

/** The visited states: how many are in memory, two words for each, its parent by its number among all, and the table. */
export const SIZE: i32 = 10;
export const ROOTS: i32 = 11;
export const PARENTS: i32 = 12;
export const TABLE: i32 = 13;
export const MASK: i32 = 14;
/** How many were set aside: the first states, in memory no more. Here states are counted from the first that is. */
export const BASE: i32 = 15;

/** The batch under way: its first state, where it ends, how many a thread takes at once. */
export const FIRST: i32 = 28;
export const LAST: i32 = 29;
export const CLAIM: i32 = 31;
/** Of each state that is new in it what a thread found of it. */
export const KEYS: i32 = 33;
export const SLOTS: i32 = 34;
export const JUDGED: i32 = 35;
export const STRUCK: i32 = 36;

/** The first state of each grade with each fault set: a table. */
export const GRADES: i32 = 37;
export const GRADES_MASK: i32 = 38;
export const GRADES_SIZE: i32 = 39;

/** Places where the numbering of a batch sorts. */
export const SORTED: i32 = 40;
export const STARTS: i32 = 41;
/** For each instance of how many states it was the first to reach. */
export const DISTINCT: i32 = 42;

/** For each property of states the first that violates it, or -1. */
export const ALWAYS_AT: i32 = 44;

/** Where the records of the instances are, in the order in which they are asked. */
export const INSTANCES: i32 = 45;

/** The witnesses that were not seen yet: how many, then each as property and place among the trees of witnesses. */
export const UNSEEN: i32 = 52;

/** The list of who may act that was made last. */
export const LISTS: i32 = 56;

/** With more new states a batch takes no more. */
export const NEW_MOST: i32 = 57;

/** The thread that leads. */
export const LEADER: i32 = 58;
/** The batches that were opened to all threads, whether one is open, and how many threads are in it. */
export const OPENED: i32 = 47;
export const IS_OPEN: i32 = 48;
export const INSIDE: i32 = 49;
/** Set when a thread failed, and when all are to end. */
export const FAILED: i32 = 50;
export const ENDS: i32 = 51;

/*
 * What is written while threads read: each has a line of the processor's cache to itself, of 16 words, for who writes to a
 * line takes it from all who read there.
 */

/** Where the next thread takes states of the batch, and how many are new in it. */
export const CLAIMED: i32 = 64;
export const NEW: i32 = 80;
/** How often another thread called the one that leads, and how many of these calls it has heard. */
export const CALLS: i32 = 96;
export const HEARD: i32 = 97;
/** Where learned trees end. */
export const TREES_END: i32 = 112;

/** The halves of states: two dictionaries of DICTIONARY_WORDS words, each with its size, and then what stays. */
export const DICTIONARIES: i32 = 128;
export const DICTIONARY_WORDS: i32 = 32;
export const D_SIZE: i32 = 0;
export const D_WORDS: i32 = 16;
export const D_ENTRIES: i32 = 17;
export const D_TABLE: i32 = 18;
export const D_MASK: i32 = 19;
/** With more halves a batch takes no more states. */
export const D_MOST: i32 = 20;

/** What a memory keeps from one search to the next: how many searches there were, and threads that are at one. */
export const KEPT_WORDS_FROM: i32 = 192;
export const SEARCHES: i32 = 192;
export const RUNNING: i32 = 193;

export const HEADER_WORDS: i32 = 208;

/* What each thread has of its own, from its place on. */

/** The state under expansion and the end of what was claimed. */
export const PARENT: i32 = 0;
export const CLAIM_END: i32 = 1;
/** Its instances, and which of them is next; -1 before the state is unpacked. */
export const LIST: i32 = 2;
export const AT: i32 = 3;
/** Whether a step is open to the array itself, and how many steps there are. */
export const SYSTEM_MOVES: i32 = 4;
export const SUCCESSORS: i32 = 5;
/** What was unknown: an instance, the place of a check or the number of what is asked, a footprint. */
export const ASKED_INSTANCE: i32 = 6;
export const ASKED: i32 = 7;
/** An entry that was written and not needed: of the states, and of each dictionary. */
export const SPARE_STATE: i32 = 8;
export const SPARE_HALF: i32 = 9;
export const TRANSITIONS: i32 = 11;
export const TERMINAL: i32 = 12;
/** Places: the state, its successor behind it, scratch, the counts of instances, what became of each property. */
export const BEFORE: i32 = 13;
export const AFTER: i32 = 14;
export const SCRATCH: i32 = 15;
export const TAKEN: i32 = 16;
export const WATCHES: i32 = 17;
/** The halves of the state under expansion. */
export const LEFT_HALF: i32 = 18;
export const RIGHT_HALF: i32 = 19;
export const ASKED_FOOTPRINT: i32 = 20;
/** The successors that wait to be looked up: how many, which is next, where they are. */
export const WAITING: i32 = 21;
export const NEXT: i32 = 22;
export const ARRIVALS: i32 = 23;
/** Where the state is that something is asked of. */
export const ASKED_OF: i32 = 24;
/** States that a thread expanded of the batch. */
export const EXPANDED: i32 = 26;
/** Who of the list is to be asked, in bits. */
export const SIFTED: i32 = 25;
/** What it waits for the leader to answer, or DONE. */
export const QUESTION: i32 = 27;
/** What parts answer of that state: for each 0, or the answer and 1. */
export const ANSWERS: i32 = 28;
export const THREAD_WORDS: i32 = 29;

/*
 * A successor that waits: the key of the step to it, what differs in it, its halves, what is seen in memory of where it
 * is looked up, and the state itself.
 */
export const A_KEY: i32 = 0;
export const A_CHANGED: i32 = 1;
export const A_LEFT: i32 = 2;
export const A_RIGHT: i32 = 3;
export const A_SEEN: i32 = 4;
export const A_STATE: i32 = 5;
export const MOST_WAITING: i32 = 64;

/*
 * Who may act: how many, what sifts them or 0, the list that was made before it or 0, and the places of the instances.
 * A sieve says in bits, one for each instance of the list, who is to be asked: always; and for each value of some fields.
 */
export const L_COUNT: i32 = 0;
export const L_SIEVE: i32 = 1;
export const L_BEFORE: i32 = 2;
export const L_INSTANCES: i32 = 3;
export const S_WORDS: i32 = 0;
export const S_FIELDS: i32 = 1;
export const S_ALWAYS: i32 = 2;

/* Of an instance: its number, its tree, whether the array does it by itself, and what judges it. */
export const I_NUMBER: i32 = 0;
export const I_TREE: i32 = 1;
export const I_OWN: i32 = 3;
export const I_CHECKS: i32 = 4;

/*
 * What an instance does: its footprint, then how many words it changes, and for each which, what stays and what is put.
 * Effects of one instance that change the same fields have one footprint: the properties of steps that it can touch, the
 * trees of the witnesses, and the fields.
 */
export const E_FOOTPRINT: i32 = 0;
export const E_COUNT: i32 = 1;
export const E_WORDS: i32 = 2;
export const F_CHECKS: i32 = 0;
export const F_WITNESSES: i32 = 1;
export const F_FIELDS: i32 = 2;

/** A property and its tree, what it reads, and whether it judges steps that change nothing. Lists begin with a length. */
export const C_PROPERTY: i32 = 0;
export const C_TREE: i32 = 1;
export const C_READS: i32 = 3;
export const C_STAYS: i32 = 4;
export const CHECK_WORDS: i32 = 5;

/** What became of a property: its outcomes, the state that violated it, and the instance that did. */
export const W_OUTCOMES: i32 = 0;
export const W_AT: i32 = 1;
export const W_BY: i32 = 2;
export const WATCH_WORDS: i32 = 3;

/** What a thread asks of its host. */
export const DONE: i32 = 0;
export const ASKS_ACTING: i32 = 1;
export const ASKS_INSTANCE: i32 = 2;
export const ASKS_CHECK: i32 = 3;
export const ASKS_WITNESS: i32 = 9;
export const ASKS_RANK: i32 = 4;
export const ASKS_ALWAYS: i32 = 5;
export const ASKS_DEADLOCK: i32 = 6;
export const CANNOT_FOLD: i32 = 8;
/** Nothing of its own: another thread called. */
export const IS_CALLED: i32 = 10;

/** Bits of a key below the parent: which instance. */
export const KEY_BITS: i32 = 12;

/** Bits of what was judged of a new state: its grade, and above it which properties of states it violates. */
export const GRADE_BITS: i32 = 4;

export const VIOLATED: i32 = 2;
