import type { Bounds, Design } from '../../spec/design.ts';
import { kindsLeftOut } from '../../spec/faults.ts';

/** A number with commas at the thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number of things, such as "1 fault" and "2 faults". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** The bounds in words, for every claim that is made at them; with the kinds of fault that are left out, if any are. */
export function boundsInWords(design: Design): string {
  return `${sizesInWords(design.bounds)}${kindsInWords(design)}`;
}

/** The same for a sample: a run of it ends after so many actions, and the host writes no longer than that. */
export function sampleBoundsInWords(design: Design, length: number): string {
  const { bounds } = design;
  if (bounds.writes !== 'any') return boundsInWords(design);
  const writes = `as many writes as ${plural(length, 'action')} allow`;
  return `${sizesInWords(bounds, writes)}${kindsInWords(design)}`;
}

/** A fault that is left out is not survived, but untried. Where none may strike, a host may still give up. */
function kindsInWords(design: Design): string {
  const leftOut = kindsLeftOut(design);
  if (design.bounds.faults === 0) return leftOut.includes('Abort') ? ' and no Abort' : '';
  return leftOut.length === 0 ? '' : ` of any kind but ${leftOut.join(', ')}`;
}

function sizesInWords(bounds: Bounds, anyWrites = 'any number of writes'): string {
  const { cachePages, blocks, writes, pagesPerWrite, subBlocks, fifoDepth, faults } = bounds;
  const pages =
    cachePages.C1 === cachePages.C2 ? `${cachePages.C1}` : `${cachePages.C1} and ${cachePages.C2}`;
  return [
    `${plural(blocks, 'block')} a device`,
    `${writes === 'any' ? anyWrites : plural(writes, 'write')} of up to ${plural(pagesPerWrite, 'page')}`,
    `${pages} pages a cache`,
    `${plural(subBlocks, 'sub-block')} a page`,
    `FIFO depth ${fifoDepth}`,
    `up to ${plural(faults, 'fault')}`,
  ].join(', ');
}
