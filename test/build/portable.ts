import { CommonFlags, LiteralKind, Node, NodeKind, type Source, Token } from './assemblyscript.ts';

/*
 * What a file may be made of that JavaScript and WebAssembly are to run alike. AssemblyScript compiles more than that:
 * division, for one, is another there, and arrays lie where the core has its own data.
 */

const allowed = new Set(
  [
    ['Import', 'ImportDeclaration', 'Export', 'ExportMember'],
    ['FunctionDeclaration', 'FunctionType', 'Parameter', 'NamedType', 'TypeName'],
    ['Variable', 'VariableDeclaration', 'Block', 'Expression', 'Empty'],
    ['If', 'For', 'While', 'Do', 'Switch', 'SwitchCase', 'Break', 'Continue', 'Return'],
    ['Identifier', 'Literal', 'True', 'False', 'Parenthesized', 'Call', 'Ternary', 'Comma'],
    ['Binary', 'UnaryPrefix', 'UnaryPostfix'],
  ].flat(),
);
const types = ['i32', 'boolean', 'void'];
const unlike = ['Slash', 'Slash_Equals', 'Asterisk_Asterisk', 'Asterisk_Asterisk_Equals'];
const MOST = 2 ** 31 - 1;

/** A node with its fields, of which each kind has some. */
type Piece = Node & Readonly<Record<string, unknown>>;

/** What is not portable in a file, each with its place. */
export function complaintsOf(source: Source): string[] {
  return source.statements.flatMap((statement) => [
    ...complaints(statement as Piece, atTop(statement as Piece)),
    ...partsOf(statement as Piece).flatMap(below),
  ]);
}

function below(piece: Piece): string[] {
  const nested = nameOf(piece) === 'FunctionDeclaration' ? 'a function within another' : undefined;
  return [...complaints(piece, nested), ...partsOf(piece).flatMap(below)];
}

function complaints(piece: Piece, ofItsPlace: string | undefined): string[] {
  const what = ofItsPlace ?? troubleWith(piece);
  const { source, start } = piece.range;
  return what === undefined
    ? []
    : [`${source.normalizedPath}:${source.lineAt(start)}: ${what} is not portable`];
}

function atTop(statement: Piece): string | undefined {
  const kind = nameOf(statement);
  if (['Import', 'Export', 'FunctionDeclaration', 'Empty'].includes(kind)) return undefined;
  const declarations = (statement['declarations'] ?? []) as readonly { readonly flags: number }[];
  const areConstant = declarations.every(({ flags }) => (flags & CommonFlags.Const) !== 0);
  return kind === 'Variable' && areConstant ? undefined : `${kind} outside of functions`;
}

function troubleWith(piece: Piece): string | undefined {
  const kind = nameOf(piece);
  if (!allowed.has(kind)) return kind;
  switch (kind) {
    case 'VariableDeclaration':
      return typeTrouble(piece['type'] as Piece | null);
    case 'FunctionDeclaration':
      return piece['body'] === null ? 'a function without a body' : undefined;
    case 'Parameter':
      return piece['initializer'] === null ? typeTrouble(piece['type'] as Piece) : 'a default argument';
    case 'FunctionType':
      return typeTrouble(piece['returnType'] as Piece);
    case 'Call':
      return nameOf(piece['expression'] as Piece) === 'Identifier'
        ? undefined
        : 'a call of no named function';
    case 'Binary':
      return unlike.includes(Token[piece['operator'] as number]!)
        ? `the operator in "${textOf(piece)}"`
        : undefined;
    case 'Literal':
      return literalTrouble(piece);
    default:
      return undefined;
  }
}

function typeTrouble(type: Piece | null): string | undefined {
  const text = type === null ? '' : textOf(type);
  if (types.includes(text)) return undefined;
  return text === '' ? 'a type that is not written out' : `the type "${text}"`;
}

function literalTrouble(literal: Piece): string | undefined {
  const text = textOf(literal);
  if (LiteralKind[literal['literalKind'] as number] !== 'Integer') return text;
  const isLowest = Number(text) === MOST + 1 && literal.range.source.text[literal.range.start - 1] === '-';
  return Number(text) <= MOST || isLowest ? undefined : `the number ${text}`;
}

/** What a node is made of; not the paths of modules, which are no strings of the program. */
function partsOf(piece: Piece): Piece[] {
  const fields = Object.entries(piece).filter(([name]) => name !== 'path');
  return fields.flatMap(([, value]) => value).filter((value) => value instanceof Node) as Piece[];
}

function nameOf(piece: Piece): string {
  return NodeKind[piece.kind]!;
}

function textOf({ range }: Piece): string {
  return range.source.text.slice(range.start, range.end);
}
