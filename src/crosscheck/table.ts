/** Rows of cells as lines, in aligned columns. With `numbers`, all but the first are aligned to the right. */
export function aligned(rows: readonly (readonly string[])[], numbers = false): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const cellAt = (cell: string, i: number) =>
    numbers && i > 0 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!);
  return rows.map((row) => row.map(cellAt).join('  ').trimEnd());
}
