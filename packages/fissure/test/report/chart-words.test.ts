/** What is said of a chart, against lines whose course everybody can see. */
import { describe, expect, it } from 'vitest';
import type { Chart, ChartLayer } from '../../src/report/figures/chart.ts';
import { chartHeadline, chartTitle, describeChart } from '../../src/report/figures/chart-words.ts';
import { timeAxis } from '../../src/report/figures/time-axis.ts';

const axis = timeAxis({ calendarStart: '2014-06', start: 0, stop: 10, unit: 'month' });
const times = Array.from({ length: 11 }, (_, month) => month);

function chartOf(values: (month: number) => number, ...more: readonly ChartLayer[]): Chart {
  const line = { kind: 'line', label: 'Median', role: 'main', times, values: times.map(values) } as const;
  return { id: 'x', title: 'Members', unit: 'person', axis, layers: [...more, line] };
}

describe('the headline of a chart', () => {
  it.each([
    ['the median rises from 0 to 100', (t: number) => 10 * t],
    ['the median falls from 100 to 0', (t: number) => 100 - 10 * t],
    ['the median rises to 100 by Nov 2014, then falls to 0', (t: number) => 100 - 4 * (t - 5) ** 2],
    ['the median falls to −20 by Nov 2014, then rises to 5'.replace('−', '-'), (t: number) => (t - 5) ** 2 - 20],
    ['the median stays near 103', (t: number) => 100 + 0.3 * t],
    // A dip of a twentieth on the way up is no turn.
    ['the median rises from 0 to 100', (t: number) => (t === 9 ? 85 : 10 * t)],
    ['the median stays near 0', () => 0],
  ])('says that %s', (words, values) => {
    expect(chartHeadline(chartOf(values))).toBe(words);
  });

  it('passes over what has no value, and says nothing where nothing has one', () => {
    expect(chartHeadline(chartOf((t) => (t < 5 ? Number.NaN : t)))).toBe('the median rises from 5 to 10');
    expect(chartHeadline(chartOf(() => Number.NaN))).toBeUndefined();
    expect(chartTitle(chartOf(() => Number.NaN))).toBe('Members');
  });
});

describe('the words under a chart', () => {
  const band: ChartLayer = {
    ...{ kind: 'band', label: '90 of 100 members', depth: 0, times },
    ...{ low: times.map((t) => 10 * t - 10), high: times.map((t) => 10 * t + 10) },
  };
  const point = (from: number, to: number, value: number) =>
    ({ from, to, value, low: undefined, high: undefined, label: '' }) as const;
  const record = (...points: ReturnType<typeof point>[]): ChartLayer => ({
    kind: 'points',
    label: '',
    use: 'test',
    points,
  });

  it('count reported figures within the band at the middle of their period', () => {
    const inside = describeChart(chartOf((t) => 10 * t, band, record(point(2, 3, 34.9))));
    expect(inside).toBe(
      'Jun 2014: 0. Apr 2015: 90 of 100 members from 90 to 110. 1 reported figure, within what 90 of 100 members give at the time.',
    );
    expect(describeChart(chartOf((t) => 10 * t, band, record(point(2, 3, 34.9), point(2, 3, 35.1))))).toContain(
      '2 reported figures, 1 within what',
    );
    expect(describeChart(chartOf((t) => 10 * t, band, record(point(2, 3, 34.9), point(4, 4, 40))))).toContain(
      '2 reported figures, all within what',
    );
    expect(describeChart(chartOf((t) => 10 * t, band, record(point(4, 4, 51))))).toContain(
      '1 reported figure, none within',
    );
  });
});
