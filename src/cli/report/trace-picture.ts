import { dirname, extname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { makeFolder, writeWhole } from '../../files/whole.ts';
import type { Model } from '../../model/model.ts';
import type { Trace } from '../../schedule/replay.ts';
import { ITF_ENDING } from '../../schedule-files/load.ts';
import { shown } from '../../text/shown.ts';
import { mermaidOf } from '../../timeline/mermaid.ts';
import { svgOf } from '../../timeline/svg/svg.ts';
import { pictureOf } from '../../timeline/timeline.ts';
import type { Picture } from '../../timeline/types.ts';
import { WrongUsage } from '../terminal/exit.ts';

/** How a picture is written down; a further format is a further line. */
const renderers = {
  mermaid: mermaidOf,
  svg: svgOf,
} satisfies Record<string, (picture: Picture) => string>;

type PictureFormat = keyof typeof renderers;

/** What `trace --format` takes: the table, the pictures, the explorer page, and the states for other tools. */
export const traceFormats = ['text', ...(Object.keys(renderers) as PictureFormat[]), 'html', 'itf'] as const;
export type TraceFormat = (typeof traceFormats)[number];

/** What the ending of a file says of its format. */
const endings: Readonly<Record<string, TraceFormat>> = {
  '': 'text',
  '.txt': 'text',
  '.text': 'text',
  '.svg': 'svg',
  '.html': 'html',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
};

export interface PictureOptions {
  /** Without one, the ending of the file that is written says it; without an ending, it is the table. */
  readonly format?: TraceFormat;
  readonly json?: boolean;
  readonly write?: string;
}

/**
 * The format that the options ask for.
 * @throws WrongUsage when nothing says which, or nowhere to put it.
 */
export function formatFor({ format: asked, json, write }: PictureOptions): TraceFormat {
  const format = asked ?? formatOf(write ?? '');
  if (json && write === undefined && format !== 'text') {
    throw new WrongUsage(`--format ${format}: --json takes standard output; name a file with --write`);
  }
  return format;
}

function formatOf(file: string): TraceFormat {
  if (file.endsWith(ITF_ENDING)) return 'itf';
  const ending = extname(file);
  const format = endings[ending.toLowerCase()];
  if (format !== undefined) return format;
  const known = `${traceFormats.slice(0, -1).join(', ')} or ${traceFormats.at(-1)}`;
  throw new WrongUsage(`--write: ending ${shown(ending)} is not known: --format ${known}; for JSON: --json`);
}

/** The picture of a schedule, written down. */
export function draw(format: PictureFormat, model: Model, trace: Trace): string {
  return renderers[format](pictureOf(model, trace));
}

/** Writes a picture or a table to a file, whole or not at all, and makes the folder that it goes to. */
export function writeFile(file: string, format: TraceFormat, text: string): void {
  makeFolder(dirname(file));
  // Only a table has colours. Anything else stays as it is, for the page carries the hash of its script.
  writeWhole(file, format === 'text' ? `${stripVTControlCharacters(text)}\n` : text);
}
