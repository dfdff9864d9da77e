/** The bits of a double, to take its exponent off and to put one on. */

export const double = new Float64Array(1);
export const halves = new Int32Array(double.buffer);
/** Where the sign and exponent are. */
export const HIGH = new Uint8Array(Float64Array.of(1).buffer)[7] === 0x3f ? 1 : 0;

/** 2^-1022 ... 2^1023 at k + 1023. */
export const POWERS_OF_TWO = Float64Array.from({ length: 2047 }, (_, i) => 2 ** (i - 1023));

/** value * 2^k, rounded once. */
export function scale(value: number, k: number): number {
  if (k > 1023) return value * 2 ** 1000 * 2 ** (k - 1000);
  if (k < -1021) return value * 2 ** -1000 * 2 ** (k + 1000);
  return value * POWERS_OF_TWO[k + 1023]!;
}
