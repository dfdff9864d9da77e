import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText, outOfHundred, tickTexts } from '../../src/report/number-text.ts';

describe('numberText', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.0123456, '0.0123'],
    [0.1 + 0.2, '0.3'],
    [12345.6, '12,300'],
    [999.6, '1,000'],
    [3_141_592, '3.14 million'],
    [-2_000_000_000, '-2 billion'],
    [3e-9, '3.00e-9'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, 'never'],
  ])('%d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('reads back to within half a unit of its last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 9e5, noNaN: true }), (value) => {
        const read = Number(numberText(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.00501 * value);
      }),
    );
  });
});

describe('outOfHundred', () => {
  it.each([
    [0, '0'],
    [0.001, '<1'],
    [0.874, '87'],
    [0.999, '>99'],
    [1, '100'],
  ])('%d is %s', (share, text) => {
    expect(outOfHundred(share)).toBe(text);
  });
});

describe('tickTexts', () => {
  it.each([
    [
      [0, 0.5, 1],
      ['0', '0.5', '1.0'],
    ],
    [
      [0, 10_000, 20_000],
      ['0', '10k', '20k'],
    ],
    [
      [-500_000, 0, 500_000, 1_000_000],
      ['-0.5m', '0', '0.5m', '1.0m'],
    ],
    [
      [100, 200],
      ['100', '200'],
    ],
  ])('of %j are %j', (ticks, texts) => {
    expect(tickTexts(ticks)).toEqual(texts);
  });
});
