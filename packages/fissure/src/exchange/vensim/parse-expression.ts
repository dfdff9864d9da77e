/**
 * Expressions of Vensim. From loose to tight: :OR:, :AND:, :NOT:, comparisons, sums, products, signs, powers.
 * `-2^2` is -4 and `2^-1` is a half; powers group from the right.
 */
import { MAX_HEIGHT } from '../../equations/parse.ts';
import {
  childrenOf,
  DEEPEST,
  type ForeignExpr,
  type ForeignOperator,
  type LookupPoints,
  type OutputTaker,
  type Span,
  type Subscript,
} from '../foreign-expression.ts';
import type { TokenCursor } from '../token-parser.ts';
import type { Token } from './tokens.ts';

export type Cursor = TokenCursor<Token>;

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '<>']);

/** What Vensim computes with in place of a missing number: -2^109. */
export const MISSING = -(2 ** 109);

export function parseExpression(cursor: Cursor, depth = 0): ForeignExpr {
  return parseOr(cursor, depth);
}

function parseOr(cursor: Cursor, depth: number): ForeignExpr {
  if (depth > DEEPEST) cursor.fail(`brackets are nested more than ${DEEPEST} deep`);
  let left = parseAnd(cursor, depth);
  while (cursor.takes(':OR:')) left = join(cursor, 'or', left, parseAnd(cursor, depth));
  return left;
}

function parseAnd(cursor: Cursor, depth: number): ForeignExpr {
  let left = parseNot(cursor, depth);
  while (cursor.takes(':AND:')) left = join(cursor, 'and', left, parseNot(cursor, depth));
  return left;
}

function parseNot(cursor: Cursor, depth: number): ForeignExpr {
  if (depth > DEEPEST) cursor.fail(`:NOT: is repeated more than ${DEEPEST} times`);
  const { start } = cursor.peek().span;
  if (!cursor.takes(':NOT:')) return parseComparison(cursor, depth);
  const operand = parseNot(cursor, depth + 1);
  return made(cursor, { kind: 'unary', operator: 'not', operand, span: { start, end: operand.span.end } });
}

function parseComparison(cursor: Cursor, depth: number): ForeignExpr {
  let left = parseSum(cursor, depth);
  for (;;) {
    const token = cursor.peek();
    if (token.kind !== 'symbol' || !COMPARISONS.has(token.symbol)) return left;
    cursor.next();
    left = join(cursor, token.symbol as ForeignOperator, left, parseSum(cursor, depth));
  }
}

function parseSum(cursor: Cursor, depth: number): ForeignExpr {
  let left = parseProduct(cursor, depth);
  for (;;) {
    if (cursor.takes('+')) left = join(cursor, '+', left, parseProduct(cursor, depth));
    else if (cursor.takes('-')) left = join(cursor, '-', left, parseProduct(cursor, depth));
    else return left;
  }
}

function parseProduct(cursor: Cursor, depth: number): ForeignExpr {
  let left = parseSign(cursor, depth);
  for (;;) {
    if (cursor.takes('*')) left = join(cursor, '*', left, parseSign(cursor, depth));
    else if (cursor.takes('/')) left = join(cursor, '/', left, parseSign(cursor, depth));
    else return left;
  }
}

function parseSign(cursor: Cursor, depth: number): ForeignExpr {
  if (depth > DEEPEST) cursor.fail(`signs are repeated more than ${DEEPEST} times`);
  const { start } = cursor.peek().span;
  const operator = cursor.takes('-') ? '-' : cursor.takes('+') ? '+' : cursor.takes(':NOT:') ? 'not' : undefined;
  if (operator === undefined) return parsePower(cursor, depth);
  const operand = parseSign(cursor, depth + 1);
  return made(cursor, { kind: 'unary', operator, operand, span: { start, end: operand.span.end } });
}

function parsePower(cursor: Cursor, depth: number): ForeignExpr {
  const base = parseAtom(cursor, depth);
  if (!cursor.takes('^')) return base;
  return join(cursor, '^', base, parseSign(cursor, depth + 1));
}

function parseAtom(cursor: Cursor, depth: number): ForeignExpr {
  const token = cursor.peek();
  switch (token.kind) {
    case 'number':
      cursor.next();
      return { kind: 'number', value: token.value, span: token.span };
    case 'string':
      cursor.next();
      return { kind: 'string', text: token.text, span: token.span };
    case 'name':
      return parseNamed(cursor, depth);
    case 'symbol':
      break;
    case 'unknown':
      return cursor.fail(`\`${token.text}\` has no meaning here`);
    case 'end':
      return cursor.fail('a value is missing');
  }
  if (token.symbol === ':NA:') {
    cursor.next();
    return { kind: 'number', value: MISSING, span: token.span };
  }
  if (token.symbol !== '(') return cursor.fail(`a value was expected, not \`${token.symbol}\``);
  const lookup = parsePoints(cursor);
  if (lookup !== undefined) return lookup;
  cursor.next();
  const inner = parseOr(cursor, depth + 1);
  cursor.expect(')');
  return inner;
}

function parseNamed(cursor: Cursor, depth: number): ForeignExpr {
  const token = cursor.next() as Token & { kind: 'name' };
  const subscripts = cursor.isAt('[') ? parseSubscripts(cursor) : undefined;
  if (!cursor.isAt('(')) {
    return { kind: 'ref', name: token.name, subscripts, span: { start: token.span.start, end: cursor.lastEnd } };
  }
  const isTable = /^tabbed[\s_]+array$/i.test(token.name);
  const items = isTable ? parseTable(cursor) : undefined;
  if (items !== undefined) return { kind: 'list', items, span: { start: token.span.start, end: cursor.lastEnd } };
  cursor.next();
  const args: ForeignExpr[] = [];
  while (!cursor.isAt(')') && !cursor.isAt(':')) {
    args.push(parseOr(cursor, depth + 1));
    if (!cursor.takes(',')) break;
  }
  const outputs = cursor.takes(':') ? parseOutputs(cursor) : [];
  cursor.expect(')');
  const span = { start: token.span.start, end: cursor.lastEnd };
  const more = outputs.length > 0 ? { outputs } : {};
  return made(cursor, { kind: 'call', name: token.name, subscripts, args, ...more, span });
}

function parseOutputs(cursor: Cursor): OutputTaker[] {
  const outputs: OutputTaker[] = [];
  do {
    const token = cursor.next();
    if (token.kind !== 'name') return cursor.fail('the name of a variable was expected', token.span);
    const subscripts = cursor.isAt('[') ? parseSubscripts(cursor) : [];
    outputs.push({ name: token.name, subscripts, span: token.span });
  } while (cursor.takes(','));
  return outputs;
}

/** `TABBED ARRAY(1 2 3 ...)`: numbers with blanks between them. */
function parseTable(cursor: Cursor): ForeignExpr[] {
  cursor.expect('(');
  const items: ForeignExpr[] = [];
  while (!cursor.isAt(')')) {
    const { start } = cursor.peek().span;
    const sign = cursor.takes('-') ? -1 : 1;
    const token = cursor.peek();
    if (token.kind !== 'number') return cursor.fail('a number was expected in TABBED ARRAY');
    cursor.next();
    items.push({ kind: 'number', value: sign * token.value, span: { start, end: token.span.end } });
  }
  cursor.expect(')');
  return items;
}

export function parseSubscripts(cursor: Cursor): Subscript[] {
  cursor.expect('[');
  const subscripts: Subscript[] = [];
  while (!cursor.isAt(']')) {
    const token = cursor.next();
    if (token.kind !== 'name' && token.kind !== 'number') return cursor.fail('a subscript was expected', token.span);
    const name = token.kind === 'name' ? token.name : String(token.value);
    const each = cursor.takes('!');
    subscripts.push({ kind: 'name', name, each, span: { start: token.span.start, end: cursor.lastEnd } });
    if (!cursor.takes(',')) break;
  }
  cursor.expect(']');
  return subscripts;
}

/** `([(0,0)-(10,10)],(0,1),(10,2))`, `((0,1),(10,2))`; undefined where the bracket is an ordinary one. */
export function parsePoints(cursor: Cursor): ForeignExpr | undefined {
  const start = cursor.peek().span.start;
  const isRange = cursor.isAt('[', 1);
  const isPairs = cursor.isAt('(', 1) && isPairAhead(cursor, 1);
  if (!isRange && !isPairs) return undefined;
  cursor.expect('(');
  if (cursor.isAt('[')) {
    skipRange(cursor);
    if (!cursor.isAt(')')) cursor.expect(',');
  }
  const points: (readonly [number, number])[] = [];
  while (cursor.isAt('(')) {
    cursor.next();
    const x = signedNumber(cursor);
    cursor.expect(',');
    const y = signedNumber(cursor);
    cursor.expect(')');
    points.push([x, y]);
    if (!cursor.takes(',')) break;
  }
  cursor.expect(')');
  const span: Span = { start, end: cursor.lastEnd };
  if (points.length === 0) return cursor.fail('this lookup has no points', span);
  const lookup: LookupPoints = { points, kind: 'continuous' };
  return { kind: 'points', lookup, span };
}

/** `(number , number ) ,` or `(number, number))` with signs. */
function isPairAhead(cursor: Cursor, from: number): boolean {
  let at = from + 1;
  if (cursor.isAt('-', at) || cursor.isAt('+', at)) at += 1;
  if (cursor.peek(at).kind !== 'number' || !cursor.isAt(',', at + 1)) return false;
  at += 2;
  if (cursor.isAt('-', at) || cursor.isAt('+', at)) at += 1;
  return cursor.peek(at).kind === 'number' && cursor.isAt(')', at + 1);
}

/** `[(0,0)-(10,10),(1,2),...]`: what Vensim's editor shows; no part of the meaning. */
function skipRange(cursor: Cursor): void {
  cursor.expect('[');
  let depth = 1;
  while (depth > 0) {
    const token = cursor.next();
    if (token.kind === 'end') cursor.fail('`]` is missing');
    if (token.kind === 'symbol' && token.symbol === '[') depth += 1;
    if (token.kind === 'symbol' && token.symbol === ']') depth -= 1;
  }
}

export function signedNumber(cursor: Cursor): number {
  const isNegative = cursor.takes('-');
  if (!isNegative) cursor.takes('+');
  const token = cursor.next();
  if (token.kind !== 'number') return cursor.fail('a number was expected', token.span);
  return isNegative ? -token.value : token.value;
}

function join(cursor: Cursor, operator: ForeignOperator, left: ForeignExpr, right: ForeignExpr): ForeignExpr {
  const span = { start: left.span.start, end: right.span.end };
  return made(cursor, { kind: 'binary', operator, left, right, span });
}

/** Of trees higher than 1; `a + b + c` has height 3. */
const HEIGHTS = new WeakMap<ForeignExpr, number>();

/** Every node with children passes here: later stages recurse. */
function made(cursor: Cursor, expr: ForeignExpr): ForeignExpr {
  let height = 1;
  for (const child of childrenOf(expr)) height = Math.max(height, 1 + (HEIGHTS.get(child) ?? 1));
  if (height > MAX_HEIGHT) return cursor.fail(`there are more than ${MAX_HEIGHT} operators in a row`, expr.span);
  HEIGHTS.set(expr, height);
  return expr;
}
