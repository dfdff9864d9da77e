/** Expressions of XMILE: the grammar is that of Fissure's own language but for what `plain-text.ts` puts into it. */
import type { Problems } from '../../diagnostics/problems.ts';
import { madeFrom } from '../../diagnostics/source-text.ts';
import type { Expr, Subscript as OwnSubscript } from '../../equations/ast.ts';
import { parseExpression } from '../../equations/parse.ts';
import type { ForeignExpr, Span, Subscript } from '../foreign-expression.ts';
import { computedIndex, nameAsWritten, plainText, positionOf, SAFE_DIVISION } from './plain-text.ts';

/** Subscripts within subscripts within subscripts: deeper than any person writes. */
const DEEPEST = 10;

export function parseXmile(text: string, file: string, place: Span, problems: Problems, depth = 0): ForeignExpr {
  const plain = plainText(text);
  if (depth > DEEPEST) {
    problems.add('exchange/syntax', { reason: 'subscripts stand within one another too deep' }, { file, ...place });
    return { kind: 'error', span: place };
  }
  const computed = plain.computed.map((one) => parseXmile(one, file, place, problems, depth + 1));
  return convert(parseExpression(madeFrom(plain.text, file, place), problems), { span: place, computed });
}

interface Context {
  readonly span: Span;
  readonly computed: readonly ForeignExpr[];
}

function convert(expr: Expr, context: Context): ForeignExpr {
  const { span } = context;
  switch (expr.kind) {
    case 'number':
      return { kind: 'number', value: expr.value, span };
    case 'name':
      return { kind: 'ref', name: nameAsWritten(expr.name), subscripts: undefined, span };
    case 'subscripted':
      return {
        kind: 'ref',
        name: nameAsWritten(expr.name),
        subscripts: expr.subscripts.map((one) => subscript(one, context)),
        span,
      };
    case 'call':
      return {
        kind: 'call',
        name: nameAsWritten(expr.name),
        subscripts: undefined,
        args: expr.args.map((arg) => convert(arg, context)),
        span,
      };
    case 'unary':
      return { kind: 'unary', operator: expr.operator, operand: convert(expr.operand, context), span };
    case 'binary':
      if (expr.operator === '/' && expr.left.kind === 'binary' && isSafeMark(expr.left.right))
        return safeDivision(convert(expr.left.left, context), convert(expr.right, context), span);
      return {
        kind: 'binary',
        operator: expr.operator,
        left: convert(expr.left, context),
        right: convert(expr.right, context),
        span,
      };
    case 'if':
      return {
        kind: 'if',
        condition: convert(expr.condition, context),
        consequent: convert(expr.consequent, context),
        alternative: convert(expr.alternative, context),
        span,
      };
    case 'transpose':
      return { kind: 'transpose', operand: convert(expr.operand, context), span };
    case 'date':
    case 'error':
      return { kind: 'error', span };
  }
}

function isSafeMark(expr: Expr): boolean {
  return expr.kind === 'name' && expr.name === SAFE_DIVISION;
}

function safeDivision(left: ForeignExpr, right: ForeignExpr, span: Span): ForeignExpr {
  return { kind: 'call', name: 'SAFEDIV', subscripts: undefined, args: [left, right], span };
}

function subscript(one: OwnSubscript, { span, computed }: Context): Subscript {
  switch (one.kind) {
    case 'name':
      return namedSubscript(one.name, span, computed);
    case 'position':
      return { kind: 'name', name: String(one.index), each: false, span };
    case 'all':
      return { kind: 'all', of: one.of, span };
    case 'range':
      return { kind: 'range', from: one.from, to: one.to, span };
  }
}

function namedSubscript(name: string, span: Span, computed: readonly ForeignExpr[]): Subscript {
  const position = positionOf(name);
  if (position !== undefined) return { kind: 'at', position, span };
  const value = computed[computedIndex(name) ?? -1];
  return value === undefined
    ? { kind: 'name', name: nameAsWritten(name), each: false, span }
    : { kind: 'computed', value, span };
}
