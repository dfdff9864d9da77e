/** Expressions of XMILE: the grammar is that of Fissure's own language; only references into modules have a dot. */
import type { Problems } from '../../diagnostics/problems.ts';
import { madeFrom } from '../../diagnostics/source-text.ts';
import type { Expr, Subscript as OwnSubscript } from '../../equations/ast.ts';
import { parseExpression } from '../../equations/parse.ts';
import type { ForeignExpr, Span, Subscript } from '../foreign-expression.ts';

/** Stands for the dot of `module.variable`, which names of our language cannot have. */
export const MODULE_MARK = '$';

export function parseXmile(text: string, file: string, place: Span, problems: Problems): ForeignExpr {
  const plain = text.replace(/(?<=[\p{L}_])\.(?=\p{L})/gu, MODULE_MARK);
  return convert(parseExpression(madeFrom(plain, file, place), problems), place);
}

function convert(expr: Expr, span: Span): ForeignExpr {
  switch (expr.kind) {
    case 'number':
      return { kind: 'number', value: expr.value, span };
    case 'name':
      return { kind: 'ref', name: expr.name, subscripts: undefined, span };
    case 'subscripted':
      return { kind: 'ref', name: expr.name, subscripts: expr.subscripts.map((one) => subscript(one, span)), span };
    case 'call':
      return {
        kind: 'call',
        name: expr.name,
        subscripts: undefined,
        args: expr.args.map((arg) => convert(arg, span)),
        span,
      };
    case 'unary':
      return { kind: 'unary', operator: expr.operator, operand: convert(expr.operand, span), span };
    case 'binary':
      return {
        kind: 'binary',
        operator: expr.operator,
        left: convert(expr.left, span),
        right: convert(expr.right, span),
        span,
      };
    case 'if':
      return {
        kind: 'if',
        condition: convert(expr.condition, span),
        consequent: convert(expr.consequent, span),
        alternative: convert(expr.alternative, span),
        span,
      };
    case 'transpose':
      return { kind: 'transpose', operand: convert(expr.operand, span), span };
    case 'date':
    case 'error':
      return { kind: 'error', span };
  }
}

function subscript(one: OwnSubscript, span: Span): Subscript {
  switch (one.kind) {
    case 'name':
      return { kind: 'name', name: one.name, each: false, span };
    case 'position':
      return { kind: 'name', name: String(one.index), each: false, span };
    case 'all':
      return { kind: 'all', of: one.of, span };
    case 'range':
      return { kind: 'range', from: one.from, to: one.to, span };
  }
}
