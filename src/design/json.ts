import { printParseErrorCode, visit } from 'jsonc-parser';
import { BadDesign, type Problem } from './bad-design.ts';

/** Deeper than any design, and no danger to the stack: jsonc-parser calls itself for each level. */
const MAX_DEPTH = 16;

/** The errors of jsonc-parser, as what was found in place of JSON. */
const ERRORS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'an unknown word or sign',
  PropertyNameExpected: 'a missing key',
  ValueExpected: 'a missing value',
  ColonExpected: 'a missing colon',
  CommaExpected: 'a missing comma',
  CloseBraceExpected: 'a missing "}"',
  CloseBracketExpected: 'a missing "]"',
  EndOfFileExpected: 'more after its end',
  InvalidCommentToken: 'a comment',
  UnexpectedEndOfString: 'a string without its end',
  UnexpectedEndOfNumber: 'a number without its end',
  InvalidUnicode: 'an unfinished \\u',
  InvalidEscapeCharacter: 'an unknown escape',
  InvalidCharacter: 'a character that must be escaped',
};

/** Reads strict JSON in which no key stands twice. Throws `BadDesign` for the first that is wrong, with its place. */
export function readJson(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  const keys = new Set<string>();
  const refuse = (problem: Problem, line: number, column: number) => {
    const found = `${problem.found} at line ${line + 1}, column ${column + 1}`;
    throw new BadDesign(file, { ...problem, found });
  };
  const limitDepth = (
    _offset: number,
    _length: number,
    line: number,
    column: number,
    path: () => unknown[],
  ) => {
    if (path().length < MAX_DEPTH) return;
    refuse({ path: [], expected: `at most ${MAX_DEPTH} levels`, found: 'one more' }, line, column);
  };
  visit(
    json,
    {
      onObjectBegin: limitDepth,
      onArrayBegin: limitDepth,
      onObjectProperty(key, _offset, _length, line, column, parent) {
        const path = [...parent(), key];
        const id = JSON.stringify(path);
        if (keys.has(id)) refuse({ path, expected: 'this key once', found: 'it again' }, line, column);
        keys.add(id);
      },
      onError(code, _offset, _length, line, column) {
        const name = printParseErrorCode(code);
        refuse({ path: [], expected: 'JSON', found: ERRORS[name] ?? name }, line, column);
      },
    },
    { disallowComments: true },
  );
  // `parse` of jsonc-parser would lose a key `__proto__`.
  return JSON.parse(json);
}
