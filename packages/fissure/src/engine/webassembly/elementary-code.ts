/**
 * The functions of base/elementary.ts as vector code: the same operations in the same order, hence the same bits.
 * Arguments off the usual ground (NaN, infinities, overflow, far angles) go to base/elementary.ts itself, lane by lane.
 */
import * as own from '../../base/elementary/constants.ts';
import { writeArccos, writeArcsin, writeArctan, writeModulo } from './arc-code.ts';
import { Formula, type Written } from './formula.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** Functions that the module has as functions of its own. */
export type ElementaryName =
  | 'exp'
  | 'ln'
  | 'log10'
  | 'pow'
  | 'mod'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'arcsin'
  | 'arccos'
  | 'arctan';

export function argumentCountOf(name: ElementaryName): number {
  return name === 'pow' || name === 'mod' ? 2 : 1;
}

/** What does the rare cases: see `RareCall`. */
export interface RareCalls {
  readonly callee: number;
  readonly numberOf: (name: ElementaryName) => number;
}

const ONE_BITS = 0x3ff0000000000000n;
const MANTISSA_BITS = 0x000fffffffffffffn;
const SQRT_HALF_BITS = BigInt(own.SQRT_HALF_HIGH) << 32n;
/** 2^52: adding it to small whole bits makes them a number. */
const TWO_52_BITS = 0x4330000000000000n;

export function writeElementary(name: ElementaryName, f: VectorFunction, rare: RareCalls): void {
  const formula = new Formula(f);
  const args = argumentCountOf(name) === 2 ? [0, 1] : [0];
  const { value, isUsual } = FORMULAS[name](formula, args[0]!, args[1]!);
  f.return(f.escape(f.do('not', isUsual), value, args, rare.callee, rare.numberOf(name)));
}

const FORMULAS: Readonly<Record<ElementaryName, (f: Formula, x: Value, y: Value) => Written>> = {
  exp: writeExp,
  ln: writeLn,
  log10: writeLog10,
  pow: writePow,
  sin: (f, x) => writeTrigonometric(f, x, 'sin'),
  cos: (f, x) => writeTrigonometric(f, x, 'cos'),
  tan: (f, x) => writeTrigonometric(f, x, 'tan'),
  arcsin: writeArcsin,
  arccos: writeArccos,
  arctan: writeArctan,
  mod: writeModulo,
};

function writeExp(f: Formula, x: Value): Written {
  const shifted = f.add(f.mul(x, f.c(own.LOG2_E)), f.c(own.ROUNDER));
  const n = f.sub(shifted, f.c(own.ROUNDER));
  const reduced = writeExpOfReduced(f, f.sub(x, f.mul(n, f.c(own.LN2_HIGH))), f.mul(n, f.c(own.LN2_LOW)));
  const isUsual = f.f.do('f64Le', f.abs(x), f.c(own.EXP_FAST));
  return { value: f.mul(reduced, writePowerOfTwo(f, shifted)), isUsual };
}

/** 2^n, from n + ROUNDER: the low bits of that are n. */
function writePowerOfTwo(f: Formula, shifted: Value): Value {
  return f.f.shift('i64ShiftLeft', f.f.do('i64Add', shifted, f.f.bits(1023n)), 52);
}

function writeExpOfReduced(f: Formula, high: Value, low: Value): Value {
  const r = f.sub(high, low);
  const r2 = f.mul(r, r);
  const r4 = f.mul(r2, r2);
  const part = (at: number): Value => {
    const [p, q, s, t] = own.EXP_SERIES.slice(at, at + 4).map(f.c) as [Value, Value, Value, Value];
    return f.add(f.fma(p, q, r), f.mul(f.fma(s, t, r), r2));
  };
  const [a, b, c] = [part(0), part(4), part(8)];
  const q = f.add(a, f.mul(r4, f.add(b, f.mul(r4, c))));
  return f.add(f.c(1), f.add(high, f.sub(f.mul(r2, q), low)));
}

/** x = 2^k * (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), of a positive normal x. */
function writeExponent(f: Formula, x: Value): { readonly k: Value; readonly fraction: Value } {
  const { f: g } = f;
  // Exponent + 1023, as bits: never negative.
  const moved = g.do('i64Add', g.do('i64Sub', x, g.bits(SQRT_HALF_BITS)), g.bits(ONE_BITS));
  const exponent = g.shift('i64ShiftRightUnsigned', moved, 52);
  const k = f.sub(g.do('or', exponent, g.bits(TWO_52_BITS)), f.c(2 ** 52 + 1023));
  const removed = g.do('i64Sub', g.do('andNot', moved, g.bits(MANTISSA_BITS)), g.bits(ONE_BITS));
  return { k, fraction: f.sub(g.do('i64Sub', x, removed), f.c(1)) };
}

function isPositiveNormal(f: Formula, x: Value): Value {
  return f.f.do('and', f.f.do('f64Ge', x, f.c(own.SMALLEST_NORMAL)), f.f.do('f64Lt', x, f.c(Number.POSITIVE_INFINITY)));
}

function writeLn(f: Formula, x: Value): Written {
  const { k, fraction } = writeExponent(f, x);
  const s = f.div(fraction, f.add(f.c(2), fraction));
  const z = f.mul(s, s);
  const w = f.mul(z, z);
  const [l1, l2, l3, l4, l5, l6, l7] = own.LN_SERIES as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const odd = f.mul(w, f.series([l2, l4, l6], w));
  const even = f.mul(z, f.series([l1, l3, l5, l7], w));
  const half = f.mul(f.mul(f.c(0.5), fraction), fraction);
  const product = f.add(f.mul(s, f.add(half, f.add(even, odd))), f.mul(k, f.c(own.LN2_LOW)));
  const value = f.sub(f.mul(k, f.c(own.LN2_HIGH)), f.sub(f.sub(half, product), fraction));
  return { value, isUsual: isPositiveNormal(f, x) };
}

/** ln(x) = high + low, as `lnParts`. */
function writeLnParts(f: Formula, x: Value): { readonly high: Value; readonly low: Value } {
  const { k, fraction } = writeExponent(f, x);
  const d = f.add(f.c(2), fraction);
  const dRest = f.sub(fraction, f.sub(d, f.c(2)));
  const s = f.div(fraction, d);
  const sSplit = f.split(s);
  const product = f.mul(s, d);
  const productLow = f.productError(sSplit, f.split(d), product);
  const sLow = f.div(f.sub(f.sub(f.sub(fraction, product), productLow), f.mul(s, dRest)), d);
  const [sA, sB] = sSplit;
  const z = f.mul(s, s);
  const zLow = f.sum(
    f.sub(f.mul(sA, sA), z),
    f.mul(f.mul(f.c(2), sA), sB),
    f.mul(sB, sB),
    f.mul(f.mul(f.c(2), s), sLow),
  );
  const tail = writeLnTail(f, z, own.LN_TAIL);
  const zSplit = f.split(z);
  const [thirdA, thirdB] = [f.c(own.TWO_THIRDS_A), f.c(own.TWO_THIRDS_B)];
  const u = f.mul(z, f.c(own.TWO_THIRDS));
  const uLow = f.add(
    f.productError(zSplit, [thirdA, thirdB], u),
    f.add(f.mul(z, f.c(own.TWO_THIRDS_LOW)), f.mul(zLow, f.c(own.TWO_THIRDS))),
  );
  const v = f.add(u, tail);
  const vLow = f.add(f.add(f.sub(u, v), tail), uLow);
  const w = f.mul(s, v);
  const wLow = f.add(f.productError(sSplit, f.split(v), w), f.add(f.mul(s, vLow), f.mul(sLow, v)));
  const twice = f.mul(f.c(2), s);
  const h = f.add(twice, w);
  const hLow = f.add(f.add(f.sub(twice, h), w), f.add(wLow, f.mul(f.c(2), sLow)));
  const shifted = f.mul(k, f.c(own.LN2_HIGH));
  const sum = f.add(shifted, h);
  const low = f.add(f.add(f.sub(shifted, sum), h), f.add(hLow, f.mul(k, f.c(own.LN2_LOW))));
  const high = f.add(sum, low);
  return { high, low: f.add(f.sub(sum, high), low) };
}

function writeLnTail(f: Formula, z: Value, coefficients: readonly number[]): Value {
  const z2 = f.mul(z, z);
  const z4 = f.mul(z2, z2);
  const t = coefficients.map(f.c);
  const pair = (at: number): Value => f.fma(t[at]!, t[at + 1]!, z);
  const four = (at: number): Value => f.add(pair(at), f.mul(pair(at + 2), z2));
  const three = f.add(pair(8), f.mul(t[10]!, z2));
  return f.mul(z2, f.add(four(0), f.mul(z4, f.add(four(4), f.mul(z4, three)))));
}

function writeLog10(f: Formula, x: Value): Written {
  const { high, low } = writeLnParts(f, x);
  const inverse = f.c(own.INV_LN10);
  const p = f.mul(high, inverse);
  const error = f.productError(f.split(high), f.split(inverse), p);
  const value = f.add(p, f.add(error, f.add(f.mul(high, f.c(own.INV_LN10_LOW)), f.mul(low, inverse))));
  return { value, isUsual: isPositiveNormal(f, x) };
}

/** ln(x) as an upper half and the rest, as `lnHalves`. */
function writeLnHalves(f: Formula, x: Value): { readonly high: Value; readonly low: Value } {
  const { k, fraction } = writeExponent(f, x);
  const d = f.add(f.c(2), fraction);
  const inverse = f.div(f.c(1), d);
  const s = f.mul(fraction, inverse);
  const sTop = f.upperHalf(s);
  const dTop = f.upperHalf(d);
  const dRest = f.sub(fraction, f.sub(dTop, f.c(2)));
  const sRest = f.mul(inverse, f.sub(f.sub(fraction, f.mul(sTop, dTop)), f.mul(sTop, dRest)));
  const tail = writeLnTail(f, f.mul(s, s), own.POW_TAIL);
  const zTop = f.mul(sTop, sTop);
  const r = f.add(tail, f.mul(sRest, f.add(sTop, s)));
  const aTop = f.upperHalf(f.sum(f.c(3), zTop, r));
  const aRest = f.sub(r, f.sub(f.sub(aTop, f.c(3)), zTop));
  const u = f.mul(sTop, aTop);
  const w = f.add(f.mul(sRest, aTop), f.mul(aRest, s));
  const bTop = f.upperHalf(f.add(u, w));
  const bRest = f.sub(w, f.sub(bTop, u));
  const h = f.mul(f.c(own.TWO_THIRDS_A), bTop);
  const hRest = f.add(f.mul(f.c(own.TWO_THIRDS_REST), bTop), f.mul(bRest, f.c(own.TWO_THIRDS)));
  const shifted = f.mul(k, f.c(own.LN2_HIGH));
  const high = f.upperHalf(f.sum(h, hRest, shifted));
  const low = f.add(f.sub(hRest, f.sub(f.sub(high, shifted), h)), f.mul(k, f.c(own.LN2_LOW)));
  return { high, low };
}

function writePow(f: Formula, x: Value, y: Value): Written {
  const { high, low } = writeLnHalves(f, x);
  const yTop = f.upperHalf(y);
  const product = f.mul(yTop, high);
  const rest = f.add(f.mul(f.sub(y, yTop), high), f.mul(y, low));
  const p = f.add(product, rest);
  const shifted = f.add(f.mul(p, f.c(own.LOG2_E)), f.c(own.ROUNDER));
  const n = f.sub(shifted, f.c(own.ROUNDER));
  const reduced = writeExpOfReduced(
    f,
    f.sub(product, f.mul(n, f.c(own.LN2_HIGH))),
    f.sub(f.mul(n, f.c(own.LN2_LOW)), rest),
  );
  const value = f.mul(reduced, writePowerOfTwo(f, shifted));
  const isInside = f.f.do(
    'and',
    f.f.do('f64Le', f.abs(y), f.c(own.POW_LARGEST_EXPONENT)),
    f.f.do('f64Le', f.abs(p), f.c(own.EXP_FAST)),
  );
  // `power` of functions.ts has arithmetic of its own for the commonest exponents. Known ones never come here.
  const isSimple = SIMPLE_EXPONENTS.map((exponent) => f.f.do('f64Eq', y, f.c(exponent))).reduce((a, b) =>
    f.f.do('or', a, b),
  );
  const isUsual = f.f.do('and', isPositiveNormal(f, x), f.f.do('andNot', isInside, isSimple));
  return { value, isUsual };
}

const SIMPLE_EXPONENTS = [2, 0.5, -1, 3];

function writeTrigonometric(f: Formula, x: Value, name: 'sin' | 'cos' | 'tan'): Written {
  const { f: g } = f;
  const shifted = f.add(f.mul(x, f.c(own.TWO_OVER_PI)), f.c(own.ROUNDER));
  const n = f.sub(shifted, f.c(own.ROUNDER));
  const { rest, low } = writeReduction(f, x, n);
  const s = writeSinOfReduced(f, rest, low);
  const c = writeCosOfReduced(f, rest, low);
  // Quadrant bits: bit 0 says which of both, bit 1 the sign; moved to the sign bit, where they serve as masks.
  const isOdd = isBitSet(f, shifted, 63);
  const value =
    name === 'tan'
      ? f.select(isOdd, g.do('f64Neg', f.div(c, s)), f.div(s, c))
      : withQuadrantSign(f, name === 'sin' ? f.select(isOdd, c, s) : f.select(isOdd, s, c), shifted, name);
  const isNear = g.do('f64Le', f.abs(x), f.c(own.TRIG_FAST));
  const isUsual = name === 'cos' ? isNear : g.do('and', isNear, g.do('f64Ge', f.abs(x), f.c(2 ** -27)));
  return { value, isUsual };
}

/** A mask of the lanes whose bit, moved left by `shift`, is the sign. */
function isBitSet(f: Formula, x: Value, shift: number): Value {
  const sign = f.f.do('and', f.f.shift('i64ShiftLeft', x, shift), f.f.bits(1n << 63n));
  return f.f.do('f64Lt', f.f.do('or', sign, f.f.bits(ONE_BITS)), f.c(0));
}

/** sin: minus in quadrants 2 and 3; cos: minus in 1 and 2. */
function withQuadrantSign(f: Formula, value: Value, shifted: Value, name: 'sin' | 'cos'): Value {
  const bits = name === 'sin' ? shifted : f.f.do('i64Add', shifted, f.f.bits(1n));
  const sign = f.f.do('and', f.f.shift('i64ShiftLeft', bits, 62), f.f.bits(1n << 63n));
  return f.f.do('xor', value, sign);
}

function writeReduction(f: Formula, x: Value, n: Value): { readonly rest: Value; readonly low: Value } {
  const [p1, p2, p3, p4] = own.HALF_PI_PARTS.map(f.c) as [Value, Value, Value, Value];
  const a = f.sub(x, f.mul(n, p1));
  const b = f.mul(n, p2);
  const r1 = f.sub(a, b);
  const back1 = f.sub(r1, a);
  const e1 = f.sub(f.sub(a, f.sub(r1, back1)), f.add(b, back1));
  const c = f.mul(n, p3);
  const r2 = f.sub(r1, c);
  const back2 = f.sub(r2, r1);
  const e2 = f.sub(f.sub(r1, f.sub(r2, back2)), f.add(c, back2));
  const e = f.sub(f.add(e1, e2), f.mul(n, p4));
  const rest = f.add(r2, e);
  return { rest, low: f.add(f.sub(r2, rest), e) };
}

function writeSinOfReduced(f: Formula, x: Value, low: Value): Value {
  const z = f.mul(x, x);
  const v = f.mul(z, x);
  const r = f.series(own.SIN_SERIES.slice(1), z);
  const inner = f.sub(f.mul(z, f.sub(f.mul(f.c(0.5), low), f.mul(v, r))), low);
  return f.sub(x, f.sub(inner, f.mul(v, f.c(own.SIN_SERIES[0]!))));
}

function writeCosOfReduced(f: Formula, x: Value, low: Value): Value {
  const z = f.mul(x, x);
  const w = f.mul(z, z);
  const r = f.add(
    f.mul(z, f.series(own.COS_SERIES.slice(0, 3), z)),
    f.mul(f.mul(w, w), f.series(own.COS_SERIES.slice(3), z)),
  );
  const half = f.mul(f.c(0.5), z);
  const rest = f.sub(f.c(1), half);
  return f.add(rest, f.add(f.sub(f.sub(f.c(1), rest), half), f.sub(f.mul(z, r), f.mul(x, low))));
}
