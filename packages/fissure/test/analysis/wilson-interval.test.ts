import { describe, expect, it } from 'vitest';
import { effectiveNumber, wilsonInterval } from '../../src/analysis/wilson-interval.ts';

describe('wilsonInterval', () => {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
  // method 3 (score without continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i, as published', (hits, count, low, high) => {
    const [actualLow, actualHigh] = wilsonInterval(hits / count, count);
    expect(actualLow).toBeCloseTo(low, 4);
    expect(actualHigh).toBeCloseTo(high, 4);
  });

  it('says nothing about nothing', () => {
    expect(wilsonInterval(Number.NaN, 0)).toEqual([0, 1]);
    expect(wilsonInterval(0.5, 0)).toEqual([0, 1]);
  });

  it('is symmetric and stays between 0 and 1', () => {
    for (const share of [0, 0.01, 0.3, 1]) {
      const [low, high] = wilsonInterval(share, 3.7);
      const [mirroredLow, mirroredHigh] = wilsonInterval(1 - share, 3.7);
      expect(low).toBeCloseTo(1 - mirroredHigh, 12);
      expect(high).toBeCloseTo(1 - mirroredLow, 12);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
    }
  });
});

describe('effectiveNumber', () => {
  it('is the count for equal weights, 1 for a single one, and does not depend on scale', () => {
    expect(effectiveNumber([2, 2, 2, 2])).toBeCloseTo(4, 12);
    expect(effectiveNumber([0, 5, 0])).toBe(1);
    expect(effectiveNumber([1, 3])).toBeCloseTo(1.6, 12);
    expect(effectiveNumber([])).toBe(0);
  });
});
