import { readFileSync } from 'node:fs';
import { type Bounds, type Design, type PresetName, presets } from '../../spec/design.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { BadDesign } from './bad-design.ts';
import { problemsOfMeaning, tooLarge } from './check-sense.ts';
import { checkForm } from './check-shape.ts';
import { refuseFirst } from './first-problem.ts';
import { readJson } from './json.ts';
import type { DesignFile, DesignInput } from './schema.ts';

/** What a command or a schedule changes in a design file. It is checked as if the file said it. */
export interface Changes {
  readonly bounds?: Partial<Bounds>;
  readonly weakened?: readonly string[];
}

/** Reads a design file, with changes. Throws `BadDesign`. */
export function loadDesign(file: string, preset: PresetName, changes: Changes = {}): Design {
  return parseDesign(readText(file), file, preset, changes);
}

/** The design that this text of a design file describes, in the bounds of the preset. Throws `BadDesign`. */
export function parseDesign(text: string, file: string, preset: PresetName, changes: Changes = {}): Design {
  const content = withChanges(readJson(text, file), changes);
  const form = checkForm(content);
  refuseFirst(file, content, form.problems);
  const design = complete(form.file, preset);
  refuseFirst(file, content, problemsOfMeaning(content as DesignInput, form.file, design));
  refuseFirst(file, content, tooLarge(design));
  return design;
}

function withChanges(content: unknown, { bounds = {}, weakened = [] }: Changes): unknown {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content;
  const own = content as { bounds?: object; weakened?: readonly string[] };
  const changed = { ...own };
  if (Object.keys(bounds).length > 0) changed.bounds = { ...own.bounds, ...bounds };
  if (weakened.length > 0) changed.weakened = [...(own.weakened ?? []), ...weakened];
  return changed;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a directory',
  EACCES: 'a file that must not be read',
};

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const found = UNREADABLE[code] ?? `a file that cannot be read (${code})`;
    throw new BadDesign(file, { path: [], expected: 'a design file', found }, { cause });
  }
}

function complete(file: DesignFile, preset: PresetName): Design {
  const { $schema: _, bounds, weakened, ...rest } = file;
  const named = weakened.flatMap(rulesNamed);
  return {
    ...rest,
    bounds: boundsOf(bounds, presets[preset]),
    weakened: ruleNames.filter((rule) => named.includes(rule)),
  };
}

/** A preset must not refuse a file that only asks for fewer blocks: its writes narrow with them. */
function boundsOf(own: DesignFile['bounds'], preset: Bounds): Bounds {
  const bounds = { ...preset, ...own };
  if (own.pagesPerWrite !== undefined) return bounds;
  return { ...bounds, pagesPerWrite: Math.min(bounds.pagesPerWrite, bounds.blocks) };
}
