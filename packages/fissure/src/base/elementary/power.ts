/** pow, of halves whose products are exact. */
import {
  EXP_FAST,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  POW_LARGEST_EXPONENT,
  ROUNDER,
  SMALLEST_NORMAL,
  SQRT_HALF_HIGH,
  TWO_THIRDS,
  TWO_THIRDS_A,
  TWO_THIRDS_REST,
} from './constants.ts';
import { expOfReduced } from './exponential.ts';
import { upperHalf } from './products.ts';
import { double, HIGH, halves, POWERS_OF_TWO, scale } from './words.ts';

/** x to the power y, as `Math.pow`: 1 for y = 0, NaN for a negative x unless y is whole, and for |x| = 1 with y infinite. */
export function pow(x: number, y: number): number {
  if (x >= SMALLEST_NORMAL && x < Infinity && Math.abs(y) <= POW_LARGEST_EXPONENT) return powOfPositive(x, 0, y);
  return powSpecial(x, y);
}

/** Low part of the last `lnHalves`. */
let lnLow = 0;

/**
 * ln(x / 2^shift) as an upper half and, in `lnLow`, the rest: for powers, good to about 2^-63 of it. With s = f / (2 + f),
 * ln(1 + f) is 2/3 s (3 + s^2 + 3/5 s^4 + 3/7 s^6 + ...), put together of halves whose products are exact, as
 * fdlibm's e_pow.c does.
 */
function lnHalves(x: number, shift: number): number {
  double[0] = x;
  const exponent = (halves[HIGH]! - SQRT_HALF_HIGH) >> 20;
  halves[HIGH] = halves[HIGH]! - (exponent << 20);
  const f = double[0]! - 1;
  const k = exponent - shift;
  const d = 2 + f;
  const inverse = 1 / d;
  const s = f * inverse;
  const sTop = upperHalf(s);
  const dTop = upperHalf(d);
  const sRest = inverse * (f - sTop * dTop - sTop * (f - (dTop - 2)));
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const tail =
    z2 *
    (3 / 5 +
      (3 / 7) * z +
      (3 / 9 + (3 / 11) * z) * z2 +
      z4 * (3 / 13 + (3 / 15) * z + (3 / 17 + (3 / 19) * z) * z2 + z4 * (3 / 21 + (3 / 23) * z + (3 / 25) * z2)));
  const zTop = sTop * sTop;
  const r = tail + sRest * (sTop + s);
  const aTop = upperHalf(3 + zTop + r);
  const aRest = r - (aTop - 3 - zTop);
  const u = sTop * aTop;
  const w = sRest * aTop + aRest * s;
  const bTop = upperHalf(u + w);
  const bRest = w - (bTop - u);
  const h = TWO_THIRDS_A * bTop;
  const hRest = TWO_THIRDS_REST * bTop + bRest * TWO_THIRDS;
  const shifted = k * LN2_HIGH;
  const high = upperHalf(h + hRest + shifted);
  lnLow = hRest - (high - shifted - h) + k * LN2_LOW;
  return high;
}

/** (x / 2^shift)^y for a positive normal x. */
function powOfPositive(x: number, shift: number, y: number): number {
  const high = lnHalves(x, shift);
  const yTop = upperHalf(y);
  const product = yTop * high;
  const rest = (y - yTop) * high + y * lnLow;
  const p = product + rest;
  if (p > 710) return Infinity;
  if (p < -746) return 0;
  const n = p * LOG2_E + ROUNDER - ROUNDER;
  const result = expOfReduced(product - n * LN2_HIGH, n * LN2_LOW - rest);
  return p >= -EXP_FAST && p <= EXP_FAST ? result * POWERS_OF_TWO[n + 1023]! : scale(result, n);
}

function powSpecial(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  const isWhole = Math.floor(y) === y;
  const isOdd = isWhole && Math.abs(y) < 2 ** 53 && y % 2 !== 0;
  if (size === 0) return ofInfinite(y < 0, isOdd && Object.is(x, -0));
  if (size === Infinity) return ofInfinite(y > 0, isOdd && x < 0);
  if (size === 1 && Math.abs(y) === Infinity) return NaN;
  if (x < 0 && !isWhole) return NaN;
  const value = powOfSize(size, y);
  return x < 0 && isOdd ? -value : value;
}

function ofInfinite(isInfinite: boolean, isNegative: boolean): number {
  const size = isInfinite ? Infinity : 0;
  return isNegative ? -size : size;
}

function powOfSize(size: number, y: number): number {
  if (size === 1) return 1;
  if (Math.abs(y) > POW_LARGEST_EXPONENT) return size > 1 === y > 0 ? Infinity : 0;
  return size < SMALLEST_NORMAL ? powOfPositive(size * 2 ** 54, 54, y) : powOfPositive(size, 0, y);
}
