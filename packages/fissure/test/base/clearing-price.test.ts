// Prices against closed forms of the curves, and slopes against chords.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearingPrice, grantedPart, grantedSlope, priceSlopes } from '../../src/base/clearing-price.ts';

type Asker = readonly [request: number, kind: number, middle: number, width: number];

function priceOf(supply: number, ...askers: readonly Asker[]): number {
  return clearingPrice(Float64Array.from([supply, ...askers.flat()]), askers.length);
}

function grantedAt(price: number, askers: readonly Asker[]): number {
  return askers.reduce((sum, [request, ...curve]) => sum + request * grantedPart(price, ...curve), 0);
}

it('rectangles fall evenly: half of the request at the middle, a quarter half way to the upper edge', () => {
  expect(priceOf(50, [100, 1, 5, 2])).toBeCloseTo(5, 12);
  expect(priceOf(25, [100, 1, 5, 2])).toBeCloseTo(5.5, 12);
});

it('triangles: half the square of what is left to the edge', () => {
  // (1 - 0.5 / 1)^2 / 2 and (1 - 0.5 / 2)^2 / 2 of each 100.
  expect(priceOf(40.625, [100, 2, 5, 2], [100, 2, 5, 4])).toBeCloseTo(5.5, 5);
});

it('exponential curves: half of exp(-distance / width)', () => {
  expect(priceOf((100 * Math.exp(-2)) / 2, [100, 4, 3, 1.5])).toBeCloseTo(6, 4);
});

it('a fixed request takes its part first, and its middle does not matter', () => {
  expect(priceOf(80, [30, 0, 1000, 0], [100, 1, 5, 2])).toBeCloseTo(5, 12);
});

it('too much and too little: an end of the curves', () => {
  const askers = [
    [100, 1, 5, 2],
    [100, 1, 7, 4],
  ] as const;
  expect(priceOf(1000, ...askers)).toBe(4);
  expect(priceOf(-1, ...askers)).toBe(9);
});

it('a kind that there is not has no price', () => {
  for (const kind of [5, -1, 1.5, Number.NaN]) expect(priceOf(10, [100, kind, 5, 2])).toBeNaN();
});

const asker = fc.tuple(
  fc.double({ min: 1, max: 100, noNaN: true }),
  fc.integer({ min: 1, max: 4 }),
  fc.double({ min: -5, max: 5, noNaN: true }),
  fc.double({ min: 1, max: 4, noNaN: true }),
);

it('all together are granted what there is, within a millionth of all requests', () => {
  fc.assert(
    fc.property(
      fc.array(asker, { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (askers, part) => {
        const total = askers.reduce((sum, [request]) => sum + request, 0);
        expect(Math.abs(grantedAt(priceOf(part * total, ...askers), askers) - part * total)).toBeLessThanOrEqual(
          1e-6 * total,
        );
      },
    ),
  );
});

it('reads what lies apart in memory', () => {
  const args = [40, 100, 3, 5, 1, 50, 2, 6, 3];
  const apart = new Float64Array(args.length * 3 + 1);
  for (const [i, arg] of args.entries()) apart[1 + 3 * i] = arg;
  expect(clearingPrice(apart, 2, 1, 3)).toBe(clearingPrice(Float64Array.from(args), 2));
});

it('the slope of a curve is that of its chord', () => {
  for (const kind of [1, 2, 3, 4])
    for (const price of [2.1, 4.6, 5.3, 6.2]) {
      const chord = (grantedPart(price + 1e-6, kind, 5, 3) - grantedPart(price - 1e-6, kind, 5, 3)) / 2e-6;
      // The normal curve is an approximation with an error of 1e-5, whose slope is not quite the density.
      expect(Math.abs(grantedSlope(price, kind, 5, 3) - chord)).toBeLessThan(kind === 3 ? 1e-4 : 1e-8);
    }
});

it('the slopes of the price are those of the exact price of exponential curves above their middles', () => {
  // Of requests a, b at middles m, n with a width w: price = w ln((a exp(m / w) + b exp(n / w)) / (2 s)).
  const exact = (s: number, a: number, m: number, b: number, n: number) =>
    2 * Math.log((a * Math.exp(m / 2) + b * Math.exp(n / 2)) / (2 * s));
  const at = [20, 100, 5, 60, 6] as const;
  const price = exact(...at);
  const slopes = priceSlopes([20, 100, 4, 5, 2, 60, 4, 6, 2], price);
  const chord = (i: number) => {
    const moved = (h: number) => exact(...(at.map((value, k) => (k === i ? value + h : value)) as [...typeof at]));
    return (moved(1e-5) - moved(-1e-5)) / 2e-5;
  };
  // Supply, request and middle of the one, request and middle of the other; the kinds are 0.
  [0, 1, 3, 5, 7].forEach((place, i) => {
    expect(slopes[place]).toBeCloseTo(chord(i), 6);
  });
  for (const place of [2, 6]) expect(slopes[place]).toBeCloseTo(0, 20);
});

it('a wider curve moves the price away from its middle, and nothing moves a price at an end', () => {
  // 25 of 100 in a rectangle: the price is a quarter of the width above the middle.
  const [, , , , byWidth] = priceSlopes([25, 100, 1, 5, 2], 5.5);
  expect(byWidth).toBeCloseTo(0.25, 12);
  expect(priceSlopes([1000, 100, 1, 5, 2], 4)).toEqual([0, 0, 0, 0, 0]);
  expect(priceSlopes([80, 30, 0, 9, 0, 100, 1, 5, 2], 5).every(Number.isFinite)).toBe(true);
});
