/** What stands after the name of a variable of Vensim: an equation, data, a lookup, or text. */
import { childrenOf, type ForeignExpr } from '../foreign-expression.ts';
import type { Definition, ForeignName, Interpolation } from '../foreign-model.ts';
import { type Cursor, parseExpression, parsePoints, signedNumber } from './parse-expression.ts';

const INTERPOLATIONS: Readonly<Record<string, Interpolation>> = {
  ':INTERPOLATE:': 'interpolate',
  ':LOOK FORWARD:': 'look forward',
  ':HOLD BACKWARD:': 'hold backward',
  ':RAW:': 'raw',
};

/** Entries by which Vensim tests a model; they compute nothing. */
const TESTS: ReadonlySet<string> = new Set([':THE CONDITION:', ':TEST INPUT:', ':IMPLIES:', ':CONDITION:']);

export function isTest(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token.kind === 'symbol' && TESTS.has(token.symbol);
}

export type RightSide = Pick<Definition, 'value' | 'interpolation' | 'isData'>;

/** `lacksEquals`: in XMILE an equation begins after its sign, unless it is one of data. */
export function parseRightSide(cursor: Cursor, { lacksEquals = false } = {}): RightSide {
  const keyword = cursor.peek();
  const interpolation = keyword.kind === 'symbol' ? INTERPOLATIONS[keyword.symbol] : undefined;
  if (interpolation !== undefined) cursor.next();
  return { interpolation, ...parseValue(cursor, lacksEquals) };
}

function parseValue(cursor: Cursor, lacksEquals: boolean): Pick<Definition, 'value' | 'isData'> {
  if (cursor.peek().kind === 'end') return { value: undefined, isData: true };
  if (cursor.isAt('(') && !lacksEquals) return { value: parseLookup(cursor), isData: false };
  const isData = cursor.isAt(':=');
  if (cursor.takes(':IS:')) return { value: parseText(cursor), isData: false };
  if (isData || cursor.isAt('==') || cursor.isAt('=')) {
    cursor.next();
    // `name == value` may stand as `= =`.
    if (cursor.isAt('=')) cursor.next();
  } else if (!lacksEquals) return cursor.fail('`=` was expected after the name of the variable');
  const value = parseList(cursor);
  if (cursor.peek().kind !== 'end') cursor.fail('the equation should end here');
  return { value, isData };
}

/** `name( [range], points )`, or a call that reads points from a sheet. */
function parseLookup(cursor: Cursor): ForeignExpr {
  const points = parsePoints(cursor) ?? parseOldPoints(cursor);
  if (points !== undefined) return points;
  cursor.expect('(');
  const value = parseExpression(cursor);
  cursor.expect(')');
  return value;
}

/** One value, or the elements of an array: `1,2,3` and `1,2;3,4;`. */
function parseList(cursor: Cursor): ForeignExpr {
  const first = parseExpression(cursor);
  if (!cursor.isAt(',') && !cursor.isAt(';')) return first;
  const items = [first];
  while (cursor.takes(',') || cursor.takes(';')) {
    if (cursor.peek().kind === 'end') break;
    items.push(parseExpression(cursor));
  }
  return { kind: 'list', items, span: { start: first.span.start, end: cursor.lastEnd } };
}

/** `name :IS: 'text'`: what other equations take for the name of a file or a cell. */
function parseText(cursor: Cursor): ForeignExpr {
  const token = cursor.next();
  if (token.kind !== 'string') return cursor.fail('text between apostrophes was expected', token.span);
  return { kind: 'string', text: token.text, span: token.span };
}

/** Lookups of old models: `name(x1, x2, ..., y1, y2, ...)`. */
function parseOldPoints(cursor: Cursor): ForeignExpr | undefined {
  const mark = cursor.mark();
  const start = cursor.peek().span.start;
  cursor.expect('(');
  const isNumber = cursor.peek().kind === 'number' || cursor.isAt('-');
  if (!isNumber) {
    cursor.reset(mark);
    return undefined;
  }
  const values: number[] = [];
  do values.push(signedNumber(cursor));
  while (cursor.takes(','));
  cursor.expect(')');
  const span = { start, end: cursor.lastEnd };
  const half = values.length / 2;
  if (!Number.isInteger(half)) cursor.fail('a lookup has as many x as y', span);
  const points = values.slice(0, half).map((x, i) => [x, values[half + i]!] as const);
  return { kind: 'points', lookup: { points, kind: 'continuous' }, span };
}

interface TakenOutput {
  readonly name: ForeignName;
  readonly definition: Omit<Definition, 'span'>;
}

/** Variables that take further outputs of the macros called in an expression. */
export function furtherOutputs(expr: ForeignExpr): readonly TakenOutput[] {
  const inner = childrenOf(expr).flatMap(furtherOutputs);
  if (expr.kind !== 'call' || expr.outputs === undefined) return inner;
  const { outputs, ...call } = expr;
  const own = outputs.map(({ name, subscripts, span }, output): TakenOutput => {
    const none = { except: [], lookup: undefined, interpolation: undefined, isData: false };
    return { name: { text: name, span }, definition: { ...none, subscripts, value: { ...call, output } } };
  });
  return [...own, ...inner];
}
