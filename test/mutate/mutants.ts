import { readdirSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import fc from 'fast-check';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { root } from '../support/markdown.ts';
import { isLeftAlone, type Rewrite, rewritesOf } from './rewrites.ts';

/** A source of ours with one node changed. */
export interface Mutant extends Rewrite {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The changed line, or the first of several, as it is and as it is then. */
  readonly was: string;
  readonly is: string;
}

/** What is mutated: all that decides what a design's verdict is. Schedules of fuzz do not. */
const MUTATED = [
  'src/model/**',
  'properties/!(schedules).ts',
  'src/explorer/**',
  'src/check/**',
  'spec/{declaration,faults,rules}.ts',
];

/** The sources that are mutated; those that match a pattern, if there is one. */
export function mutatedSources(pattern = '**'): string[] {
  return ['properties', 'spec', 'src']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, `${name}`)),
    )
    .filter((file) => file.endsWith('.ts') && matchesGlob(file, pattern))
    .filter((file) => MUTATED.some((glob) => matchesGlob(file, glob)))
    .sort();
}

/** Every mutant of these sources, in the order of files and places. */
export function mutantsOf(files: readonly string[]): Mutant[] {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects();
    const { program, checker } = project!;
    return files.flatMap((file) => {
      const source = program.getSourceFile(join(root, file))!;
      const rewrites = collect(source, (node) => rewritesOf(node, source.text, checker));
      return rewrites.map((rewrite) => ({ file, ...rewrite, ...placeOf(rewrite, source.text) }));
    });
  } finally {
    api.close();
  }
}

/** The text of a source with a mutant in it. */
export function mutated(text: string, { start, end, to }: Rewrite): string {
  return text.slice(0, start) + to + text.slice(end);
}

/** As many mutants as asked for, or all there are: the same for the same seed and sources. */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  const length = Math.min(size, mutants.length);
  const subsets = fc.shuffledSubarray([...mutants], { minLength: length, maxLength: length });
  return fc.sample(subsets, { seed, numRuns: 1 })[0]!;
}

function collect<T>(source: SourceFile, of: (node: Node) => readonly T[]): T[] {
  const found: T[] = [];
  const visit = (node: Node): undefined => {
    if (isLeftAlone(node)) return;
    found.push(...of(node));
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function placeOf(rewrite: Rewrite, text: string): Pick<Mutant, 'line' | 'was' | 'is'> {
  const line = text.slice(0, rewrite.start).split('\n').length - 1;
  const lineOf = (of: string) => of.split('\n')[line]!.trim();
  return { line: line + 1, was: lineOf(text), is: lineOf(mutated(text, rewrite)) };
}
