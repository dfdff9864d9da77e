import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactSum } from '../../src/base/exact-sum.ts';

const sumOf = (terms: readonly number[]): number => {
  const sum = new ExactSum();
  for (const term of terms) sum.add(term);
  return sum.value;
};

/** The slow twin: whole multiples of the smallest double there is, as big integers, rounded once. */
function sumByIntegers(terms: readonly number[]): number {
  const total = terms.reduce((sum, term) => sum + scaled(term), 0n);
  const size = total < 0n ? -total : total;
  const shift = Math.max(0, size.toString(2).length - 60);
  // 60 digits, the last of them set where something was cut off: enough to round to 53 as the whole would.
  const sticky = size & ((1n << BigInt(shift)) - 1n) ? 1n : 0n;
  // Two factors, since the power alone may be out of range.
  const power = shift - 1 - 1074;
  const rounded =
    Number(((size >> BigInt(shift)) << 1n) | sticky) * 2 ** Math.max(-1000, power) * 2 ** Math.min(0, power + 1000);
  return total < 0n ? -rounded : rounded;
}

function scaled(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return value < 0 ? -size : size;
}

it('is the nearest double to the exact sum, as big integers have it', () => {
  const term = fc.double({ min: -1e200, max: 1e200, noNaN: true });
  fc.assert(
    fc.property(fc.array(term, { maxLength: 40 }), (terms) => {
      expect(sumOf(terms) + 0).toBe(sumByIntegers(terms) + 0);
    }),
  );
});

it('rounds half-way cases by what lies below them', () => {
  expect(sumOf([1, 2 ** -53, 2 ** -106])).toBe(1 + 2 ** -52);
  expect(sumOf([1, 2 ** -53, -(2 ** -106)])).toBe(1);
  expect(sumOf([1e308, 1, -1e308])).toBe(1);
});
