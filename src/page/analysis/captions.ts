import type { Model } from '../../model/model.ts';
import { CACHE, type Side, sides } from '../../model/side.ts';

/*
 * What the drawing of the array calls what facts are about. Actions use the same names: `LinkPage K2 m1`.
 */

/** The values that the host's table has of a block, by their facts. */
export const hostCaptions = {
  issued: 'issued',
  acknowledged: 'told safe',
  settled: 'in effect',
  'open at': 'open at',
  ending: 'ending',
} as const;

/** Of a FIFO that still holds entries. */
export const INDICATOR = 'data remaining';

/** A page within its cache: p1 in the read/write area, m1 in the mirror area. */
export function pageIndex({ areas }: Model, side: Side, index: number): string {
  const { readWrite } = areas[side];
  return index < readWrite ? `p${index + 1}` : `m${index - readWrite + 1}`;
}

/** A fact's name as the drawing has it: `C1 m1` for `C1 page 3`, `b2 told safe` for `b2 acknowledged`. */
export function drawnName(m: Model, fact: string): string {
  const [owner, kind, number] = fact.split(' ');
  switch (kind) {
    case 'page': {
      const side = sides.find((side) => CACHE[side] === owner)!;
      return `${owner} ${pageIndex(m, side, Number(number) - 1)}`;
    }
    case 'entry':
      return `${owner} table m${number}`;
    case 'place':
      return `${owner} entry ${number}`;
    case 'indicator':
      return `${owner} ${INDICATOR}`;
    case 'acknowledged':
    case 'settled':
      return `${owner} ${hostCaptions[kind]}`;
    default:
      return fact;
  }
}
