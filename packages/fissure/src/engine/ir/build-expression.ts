/** Expressions of a plan as nodes: for every function the operations of the interpreter, in its order. */
import type { BinaryFunction, Plan, PlanExpr, UnaryFunction } from '../../model/plan.ts';
import { lookupValue, prepareLookup } from '../lookup.ts';
import type { BinaryOp, NodeId } from './ir.ts';
import type { NodePool } from './node-pool.ts';

/** Where the values of slots come from. */
export interface ExpressionScope {
  readonly plan: Plan;
  readonly pool: NodePool;
  slot(slot: number): NodeId;
}

export function buildExpression(expr: PlanExpr, scope: ExpressionScope): NodeId {
  const { pool } = scope;
  const build = (part: PlanExpr): NodeId => buildExpression(part, scope);
  switch (expr.op) {
    case 'const':
      return pool.constant(expr.value);
    case 'slot':
      return scope.slot(expr.slot);
    case 'time':
      return pool.clock('time');
    case 'unary':
      if (expr.fn === 'not') return pool.unary('number', buildTruth(expr, scope));
      return pool.unary(UNARY[expr.fn], build(expr.a));
    case 'binary':
      if (LOGICAL.has(expr.fn)) return pool.unary('number', buildTruth(expr, scope));
      return buildArithmetic(expr.fn as ArithmeticFunction, build(expr.a), build(expr.b), pool);
    case 'fold':
      return expr.terms.map(build).reduce((a, b) => pool.binary(expr.fn, a, b));
    case 'if':
      return pool.select(buildTruth(expr.condition, scope), build(expr.consequent), build(expr.alternative));
    case 'choose': {
      const index = scope.slot(expr.slot);
      return expr.options.reduce(
        (value, option, i) => pool.select(pool.binary('eq', index, pool.constant(i)), build(option), value),
        pool.constant(Number.NaN),
      );
    }
    case 'lookup':
      return buildLookup(expr.lookup, build(expr.x), scope);
    case 'signal':
      return buildSignal(expr, scope);
    case 'price':
      return pool.price(expr.args.map(build));
  }
}

function buildLookup(lookup: number, x: NodeId, { plan, pool }: ExpressionScope): NodeId {
  const argument = pool.nodes[x]!;
  if (argument.op !== 'const') return pool.lookup(lookup, x);
  return pool.constant(lookupValue(prepareLookup(plan.lookups[lookup]!), argument.value));
}

type ArithmeticFunction = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'mod' | 'min' | 'max';

const LOGICAL: ReadonlySet<BinaryFunction> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or']);

const UNARY = {
  neg: 'neg',
  abs: 'abs',
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'ln',
  log10: 'log10',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  arcsin: 'arcsin',
  arccos: 'arccos',
  arctan: 'arctan',
  int: 'floor',
} as const satisfies Partial<Record<UnaryFunction, string>>;

/** A mask: true where the expression is neither 0 nor NaN. */
function buildTruth(expr: PlanExpr, scope: ExpressionScope): NodeId {
  const { pool } = scope;
  if (expr.op === 'unary' && expr.fn === 'not') return pool.unary('not', buildTruth(expr.a, scope));
  if (expr.op === 'binary') {
    if (expr.fn === 'and' || expr.fn === 'or') {
      return pool.binary(expr.fn, buildTruth(expr.a, scope), buildTruth(expr.b, scope));
    }
    if (LOGICAL.has(expr.fn)) {
      return pool.binary(expr.fn as BinaryOp, buildExpression(expr.a, scope), buildExpression(expr.b, scope));
    }
  }
  return pool.unary('truth', buildExpression(expr, scope));
}

function buildArithmetic(fn: ArithmeticFunction, a: NodeId, b: NodeId, pool: NodePool): NodeId {
  if (fn !== 'pow') return pool.binary(fn, a, b);
  const exponent = pool.nodes[b]!;
  return (exponent.op === 'const' ? buildSimplePower(a, exponent.value, pool) : undefined) ?? pool.binary('pow', a, b);
}

/** The exponents for which `power` of functions.ts has arithmetic of its own. */
function buildSimplePower(a: NodeId, exponent: number, pool: NodePool): NodeId | undefined {
  if (exponent === 2) return pool.binary('mul', a, a);
  if (exponent === 0.5) return pool.unary('sqrt', a);
  if (exponent === -1) return pool.binary('div', pool.constant(1), a);
  return exponent === 3 ? pool.binary('mul', pool.binary('mul', a, a), a) : undefined;
}

/** See signals.ts. */
function buildSignal(expr: PlanExpr & { op: 'signal' }, scope: ExpressionScope): NodeId {
  const { pool } = scope;
  const args = expr.args.slice(0, expr.fn === 'step' ? 2 : 3).map((arg) => buildExpression(arg, scope));
  const [size, from, last] = args as [NodeId, NodeId, NodeId?];
  const value = buildSignalValue(expr.fn, size, from, last ?? pool.constant(Number.POSITIVE_INFINITY), scope);
  const areNumbers = args.map((arg) => pool.binary('eq', arg, arg)).reduce((a, b) => pool.binary('and', a, b));
  return pool.select(areNumbers, value, pool.constant(Number.NaN));
}

function buildSignalValue(
  fn: 'pulse' | 'step' | 'ramp',
  size: NodeId,
  from: NodeId,
  last: NodeId,
  { pool, plan }: ExpressionScope,
): NodeId {
  const zero = pool.constant(0);
  if (fn === 'ramp') {
    const now = pool.clock('time');
    const isOn = pool.binary('and', pool.binary('gt', now, from), pool.binary('gt', last, from));
    const risen = pool.binary('mul', size, pool.binary('sub', pool.binary('min', now, last), from));
    return pool.select(isOn, risen, zero);
  }
  const step = pool.clock('step');
  const dt = pool.constant(plan.time.dt);
  const half = pool.constant(0.5);
  const first = pool.binary('div', pool.binary('sub', from, pool.constant(plan.time.start)), dt);
  const upper = pool.binary('add', step, half);
  if (fn === 'step') return pool.select(pool.binary('gt', upper, first), size, zero);
  const lower = pool.binary('sub', step, half);
  const isNow = pool.binary('and', pool.binary('le', lower, first), pool.binary('lt', first, upper));
  const single = pool.select(isNow, pool.binary('div', size, dt), zero);
  const every = pool.binary('div', last, dt);
  const before = (border: NodeId) =>
    pool.binary('max', zero, pool.unary('ceil', pool.binary('div', pool.binary('sub', border, first), every)));
  const count = pool.binary('sub', before(upper), before(lower));
  const many = pool.binary('div', pool.binary('mul', count, size), dt);
  const repeated = pool.select(pool.binary('eq', count, zero), zero, many);
  const isRepeated = pool.binary(
    'and',
    pool.binary('gt', last, zero),
    pool.binary('lt', last, pool.constant(Number.POSITIVE_INFINITY)),
  );
  return pool.select(isRepeated, repeated, single);
}
