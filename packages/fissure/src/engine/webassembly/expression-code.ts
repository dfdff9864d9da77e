/**
 * Expressions of a plan as vector code: for every lane the operations of the interpreter, in its order. Of conditions
 * both branches are computed and the right one taken lane by lane; what the other one came to is dropped, even NaN.
 */
import type { BinaryFunction, PlanExpr, PlanLookup, UnaryFunction } from '../../model/plan.ts';
import { SEGMENT } from '../lookup.ts';
import type { SignalClock } from '../signals.ts';
import type { ElementaryName } from './elementary-code.ts';
import type { VectorInstruction } from './instructions.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** What expression code needs of the module that it is part of. */
export interface ExpressionHost {
  readonly time: SignalClock;
  readonly lookups: readonly PlanLookup[];
  readonly cellBytes: number;
  /** Address of [time, step]. */
  readonly clock: number;
  addressOf(slot: number): number;
  elementary(name: ElementaryName): number;
  /** The host's function for what vector code cannot do, and its number for `name`. */
  readonly rareCallee: number;
  rareNumber(name: RareName): number;
  lookupCall(lookup: number): { readonly call: number; readonly segment: number };
  readonly seekCallee: number;
  /**
   * Address of the value (or mask) of an expression that changes only with a member's parameters, and so is worked out
   * when these are set; undefined for any other.
   */
  hoisted(expr: PlanExpr, kind: HoistKind): number | undefined;
}

export type HoistKind = 'value' | 'mask';

/** Functions that exist in base/elementary.ts (or functions.ts) only. */
export type RareName = ElementaryName | 'arcsin' | 'arccos' | 'arctan' | 'mod';

/** A slot is read again from memory after so many operations: cheaper than keeping it in a register that is needed. */
const REACH = 120;

/** The expressions of one function: which slots it has at hand. */
export class Frame {
  readonly f: VectorFunction;
  readonly host: ExpressionHost;
  private readonly atHand = new Map<number, { readonly value: Value; readonly since: number }>();

  constructor(f: VectorFunction, host: ExpressionHost) {
    this.f = f;
    this.host = host;
  }

  slot(slot: number): Value {
    const known = this.atHand.get(slot);
    if (known !== undefined && this.f.size - known.since < REACH) return known.value;
    const value = this.f.load(this.host.addressOf(slot));
    this.atHand.set(slot, { value, since: this.f.size });
    return value;
  }

  setSlot(slot: number, value: Value): void {
    this.f.store(this.host.addressOf(slot), value);
    this.atHand.set(slot, { value, since: this.f.size });
  }

  forget(slot: number): void {
    this.atHand.delete(slot);
  }

  sum(terms: readonly PlanExpr[]): Value {
    return terms.length === 0 ? this.f.constant(0) : this.expression({ op: 'fold', fn: 'add', terms });
  }

  expression(expr: PlanExpr): Value {
    return this.hoisted(expr, 'value') ?? this.compute(expr);
  }

  private hoisted(expr: PlanExpr, kind: HoistKind): Value | undefined {
    const address = this.host.hoisted(expr, kind);
    return address === undefined ? undefined : this.f.load(address);
  }

  private compute(expr: PlanExpr): Value {
    const { f, host } = this;
    switch (expr.op) {
      case 'const':
        return f.constant(expr.value);
      case 'slot':
        return this.slot(expr.slot);
      case 'time':
        return f.splat(host.clock);
      case 'unary':
        return expr.fn === 'not' ? this.asNumber(this.truth(expr)) : this.unary(expr.fn, this.expression(expr.a));
      case 'binary':
        return this.binary(expr);
      case 'fold':
        return this.fold(expr.fn, expr.terms);
      case 'if': {
        const condition = this.truth(expr.condition);
        return f.do('bitSelect', this.expression(expr.consequent), this.expression(expr.alternative), condition);
      }
      case 'choose':
        return this.choose(expr.slot, expr.options);
      case 'lookup':
        return this.lookup(expr.lookup, this.expression(expr.x));
      case 'signal':
        return this.signal(expr);
    }
  }

  /** A mask of the lanes where it is true. */
  truth(expr: PlanExpr): Value {
    return this.hoisted(expr, 'mask') ?? this.computeTruth(expr);
  }

  private computeTruth(expr: PlanExpr): Value {
    const { f } = this;
    if (expr.op === 'unary' && expr.fn === 'not') return f.do('not', this.truth(expr.a));
    if (expr.op === 'binary') {
      if (expr.fn === 'and' || expr.fn === 'or') return f.do(expr.fn, this.truth(expr.a), this.truth(expr.b));
      const comparison = COMPARISONS[expr.fn];
      if (comparison !== undefined) return f.do(comparison, this.expression(expr.a), this.expression(expr.b));
    }
    // Neither 0 nor NaN.
    return f.do('f64Gt', f.do('f64Abs', this.expression(expr)), f.constant(0));
  }

  private asNumber(mask: Value): Value {
    return this.f.do('and', mask, this.f.constant(1));
  }

  private unary(fn: Exclude<UnaryFunction, 'not'>, a: Value): Value {
    const { f, host } = this;
    switch (fn) {
      case 'neg':
        return f.do('f64Neg', a);
      case 'abs':
        return f.do('f64Abs', a);
      case 'sqrt':
        return f.do('f64Sqrt', a);
      case 'int':
        return f.do('f64Floor', a);
      case 'arcsin':
      case 'arccos':
      case 'arctan':
        return this.rare(fn, a);
      default:
        return f.call(host.elementary(fn), a);
    }
  }

  private binary(expr: PlanExpr & { op: 'binary' }): Value {
    const { fn } = expr;
    if (fn === 'and' || fn === 'or' || COMPARISONS[fn] !== undefined) return this.asNumber(this.truth(expr));
    if (fn === 'min' || fn === 'max') return this.extreme(fn, expr.a, expr.b);
    const a = this.expression(expr.a);
    if (fn === 'pow') return this.power(a, expr.b);
    const b = this.expression(expr.b);
    return fn === 'mod' ? this.rare('mod', a, b) : this.f.do(ARITHMETIC[fn as 'add' | 'sub' | 'mul' | 'div'], a, b);
  }

  private rare(name: RareName, ...args: readonly Value[]): Value {
    const everywhere = this.f.bits(0xffffffffffffffffn);
    return this.f.escape(everywhere, args[0]!, args, this.host.rareCallee, this.host.rareNumber(name));
  }

  /** One instruction against a constant; NaN of the other side goes through. */
  private extreme(fn: 'min' | 'max', left: PlanExpr, right: PlanExpr): Value {
    const { f } = this;
    const [value, limit] = left.op === 'const' ? [right, left] : [left, right];
    const a = this.expression(value);
    const b = this.expression(limit);
    if (limit.op !== 'const' || Number.isNaN(limit.value) || Object.is(limit.value, -0)) {
      return f.do(fn === 'min' ? 'f64Min' : 'f64Max', a, b);
    }
    if (fn === 'min') return f.do('f64SmallerOf', a, b);
    const larger = f.do('f64LargerOf', a, b);
    // The larger of -0 and 0 is 0.
    return limit.value === 0 ? f.do('f64Add', larger, f.constant(0)) : larger;
  }

  private power(a: Value, exponent: PlanExpr): Value {
    const { f } = this;
    if (exponent.op === 'const') {
      const simple = this.simplePower(a, exponent.value);
      if (simple !== undefined) return simple;
    }
    const b = this.expression(exponent);
    const general = f.call(this.host.elementary('pow'), a, b);
    if (exponent.op === 'const') return general;
    return SIMPLE_EXPONENTS.reduce(
      (value, n) => f.do('bitSelect', this.simplePower(a, n)!, value, f.do('f64Eq', b, f.constant(n))),
      general,
    );
  }

  private simplePower(a: Value, exponent: number): Value | undefined {
    const { f } = this;
    if (exponent === 2) return f.do('f64Mul', a, a);
    if (exponent === 0.5) return f.do('f64Sqrt', a);
    if (exponent === -1) return f.do('f64Div', f.constant(1), a);
    return exponent === 3 ? f.do('f64Mul', f.do('f64Mul', a, a), a) : undefined;
  }

  private fold(fn: 'add' | 'mul' | 'min' | 'max', terms: readonly PlanExpr[]): Value {
    const instruction = ({ add: 'f64Add', mul: 'f64Mul', min: 'f64Min', max: 'f64Max' } as const)[fn];
    let result = this.expression(terms[0]!);
    for (let i = 1; i < terms.length; i++) result = this.f.do(instruction, result, this.expression(terms[i]!));
    return result;
  }

  private choose(slot: number, options: readonly PlanExpr[]): Value {
    const { f } = this;
    const index = this.slot(slot);
    return options.reduce(
      (value, option, i) => f.do('bitSelect', this.expression(option), value, f.do('f64Eq', index, f.constant(i))),
      f.constant(Number.NaN),
    );
  }

  /** As in generated JavaScript: each call keeps the segment it is in, and searches only when it leaves that. */
  private lookup(lookup: number, argument: Value): Value {
    const { f, host } = this;
    const { call, segment } = host.lookupCall(lookup);
    const field = (name: keyof typeof SEGMENT) => f.load(segment + SEGMENT[name] * host.cellBytes);
    const isBelow = f.do('f64Lt', argument, field('FROM'));
    const isOutside = f.do('or', isBelow, f.do('f64Ge', argument, field('TO')));
    const x = f.escape(isOutside, argument, [argument], host.seekCallee, call);
    const y = field('Y');
    if (host.lookups[lookup]!.between === 'step') return f.do('bitSelect', y, x, f.do('f64Eq', x, x));
    return f.do('f64Add', y, f.do('f64Mul', f.do('f64Sub', x, field('X')), field('SLOPE')));
  }

  private signal(expr: PlanExpr & { op: 'signal' }): Value {
    const { f } = this;
    const [size, from, last] = expr.args.map((arg) => this.expression(arg)) as [Value, Value, Value?];
    const value = this.signalValue(expr.fn, size, from, last ?? f.constant(Infinity));
    const given = expr.fn === 'step' ? [size, from] : [size, from, ...(last === undefined ? [] : [last])];
    const isNumber = given.map((arg) => f.do('f64Eq', arg, arg)).reduce((a, b) => f.do('and', a, b));
    return f.do('bitSelect', value, f.constant(Number.NaN), isNumber);
  }

  /** See signals.ts. */
  private signalValue(fn: 'pulse' | 'step' | 'ramp', size: Value, from: Value, last: Value): Value {
    const { f, host } = this;
    const zero = f.constant(0);
    const toStep = (time: Value) => f.do('f64Div', f.do('f64Sub', time, f.constant(host.time.start)), dt);
    const dt = f.constant(host.time.dt);
    if (fn === 'ramp') {
      const now = f.splat(host.clock);
      const isOn = f.do('and', f.do('f64Gt', now, from), f.do('f64Gt', last, from));
      const risen = f.do('f64Mul', size, f.do('f64Sub', f.do('f64Min', now, last), from));
      return f.do('bitSelect', risen, zero, isOn);
    }
    const step = f.splat(host.clock + 8);
    const lower = f.do('f64Sub', step, f.constant(0.5));
    const upper = f.do('f64Add', step, f.constant(0.5));
    const first = toStep(from);
    if (fn === 'step') return f.do('bitSelect', size, zero, f.do('f64Gt', upper, first));
    const isNow = f.do('and', f.do('f64Le', lower, first), f.do('f64Lt', first, upper));
    const single = f.do('bitSelect', f.do('f64Div', size, dt), zero, isNow);
    const every = f.do('f64Div', last, dt);
    const before = (border: Value) =>
      f.do('f64Max', zero, f.do('f64Ceil', f.do('f64Div', f.do('f64Sub', border, first), every)));
    const count = f.do('f64Sub', before(upper), before(lower));
    const many = f.do('f64Div', f.do('f64Mul', count, size), dt);
    const repeated = f.do('bitSelect', zero, many, f.do('f64Eq', count, zero));
    const isRepeated = f.do('and', f.do('f64Gt', last, zero), f.do('f64Lt', last, f.constant(Infinity)));
    return f.do('bitSelect', repeated, single, isRepeated);
  }
}

const SIMPLE_EXPONENTS = [3, -1, 0.5, 2];

const ARITHMETIC = { add: 'f64Add', sub: 'f64Sub', mul: 'f64Mul', div: 'f64Div' } as const;

const COMPARISONS: Partial<Readonly<Record<BinaryFunction, VectorInstruction>>> = {
  lt: 'f64Lt',
  le: 'f64Le',
  gt: 'f64Gt',
  ge: 'f64Ge',
  eq: 'f64Eq',
  ne: 'f64Ne',
};
