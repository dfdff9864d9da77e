/** Expressions of a plan as C text: vectors of members (macros of lanes_*.h), or plain doubles as SDEverywhere writes them. */
import type { BinaryFunction, PlanExpr, UnaryFunction } from '../../packages/fissure/src/model/plan.ts';

export class NoTwin extends Error {}

/** What stands for slots, and for sub-expressions that need no evaluation at every step. */
export interface CNames {
  readonly slot: (slot: number) => string;
  /** A name for an expression that was worked out before, if it was. */
  readonly known?: (expr: PlanExpr) => string | undefined;
  readonly time: string;
}

export function cNumber(value: number): string {
  if (value === Infinity) return 'INFINITY';
  if (value === -Infinity) return '-INFINITY';
  if (Number.isNaN(value)) return 'NAN';
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const UNARY: Readonly<Record<Exclude<UnaryFunction, 'neg' | 'not'>, string>> = {
  abs: 'ABS',
  sqrt: 'SQRT',
  exp: 'EXP',
  ln: 'LN',
  log10: 'LOG10',
  sin: 'SIN',
  cos: 'COS',
  tan: 'TAN',
  arcsin: 'ARCSIN',
  arccos: 'ARCCOS',
  arctan: 'ARCTAN',
  int: 'FLOOR',
};
const ARITHMETIC: Partial<Record<BinaryFunction, string>> = { add: '+', sub: '-', mul: '*', div: '/' };
const CALLS: Partial<Record<BinaryFunction, string>> = { min: 'MIN', max: 'MAX', mod: 'MOD' };

export function cExpression(expr: PlanExpr, names: CNames): string {
  const known = names.known?.(expr);
  if (known !== undefined) return known;
  const emit = (child: PlanExpr): string => cExpression(child, names);
  switch (expr.op) {
    case 'const':
      return `K(${cNumber(expr.value)})`;
    case 'slot':
      return names.slot(expr.slot);
    case 'time':
      return names.time;
    case 'unary':
      if (expr.fn === 'neg') return `(-${emit(expr.a)})`;
      if (expr.fn === 'not') return truth(expr, names);
      return `${UNARY[expr.fn]}(${emit(expr.a)})`;
    case 'binary':
      return binary(expr.fn, expr, names);
    case 'fold':
      return expr.terms.map(emit).reduce((a, b) => apply(expr.fn, a, b));
    case 'if':
      return `SELECT(${cCondition(expr.condition, names)}, ${emit(expr.consequent)}, ${emit(expr.alternative)})`;
    case 'choose':
      return expr.options.reduceRight(
        (rest, option, i) => `SELECT(EQ(${names.slot(expr.slot)}, K(${i}.0)), ${emit(option)}, ${rest})`,
        'K(NAN)',
      );
    case 'lookup':
      return `lookup${expr.lookup}(${emit(expr.x)})`;
    case 'signal':
      throw new NoTwin(`${expr.fn} is not written as C`);
  }
}

function apply(fn: BinaryFunction, a: string, b: string): string {
  const sign = ARITHMETIC[fn];
  return sign === undefined ? `${CALLS[fn]}(${a}, ${b})` : `(${a} ${sign} ${b})`;
}

function binary(fn: BinaryFunction, expr: PlanExpr & { op: 'binary' }, names: CNames): string {
  const { a, b } = expr;
  if (fn in ARITHMETIC || fn in CALLS) return apply(fn, cExpression(a, names), cExpression(b, names));
  if (fn !== 'pow') return truth(expr, names);
  const base = cExpression(a, names);
  if (b.op !== 'const') return `POWER(${base}, ${cExpression(b, names)})`;
  if (b.value === 2) return `(${base} * ${base})`;
  if (b.value === 0.5) return `SQRT(${base})`;
  if (b.value === -1) return `(K(1.0) / ${base})`;
  if (b.value === 3) return `(${base} * ${base} * ${base})`;
  return `POW(${base}, K(${cNumber(b.value)}))`;
}

function truth(expr: PlanExpr, names: CNames): string {
  return `SELECT(${cCondition(expr, names)}, K(1.0), K(0.0))`;
}

function cCondition(expr: PlanExpr, names: CNames): string {
  if (expr.op === 'unary' && expr.fn === 'not') return `NOT(${cCondition(expr.a, names)})`;
  if (expr.op === 'binary') {
    const [a, b] = [() => cExpression(expr.a, names), () => cExpression(expr.b, names)];
    switch (expr.fn) {
      case 'and':
      case 'or':
        return `${expr.fn.toUpperCase()}(${cCondition(expr.a, names)}, ${cCondition(expr.b, names)})`;
      case 'lt':
      case 'le':
      case 'eq':
      case 'ne':
        return `${expr.fn.toUpperCase()}(${a()}, ${b()})`;
      case 'gt':
        return `LT(${b()}, ${a()})`;
      case 'ge':
        return `LE(${b()}, ${a()})`;
    }
  }
  const value = cExpression(expr, names);
  return `AND(NE(${value}, K(0.0)), EQ(${value}, ${value}))`;
}
