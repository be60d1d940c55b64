import { type Design, type FaultKind, faultKinds, strikes } from './design.ts';

/** A fault that can strike once in a run: its kind and what it strikes. Its label is that of the action it is. */
export interface Fault {
  readonly kind: keyof typeof strikes;
  readonly target: string;
  readonly label: string;
}

/** The parts of each kind that a design has. */
const targets: Record<(typeof strikes)[Fault['kind']], (design: Design) => string[]> = {
  'power unit': (design) => Object.keys(design.power),
  battery: (design) => Object.keys(design.batteries),
  board: () => ['K1', 'K2'],
  cache: () => ['C1', 'C2'],
  FIFO: (design) => (design.ack === 'fifo' ? ['F1', 'F2'] : []),
  'node channel': () => [''],
  arbiter: (design) => (design.arbiter === 'none' ? [] : ['']),
  copy: (design) => (design.ack === 'mirror' ? ['K1', 'K2'] : []),
  engine: (design) => (design.ack === 'fifo' ? ['E1', 'E2'] : []),
};

/** Every fault that the design allows, in a fixed order: fault sets name a fault by its place here. */
export function faultsOf(design: Design): Fault[] {
  return (Object.keys(strikes) as Fault['kind'][])
    .filter((kind) => design.faultKinds.includes(kind satisfies FaultKind))
    .flatMap((kind) =>
      targets[strikes[kind]](design).map((target) => ({
        kind,
        target,
        label: target ? `${kind} ${target}` : kind,
      })),
    );
}

/** Why a fault of this name strikes no array of this design; undefined where one does, or where no fault has the name. */
export function whyNever(design: Design, name: string): string | undefined {
  const kind = faultKinds.find((known) => known === name);
  if (kind === undefined) return undefined;
  if (!design.faultKinds.includes(kind)) return `${design.name} leaves ${kind} out of its faultKinds`;
  return whyNothing(design, kind);
}

/** The key of a design by which an array has none of these, where that is not "ack". */
const without: { readonly [what: string]: (design: Design) => string } = {
  battery: () => '',
  arbiter: ({ arbiter }) => `, with "arbiter": "${arbiter}",`,
};

/** Why there is nothing in an array of this design that the kind could strike; undefined where there is something. */
function whyNothing(design: Design, kind: FaultKind): string | undefined {
  if (kind === 'Abort') return undefined;
  const what = kind === 'BatteryElapse' ? 'battery' : strikes[kind];
  if (targets[what](design).length > 0) return undefined;
  const by = without[what]?.(design) ?? `, with "ack": "${design.ack}",`;
  return `${design.name}${by} has no ${what} for it`;
}

/** For each kind that a design lists and that has nothing to strike, why. Who lists all kinds means those that can. */
export function strikingNothing(design: Design): { readonly kind: FaultKind; readonly why: string }[] {
  if (design.faultKinds.length === faultKinds.length) return [];
  return design.faultKinds.flatMap((kind) => {
    const why = whyNothing(design, kind);
    return why === undefined ? [] : [{ kind, why }];
  });
}

/** Why no set of faults contains what has this name, although it is a kind; undefined of faults, and of other names. */
export function whyInNoSet(name: string): string | undefined {
  if (name === 'Abort') return 'an Abort is not a fault: it costs no budget, so no set of faults contains it';
  if (name !== 'BatteryElapse') return undefined;
  return 'BatteryElapse is time passing, not a fault: it costs no budget, so no set of faults contains it';
}

/** The kinds that could strike this array, or its host, and that its design leaves out: nothing is said of them. */
export function kindsLeftOut(design: Design): FaultKind[] {
  return faultKinds.filter(
    (kind) => whyNothing(design, kind) === undefined && !design.faultKinds.includes(kind),
  );
}

/** Which faults have struck: a flag for each fault of the design. */
export type FaultSet = readonly boolean[];

/** Whether a fault has struck. Looks at no other. */
export function isStruck(set: FaultSet, fault: number): boolean {
  return set[fault]!;
}

/** Adds a fault, in place. */
export function strike(set: boolean[], fault: number): void {
  set[fault] = true;
}

/** The set with one more fault. */
export function withFault(set: FaultSet, fault: number): FaultSet {
  const more = [...set];
  strike(more, fault);
  return more;
}

export function sizeOf(set: FaultSet): number {
  let size = 0;
  for (let i = 0; i < set.length; i++) if (set[i] === true) size++;
  return size;
}

/** How many sets there are of at most so many of these faults. */
export function setsUpTo(faults: number, most: number): number {
  let ofSize = 1;
  let sets = 1;
  for (let size = 1; size <= Math.min(most, faults); size++) {
    ofSize = (ofSize * (faults - size + 1)) / size;
    sets += ofSize;
  }
  return sets;
}

/** As many as a bit operation leaves positive. */
const FAULTS_A_NUMBER = 31;

/** The same for equal sets, and for no others of a design: a number while it can be one, which is quicker to look up. */
export function keyOf(set: FaultSet): number | string {
  if (set.length > FAULTS_A_NUMBER) return set.map(Number).join('');
  let key = 0;
  for (let i = 0; i < set.length; i++) if (set[i] === true) key |= 1 << i;
  return key;
}

/** The labels of the faults in a fault set. */
export function faultSet(faults: readonly Fault[], set: FaultSet): string[] {
  return faults.filter((_, i) => isStruck(set, i)).map((fault) => fault.label);
}

/**
 * Whether a pattern such as `PowerOff P1 + BoardCrash *` matches a fault set: each of its terms one fault, none left
 * over. `*` is any fault, `PowerOff *` any of its kind, `none` the empty set. Whatever the order, also of one that names it.
 */
export function matchesFaultSet(pattern: string, labels: readonly string[]): boolean {
  const terms = termsOf(pattern);
  return terms.length === labels.length && assignable(terms, labels);
}

/** The terms of a pattern: one for each fault of the sets that it matches. */
export function termsOf(pattern: string): string[] {
  return pattern === 'none' ? [] : pattern.split(/[+>]/).map((term) => term.trim());
}

/** Whether a pattern speaks of one order alone: `PowerOff P1 > BoardCrash *`, where the first strikes first. */
export function isOrdered(pattern: string): boolean {
  return pattern.includes('>');
}

/** Whether an ordered pattern matches faults that strike in this order. */
export function matchesOrder(pattern: string, labels: readonly string[]): boolean {
  const terms = termsOf(pattern);
  return terms.length === labels.length && terms.every((term, i) => matchesFault(term, labels[i]!));
}

/** Whether a term can match any of these faults at all. */
export function matchesFault(term: string, label: string): boolean {
  if (term === '*' || term === label) return true;
  return term.endsWith(' *') && label.split(' ')[0] === term.slice(0, -2);
}

/** Whether each term finds a label of its own: one that is taken is left to it where its term finds another. */
function assignable(terms: readonly string[], labels: readonly string[]): boolean {
  const termOf: (number | undefined)[] = labels.map(() => undefined);
  const place = (term: number, tried: Set<number>): boolean =>
    labels.some((label, i) => {
      if (tried.has(i) || !matchesFault(terms[term]!, label)) return false;
      tried.add(i);
      if (termOf[i] !== undefined && !place(termOf[i], tried)) return false;
      termOf[i] = term;
      return true;
    });
  return terms.every((_, term) => place(term, new Set()));
}
