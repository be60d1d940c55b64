import {
  type BinaryExpression,
  type Expression,
  type Node,
  type StringLiteral,
  SyntaxKind,
} from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { type Checker, type Type, TypeFlags, type UnionType } from 'typescript/unstable/sync';

/* The operators of mutation: what may stand where a node of the source stands. */

/** One node replaced by another text. */
export interface Rewrite {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>>': ['<<'],
  '+=': ['-='],
  '-=': ['+='],
  '&&=': ['||='],
  '||=': ['&&='],
};

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  findIndex: 'findLastIndex',
  find: 'findLast',
};

/** Every rewrite of one node, its children apart. */
export function rewritesOf(node: Node, text: string, checker: Checker): Rewrite[] {
  const replaced = (part: Node, to: string): Rewrite => ({ start: part.getStart(), end: part.end, to });
  const source = (part: Node) => text.slice(part.getStart(), part.end);
  if (is.isBinaryExpression(node)) {
    const operator = node.operatorToken;
    if (joinsText(node)) return [];
    return (OPERATORS[source(operator)] ?? []).map((to) => replaced(operator, to));
  }
  if (is.isPrefixUnaryExpression(node) || is.isPostfixUnaryExpression(node)) {
    if (source(node).startsWith('!')) return [replaced(node, source(node.operand))];
    if (source(node).includes('++')) return [replaced(node, source(node).replace('++', '--'))];
    return source(node).includes('--') ? [replaced(node, source(node).replace('--', '++'))] : [];
  }
  if (is.isNumericLiteral(node)) {
    const value = Number(node.text);
    return [value + 1, ...(value > 0 ? [value - 1] : [])].map((to) => replaced(node, `${to}`));
  }
  if (node.kind === SyntaxKind.TrueKeyword) return [replaced(node, 'false')];
  if (node.kind === SyntaxKind.FalseKeyword) return [replaced(node, 'true')];
  if (is.isStringLiteral(node)) return siblingOf(node, checker).map((to) => replaced(node, `'${to}'`));
  if (is.isIfStatement(node)) {
    const negated = replaced(node.expression, `!(${source(node.expression)})`);
    return node.elseStatement === undefined ? [negated, replaced(node, ';')] : [negated];
  }
  if (is.isConditionalExpression(node)) return [replaced(node.condition, `!(${source(node.condition)})`)];
  if (is.isWhileStatement(node)) {
    return [{ start: node.getStart(), end: node.getStart() + 'while'.length, to: 'if' }];
  }
  if (is.isExpressionStatement(node)) return [replaced(node, ';')];
  if (is.isPropertyAccessExpression(node)) {
    const to = METHODS[source(node.name)];
    return to === undefined || !is.isCallExpression(node.parent) ? [] : [replaced(node.name, to)];
  }
  return [];
}

/** What no rewrite looks into: types, imports, what a property says of itself, and the words of errors. */
export function isLeftAlone(node: Node): boolean {
  return (
    is.isTypeNode(node) ||
    is.isImportDeclaration(node) ||
    is.isExportDeclaration(node) ||
    is.isInterfaceDeclaration(node) ||
    is.isTypeAliasDeclaration(node) ||
    is.isThrowStatement(node)
  );
}

function joinsText({ left, right }: BinaryExpression): boolean {
  return [left, right].some((side) => is.isStringLiteral(side) || is.isTemplateExpression(side));
}

/** The next of the strings that may stand there, where its type is a union of some. */
function siblingOf(node: StringLiteral, checker: Checker): string[] {
  if (is.isPropertyAssignment(node.parent) && node.parent.name === (node as Node)) return [];
  const allowed = stringsIn(typeExpected(node, checker));
  const place = allowed.indexOf(node.text);
  return place < 0 || allowed.length < 2 ? [] : [allowed[(place + 1) % allowed.length]!];
}

function typeExpected(node: StringLiteral, checker: Checker): Type | undefined {
  const { parent } = node;
  if (!is.isBinaryExpression(parent)) return checker.getContextualType(node as Expression);
  return checker.getTypeAtLocation(parent.left === (node as Node) ? parent.right : parent.left);
}

function stringsIn(type: Type | undefined): string[] {
  if (type === undefined || (type.flags & TypeFlags.Union) === 0) return [];
  const members = (type as UnionType).getTypes();
  return members
    .flatMap((member) => ('value' in member && typeof member.value === 'string' ? [member.value] : []))
    .sort();
}
