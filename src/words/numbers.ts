import type { Bounds } from '../../spec/design.ts';

/** A number with commas at the thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number of things, such as "1 fault" and "2 faults". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** The bounds in words, for every claim that is made at them. */
export function boundsInWords(bounds: Bounds): string {
  const { cachePages, blocks, writes, pagesPerWrite, subBlocks, fifoDepth, faults } = bounds;
  const pages =
    cachePages.C1 === cachePages.C2 ? `${cachePages.C1}` : `${cachePages.C1} and ${cachePages.C2}`;
  return [
    `${plural(blocks, 'block')} a device`,
    `${writes === 'any' ? 'any number of writes' : plural(writes, 'write')} of up to ${plural(pagesPerWrite, 'page')}`,
    `${pages} pages a cache`,
    `${plural(subBlocks, 'sub-block')} a page`,
    `FIFO depth ${fifoDepth}`,
    `up to ${plural(faults, 'fault')}`,
  ].join(', ');
}
