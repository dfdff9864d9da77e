// Truth: 60-digit values from mpmath (scripts/oracles/elementary.py); special values from Math.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { arccos, arcsin, arctan, cos, exp, ln, log10, pow, sin, tan } from '../../src/base/elementary.ts';
import { philoxInto } from '../../src/base/random.ts';

type Name = 'exp' | 'ln' | 'log10' | 'sin' | 'cos' | 'tan' | 'arcsin' | 'arccos' | 'arctan';

const points: Readonly<Record<Name | 'pow', readonly (readonly number[])[]>> = JSON.parse(
  readFileSync(new URL('./elementary-points.json', import.meta.url), 'utf8'),
);

const OWN: Readonly<Record<Name, (x: number) => number>> = { exp, ln, log10, sin, cos, tan, arcsin, arccos, arctan };

const bits = new BigInt64Array(1);
const double = new Float64Array(bits.buffer);

/** Place of a number among all doubles in order; neighbours differ by 1. */
function placeOf(x: number): bigint {
  double[0] = x;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}

/** Units in the last place between two numbers; 0 only for the same number with the same sign. */
function unitsApart(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  return Math.max(Math.abs(Number(placeOf(a) - placeOf(b))), 0.5);
}

const BOUNDS: Readonly<Record<Name | 'pow', number>> = {
  exp: 1,
  ln: 1,
  log10: 1,
  pow: 1,
  sin: 1,
  cos: 1,
  tan: 2.5,
  arcsin: 1,
  arccos: 1,
  arctan: 1,
};

test.each(Object.entries(BOUNDS) as [Name | 'pow', number][])(
  '%s is within %s units of the true value',
  (name, bound) => {
    let worst = 0;
    for (const point of points[name]) {
      const [nearest, beyond] = point.slice(-2) as [number, number];
      const value = name === 'pow' ? pow(point[0]!, point[1]!) : OWN[name](point[0]!);
      // The true value is `beyond` units above the nearest double in size and sign.
      const apart = Number(placeOf(value) - placeOf(nearest)) * Math.sign(nearest || 1);
      worst = Math.max(worst, Math.abs(apart - beyond * Math.sign(nearest || 1)));
    }
    expect(worst).toBeLessThan(bound);
  },
);

const MATH: Readonly<Record<Name, (x: number) => number>> = {
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
};

const RANGES: Readonly<Record<Name, (u: number) => number>> = {
  exp: (u) => 1454 * u - 745,
  ln: (u) => 10 ** (631 * u - 323),
  log10: (u) => 10 ** (631 * u - 323),
  sin: (u) => (u - 0.5) * 2000,
  cos: (u) => (u - 0.5) * 2000,
  tan: (u) => (u - 0.5) * 2000,
  arcsin: (u) => 2 * u - 1,
  arccos: (u) => 2 * u - 1,
  arctan: (u) => (u < 0.5 ? 20 * u - 5 : 10 ** (60 * u - 40)),
};

const words = new Uint32Array(4);
function uniform(i: number): number {
  philoxInto(words, 5, 0, i, 0, 0, 0);
  return (words[0]! + 0.5) / 2 ** 32;
}

const SPECIAL = [
  ...[0, 1, 2, 0.5, 3, 2.5, 1 / 3, Infinity, 5e-324, 1e-310, 2.3e-308, 1e308, 2 ** 53, 2 ** 53 + 2, 1e300],
  ...[709.78, 709.79, 745.13, 745.14, 708, 2 ** -27, 2 ** -30, 1e-200, 1e17, 1e22, Math.PI / 2, 1e6, 1e6 + 1],
].flatMap((x) => [x, -x]);

describe.each(Object.keys(MATH) as Name[])('%s', (name) => {
  test('stays beside Math over its range', () => {
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      const x = RANGES[name](uniform(i));
      worst = Math.max(worst, unitsApart(OWN[name](x), MATH[name](x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  test('has the special values of Math', () => {
    for (const x of [...SPECIAL, NaN]) {
      const units = unitsApart(OWN[name](x), MATH[name](x));
      expect(units, `${name}(${x}) is ${OWN[name](x)}`).toBeLessThanOrEqual(Number.isFinite(MATH[name](x)) ? 2 : 0);
    }
  });
});

test('pow stays beside Math.pow, special values and whole exponents of negative numbers among them', () => {
  for (const x of [...SPECIAL, NaN]) {
    for (const y of [...SPECIAL, NaN]) {
      const units = unitsApart(pow(x, y), x ** y);
      expect(units, `${x} ** ${y} is ${pow(x, y)}`).toBeLessThanOrEqual(Number.isFinite(x ** y) ? 2 : 0);
    }
  }
  let worst = 0;
  for (let i = 0; i < 200_000; i++) {
    const y = i % 3 === 0 ? Math.round(40 * uniform(i) - 20) : 40 * uniform(i) - 20;
    const x = (i % 3 === 0 ? -1 : 1) * 10 ** (12 * uniform(i + 1_000_000) - 6);
    worst = Math.max(worst, unitsApart(pow(x, y), x ** y));
  }
  expect(worst).toBeLessThanOrEqual(2);
});

test('powers of ten and of two come out exactly', () => {
  for (let n = -300; n <= 300; n++) expect(log10(Number(`1e${n}`))).toBe(n);
  for (let n = -1074; n <= 1023; n++) expect(pow(2, n)).toBe(2 ** n);
});
