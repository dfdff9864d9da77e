/** sin, cos and tan of every finite angle. */
import { ROUNDER, TRIG_FAST, TWO_OVER_PI } from './constants.ts';
import { productError } from './products.ts';
import { double, HIGH, halves } from './words.ts';

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
