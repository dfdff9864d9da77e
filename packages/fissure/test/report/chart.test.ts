import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chart, roundTicks, valueAxis } from '../../src/report/figures/chart.ts';
import { timeAxis, timeText } from '../../src/report/figures/time-axis.ts';

function lineChart(values: readonly number[]): Chart {
  const times = values.map((_, i) => i);
  const axis = timeAxis({ calendarStart: undefined, unit: 'month', start: 0, stop: values.length });
  return { id: 'x', title: 'x', unit: '1', axis, layers: [{ kind: 'line', label: 'x', role: 'main', times, values }] };
}

describe('roundTicks', () => {
  it('covers the range with few, evenly spaced, round ticks', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, width) => {
          const ticks = roundTicks(low, low + width, 4);
          const step = ticks[1]! - ticks[0]!;
          expect(ticks[0]!).toBeLessThanOrEqual(low + 1e-6 * step);
          expect(ticks.at(-1)!).toBeGreaterThanOrEqual(low + width - 1e-6 * step);
          expect(ticks.length).toBeLessThanOrEqual(7);
          const digit = Number((step / 10 ** Math.floor(Math.log10(step * 1.0000001))).toPrecision(3));
          expect([1, 2, 5]).toContain(digit);
        },
      ),
    );
  });
});

describe('valueAxis', () => {
  it('starts at zero unless the values are far from it', () => {
    expect(valueAxis(lineChart([20, 100])).low).toBe(0);
    expect(valueAxis(lineChart([90, 100])).low).toBe(90);
  });

  it('makes do with values that are all alike, missing or infinite', () => {
    expect(valueAxis(lineChart([0, 0]))).toMatchObject({ low: 0, high: 1 });
    expect(valueAxis(lineChart([Number.NaN, Number.POSITIVE_INFINITY]))).toMatchObject({ low: 0, high: 1 });
    const { low, high } = valueAxis(lineChart([7, 7]));
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(7);
  });
});

describe('timeAxis', () => {
  const months = (start: string, stop: number) =>
    timeAxis({ calendarStart: start, unit: 'month', start: 0, stop }).ticks;

  it('puts a tick at each new year of a run of years', () => {
    expect(months('2014-06', 48)).toEqual([
      { at: 7, label: '2015' },
      { at: 19, label: '2016' },
      { at: 31, label: '2017' },
      { at: 43, label: '2018' },
    ]);
  });

  it('puts a tick at each month of a short run', () => {
    expect(months('2020-11', 4).map((tick) => tick.label)).toEqual(['Nov', 'Dec', 'Jan 2021', 'Feb', 'Mar']);
  });

  it('never has too many', () => {
    expect(months('1900-01', 1440).length).toBeLessThanOrEqual(9);
  });
});

describe('timeText', () => {
  it('names a moment', () => {
    const calendar = { calendarStart: '2014-06', unit: 'month' } as const;
    expect(timeText(7, calendar)).toBe('Jan 2015');
    expect(timeText(7.5, calendar)).toBe('16 Jan 2015');
    expect(timeText(24, { calendarStart: undefined, unit: 'year' })).toBe('year 24');
    expect(timeText(Number.POSITIVE_INFINITY, calendar)).toBe('never');
  });
});
