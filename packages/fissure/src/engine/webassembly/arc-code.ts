/** arcsin, arccos, arctan and the remainder as vector code, with the operations of base/elementary.ts and functions.ts. */
import * as own from '../../base/elementary/constants.ts';
import type { Formula, Written } from './formula.ts';
import type { Value } from './vector-function.ts';

/** arctan of |x| from that of a nearby number: numerator and denominator of what is left, by range. */
export function writeArctan(f: Formula, x: Value): Written {
  const { f: g } = f;
  const size = f.abs(x);
  const one = f.c(1);
  const reductions: readonly (readonly [Value, Value])[] = [
    [f.sub(f.mul(f.c(2), size), one), f.add(f.c(2), size)],
    [f.sub(size, one), f.add(size, one)],
    [f.sub(size, f.c(1.5)), f.add(one, f.mul(f.c(1.5), size))],
    [f.c(-1), size],
  ];
  const isBelow = own.ATAN_BORDERS.map((border) => g.do('f64Lt', size, f.c(border)));
  /** Of four values the one for the range that |x| is in; the first range has none. */
  const ofRange = (values: readonly Value[]) =>
    f.select(isBelow[1]!, values[0]!, f.select(isBelow[2]!, values[1]!, f.select(isBelow[3]!, values[2]!, values[3]!)));
  const rest = f.div(
    ofRange(reductions.map(([numerator]) => numerator)),
    ofRange(reductions.map(([, denominator]) => denominator)),
  );
  const t = f.select(isBelow[0]!, x, rest);
  const tail = f.mul(t, writeAtanTail(f, t));
  const near = f.sub(t, tail);
  const far = f.sub(ofRange(own.ATAN_HIGH.map(f.c)), f.sub(f.sub(tail, ofRange(own.ATAN_LOW.map(f.c))), t));
  const signed = g.do('xor', far, g.do('and', x, g.bits(SIGN)));
  const isUsual = g.do('and', g.do('f64Lt', size, f.c(2 ** 66)), g.do('f64Ge', size, f.c(2 ** -27)));
  return { value: f.select(isBelow[0]!, near, signed), isUsual };
}

const SIGN = 1n << 63n;

function writeAtanTail(f: Formula, x: Value): Value {
  const z = f.mul(x, x);
  const w = f.mul(z, z);
  return f.add(f.mul(z, f.series(own.ATAN_EVEN, w)), f.mul(w, f.series(own.ATAN_ODD, w)));
}

function writeAsinTail(f: Formula, z: Value): Value {
  return f.div(f.mul(z, f.series(own.ASIN_ABOVE, z)), f.series(own.ASIN_BELOW, z));
}

/** sqrt(z) as s and as its upper half and the rest. */
function writeRoot(f: Formula, z: Value): { readonly s: Value; readonly top: Value; readonly rest: Value } {
  const s = f.f.do('f64Sqrt', z);
  const [top] = f.split(s);
  return { s, top, rest: f.div(f.sub(z, f.mul(top, top)), f.add(s, top)) };
}

export function writeArcsin(f: Formula, x: Value): Written {
  const { f: g } = f;
  const size = f.abs(x);
  const isNear = g.do('f64Lt', size, f.c(0.5));
  const half = f.mul(f.sub(f.c(1), size), f.c(0.5));
  const tail = writeAsinTail(f, f.select(isNear, f.mul(x, x), half));
  const near = f.add(x, f.mul(x, tail));
  const { s, top, rest } = writeRoot(f, half);
  const quarter = f.c(0.7853981633974483);
  const low = f.sub(f.c(6.123233995736766e-17), f.mul(f.c(2), rest));
  const inner = f.sub(f.sub(f.mul(f.mul(f.c(2), s), tail), low), f.sub(quarter, f.mul(f.c(2), top)));
  const far = f.sub(quarter, inner);
  const signed = f.select(g.do('f64Gt', x, f.c(0)), far, g.do('f64Neg', far));
  const isUsual = g.do('and', g.do('f64Lt', size, f.c(1)), g.do('f64Ge', size, f.c(2 ** -26)));
  return { value: f.select(isNear, near, signed), isUsual };
}

export function writeArccos(f: Formula, x: Value): Written {
  const { f: g } = f;
  const size = f.abs(x);
  const isNear = g.do('f64Lt', size, f.c(0.5));
  const isNegative = g.do('f64Lt', x, f.c(0));
  const half = f.mul(f.sub(f.c(1), size), f.c(0.5));
  const tail = writeAsinTail(f, f.select(isNear, f.mul(x, x), half));
  const halfPiLow = f.c(6.123233995736766e-17);
  const near = f.sub(f.c(1.5707963267948966), f.sub(x, f.sub(halfPiLow, f.mul(x, tail))));
  const { s, top, rest } = writeRoot(f, half);
  const ofNegative = f.sub(f.c(Math.PI), f.mul(f.c(2), f.add(s, f.sub(f.mul(tail, s), halfPiLow))));
  const ofPositive = f.mul(f.c(2), f.add(top, f.add(f.mul(tail, s), rest)));
  const value = f.select(isNear, near, f.select(isNegative, ofNegative, ofPositive));
  return { value, isUsual: g.do('f64Lt', size, f.c(1)) };
}

/**
 * `modulo`: the exact remainder of |a| / |b|, then the signs. The whole part of the quotient may be off by one; the
 * remainder that it leaves says so, and is worked out once more, exactly, with the right one.
 */
export function writeModulo(f: Formula, a: Value, b: Value): Written {
  const { f: g } = f;
  const [x, y] = [f.abs(a), f.abs(b)];
  const zero = f.c(0);
  const parts = f.split(y);
  const remainderFor = (whole: Value) => {
    const product = f.mul(whole, y);
    return f.sub(f.sub(x, product), f.productError(f.split(whole), parts, product));
  };
  const quotient = f.div(x, y);
  const guess = g.do('f64Floor', quotient);
  const left = remainderFor(guess);
  const tooFew = g.do('and', g.do('f64Ge', left, y), f.c(1));
  const tooMany = g.do('and', g.do('f64Lt', left, zero), f.c(1));
  const size = remainderFor(f.sub(f.add(guess, tooFew), tooMany));
  const remainder = g.do('xor', size, g.do('and', a, g.bits(SIGN)));
  const isSameSign = g.do('not', g.do('xor', g.do('f64Lt', remainder, zero), g.do('f64Lt', b, zero)));
  const value = f.select(isSameSign, remainder, f.add(remainder, b));
  const isUsual = [
    g.do('f64Lt', quotient, f.c(2 ** 51)),
    g.do('f64Lt', y, f.c(2 ** 900)),
    g.do('f64Ge', y, f.c(2 ** -900)),
    g.do('f64Lt', x, f.c(2 ** 900)),
  ].reduce((one, other) => g.do('and', one, other));
  return { value: f.select(g.do('f64Eq', size, zero), zero, value), isUsual };
}
