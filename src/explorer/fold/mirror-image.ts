import type { Part } from '../../../spec/design.ts';
import { type FaultSet, isOrdered, isStruck, termsOf } from '../../../spec/faults.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { partner } from '../../model/side.ts';

/** What each thing of a design becomes when its two sides are exchanged: indexes. */
export interface MirrorImage {
  readonly unit: readonly number[];
  readonly battery: readonly number[];
  readonly block: readonly number[];
  readonly fault: readonly number[];
}

/**
 * How a design looks with its sides exchanged, if it then is the same design: wiring, sizes, holds, declarations. Undefined
 * if it is another.
 */
export function mirrorImageOf(m: Model): MirrorImage | undefined {
  const { power, batteries, bounds, declares } = m.design;
  // Where strikes are noted it is the phase of one of the two devices that is.
  if (m.noted !== undefined) return undefined;
  if (bounds.cachePages.C1 !== bounds.cachePages.C2) return undefined;
  const unit = matching(
    Object.values(power),
    (feeds) => key(feeds),
    (feeds) => key(feeds.map(otherPart)),
  );
  const held = Object.values(batteries);
  const battery = matching(
    held,
    ({ feeds, hold }) => `${hold} ${key(feeds)}`,
    ({ feeds, hold }) => `${hold} ${key(feeds.map(otherPart))}`,
  );
  if (unit === undefined || battery === undefined) return undefined;
  const names = namesExchanged(m, unit, battery);
  const label = (text: string) => text.replace(/\b[A-Z]\d+\b/g, (name) => names.get(name) ?? name);
  const labels = m.faults.map((fault) => fault.label);
  const fault = labels.map((one) => labels.indexOf(label(one)));
  if (fault.includes(-1)) return undefined;
  const pattern = (text: string) => (isOrdered(text) ? termsOf(text).join(' > ') : key(termsOf(text)));
  const said = [
    ...declares.survives.map((text) => [text, 'safe'] as const),
    ...Object.entries(declares.fails),
  ];
  const declared = said.map(([text, verdict]) => `${verdict} ${pattern(text)}`);
  const exchanged = said.map(([text, verdict]) => `${verdict} ${pattern(label(text))}`);
  if (key(declared) !== key(exchanged)) return undefined;
  const { blocks } = bounds;
  const block = m.blocks.map((_, b) => (b < blocks ? b + blocks : b - blocks));
  return { unit, battery, block, fault };
}

/** The same for the same words in any order. A word that comes twice counts twice: `* + *` is not `*`. */
function key(words: readonly string[]): string {
  return words.toSorted().join();
}

function otherPart(part: Part): Part {
  return part.replace(/[12]/, (side) => (side === '1' ? '2' : '1')) as Part;
}

/** For each thing the one that it becomes, such that twice is none; undefined when one becomes nothing that there is. */
function matching<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
  keyOfImage: (one: T) => string,
): number[] | undefined {
  const found = all.map((one, i) => {
    const rank = all.slice(0, i).filter((other) => keyOf(other) === keyOf(one)).length;
    const alike = all.flatMap((other, j) => (keyOf(other) === keyOfImage(one) ? [j] : []));
    return alike[rank] ?? -1;
  });
  return found.includes(-1) ? undefined : found;
}

function namesExchanged(m: Model, unit: readonly number[], battery: readonly number[]): Map<string, string> {
  const parts = ['K', 'C', 'F', 'E'].flatMap(
    (kind) =>
      [
        [`${kind}1`, `${kind}2`],
        [`${kind}2`, `${kind}1`],
      ] as const,
  );
  return new Map([
    ...parts,
    ...m.unitNames.map((name, i) => [name, m.unitNames[unit[i]!]!] as const),
    ...m.batteryNames.map((name, i) => [name, m.batteryNames[battery[i]!]!] as const),
  ]);
}

/** The fault set of the mirror image. */
export function mirroredSet(image: MirrorImage, set: FaultSet): FaultSet {
  return image.fault.map((other) => isStruck(set, other));
}

/** The same action on the other side. */
export function mirroredAction({ unit, battery, block, fault }: MirrorImage, action: Action): Action {
  const given = action as Action & Partial<Record<'unit' | 'battery' | 'block' | 'fault' | 'pages', number>>;
  return {
    ...given,
    ...('side' in given ? { side: partner(given.side) } : {}),
    ...('device' in given ? { device: partner(given.device) } : {}),
    ...(given.unit === undefined ? {} : { unit: unit[given.unit]! }),
    ...(given.battery === undefined ? {} : { battery: battery[given.battery]! }),
    ...(given.block === undefined ? {} : { block: block[given.block]! }),
    ...(given.fault === undefined ? {} : { fault: fault[given.fault]! }),
  } as Action;
}
