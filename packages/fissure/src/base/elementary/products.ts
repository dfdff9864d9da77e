/** Products by halves, exact to the last bit (Dekker). */
import { SPLITTER } from './constants.ts';

/** a * b - p exactly, where p is the rounded product. */
export function productError(a: number, b: number, p: number): number {
  let c = SPLITTER * a;
  const aA = c - (c - a);
  const aB = a - aA;
  c = SPLITTER * b;
  const bA = c - (c - b);
  const bB = b - bA;
  return aA * bA - p + aA * bB + aB * bA + aB * bB;
}

/** The upper 26 bits of a number, so that products of two such are exact. */
export function upperHalf(x: number): number {
  const c = SPLITTER * x;
  return c - (c - x);
}
