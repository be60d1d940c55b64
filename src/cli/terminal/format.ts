import pc from 'picocolors';
import type { Design } from '../../../spec/design.ts';
import { boundsInWords } from '../../words/numbers.ts';

/** A table with aligned columns; numbers to the right. Colours do not count as width. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i]!))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i]!))
      .join('  ')
      .trimEnd();
  return [pc.bold(line(header)), ...rows.map(line)].join('\n');
}

/** The bounds of designs in lines: one when they are the same for all, else one for each design. */
export function tellBounds(designs: readonly Design[]): string {
  const bounds = new Set(designs.map((design) => boundsInWords(design)));
  if (bounds.size === 1) return `Bounds: ${[...bounds][0]}.`;
  const lines = designs.map((design) => `Bounds of ${design.name}: ${boundsInWords(design)}.`);
  return [...new Set(lines)].join('\n');
}

/** The name of a design, with the rules that are weakened in it. */
export function nameOf({ name, weakened }: Design): string {
  return weakened.length === 0 ? name : `${name} without ${weakened.join(', ')}`;
}

export function colourOf(verdict: string): (text: string) => string {
  if (verdict === 'safe') return pc.green;
  return verdict === 'undecided' ? pc.yellow : pc.red;
}

function pad(cell: string, to: number): string {
  const space = ' '.repeat(to - width(cell));
  return /^[\d.,]/.test(cell) ? space + cell : cell + space;
}

function width(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
  return text.replace(/\u001b\[\d+m/g, '').length;
}
