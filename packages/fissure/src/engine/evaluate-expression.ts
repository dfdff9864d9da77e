/** Evaluates one expression of a plan against the row of slots: the definition of what expressions mean. */
import { askerCount, clearingPrice } from '../base/clearing-price.ts';
import type { PlanExpr } from '../model/plan.ts';
import { applyBinary, applyUnary, isTrue } from './functions.ts';
import { lookupValue, type PreparedLookup } from './lookup.ts';
import { pulse, ramp, type SignalClock, stepUp } from './signals.ts';

export interface EvaluationContext {
  readonly row: Float64Array;
  /** [time of the stage, whole step]. */
  readonly clock: Float64Array;
  readonly time: SignalClock;
  readonly lookups: readonly PreparedLookup[];
}

export function evaluateExpression(expr: PlanExpr, context: EvaluationContext): number {
  switch (expr.op) {
    case 'const':
      return expr.value;
    case 'slot':
      return context.row[expr.slot]!;
    case 'time':
      return context.clock[0]!;
    case 'unary':
      return applyUnary(expr.fn, evaluateExpression(expr.a, context));
    case 'binary':
      return applyBinary(expr.fn, evaluateExpression(expr.a, context), evaluateExpression(expr.b, context));
    case 'fold':
      return evaluateFold(expr, context);
    case 'if':
      return isTrue(evaluateExpression(expr.condition, context))
        ? evaluateExpression(expr.consequent, context)
        : evaluateExpression(expr.alternative, context);
    case 'choose': {
      const option = expr.options[context.row[expr.slot]!];
      return option === undefined ? NaN : evaluateExpression(option, context);
    }
    case 'lookup':
      return lookupValue(context.lookups[expr.lookup]!, evaluateExpression(expr.x, context));
    case 'signal':
      return evaluateSignal(expr, context);
    case 'price': {
      const args = Float64Array.from(expr.args, (arg) => evaluateExpression(arg, context));
      return clearingPrice(args, askerCount(args.length));
    }
  }
}

function evaluateFold(expr: PlanExpr & { op: 'fold' }, context: EvaluationContext): number {
  let result = evaluateExpression(expr.terms[0]!, context);
  for (let i = 1; i < expr.terms.length; i++) {
    result = applyBinary(expr.fn, result, evaluateExpression(expr.terms[i]!, context));
  }
  return result;
}

/** Arguments: pulse [magnitude, first, interval?], step [height, from], ramp [slope, from, to?]. */
function evaluateSignal(expr: PlanExpr & { op: 'signal' }, context: EvaluationContext): number {
  const [size, from, last] = expr.args.map((arg) => evaluateExpression(arg, context)) as [number, number, number?];
  const step = context.clock[1]!;
  switch (expr.fn) {
    case 'pulse':
      return pulse(context.time, step, size, from, last ?? Infinity);
    case 'step':
      return stepUp(context.time, step, size, from);
    case 'ramp':
      return ramp(context.clock[0]!, size, from, last ?? Infinity);
  }
}
