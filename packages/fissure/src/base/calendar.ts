/**
 * Between calendar dates and simulated time. A date is turned into months as (whole months between) +
 * (day - 1) / (days in its month), into years as a twelfth of that, and into weeks, days, hours, minutes and seconds by calendar days.
 * The Gregorian calendar, also for dates before it was introduced.
 */
export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

export interface CalendarSettings {
  /** The date at which time is 0; undefined where time is a plain number and has no dates. */
  readonly calendarStart: string | undefined;
  readonly unit: TimeUnit;
  /** What people call what the clock counts where it is none of these units: quarter, round. */
  readonly called?: string | undefined;
}

/** The word for what the clock counts, in the singular. */
export function clockWord({ unit, called }: Pick<CalendarSettings, 'unit' | 'called'>): string {
  return called ?? unit;
}

/** What a clock is called of which nobody says what it counts. */
export const NO_UNIT_SAID = 'time';

/** As many of what the clock counts as a number before it says. */
export function clockWords(settings: Pick<CalendarSettings, 'unit' | 'called'>): string {
  const word = clockWord(settings);
  return word === NO_UNIT_SAID ? 'units of time' : `${word}s`;
}

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31; 1 where the text gives no day. */
  readonly day: number;
  readonly precision: 'year' | 'month' | 'day';
}

/** Reads `2014`, `2014-06` or `2014-06-30`; undefined for anything else, also for 30 February. */
export function parseDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [, yearText, monthText, dayText] = match;
  const year = Number(yearText);
  const month = monthText === undefined ? 1 : Number(monthText);
  if (month < 1 || month > 12) return undefined;
  const day = dayText === undefined ? 1 : Number(dayText);
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  const precision = monthText === undefined ? 'year' : dayText === undefined ? 'month' : 'day';
  return { year, month, day, precision };
}

/**
 * Simulated time of a date `2014-06` or `2014-06-30`; undefined where the text is no such date (a year alone says
 * too little) or the study has no calendar.
 */
export function timeOfDate(text: string, settings: CalendarSettings): number | undefined {
  const date = parseDate(text);
  const start = settings.calendarStart === undefined ? undefined : parseDate(settings.calendarStart);
  if (!date || !start || date.precision === 'year') return undefined;
  switch (settings.unit) {
    case 'month':
      return monthsBetween(start, date);
    case 'year':
      return monthsBetween(start, date) / 12;
    case 'week':
      return (dayNumber(date) - dayNumber(start)) / 7;
    case 'day':
      return dayNumber(date) - dayNumber(start);
    case 'hour':
      return (dayNumber(date) - dayNumber(start)) * 24;
    case 'minute':
      return (dayNumber(date) - dayNumber(start)) * 1440;
    case 'second':
      return (dayNumber(date) - dayNumber(start)) * 86_400;
  }
}

/**
 * The calendar day `2014-06-30` in which a simulated time falls; inverse of `timeOfDate` on whole days. A time less
 * than a millionth of a day before midnight counts as the next day, so that rounding in t = k * dt never shifts a date.
 * Without a calendar: the number itself, as text.
 */
export function dateOfTime(time: number, settings: CalendarSettings): string {
  const start = settings.calendarStart === undefined ? undefined : parseDate(settings.calendarStart);
  if (!start || !Number.isFinite(time)) return String(time);
  switch (settings.unit) {
    case 'month':
      return dateOfMonths(monthCount(start) + time);
    case 'year':
      return dateOfMonths(monthCount(start) + time * 12);
    case 'week':
      return dateOfDays(dayNumber(start) + time * 7);
    case 'day':
      return dateOfDays(dayNumber(start) + time);
    case 'hour':
      return dateOfDays(dayNumber(start) + time / 24);
    case 'minute':
      return dateOfDays(dayNumber(start) + time / 1440);
    case 'second':
      return dateOfDays(dayNumber(start) + time / 86_400);
  }
}

/** Orders dates of any precision by their last day: a figure published in `2015` may be as late as 31 December. */
export function lastDayOf(date: CalendarDate): number {
  switch (date.precision) {
    case 'year':
      return dayNumber({ ...date, month: 12, day: 31 });
    case 'month':
      return dayNumber({ ...date, day: daysInMonth(date.year, date.month) });
    case 'day':
      return dayNumber(date);
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The difference of whole months is taken first: two first days of a month are a whole number apart, exactly. */
function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  const whole = (to.year - from.year) * 12 + (to.month - from.month);
  return whole + (dayFraction(to) - dayFraction(from));
}

function monthCount(date: CalendarDate): number {
  return date.year * 12 + date.month - 1 + dayFraction(date);
}

function dayFraction(date: CalendarDate): number {
  return (date.day - 1) / daysInMonth(date.year, date.month);
}

/** Days since 1 January of year 0 (proleptic). */
export function dayNumber(date: CalendarDate): number {
  const y = date.year - 1;
  let days = 365 * date.year + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  for (let month = 1; month < date.month; month += 1) days += daysInMonth(date.year, month);
  return days + date.day - 1;
}

const A_MILLIONTH_OF_A_DAY = 1e-6;

function dateOfMonths(months: number): string {
  const whole = Math.floor(months + A_MILLIONTH_OF_A_DAY / 31);
  const year = Math.floor(whole / 12);
  const month = whole - year * 12 + 1;
  const days = daysInMonth(year, month);
  const day = Math.floor(Math.max(0, months - whole) * days + A_MILLIONTH_OF_A_DAY) + 1;
  return dateText(year, month, Math.min(day, days));
}

/** Inverse of `dayNumber` on whole days. */
export function dateOfDays(days: number): string {
  let rest = Math.floor(days + A_MILLIONTH_OF_A_DAY);
  let year = Math.floor(rest / 365.2425);
  while (dayNumber({ year, month: 1, day: 1, precision: 'day' }) > rest) year -= 1;
  while (dayNumber({ year: year + 1, month: 1, day: 1, precision: 'day' }) <= rest) year += 1;
  rest -= dayNumber({ year, month: 1, day: 1, precision: 'day' });
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return dateText(year, month, rest + 1);
}

function dateText(year: number, month: number, day: number): string {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
