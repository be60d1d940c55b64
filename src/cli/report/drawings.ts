import { join } from 'node:path';
import { type ChartName, charts } from '../../../spec/charts/index.ts';
import { makeFolder, writeWhole } from '../../files/whole.ts';
import type { Chart } from '../../statecharts/chart.ts';
import type { Format } from '../../statecharts/formats.ts';

/** A chart with its diagram. */
export interface Drawing {
  readonly chart: Chart;
  readonly text: string;
}

/** A diagram with the file that it was written to. */
export interface Written extends Drawing {
  readonly file: string;
}

export const chartNames = Object.keys(charts) as ChartName[];

/** The diagrams of charts, one after the other. */
export async function drawingsOf(charts: readonly Chart[], { render }: Format): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const chart of charts) drawings.push({ chart, text: await render(chart) });
  return drawings;
}

/** Writes each diagram to a file of its own, under the name of its chart. */
export function writeAll(folder: string, { extension }: Format, drawings: readonly Drawing[]): Written[] {
  makeFolder(folder);
  return drawings.map((drawing) => {
    const file = join(folder, `${drawing.chart.name}.${extension}`);
    writeWhole(file, drawing.text);
    return { ...drawing, file };
  });
}

/** All diagrams as one text, in a format that can hold several, or with one diagram. */
export function inOne({ together }: Format, drawings: readonly Drawing[]): string {
  const [first, ...others] = drawings;
  if (others.length === 0 || together === undefined) return first!.text;
  return together(drawings.map(({ chart }) => chart));
}
