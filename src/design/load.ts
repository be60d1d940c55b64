import { existsSync, readFileSync } from 'node:fs';
import { type Bounds, type Design, type PresetName, presetNames, presets } from '../../spec/design.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { designFile, shippedDesigns } from '../files/package.ts';
import { BadDesign, hintFor, NoSuchDesign } from './bad-design.ts';
import { problemsOfMeaning, tooLarge } from './check-sense.ts';
import { checkForm } from './check-shape.ts';
import { refuseFirst } from './first-problem.ts';
import { readJson } from './json.ts';
import type { DesignFile, DesignInput } from './schema.ts';

/** What a caller or a schedule changes in a design file. It is checked as if the file said it. */
export interface Changes {
  readonly bounds?: Partial<Bounds>;
  readonly weakened?: readonly string[];
}

/**
 * The shipped design of this name, or the one that the file at this path describes, with changes. The preset gives the
 * bounds that it does not set itself.
 * @throws NoSuchDesign for a name that is close to that of a shipped design, where there is no such file.
 * @throws BadDesign for a file that cannot be read, or describes no design.
 */
export function loadDesign(nameOrPath: string, preset: PresetName, changes: Changes = {}): Design {
  const file = designFile(nameOrPath);
  refuseMistyped(nameOrPath, file);
  return parseDesign(readText(file), file, preset, changes);
}

function refuseMistyped(nameOrPath: string, file: string): void {
  if (existsSync(file)) return;
  const shipped = shippedDesigns();
  const hint = hintFor(nameOrPath, shipped);
  if (hint !== undefined) throw new NoSuchDesign(nameOrPath, hint, shipped);
}

/**
 * The design that this text of a design file describes, in the bounds of the preset. Messages name it by `file`.
 * @throws BadDesign for the first problem of the text, and RangeError for a preset that is none.
 */
export function parseDesign(text: string, file: string, preset: PresetName, changes: Changes = {}): Design {
  if (!(preset in presets)) throw new RangeError(`no preset ${preset}: expected ${presetNames.join(', ')}`);
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
    throw new BadDesign(file, { path: [], expected: 'a design file', found, hint: hintTo(file) }, { cause });
  }
}

/** Who gives a bare name means no file, but a shipped design. */
function hintTo(file: string): string | undefined {
  return /^[\w-]+$/.test(file) ? `shipped designs: ${shippedDesigns().join(', ')}` : undefined;
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
