import { ln } from './elementary.ts';

/**
 * The inverse of the standard normal distribution function: the z below which a share p of it lies.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
 * (1988) 477-484, routine PPND16: rational approximations in three ranges, relative error about 1e-16.
 * Edge cases: p = 0 gives -Infinity, p = 1 gives Infinity, anything outside 0 to 1 gives NaN.
 */
export function inverseNormal(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= CENTRE_REACH) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const s = Math.sqrt(-ln(tail));
  const z =
    s <= MIDDLE_REACH
      ? polynomial(MIDDLE_ABOVE, s - 1.6) / polynomial(MIDDLE_BELOW, s - 1.6)
      : polynomial(FAR_ABOVE, s - 5) / polynomial(FAR_BELOW, s - 5);
  return q < 0 ? -z : z;
}

/** Horner's rule; coefficients from the constant term up. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = coefficients[7]!;
  for (let power = 6; power >= 0; power--) sum = sum * x + coefficients[power]!;
  return sum;
}

/** So many standard deviations on either side of the mean hold 95 of 100. */
export const Z_95 = 1.959963984540054;

/** Borders of the ranges: of |p - 1/2|, and of the square root of -ln of the tail. */
export const CENTRE_REACH = 0.425;
export const MIDDLE_REACH = 5;

export const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
export const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
export const MIDDLE_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
export const MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
export const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
export const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];
