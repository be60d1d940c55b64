import type { AckRule } from '../../spec/design.ts';
import { PHASES, type Phase } from '../model/phase.ts';
import { listed } from '../words/names.ts';
import { plural } from '../words/numbers.ts';
import { type CutSet, type DeviceHarm, type HarmfulStrike, nameOf, type OtherOrder } from './cut-set.ts';
import type { CutSets } from './find.ts';

/** Each phase as what is true of the data when a fault strikes. */
export const phaseSays: Readonly<Record<Phase, string>> = {
  'at rest': 'the device holds all that the host was told is safe',
  undrained: 'a write is acknowledged, and its copy still in the FIFO',
  'not destaged': 'its copy is in the mirror area, and the device has not got it yet',
  'single copy': 'there is one copy of it alone',
  takeover: 'a takeover is under way',
};

/** The phases in which a fault strikes: those, or all but one. */
export function phasesInWords(phases: readonly Phase[], ack: AckRule): string {
  const possible = PHASES.filter((phase) => ack === 'fifo' || phase !== 'undrained');
  const missing = possible.filter((phase) => !phases.includes(phase));
  if (missing.length === 0) return 'at any time';
  return missing.length === 1 ? `unless ${missing[0]}` : phases.join(', ');
}

function strikeInWords({ fault, phases, takes }: HarmfulStrike, ack: AckRule): string {
  const taken = takes.length === 0 ? '' : `, takes ${listed(takes)}`;
  return `${fault} (${phasesInWords(phases, ack)}${taken})`;
}

/** What a cut set does to the data of a device, in one line. */
export function harmInWords(harm: DeviceHarm, ack: AckRule): string {
  const { device, writer, verdict, strikes, left, schedule } = harm;
  const end = left.length === 0 ? '' : `; left in ${listed(left)}`;
  const how = strikes.map((strike) => strikeInWords(strike, ack)).join(', ') || 'no fault';
  return `${device} of ${writer} ${verdict} in ${plural(schedule.length, 'action')}: ${how}${end}`;
}

export function otherOrdersInWords(others: readonly OtherOrder[]): string {
  return others.map(({ order, verdict }) => `${order.join(' > ')}: ${verdict}`).join('; ');
}

/** What else there is to say of a set: other orders, the other side, and milder sets above it. */
export function remarksOn({ otherwise, alike, milder, isOrdered }: CutSet): string[] {
  const others = alike.map((faults) => nameOf({ faults, isOrdered }));
  return [
    ...(otherwise.length === 0 ? [] : [`order decides: ${otherOrdersInWords(otherwise)}`]),
    ...(others.length === 0 ? [] : [`on the other side: ${others.join('; ')}`]),
    ...milder.map(({ faults, verdict }) => `not monotone: ${faults.join(' + ')} comes out ${verdict}`),
  ];
}

/** What a tree of faults cannot say of these, and on which side it errs. */
export function limitsOfTree({ faults, found }: CutSets, saysOrder: boolean): string[] {
  const ordered = found
    .filter(({ isOrdered }) => isOrdered)
    .flatMap((set) => [nameOf(set), ...set.alike.map((faults) => nameOf({ faults, isOrdered: true }))]);
  const notMonotone = found.filter(({ milder }) => milder.length > 0);
  const bounds = plural(faults, 'fault');
  const milder = notMonotone.flatMap((set) =>
    set.milder.map((above) => {
      const image = set.alike.length === 0 ? '' : ', and the same on the other side';
      return `${above.faults.join(' + ')} (${above.verdict}${image})`;
    }),
  );
  return [
    `Sets of up to ${bounds} were explored: of harm that takes more the tree says nothing, which is too little.`,
    'When a fault has to strike is not in the tree: it says harm whenever all have struck, which is too much.',
    orderInTree(ordered, saysOrder),
    milder.length === 0
      ? `No set has a milder one above it, of up to ${bounds}.`
      : `A tree takes harm to grow with faults. It does not, and the tree says too much of: ${milder.join('; ')}.`,
  ];
}

function orderInTree(ordered: readonly string[], saysOrder: boolean): string {
  if (ordered.length === 0) return 'Order decides nothing here.';
  const says = saysOrder ? 'the gates "pand" say so' : 'the tree does not say so, which is too much harm';
  return `Order decides, and ${says}, of: ${ordered.join('; ')}.`;
}
