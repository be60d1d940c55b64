import type { Model } from '../../model/model.ts';
import { partner, type Side } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { areMirrorPagesAlike } from './slots.ts';

/**
 * What it returns tells of a block of this device what holds its versions, as one number: pages, entries of the tables and
 * of the FIFOs, wherever they are in their area if slots are folded, and the same for a block of the other device in the
 * mirror image.
 */
export function digestOf(
  m: Model,
  state: State,
  device: Side,
  foldsSlots: boolean,
): (block: number) => number {
  const slot = (at: number) => (foldsSlots ? 0 : at);
  const mirrorSlot = (at: number) => (areMirrorPagesAlike(m) ? slot(at) : at);
  const caches = [device, partner(device)].map((side) => {
    const pages = state.caches[side];
    const writer = partner(side);
    return {
      readWrite: pages.slice(0, m.areas[side].readWrite),
      mirror: pages.slice(m.areas[side].readWrite),
      table: state.controllers[writer].table,
      onTheirWay: state.fifos[writer].entries,
    };
  });
  return (block) => {
    const one = (thing: Holder) => (thing.version !== 0 && thing.block === block ? contentOf(thing) : 0);
    let sum = 0;
    caches.forEach(({ readWrite, mirror, table, onTheirWay }, i) => {
      readWrite.forEach((page, at) => {
        sum += mix(i, mix(slot(at), one(page)));
      });
      mirror.forEach((page, at) => {
        sum += mix(2 + i, mix(mirrorSlot(at), mix(one(table[at]!), one(page))));
      });
      onTheirWay.forEach((entry, place) => {
        sum += mix(4 + i, mix(place, one(entry)));
      });
    });
    return sum | 0;
  };
}

interface Holder {
  readonly block: number;
  readonly version: number;
  readonly state?: string;
  readonly written?: number;
  readonly drained?: boolean;
}

function contentOf({ version, state = '', written = 0, drained = false }: Holder): number {
  return mix(version, mix(written + (drained ? 64 : 0), codeOf(state)));
}

function codeOf(name: string): number {
  let code = 0;
  for (let i = 0; i < name.length; i++) code = mix(code, name.charCodeAt(i));
  return code;
}

function mix(a: number, b: number): number {
  const sum = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  return sum ^ (sum >>> 15);
}
