import { readFileSync } from 'node:fs';
import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { type Bounds, type Design, type PresetName, parts, presets } from '../../spec/design.ts';
import { faultsOf, matchesFault, termsOf } from '../../spec/faults.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { layoutOf, MAX_WORDS, StateTooLarge } from '../explorer/layout.ts';
import { compileModel } from '../model/model.ts';
import { type DesignFile, designFile } from './schema.ts';

type Path = readonly (string | number)[];

/** What is wrong at one place of a file. */
interface Problem {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string | undefined;
}

/** Thrown for a design file that cannot be used: one message, for the first problem of the file. */
export class BadDesign extends Error {
  override readonly name = 'BadDesign';
  /** Place in the file, such as `power.P1[2]`; empty for the whole file. */
  readonly path: string;
  /** What was expected, and what was found. */
  readonly expected: string;
  readonly hint: string | undefined;

  constructor(
    readonly file: string,
    problem: Problem,
    options?: ErrorOptions,
  ) {
    const path = pathText(problem.path);
    const expected = `${problem.expected}, found ${problem.found}`;
    const hint = problem.hint ? ` (${problem.hint})` : '';
    super(`${[file, path].filter(Boolean).join(': ')}: expected ${expected}${hint}`, options);
    this.path = path;
    this.expected = expected;
    this.hint = problem.hint;
  }
}

/** Reads a design file. Throws `BadDesign`. */
export function loadDesign(file: string, preset: PresetName): Design {
  return parseDesign(readText(file), file, preset);
}

/** The design that this text of a design file describes, in the bounds of the preset. Throws `BadDesign`. */
export function parseDesign(text: string, file: string, preset: PresetName): Design {
  const content = readJson(text, file);
  const { output, issues = [] } = v.safeParse(designFile, content);
  refuseFirst(file, content, [...issues.map(problemOf), ...overlooked(content, output)]);
  // Without an issue the output is typed, which the checker cannot see.
  const checked = output as DesignFile;
  const design = complete(checked, preset);
  refuseFirst(file, content, [
    ...withoutFifo(content, checked),
    ...unfed(checked),
    ...tooWide(checked, design),
    ...unmatched(design),
    ...tooManyFaults(design),
  ]);
  refuseFirst(file, content, tooLarge(design));
  return design;
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

// Reading

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

const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[^ \t\n\r]|$/gu;
