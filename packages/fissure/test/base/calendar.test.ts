import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarSettings, dateOfTime, lastDayOf, parseDate, timeOfDate } from '../../src/base/calendar.ts';

const monthly: CalendarSettings = { calendarStart: '2014-06', unit: 'month' };

describe('timeOfDate', () => {
  it('counts months as whole months and the part of the month that has passed', () => {
    expect(timeOfDate('2014-06', monthly)).toBe(0);
    expect(timeOfDate('2014-06-01', monthly)).toBe(0);
    expect(timeOfDate('2014-06-16', monthly)).toBe(15 / 30);
    expect(timeOfDate('2018-06', monthly)).toBe(48);
    expect(timeOfDate('2016-02-29', monthly)).toBe(20 + 28 / 29);
    expect(timeOfDate('2014-05-01', monthly)).toBe(-1);
  });

  it('counts from a start within a month', () => {
    const settings: CalendarSettings = { calendarStart: '2014-06-10', unit: 'month' };
    expect(timeOfDate('2014-06-10', settings)).toBe(0);
    expect(timeOfDate('2014-07-01', settings)).toBeCloseTo(1 - 9 / 30, 14);
  });

  it('counts a year as twelve months, and shorter units by calendar days', () => {
    expect(timeOfDate('2015-12', { calendarStart: '2014-06', unit: 'year' })).toBe(1.5);
    expect(timeOfDate('2016-03-01', { calendarStart: '2016-02-01', unit: 'day' })).toBe(29);
    expect(timeOfDate('2016-02-15', { calendarStart: '2016-02-01', unit: 'week' })).toBe(2);
    expect(timeOfDate('2016-02-03', { calendarStart: '2016-02-01', unit: 'hour' })).toBe(48);
  });

  it('refuses what is no date, a year alone, and any date where there is no calendar', () => {
    for (const text of ['2014-13', '2014-02-30', '2015-02-29', '2014', '14-06', '2014-6', 'June', ''])
      expect(timeOfDate(text, monthly)).toBeUndefined();
    expect(timeOfDate('2014-06', { calendarStart: undefined, unit: 'month' })).toBeUndefined();
  });
});

describe('dateOfTime', () => {
  it('undoes timeOfDate for every day, in every unit, against the calendar of the platform', () => {
    const day = fc.integer({ min: 0, max: 80_000 });
    const unit = fc.constantFrom('hour', 'day', 'week', 'month', 'year');
    fc.assert(
      fc.property(day, day, unit, (from, to, unit) => {
        const date = platformDate(to);
        const settings = { calendarStart: platformDate(from), unit };
        expect(dateOfTime(timeOfDate(date, settings)!, settings)).toBe(date);
        if (unit === 'day') expect(timeOfDate(date, settings)).toBe(to - from);
      }),
    );
  });

  it('does not slip a day through rounding of k * dt', () => {
    for (let k = 0; k < 600; k += 1) {
      const expected = `${2014 + Math.floor((5 + k) / 12)}-${String(((5 + k) % 12) + 1).padStart(2, '0')}-01`;
      expect(dateOfTime(k * 10 * 0.1, monthly)).toBe(expected);
      expect(dateOfTime(k - 1e-12, monthly)).toBe(expected);
    }
  });

  it('gives the number where there is no calendar', () => {
    expect(dateOfTime(12.5, { calendarStart: undefined, unit: 'month' })).toBe('12.5');
  });
});

describe('lastDayOf', () => {
  it('orders imprecise dates by the last day they may mean', () => {
    const last = (text: string) => lastDayOf(parseDate(text)!);
    expect(last('2015-03')).toBe(last('2015-03-31'));
    expect(last('2015')).toBe(last('2015-12-31'));
    expect(last('2015-02')).toBe(last('2015-02-28'));
    expect(last('2015-03')).toBeGreaterThan(last('2015-03-30'));
  });
});

function platformDate(day: number): string {
  return new Date(Date.UTC(1900, 0, 1 + day)).toISOString().slice(0, 10);
}

describe('minutes and seconds', () => {
  it('count from midnight of the start, and fall into its days', () => {
    for (const [unit, perDay] of [
      ['minute', 1440],
      ['second', 86_400],
    ] as const) {
      const settings = { calendarStart: '2015-02-27', unit };
      expect(timeOfDate('2015-03-02', settings)).toBe(3 * perDay);
      expect(dateOfTime(3 * perDay, settings)).toBe('2015-03-02');
      expect(dateOfTime(3 * perDay - 1, settings)).toBe('2015-03-01');
    }
  });
});
