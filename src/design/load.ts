import { existsSync } from 'node:fs';
import type * as v from 'valibot';
import { type Bounds, type Design, type PresetName, presetNames, presets } from '../../spec/design.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { designFile, shippedDesigns } from '../files/package.ts';
import { MAX_INPUT_BYTES, readInput } from '../files/read.ts';
import { BadChange, BadDesign, hintFor, NoSuchDesign, type Problem } from './bad-design.ts';
import { problemsOfChange, problemsOfMeaning, tooLarge, tooWide } from './check-sense.ts';
import { checkForm } from './check-shape.ts';
import { tooMuch } from './check-size.ts';
import { firstIn } from './first-problem.ts';
import { placeIn, readJson } from './json.ts';
import { changesForm, type DesignFile, type DesignInput, designForm } from './schema.ts';

/** What a caller, an option or a schedule changes in a design file. */
export interface Changes {
  readonly bounds?: Partial<Bounds>;
  readonly weakened?: readonly string[];
}

/**
 * The shipped design of this name, or the one that the file at this path describes, with changes. The preset gives the
 * bounds that it does not set itself.
 * @throws NoSuchDesign for a bare name, or one close to that of a shipped design, where there is no such file.
 * @throws CannotRead for a file that cannot be read, BadDesign for one that describes no design.
 * @throws BadChange for changes that are wrong, or do not go with the file.
 */
export function loadDesign(nameOrPath: string, preset: PresetName, changes: Changes = {}): Design {
  const file = designFile(nameOrPath);
  if (!existsSync(file)) refuseName(nameOrPath);
  return parseDesign(readInput(file), file, preset, changes);
}

/** Who gives a bare name means no file, but a shipped design. */
function refuseName(name: string): void {
  const shipped = shippedDesigns();
  const hint = hintFor(name, shipped);
  if (hint !== undefined) throw new NoSuchDesign(name, hint, shipped);
  if (!/^[\w-]+$/.test(name)) return;
  throw new NoSuchDesign(name, `expected a file, or one of ${shipped.join(', ')}`, shipped);
}

/**
 * The design that this text of a design file describes, in the bounds of the preset. Messages name it by `file`. The text
 * is judged as it is written, the changes by themselves; what then does not go together is the fault of the changes.
 * @throws BadDesign for the first problem of the text, BadChange for the first of the changes, and RangeError for a
 * preset that is none.
 */
export function parseDesign(text: string, file: string, preset: PresetName, changes: Changes = {}): Design {
  if (!presetNames.includes(preset))
    throw new RangeError(`no preset ${preset}: expected ${presetNames.join(', ')}`);
  const inFile = (problem: Problem) => new BadDesign(file, problem, placeIn(text, problem.path));
  const inChanges = (problem: Problem) => new BadChange(problem);
  if (text.length > MAX_INPUT_BYTES) {
    const found = `${text.length} characters`;
    throw new BadDesign(file, { path: [], expected: 'a design file of 1 MB at most', found });
  }
  const content = readJson(text, file);
  refuse(tooMuch(content), inFile);
  const written = formOf(designForm, content, inFile);
  const { bounds, weakened } = formOf(changesForm, changes, inChanges);
  const whole = complete(written, preset);
  refuse(firstIn(content, problemsOfMeaning(content as DesignInput, written, whole)), inFile);
  const own = { ...written.bounds, ...bounds };
  const design = complete({ ...written, bounds: own, weakened: [...written.weakened, ...weakened] }, preset);
  refuse(firstIn(changes, problemsOfChange(written, bounds, design)), inChanges);
  refuse(tooWide(design)[0], inFile);
  const large = tooLarge(design);
  if (large !== undefined) refuse(large, tooLarge(whole) === undefined ? inChanges : inFile);
  return design;
}

function formOf<const S extends v.GenericSchema>(
  schema: S,
  content: unknown,
  blame: Blame,
): v.InferOutput<S> {
  const { value, problem } = checkForm(schema, content);
  refuse(problem, blame);
  return value;
}

/** The error that says who wrote what is wrong. */
type Blame = (problem: Problem) => Error;

function refuse(problem: Problem | undefined, blame: Blame): void {
  if (problem !== undefined) throw blame(problem);
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
