/** exp, ln and log10. */
import {
  EXP_FAST,
  INV_LN10,
  INV_LN10_LOW,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  ROUNDER,
  SMALLEST_NORMAL,
  SPLITTER,
  SQRT_HALF_HIGH,
  TWO_THIRDS,
  TWO_THIRDS_A,
  TWO_THIRDS_B,
  TWO_THIRDS_LOW,
} from './constants.ts';
import { productError } from './products.ts';
import { double, HIGH, halves, POWERS_OF_TWO, scale } from './words.ts';

/** e^(high - low), |high - low| <= 0.35, low no more than a correction. */
export function expOfReduced(high: number, low: number): number {
  const r = high - low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const a = 0.5 + 0.16666666666666666 * r + (0.041666666666666664 + 0.008333333333333333 * r) * r2;
  const b = 0.001388888888888889 + 0.0001984126984126984 * r + (2.48015873015873e-5 + 2.7557319223985893e-6 * r) * r2;
  const c = 2.755731922398589e-7 + 2.505210838544172e-8 * r + (2.08767569878681e-9 + 1.6059043836821613e-10 * r) * r2;
  return 1 + (high + (r2 * (a + r4 * (b + r4 * c)) - low));
}

export function exp(x: number): number {
  if (!(x >= -EXP_FAST && x <= EXP_FAST)) {
    if (x > 709.782712893384) return Infinity;
    if (x < -745.1332191019412) return 0;
    if (Number.isNaN(x)) return x;
    const far = x * LOG2_E + ROUNDER - ROUNDER;
    return scale(expOfReduced(x - far * LN2_HIGH, far * LN2_LOW), far);
  }
  const n = x * LOG2_E + ROUNDER - ROUNDER;
  return expOfReduced(x - n * LN2_HIGH, n * LN2_LOW) * POWERS_OF_TWO[n + 1023]!;
}

export function ln(x: number): number {
  if (!(x >= SMALLEST_NORMAL && x < Infinity)) {
    if (x === 0) return -Infinity;
    if (!(x > 0)) return NaN;
    return x === Infinity ? x : lnOfNormal(x * 2 ** 54, 54);
  }
  return lnOfNormal(x, 0);
}

/** ln(x / 2^shift). */
function lnOfNormal(x: number, shift: number): number {
  double[0] = x;
  const exponent = (halves[HIGH]! - SQRT_HALF_HIGH) >> 20;
  halves[HIGH] = halves[HIGH]! - (exponent << 20);
  const f = double[0]! - 1;
  const k = exponent - shift;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + (even + odd)) + k * LN2_LOW) - f);
}

/** Low part of the last `lnParts`. */
let lnLow = 0;

/** ln(x / 2^shift) as an unevaluated sum of two doubles, with an error below 2^-64 of it; returns the high part. */
function lnParts(x: number, shift: number): number {
  double[0] = x;
  const exponent = (halves[HIGH]! - SQRT_HALF_HIGH) >> 20;
  halves[HIGH] = halves[HIGH]! - (exponent << 20);
  const f = double[0]! - 1;
  const k = exponent - shift;
  // s + sLow = f / (2 + f)
  const d = 2 + f;
  const dRest = f - (d - 2);
  const s = f / d;
  let c = SPLITTER * s;
  const sA = c - (c - s);
  const sB = s - sA;
  c = SPLITTER * d;
  const dA = c - (c - d);
  const dB = d - dA;
  const product = s * d;
  const productLow = sA * dA - product + sA * dB + sB * dA + sB * dB;
  const sLow = (f - product - productLow - s * dRest) / d;
  // z + zLow = s^2; ln(1 + f) = 2 s + s (2/3 z + 2/5 z^2 + ...)
  const z = s * s;
  const zLow = sA * sA - z + 2 * sA * sB + sB * sB + 2 * s * sLow;
  const z2 = z * z;
  const z4 = z2 * z2;
  const tail =
    z2 *
    (0.4 +
      (2 / 7) * z +
      (2 / 9 + (2 / 11) * z) * z2 +
      z4 * (2 / 13 + (2 / 15) * z + (2 / 17 + (2 / 19) * z) * z2 + z4 * (2 / 21 + (2 / 23) * z + (2 / 25) * z2)));
  c = SPLITTER * z;
  const zA = c - (c - z);
  const zB = z - zA;
  const u = z * TWO_THIRDS;
  const uLow =
    zA * TWO_THIRDS_A -
    u +
    zA * TWO_THIRDS_B +
    zB * TWO_THIRDS_A +
    zB * TWO_THIRDS_B +
    (z * TWO_THIRDS_LOW + zLow * TWO_THIRDS);
  const v = u + tail;
  const vLow = u - v + tail + uLow;
  c = SPLITTER * v;
  const vA = c - (c - v);
  const vB = v - vA;
  const w = s * v;
  const wLow = sA * vA - w + sA * vB + sB * vA + sB * vB + (s * vLow + sLow * v);
  const twice = 2 * s;
  const h = twice + w;
  const hLow = twice - h + w + (wLow + 2 * sLow);
  // k ln 2
  const shifted = k * LN2_HIGH;
  const sum = shifted + h;
  const low = shifted - sum + h + (hLow + k * LN2_LOW);
  const high = sum + low;
  lnLow = sum - high + low;
  return high;
}

export function log10(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  const high = x < SMALLEST_NORMAL ? lnParts(x * 2 ** 54, 54) : lnParts(x, 0);
  const p = high * INV_LN10;
  return p + (productError(high, INV_LN10, p) + (high * INV_LN10_LOW + lnLow * INV_LN10));
}
