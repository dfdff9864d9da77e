/** arcsin, arccos and arctan. */
import {
  ASIN_ABOVE,
  ASIN_BELOW,
  ATAN_BORDERS,
  ATAN_EVEN,
  ATAN_HIGH,
  ATAN_LOW,
  ATAN_ODD,
  SPLITTER,
} from './constants.ts';

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
