/**
 * Counter-based random numbers: Philox 4x32-10. The same key and counter always give the same number, so that streams
 * need no state, no order of drawing, and no care about which worker draws.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * Proceedings of SC11 (2011), doi:10.1145/2063384.2063405, section 3.3 and table 2.
 */

/** Two words that tell independent families of streams apart: in Fissure [seed, member]. Each is taken modulo 2^32. */
export type RandomKey = readonly [number, number];

export const MULTIPLIER_0 = 0xd2511f53;
export const MULTIPLIER_1 = 0xcd9e8d57;
export const WEYL_0 = 0x9e3779b9;
export const WEYL_1 = 0xbb67ae85;
export const ROUNDS = 10;

/** Upper 32 bits of the 64-bit product of two uint32, as an int32; by 16-bit halves, since doubles hold only 53 bits. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** Writes the four output words of Philox 4x32-10 for this key and counter into `out`. */
export function philoxInto(
  out: Uint32Array,
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
): void {
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(MULTIPLIER_0, c0);
    const high1 = highWord(MULTIPLIER_1, c2);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

const words = new Uint32Array(4);

/**
 * A uniform number strictly between 0 and 1: an odd multiple of 2^-53, from 2^-53 to 1 - 2^-53. The 2^52 values are
 * equally likely, evenly spaced and symmetric about 1/2, so that u and 1 - u have the same distribution exactly.
 *
 * In a run: key = [seed, member], counter = [streamLow, streamHigh, step, drawIndex], all taken modulo 2^32.
 */
export function uniformAt(
  key: RandomKey,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
): number {
  philoxInto(words, key[0], key[1], counter0, counter1, counter2, counter3);
  return ((words[0]! >>> 6) * 0x4000000 + (words[1]! >>> 6) + 0.5) * 2 ** -52;
}

/** `out[i]` = uniformAt(key, counter0[i], counter1[i], counter2, counter3[i]). */
export type FillUniforms = (
  out: Float64Array,
  key: RandomKey,
  counter0: Uint32Array,
  counter1: Uint32Array,
  counter2: number,
  counter3: Uint32Array,
) => void;

export const fillUniforms: FillUniforms = (out, key, counter0, counter1, counter2, counter3) => {
  for (let i = 0; i < out.length; i++) out[i] = uniformAt(key, counter0[i]!, counter1[i]!, counter2, counter3[i]!);
};
