/*
 * AssemblyScript, by what is used of it. Its own types declare dozens of functions as global (`min`, `clz`): the compiler
 * would then know them in every file of ours, where JavaScript does not. So it is loaded by names that are not followed.
 */

const COMPILER: string = 'assemblyscript/asc';
const SYNTAX: string = 'assemblyscript';

/** A piece of a program, with whatever it is made of in fields of its own. */
export interface Node {
  readonly kind: number;
  readonly range: { readonly start: number; readonly end: number; readonly source: Source };
}

export interface Source extends Node {
  readonly normalizedPath: string;
  readonly text: string;
  readonly isLibrary: boolean;
  readonly statements: readonly Node[];
  lineAt(position: number): number;
}

interface Compiler {
  main(
    args: readonly string[],
    host: {
      readonly readFile: (path: string) => string | null;
      readonly writeFile: (path: string, content: Uint8Array) => void;
      readonly listFiles: () => readonly string[];
      readonly transforms: readonly { afterParse(parser: { readonly sources: readonly Source[] }): void }[];
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

/** Names by number, and numbers by name. */
type Names = Readonly<Record<number, string>>;

interface Syntax {
  readonly Node: abstract new () => Node;
  readonly NodeKind: Names;
  readonly LiteralKind: Names;
  readonly Token: Names;
  readonly CommonFlags: { readonly Const: number };
}

export const { main: asc } = (await import(COMPILER)) as Compiler;
export const { Node, NodeKind, LiteralKind, Token, CommonFlags } = (await import(SYNTAX)) as Syntax;
