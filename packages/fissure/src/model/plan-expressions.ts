/** Building scalar expressions, with constants folded on the way, and taking them apart. */
import type { BinaryFunction, PlanExpr, UnaryFunction } from './plan.ts';

export const constant = (value: number): PlanExpr => ({ op: 'const', value });
export const slotOf = (slot: number): PlanExpr => ({ op: 'slot', slot });
export const TIME: PlanExpr = { op: 'time' };

/** Folds a minus before a number; leaves the rest to the engine. */
export function unary(fn: UnaryFunction, a: PlanExpr): PlanExpr {
  if (fn === 'neg' && a.op === 'const') return constant(-a.value);
  return { op: 'unary', fn, a };
}

/**
 * The four arithmetic operations fold on constants: JavaScript's own are those of the engines, so nothing changes by
 * one bit. Nothing is reordered, and `0 * x` stays: x may be NaN.
 */
export function binary(fn: BinaryFunction, a: PlanExpr, b: PlanExpr): PlanExpr {
  if (a.op === 'const' && b.op === 'const') {
    if (fn === 'add') return constant(a.value + b.value);
    if (fn === 'sub') return constant(a.value - b.value);
    if (fn === 'mul') return constant(a.value * b.value);
    if (fn === 'div') return constant(a.value / b.value);
    if (fn === 'eq') return constant(a.value === b.value ? 1 : 0);
  }
  return { op: 'binary', fn, a, b };
}

export function fold(fn: 'add' | 'mul' | 'min' | 'max', terms: readonly PlanExpr[]): PlanExpr {
  if (terms.length === 1) return terms[0]!;
  return { op: 'fold', fn, terms };
}

/** A condition known beforehand leaves one branch. */
export function choice(condition: PlanExpr, consequent: PlanExpr, alternative: PlanExpr): PlanExpr {
  if (condition.op === 'const')
    return condition.value !== 0 && !Number.isNaN(condition.value) ? consequent : alternative;
  return { op: 'if', condition, consequent, alternative };
}

/** The sub-expressions of an expression, in order of evaluation. */
export function childrenOf(expr: PlanExpr): readonly PlanExpr[] {
  switch (expr.op) {
    case 'const':
    case 'slot':
    case 'time':
      return [];
    case 'unary':
      return [expr.a];
    case 'binary':
      return [expr.a, expr.b];
    case 'fold':
      return expr.terms;
    case 'if':
      return [expr.condition, expr.consequent, expr.alternative];
    case 'choose':
      return expr.options;
    case 'lookup':
      return [expr.x];
    case 'signal':
    case 'price':
      return expr.args;
  }
}

/** The expression with some of the slots that it reads replaced; `choose` keeps its own. */
export function replaceSlots(expr: PlanExpr, by: ReadonlyMap<number, PlanExpr>): PlanExpr {
  const replace = (part: PlanExpr) => replaceSlots(part, by);
  switch (expr.op) {
    case 'const':
    case 'time':
      return expr;
    case 'slot':
      return by.get(expr.slot) ?? expr;
    case 'unary':
      return { ...expr, a: replace(expr.a) };
    case 'binary':
      return { ...expr, a: replace(expr.a), b: replace(expr.b) };
    case 'fold':
      return { ...expr, terms: expr.terms.map(replace) };
    case 'if': {
      const { condition, consequent, alternative } = expr;
      return {
        op: 'if',
        condition: replace(condition),
        consequent: replace(consequent),
        alternative: replace(alternative),
      };
    }
    case 'choose':
      return { ...expr, options: expr.options.map(replace) };
    case 'lookup':
      return { ...expr, x: replace(expr.x) };
    case 'signal':
    case 'price':
      return { ...expr, args: expr.args.map(replace) };
  }
}
