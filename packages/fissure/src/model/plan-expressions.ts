/** Building scalar expressions: short names for the nodes of PlanExpr, folding of constants on the way. */
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
