import { type Design, faultKinds, type Part } from '../../spec/design.ts';
import type { RuleName } from '../../spec/rules.ts';

/** A design changed in one way, and the change in words. */
export interface Variant {
  readonly change: string;
  readonly design: Design;
}

/** The design with these rules in force again. */
export function following(design: Design, rules: readonly RuleName[]): Variant {
  const weakened = design.weakened.filter((rule) => !rules.includes(rule));
  return { change: `follow ${rules.join(', ')}`, design: { ...design, weakened } };
}

/** The design with these parts on this power unit, new or known, and on no other. */
export function fedFrom(design: Design, parts: readonly Part[], unit: string): Design {
  const without = Object.entries(design.power).map(
    ([name, feeds]) => [name, feeds.filter((part) => !parts.includes(part))] as const,
  );
  const power = Object.fromEntries(without);
  return { ...design, power: { ...power, [unit]: [...(power[unit] ?? []), ...parts] } };
}

/** The FIFOs off the boards, if they are on them. */
export function fifosApart(design: Design): Variant[] {
  const { ack, fifo } = design;
  if (ack !== 'fifo' || !fifo.onBoard) return [];
  const change = 'put the FIFOs apart from the boards';
  return [{ change, design: { ...design, fifo: { ...fifo, onBoard: false } } }];
}

/** Entries that outlast their drain (H28), if they don't yet. */
export function entriesKept(design: Design): Variant[] {
  const { ack, fifo } = design;
  if (ack !== 'fifo' || fifo.keepUntilDestage) return [];
  const change = 'keep drained entries in the FIFO until destage';
  return [{ change, design: { ...design, fifo: { ...fifo, keepUntilDestage: true } } }];
}

/** An arbiter with a supply of its own, if it has none, or there is no arbiter. */
export function arbiterApart(design: Design): Variant[] {
  if (design.arbiter === 'apart') return [];
  const isFed = design.arbiter === 'fed';
  const change = isFed
    ? 'give the arbiter a supply of its own'
    : 'let an arbiter with a supply of its own decide';
  const without = (feeds: readonly Part[]) => feeds.filter((part) => part !== 'A');
  const power = Object.entries(design.power).map(([unit, feeds]) => [unit, without(feeds)] as const);
  const batteries = Object.entries(design.batteries).map(
    ([name, battery]) => [name, { ...battery, feeds: without(battery.feeds) }] as const,
  );
  return [
    {
      change,
      design: {
        ...design,
        arbiter: 'apart',
        faultKinds: faultKinds.filter((kind) => kind === 'ArbiterDown' || design.faultKinds.includes(kind)),
        power: Object.fromEntries(power),
        batteries: Object.fromEntries(batteries),
      },
    },
  ];
}

/** Boards whose memory outlives their crash (H23), if it doesn't yet. */
export function memoryKept(design: Design): Variant[] {
  if (!design.crashLosesMemory) return [];
  return [
    { change: 'let the memory of a board outlive its crash', design: { ...design, crashLosesMemory: false } },
  ];
}
