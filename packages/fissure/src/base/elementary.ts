/**
 * Elementary functions as fixed sequences of IEEE double operations (+ - * / sqrt and moves of exponent bits): the same
 * bits on every machine, in every browser, and in the WebAssembly that engine/webassembly/elementary-code.ts writes.
 * `Math.exp` and its like may differ between machines; these may not.
 *
 * Largest error against the 60-digit references of test/base/elementary.test.ts, in units of the last place: exp 0.72,
 * ln 0.71, log10 0.50, pow 0.71, sin 0.57, cos 0.59, tan 1.4, arcsin 0.71, arccos 0.57, arctan 0.61; never more than 2
 * units from `Math` on 200,000 points each. Special values (NaN, infinities, signed zeros, subnormals) are those of `Math`.
 *
 * Sources: W. J. Cody and W. Waite, "Software Manual for the Elementary Functions" (1980), for the reductions;
 * coefficients of ln, sin, cos, arcsin and arctan: K. C. Ng and Sun Microsystems, fdlibm 5.3 (1993), e_log.c, k_sin.c,
 * k_cos.c, e_asin.c, s_atan.c, and the way of e_pow.c; exp: Taylor; exact products and sums: T. J. Dekker, "A floating-point technique for
 * extending the available precision", Numerische Mathematik 18 (1971).
 *
 * Every operation and its order counts: a change here must be made in elementary-code.ts as well.
 */

/** Adding and taking away 1.5 * 2^52 rounds to the nearest whole number, halves to even. */
export const ROUNDER = 6755399441055744;
export const LOG2_E = Math.LOG2E;
/** ln 2 in two parts; the first has 32 significant bits, so that products with whole numbers below 2^20 are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** Up to here exp neither overflows nor leaves the normal numbers. */
export const EXP_FAST = 708;
/** 1 / 2!, 1 / 3!, ... 1 / 13!. */
export const EXP_SERIES: readonly number[] = [
  0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889, 0.0001984126984126984,
  2.48015873015873e-5, 2.7557319223985893e-6, 2.755731922398589e-7, 2.505210838544172e-8, 2.08767569878681e-9,
  1.6059043836821613e-10,
];
/** Of ln(1 + f) in s^2, s = f / (2 + f). */
export const LN_SERIES: readonly number[] = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
];
/** 2/3 in two parts, and 2/5, 2/7, ... 2/25. */
export const TWO_THIRDS = 0.6666666666666666;
export const TWO_THIRDS_LOW = 3.700743415417188e-17;
export const LN_TAIL: readonly number[] = Array.from({ length: 11 }, (_, i) => 2 / (2 * i + 5));
/** 3/5, 3/7, ... 3/25. */
export const POW_TAIL: readonly number[] = Array.from({ length: 11 }, (_, i) => 3 / (2 * i + 5));
/** 2^27 + 1: splits a double into two halves of 26 bits. */
export const SPLITTER = 134217729;
export const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Beyond this exponent a power is 0, 1 or infinite. */
export const POW_LARGEST_EXPONENT = 2 ** 64;
/** High word of sqrt(1/2): mantissas are taken from there to sqrt(2). */
export const SQRT_HALF_HIGH = 0x3fe6a09e;

export const SIN_SERIES: readonly number[] = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
];
export const COS_SERIES: readonly number[] = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
];
export const TWO_OVER_PI = 0.6366197723675814;
/** pi / 2 in four parts; the first three have 33 bits, so that products with whole numbers below 2^20 are exact. */
export const HALF_PI_PARTS: readonly number[] = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
];
/** Up to here the reduction by these parts is good; beyond, it is done in whole numbers. */
export const TRIG_FAST = 1e6;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
/** Where the sign and exponent are. */
const HIGH = new Uint8Array(Float64Array.of(1).buffer)[7] === 0x3f ? 1 : 0;

/** 2^-1022 ... 2^1023 at k + 1023. */
const POWERS_OF_TWO = Float64Array.from({ length: 2047 }, (_, i) => 2 ** (i - 1023));

/** e^(high - low), |high - low| <= 0.35, low no more than a correction. */
function expOfReduced(high: number, low: number): number {
  const r = high - low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const a = 0.5 + 0.16666666666666666 * r + (0.041666666666666664 + 0.008333333333333333 * r) * r2;
  const b = 0.001388888888888889 + 0.0001984126984126984 * r + (2.48015873015873e-5 + 2.7557319223985893e-6 * r) * r2;
  const c = 2.755731922398589e-7 + 2.505210838544172e-8 * r + (2.08767569878681e-9 + 1.6059043836821613e-10 * r) * r2;
  return 1 + (high + (r2 * (a + r4 * (b + r4 * c)) - low));
}

/** value * 2^k, rounded once. */
function scale(value: number, k: number): number {
  if (k > 1023) return value * 2 ** 1000 * 2 ** (k - 1000);
  if (k < -1021) return value * 2 ** -1000 * 2 ** (k + 1000);
  return value * POWERS_OF_TWO[k + 1023]!;
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

const TWO_THIRDS_SPLIT = SPLITTER * TWO_THIRDS;
export const TWO_THIRDS_A = TWO_THIRDS_SPLIT - (TWO_THIRDS_SPLIT - TWO_THIRDS);
export const TWO_THIRDS_B = TWO_THIRDS - TWO_THIRDS_A;
/** The true 2/3 less its upper half. */
export const TWO_THIRDS_REST = TWO_THIRDS_B + TWO_THIRDS_LOW;

export const INV_LN10 = Math.LOG10E;
export const INV_LN10_LOW = 1.098319650216765e-17;

export function log10(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  const high = x < SMALLEST_NORMAL ? lnParts(x * 2 ** 54, 54) : lnParts(x, 0);
  const p = high * INV_LN10;
  return p + (productError(high, INV_LN10, p) + (high * INV_LN10_LOW + lnLow * INV_LN10));
}

/** a * b - p exactly, where p is the rounded product. */
function productError(a: number, b: number, p: number): number {
  let c = SPLITTER * a;
  const aA = c - (c - a);
  const aB = a - aA;
  c = SPLITTER * b;
  const bA = c - (c - b);
  const bB = b - bA;
  return aA * bA - p + aA * bB + aB * bA + aB * bB;
}

/** x to the power y, as `Math.pow`: 1 for y = 0, NaN for a negative x unless y is whole, and for |x| = 1 with y infinite. */
export function pow(x: number, y: number): number {
  if (x >= SMALLEST_NORMAL && x < Infinity && Math.abs(y) <= POW_LARGEST_EXPONENT) return powOfPositive(x, 0, y);
  return powSpecial(x, y);
}

/** The upper 26 bits of a number, so that products of two such are exact. */
function upperHalf(x: number): number {
  const c = SPLITTER * x;
  return c - (c - x);
}

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

/** Low part of the last `reduce`. */
let restLow = 0;
/** The multiple of pi / 2 nearest to the argument of the last `reduce`; beyond 1e6 modulo 4. */
let quadrant = 0;

/** x less the nearest multiple of pi / 2. */
function reduce(x: number): number {
  if (!(Math.abs(x) <= TRIG_FAST)) return reduceFar(x);
  const n = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  const a = x - n * 1.5707963267341256;
  const b = n * 6.077100506303966e-11;
  const r1 = a - b;
  const back1 = r1 - a;
  const e1 = a - (r1 - back1) - (b + back1);
  const c = n * 2.0222662487111665e-21;
  const r2 = r1 - c;
  const back2 = r2 - r1;
  const e2 = r1 - (r2 - back2) - (c + back2);
  const e = e1 + e2 - n * 8.4784276603689e-32;
  const rest = r2 + e;
  restLow = r2 - rest + e;
  quadrant = n;
  return rest;
}

function sinOfReduced(x: number, low: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * low - v * r) - low - v * -0.16666666666666632);
}

function cosOfReduced(x: number, low: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 2.480158728947673e-5)) +
    w * w * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * r - x * low));
}

export function sin(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  // Keeps -0, which the reduction would lose.
  if (Math.abs(x) < 2 ** -27) return x;
  const rest = reduce(x);
  const value = (quadrant & 1) === 0 ? sinOfReduced(rest, restLow) : cosOfReduced(rest, restLow);
  return (quadrant & 2) === 0 ? value : -value;
}

export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  const rest = reduce(x);
  const value = (quadrant & 1) === 0 ? cosOfReduced(rest, restLow) : sinOfReduced(rest, restLow);
  return ((quadrant + 1) & 2) === 0 ? value : -value;
}

export function tan(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  if (Math.abs(x) < 2 ** -27) return x;
  const rest = reduce(x);
  const s = sinOfReduced(rest, restLow);
  const c = cosOfReduced(rest, restLow);
  return (quadrant & 1) === 0 ? s / c : -(c / s);
}

/** Digits kept of 2 / pi, in bits: more than the exponent of any double, and 160 for the rest. */
const FAR_BITS = 1300n;
let twoOverPi: bigint | undefined;

/** 2 / pi in units of 2^-1300, by Machin's formula pi = 16 arctan(1/5) - 4 arctan(1/239). */
function makeTwoOverPi(): bigint {
  const guard = 64n;
  const one = 1n << (FAR_BITS + guard);
  const inverseTangent = (n: bigint): bigint => {
    let power = one / n;
    let sum = power;
    for (let k = 1n; power !== 0n; k++) {
      power /= -(n * n);
      sum += power / (2n * k + 1n);
    }
    return sum;
  };
  const pi = 16n * inverseTangent(5n) - 4n * inverseTangent(239n);
  return ((2n * one) << FAR_BITS) / pi;
}

/** In whole numbers: |x| = mantissa * 2^exponent, so that |x| * 2 / pi is exact up to the digits that 2 / pi has. */
function reduceFar(x: number): number {
  twoOverPi ??= makeTwoOverPi();
  double[0] = x;
  const exponent = ((halves[HIGH]! >>> 20) & 0x7ff) - 1075;
  halves[HIGH] = (halves[HIGH]! & 0x800fffff) | (1075 << 20);
  const mantissa = BigInt(Math.abs(double[0]!));
  const turns =
    exponent >= 0 ? (mantissa * twoOverPi) << BigInt(exponent) : (mantissa * twoOverPi) >> BigInt(-exponent);
  const whole = (turns + (1n << (FAR_BITS - 1n))) >> FAR_BITS;
  const rest = turns - (whole << FAR_BITS);
  // As two doubles: 60 bits, and the next 60.
  const isNegative = rest < 0n;
  const size = isNegative ? -rest : rest;
  const digits = size === 0n ? 0 : size.toString(2).length;
  const shift = BigInt(Math.max(digits - 53, 0));
  const high = Number(size >> shift) * 2 ** (Number(shift) - Number(FAR_BITS));
  const lowDigits = size - ((size >> shift) << shift);
  const lowShift = shift > 53n ? shift - 53n : 0n;
  const low = Number(lowDigits >> lowShift) * 2 ** (Number(lowShift) - Number(FAR_BITS));
  // times pi / 2
  const p = high * 1.5707963267948966;
  const pLow = productError(high, 1.5707963267948966, p) + (high * 6.123233995736766e-17 + low * 1.5707963267948966);
  const value = p + pLow;
  const valueLow = p - value + pLow;
  const sign = isNegative === x < 0 ? 1 : -1;
  restLow = sign * valueLow;
  quadrant = x < 0 ? (4 - Number(whole & 3n)) & 3 : Number(whole & 3n);
  return sign * value;
}

/** arctan of 1/2, 1, 3/2 and infinity, in two parts. */
export const ATAN_HIGH: readonly number[] = [
  0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966,
];
export const ATAN_LOW: readonly number[] = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
];
/** Of 1 - arctan(x) / x, in x^4: times x^2, and times x^4. */
export const ATAN_EVEN: readonly number[] = [
  0.3333333333333293, 0.14285714272503466, 0.09090887133436507, 0.06661073137387531, 0.049768779946159324,
  0.016285820115365782,
];
export const ATAN_ODD: readonly number[] = [
  -0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735, -0.036531572744216916,
];
/** Where the reductions of arctan meet. */
export const ATAN_BORDERS: readonly number[] = [0.4375, 0.6875, 1.1875, 2.4375];
/** Numerator and denominator of (arcsin(x) - x) / x, in x^2. */
export const ASIN_ABOVE: readonly number[] = [
  0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
  3.479331075960212e-5,
];
export const ASIN_BELOW: readonly number[] = [
  1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194,
];

export function arctan(x: number): number {
  const size = Math.abs(x);
  if (!(size < 2 ** 66)) return Number.isNaN(x) ? x : x > 0 ? 1.5707963267948966 : -1.5707963267948966;
  if (size < 2 ** -27) return x;
  if (size < ATAN_BORDERS[0]!) return x - x * atanTail(x);
  const sign = x < 0 ? -1 : 1;
  if (size < ATAN_BORDERS[1]!) return sign * atanFrom(0, (2 * size - 1) / (2 + size));
  if (size < ATAN_BORDERS[2]!) return sign * atanFrom(1, (size - 1) / (size + 1));
  if (size < ATAN_BORDERS[3]!) return sign * atanFrom(2, (size - 1.5) / (1 + 1.5 * size));
  return sign * atanFrom(3, -1 / size);
}

function atanFrom(i: number, x: number): number {
  return ATAN_HIGH[i]! - (x * atanTail(x) - ATAN_LOW[i]! - x);
}

const [E0, E1, E2, E3, E4, E5] = ATAN_EVEN as readonly [number, number, number, number, number, number];
const [O0, O1, O2, O3, O4] = ATAN_ODD as readonly [number, number, number, number, number];

/** 1 - arctan(x) / x */
function atanTail(x: number): number {
  const z = x * x;
  const w = z * z;
  const even = z * (E0 + w * (E1 + w * (E2 + w * (E3 + w * (E4 + w * E5)))));
  const odd = w * (O0 + w * (O1 + w * (O2 + w * (O3 + w * O4))));
  return even + odd;
}

const [P0, P1, P2, P3, P4, P5] = ASIN_ABOVE as readonly [number, number, number, number, number, number];
const [Q0, Q1, Q2, Q3, Q4] = ASIN_BELOW as readonly [number, number, number, number, number];

/** (arcsin(x) - x) / x^3 * x^2, z = x^2. */
function asinTail(z: number): number {
  const p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))));
  const q = Q0 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4)));
  return p / q;
}

export function arcsin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (size < 2 ** -26) return x;
  if (size === 1) return x * 1.5707963267948966;
  if (size < 0.5) return x + x * asinTail(x * x);
  const z = (1 - size) * 0.5;
  const s = Math.sqrt(z);
  const tail = asinTail(z);
  const c = SPLITTER * s;
  const top = c - (c - s);
  const rest = (z - top * top) / (s + top);
  const value =
    0.7853981633974483 - (2 * s * tail - (6.123233995736766e-17 - 2 * rest) - (0.7853981633974483 - 2 * top));
  return x > 0 ? value : -value;
}

export function arccos(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (x === 1) return 0;
  if (size < 0.5) return 1.5707963267948966 - (x - (6.123233995736766e-17 - x * asinTail(x * x)));
  if (x < 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    const w = asinTail(z) * s - 6.123233995736766e-17;
    return Math.PI - 2 * (s + w);
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const c = SPLITTER * s;
  const top = c - (c - s);
  const rest = (z - top * top) / (s + top);
  return 2 * (top + (asinTail(z) * s + rest));
}
