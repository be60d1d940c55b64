import type { Design, FaultKind } from './design.ts';

/** A fault that can strike once in a run: its kind and what it strikes. Its label is that of the action it is. */
export interface Fault {
  readonly kind: Exclude<FaultKind, 'BatteryElapse'>;
  readonly target: string;
  readonly label: string;
}

const targets: Record<Fault['kind'], (design: Design) => string[]> = {
  PowerOff: (design) => Object.keys(design.power),
  BatteryDead: (design) => Object.keys(design.batteries),
  BoardCrash: () => ['K1', 'K2'],
  BoardHang: () => ['K1', 'K2'],
  CacheLost: () => ['C1', 'C2'],
  FifoLost: (design) => (design.ack === 'fifo' ? ['F1', 'F2'] : []),
  ChannelDown: () => [''],
  FalseSuspicion: () => ['K1', 'K2'],
};

/** Every fault that the design allows, in a fixed order: bit i of a state's fault set stands for fault i. */
export function faultsOf(design: Design): Fault[] {
  return (Object.keys(targets) as Fault['kind'][])
    .filter((kind) => design.faultKinds.includes(kind))
    .flatMap((kind) =>
      targets[kind](design).map((target) => ({ kind, target, label: target ? `${kind} ${target}` : kind })),
    );
}

/** The labels of the faults in a fault set. */
export function faultSet(faults: readonly Fault[], bits: number): string[] {
  return faults.filter((_, i) => bits & (1 << i)).map((fault) => fault.label);
}

/**
 * Whether a pattern such as `PowerOff P1 + BoardCrash *` matches a fault set: each of its terms one fault, none left
 * over. `*` is any fault, `PowerOff *` any of its kind, `none` the empty set.
 */
export function matchesFaultSet(pattern: string, labels: readonly string[]): boolean {
  const terms = termsOf(pattern);
  return terms.length === labels.length && assignable(terms, labels);
}

/** The terms of a pattern: one for each fault of the sets that it matches. */
export function termsOf(pattern: string): string[] {
  return pattern === 'none' ? [] : pattern.split('+').map((term) => term.trim());
}

/** Whether a term can match any of these faults at all. */
export function matchesFault(term: string, label: string): boolean {
  if (term === '*' || term === label) return true;
  return term.endsWith(' *') && label.split(' ')[0] === term.slice(0, -2);
}

function assignable(terms: readonly string[], labels: readonly string[]): boolean {
  const [term, ...others] = terms;
  if (term === undefined) return true;
  return labels.some(
    (label, i) =>
      matchesFault(term, label) && assignable(others, [...labels.slice(0, i), ...labels.slice(i + 1)]),
  );
}
