/**
 * The derivatives of a plan's expressions, by walking each tree once from its root down (reverse mode): what a small
 * change of every slot it reads does to its value. Branches not taken, steps and comparisons have derivative 0; at a
 * kink (MIN, MAX, ABS, a point of a lookup) the side that gives the value counts.
 */
import { priceSlopes } from '../../base/clearing-price.ts';
import { type EvaluationContext, evaluateExpression } from '../../engine/evaluate-expression.ts';
import { applyUnary, isTrue } from '../../engine/functions.ts';
import { findSegment, SEGMENT, searchedArgument } from '../../engine/lookup.ts';
import type { PlanExpr } from '../../model/plan.ts';

/** Called with a slot and its part of the derivative; several times for a slot that stands in several places. */
export type AddPartial = (slot: number, partial: number) => void;

export function gradient(expr: PlanExpr, context: EvaluationContext, scale: number, add: AddPartial): void {
  if (scale === 0) return;
  const at = (inner: PlanExpr) => evaluateExpression(inner, context);
  switch (expr.op) {
    case 'const':
    case 'time':
      return;
    case 'slot':
      add(expr.slot, scale);
      return;
    case 'unary': {
      gradient(expr.a, context, chained(scale, unarySlope(expr.fn, at(expr.a))), add);
      return;
    }
    case 'binary': {
      const [toA, toB] = binarySlopes(expr.fn, at(expr.a), at(expr.b));
      gradient(expr.a, context, chained(scale, toA), add);
      gradient(expr.b, context, chained(scale, toB), add);
      return;
    }
    case 'fold':
      foldGradient(expr, context, scale, add);
      return;
    case 'if':
      gradient(isTrue(at(expr.condition)) ? expr.consequent : expr.alternative, context, scale, add);
      return;
    case 'choose': {
      const option = expr.options[context.row[expr.slot]!];
      if (option !== undefined) gradient(option, context, scale, add);
      return;
    }
    case 'lookup': {
      const table = context.lookups[expr.lookup]!;
      const x = searchedArgument(table, at(expr.x));
      const slope = table.between === 'step' ? 0 : table.segments[findSegment(table, x) + SEGMENT.SLOPE]!;
      gradient(expr.x, context, chained(scale, slope), add);
      return;
    }
    case 'signal': {
      // A signal is proportional to its first argument; its times are not something that changes within a run.
      const size = at(expr.args[0]!);
      if (size !== 0) gradient(expr.args[0]!, context, (scale * at(expr)) / size, add);
      return;
    }
    case 'price': {
      const slopes = priceSlopes(expr.args.map(at), at(expr));
      expr.args.forEach((arg, i) => {
        gradient(arg, context, chained(scale, slopes[i]!), add);
      });
    }
  }
}

/** The chain rule, where what does not move stays still under an infinite slope too: the square root of a comparison. */
function chained(scale: number, slope: number): number {
  return slope === 0 ? 0 : scale * slope;
}

type Fold = PlanExpr & { readonly op: 'fold' };

function foldGradient({ fn, terms }: Fold, context: EvaluationContext, scale: number, add: AddPartial): void {
  if (fn === 'add') {
    for (const term of terms) gradient(term, context, scale, add);
    return;
  }
  const values = terms.map((term) => evaluateExpression(term, context));
  if (fn === 'mul') {
    terms.forEach((term, i) => {
      const others = values.reduce((product, value, j) => (j === i ? product : product * value), 1);
      gradient(term, context, chained(scale, others), add);
    });
    return;
  }
  const chosen = values.indexOf(fn === 'min' ? Math.min(...values) : Math.max(...values));
  if (chosen >= 0) gradient(terms[chosen]!, context, scale, add);
}

function unarySlope(fn: (PlanExpr & { op: 'unary' })['fn'], a: number): number {
  switch (fn) {
    case 'neg':
      return -1;
    case 'abs':
      return a < 0 ? -1 : 1;
    case 'sqrt':
      return 0.5 / Math.sqrt(a);
    case 'exp':
      return applyUnary('exp', a);
    case 'ln':
      return 1 / a;
    case 'log10':
      return Math.LOG10E / a;
    case 'sin':
      return applyUnary('cos', a);
    case 'cos':
      return -applyUnary('sin', a);
    case 'tan':
      return 1 + applyUnary('tan', a) ** 2;
    case 'arcsin':
      return 1 / Math.sqrt(1 - a * a);
    case 'arccos':
      return -1 / Math.sqrt(1 - a * a);
    case 'arctan':
      return 1 / (1 + a * a);
    case 'not':
    case 'int':
      return 0;
  }
}

function binarySlopes(fn: (PlanExpr & { op: 'binary' })['fn'], a: number, b: number): readonly [number, number] {
  switch (fn) {
    case 'add':
      return [1, 1];
    case 'sub':
      return [1, -1];
    case 'mul':
      return [b, a];
    case 'div':
      return [1 / b, -a / (b * b)];
    case 'pow':
      return powerSlopes(a, b);
    case 'mod':
      return [1, -Math.floor(a / b)];
    case 'min':
      return a <= b ? [1, 0] : [0, 1];
    case 'max':
      return a >= b ? [1, 0] : [0, 1];
    default:
      return [0, 0];
  }
}

function powerSlopes(a: number, b: number): readonly [number, number] {
  const toBase = b === 0 ? 0 : b * a ** (b - 1);
  const toExponent = a > 0 ? a ** b * Math.log(a) : 0;
  return [toBase, toExponent];
}
