/**
 * Expression tree to text. Reading the text again gives the same tree, spans aside: `parse(print(tree)) = tree` for
 * every tree that the parser can make. Brackets stand where the tree needs them, and in three more places where
 * their absence would mislead: around an IF that is not the whole of an argument or the last branch, around a
 * comparison inside a comparison, and around a NOT before a comparison or an arithmetic operator.
 */
import type { BinaryOperator, Expr, Subscript } from './ast.ts';
import { isPlainName } from './tokens.ts';

/** How tightly the outermost operator of an expression binds. Operators of one level group from the left. */
const LEVEL = {
  if: 0,
  or: 1,
  and: 2,
  equality: 3,
  order: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  postfix: 9,
} as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

const LEVEL_OF: Readonly<Record<BinaryOperator, Level>> = {
  or: LEVEL.or,
  and: LEVEL.and,
  '=': LEVEL.equality,
  '<>': LEVEL.equality,
  '<': LEVEL.order,
  '<=': LEVEL.order,
  '>': LEVEL.order,
  '>=': LEVEL.order,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '*': LEVEL.product,
  '/': LEVEL.product,
  mod: LEVEL.product,
  '^': LEVEL.power,
};

/** Nodes of kind `error` print as `?`, which no expression contains, so that the text never passes for a right one. */
export function printExpression(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return printNumber(expr.value);
    case 'date':
      return expr.text;
    case 'name':
      return printName(expr.name);
    case 'subscripted':
      return `${printName(expr.name)}[${expr.subscripts.map(printSubscript).join(', ')}]`;
    case 'transpose':
      return `${printWithin(expr.operand, LEVEL.postfix)}'`;
    case 'call':
      return `${printName(expr.name)}(${expr.args.map(printExpression).join(', ')})`;
    case 'unary':
      return `${expr.operator === 'not' ? 'NOT ' : expr.operator}${printWithin(expr.operand, LEVEL.sign)}`;
    case 'binary':
      return printBinary(expr);
    case 'if': {
      const condition = printWithin(expr.condition, LEVEL.or);
      const consequent = printWithin(expr.consequent, LEVEL.or);
      return `IF ${condition} THEN ${consequent} ELSE ${printExpression(expr.alternative)}`;
    }
    case 'error':
      return '?';
  }
}

/** The name as it stands in an expression: in quotation marks where it must be. */
export function printName(name: string): string {
  if (isPlainName(name)) return name;
  return `"${name.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

export function printSubscript(subscript: Subscript): string {
  switch (subscript.kind) {
    case 'name':
      return printName(subscript.name);
    case 'all':
      return subscript.of === undefined ? '*' : `*:${printName(subscript.of)}`;
    case 'range':
      return `${printBound(subscript.from)}:${printBound(subscript.to)}`;
    case 'position':
      return String(subscript.index);
  }
}

function printBound(bound: string): string {
  return /^[1-9]\d*$/.test(bound) ? bound : printName(bound);
}

function printBinary(expr: Extract<Expr, { kind: 'binary' }>): string {
  const { operator, left, right } = expr;
  if (operator === '^') return `${printWithin(left, LEVEL.postfix)}^${printWithin(right, LEVEL.sign)}`;
  const level = LEVEL_OF[operator];
  const compares = level === LEVEL.equality || level === LEVEL.order;
  // A comparison takes sums and tighter on both sides; every other operator its own level on the left.
  const leftText =
    left.kind === 'unary' && left.operator === 'not' && level > LEVEL.and
      ? `(${printExpression(left)})`
      : printWithin(left, compares ? LEVEL.sum : level);
  const rightText = printWithin(right, compares ? LEVEL.sum : ((level + 1) as Level));
  return `${leftText} ${operator.toUpperCase()} ${rightText}`;
}

/** In brackets unless the expression binds at least as tightly as `least`. */
function printWithin(expr: Expr, least: Level): string {
  const text = printExpression(expr);
  return levelOf(expr) >= least ? text : `(${text})`;
}

function levelOf(expr: Expr): Level {
  switch (expr.kind) {
    case 'if':
      return LEVEL.if;
    case 'binary':
      return LEVEL_OF[expr.operator];
    case 'unary':
      return LEVEL.sign;
    case 'number':
      return expr.value < 0 || Object.is(expr.value, -0) ? LEVEL.sign : LEVEL.postfix;
    default:
      return LEVEL.postfix;
  }
}

/** The shortest digits that read back as the same number. The parser makes no negative or infinite number nodes. */
function printNumber(value: number): string {
  if (Number.isNaN(value)) return '(0 / 0)';
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return value > 0 ? 'INF' : '-INF';
}
