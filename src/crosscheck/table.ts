/**
 * Rows of cells as lines, each column as wide as its widest cell. With `numbers`, all columns but the first
 * go right.
 */
export function aligned(rows: readonly (readonly string[])[], numbers = false): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const cellAt = (cell: string, i: number) =>
    numbers && i > 0 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!);
  return rows.map((row) => row.map(cellAt).join('  ').trimEnd());
}
