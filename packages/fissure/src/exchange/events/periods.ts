/** Days, weeks, months, quarters and years: how days of the calendar fall into them. */
import { dateOfDays, dayNumber, daysInMonth, parseDate } from '../../base/calendar.ts';

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

export const PERIOD_UNITS: readonly PeriodUnit[] = ['day', 'week', 'month', 'quarter', 'year'];

export interface Period {
  /** `2014-06-09`, `2014-W24`, `2014-06`, `2014-Q2`, `2014`: in order of time when sorted as text. */
  readonly label: string;
  /** Day numbers of `base/calendar`: the first, and the first of the next period. */
  readonly first: number;
  readonly next: number;
}

/** The period in which a day falls. */
export function periodAt(unit: PeriodUnit, day: number): Period {
  const date = dateOfDays(day);
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const from = (m: number) => dayNumber({ year, month: m, day: 1, precision: 'day' });
  switch (unit) {
    case 'day':
      return { label: date, first: day, next: day + 1 };
    case 'week':
      return weekAt(day);
    case 'month':
      return { label: date.slice(0, 7), first: from(month), next: from(month) + daysInMonth(year, month) };
    case 'quarter': {
      const quarter = Math.ceil(month / 3);
      const next = from(quarter * 3) + daysInMonth(year, quarter * 3);
      return { label: `${date.slice(0, 4)}-Q${quarter}`, first: from(quarter * 3 - 2), next };
    }
    case 'year':
      return { label: date.slice(0, 4), first: from(1), next: from(12) + 31 };
  }
}

/** ISO 8601: weeks begin on Monday and belong to the year of their Thursday. */
function weekAt(day: number): Period {
  // Day 365, 1 January of year 1, was a Monday.
  const first = day - ((day + 6) % 7);
  const year = dateOfDays(first + 3).slice(0, 4);
  const newYear = dayNumber({ year: Number(year), month: 1, day: 1, precision: 'day' });
  const week = Math.floor((first + 3 - newYear) / 7) + 1;
  return { label: `${year}-W${String(week).padStart(2, '0')}`, first, next: first + 7 };
}

/** All periods from that of one day to that of another. */
export function periodsBetween(unit: PeriodUnit, firstDay: number, lastDay: number): readonly Period[] {
  const periods: Period[] = [];
  for (let day = firstDay; day <= lastDay; ) {
    const period = periodAt(unit, day);
    periods.push(period);
    day = period.next;
  }
  return periods;
}

/** First and last day number. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** What stands for an unknown date (year 0 or 1) is none. */
const EARLIEST = 1000;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The days that a date means: `2014`, `2014-06`, `2014-06-30`, the latter also with a time of day behind it; `30 June 2014`
 * as ACLED writes it; `2014-W23` and `2014-Q2` as we do; `41820` as Excel counts days. Undefined for anything else.
 */
export function daysOf(text: string): Days | undefined {
  const plain = text.trim();
  const date = parseDate(/^\d{4}-\d{2}-\d{2}[T ]/.test(plain) ? plain.slice(0, 10) : plain);
  if (date !== undefined) {
    if (date.year < EARLIEST) return undefined;
    const first = dayNumber(date);
    const unit = date.precision;
    return { first, last: unit === 'day' ? first : periodAt(unit, first).next - 1 };
  }
  const named = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/.exec(plain);
  if (named) {
    const month = MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1;
    return daysOf(`${named[3]}-${String(month).padStart(2, '0')}-${named[1]!.padStart(2, '0')}`);
  }
  return daysOfSerial(plain) ?? daysOfPeriod(plain);
}

/** Days since 30 December 1899, from 1927 on: five digits are nothing else. */
function daysOfSerial(text: string): Days | undefined {
  if (!/^\d{5}(?:\.\d+)?$/.test(text)) return undefined;
  const day = dayNumber({ year: 1899, month: 12, day: 30, precision: 'day' }) + Math.floor(Number(text));
  return { first: day, last: day };
}

function daysOfPeriod(text: string): Days | undefined {
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(text);
  if (quarter && Number(quarter[1]) >= EARLIEST) {
    const month = String(Number(quarter[2]) * 3 - 2).padStart(2, '0');
    const first = daysOf(`${quarter[1]}-${month}-01`)!.first;
    return { first, last: periodAt('quarter', first).next - 1 };
  }
  const week = /^(\d{4})-?W(\d{2})$/i.exec(text);
  if (!week || Number(week[1]) < EARLIEST) return undefined;
  // 4 January is always in the first week.
  const { first } = periodAt('week', daysOf(`${week[1]}-01-04`)!.first);
  const monday = first + (Number(week[2]) - 1) * 7;
  return periodAt('week', monday).label === `${week[1]}-W${week[2]}` ? { first: monday, last: monday + 6 } : undefined;
}
