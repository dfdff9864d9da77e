/**
 * GET TIME VALUE of Vensim: parts of the date at a time of the model. Time 0 is the date that the settings of the file
 * give (2000-01-01 where they give none). Models that count in years, quarters or months have years of 360 days in months
 * of 30; those that count in weeks or less have the Gregorian calendar. Source: the Vensim reference, "GET TIME VALUE".
 */
import { dayNumber } from '../../../base/calendar.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { CalendarOrigin } from '../../foreign-model.ts';
import * as make from '../make-expression.ts';
import type { CallContext, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, multiply, number, subtract } = make;

const DAY = 86_400;
const SECONDS_PER = {
  year: 360 * DAY,
  quarter: 90 * DAY,
  month: 30 * DAY,
  week: 7 * DAY,
  day: DAY,
  hour: 3600,
  minute: 60,
  second: 1,
} as const;

type TimeUnit = keyof typeof SECONDS_PER;
const UNITS = Object.keys(SECONDS_PER) as TimeUnit[];

/** How far before a boundary a time counts as on it: steps of a third of an hour do not add up to hours. */
const HAIR = number(1e-3);

const floor = (x: Expr): Expr => call('INT', x);
const whole = (x: Expr, by: number): Expr => floor(divide(x, number(by)));
const rest = (x: Expr, by: number): Expr => binary('mod', x, number(by));
const plus = (x: Expr, amount: number): Expr => (amount === 0 ? x : add(x, number(amount)));

export const timeValue: Translate = ([relative, offset, measure], context) => {
  const { translator, site, span } = context;
  const [base, kind] = [translator.constant(relative!), translator.constant(measure!)];
  if (base === 2)
    return translator.fail('the clock of the computer (2) would give every run another result; write a number', span);
  if (base !== 0 && base !== 1)
    return translator.fail('GET TIME VALUE counts from 0 (now) or 1 (the start)', relative!.span);
  const time = add(base === 1 ? make.name('STARTTIME') : make.TIME, translator.expression(offset!, site));
  if (kind === 0) return time;
  const unit = unitOfClock(context);
  const origin = translator.model.time.origin ?? { year: 2000, month: 1, day: 1, unit: undefined };
  const seconds = multiply(time, number(SECONDS_PER[unit]));
  if (kind === 9) return rest(seconds, 60);
  const named = (what: string, value: Expr) => translator.helper(what, value, site);
  const elapsed = named('seconds', add(seconds, HAIR));
  if (kind === 7) return whole(rest(elapsed, DAY), 3600);
  if (kind === 8) return whole(rest(elapsed, 3600), 60);
  const isEvenYear = unit === 'year' || unit === 'quarter' || unit === 'month';
  const parts = isEvenYear ? evenDate(origin, elapsed, named) : gregorianDate(origin, elapsed, named);
  const part = parts[kind as DatePart];
  return part ?? translator.fail(MEASURES, measure!.span);
};

const MEASURES =
  'of the measures of GET TIME VALUE, 0 to 9 are understood, and 5 (the day of the week) not where years have 360 days';

function unitOfClock({ translator, span }: CallContext): TimeUnit {
  const { origin, unit } = translator.model.time;
  const stated = origin?.unit === undefined ? undefined : UNITS[origin.unit];
  const written = unit.trim().toLowerCase().replace(/s$/, '');
  const found = stated ?? UNITS.find((one) => one === written);
  return found ?? translator.fail('the unit of time of this model is none of a calendar, such as Month or Day', span);
}

/** Year, quarter, month, day of the month, day of the week, day since the start of year 0. */
type DatePart = 1 | 2 | 3 | 4 | 5 | 6;
type Parts = Readonly<Partial<Record<DatePart, Expr>>>;
type Named = (what: string, value: Expr) => Expr;

function evenDate({ year, month, day }: CalendarOrigin, elapsed: Expr, named: Named): Parts {
  const days = named('days', plus(whole(elapsed, DAY), year * 360 + (month - 1) * 30 + day - 1));
  const inYear = rest(days, 360);
  return {
    1: whole(days, 360),
    2: plus(whole(inYear, 90), 1),
    3: plus(whole(inYear, 30), 1),
    4: plus(rest(days, 30), 1),
    6: days,
  };
}

/** Years from March on, as leap days come last in them then; 146,097 days are 400 years. */
function gregorianDate({ year, month, day }: CalendarOrigin, elapsed: Expr, named: Named): Parts {
  const days = named('days', plus(whole(elapsed, DAY), daysSinceYear0(year, month, day)));
  const fromMarch = plus(days, -60);
  const cycle = named('cycle', whole(fromMarch, 146_097));
  const inCycle = named('day_of_cycle', subtract(fromMarch, multiply(number(146_097), cycle)));
  const leaps = subtract(add(whole(inCycle, 1460), whole(inCycle, 146_096)), whole(inCycle, 36_524));
  const yearOfCycle = named('year_of_cycle', whole(subtract(inCycle, leaps), 365));
  const before = add(multiply(number(365), yearOfCycle), subtract(whole(yearOfCycle, 4), whole(yearOfCycle, 100)));
  const dayOfYear = named('day_of_year', subtract(inCycle, before));
  const monthFromMarch = named('month_from_march', whole(plus(multiply(number(5), dayOfYear), 2), 153));
  const isNextYear = binary('>=', monthFromMarch, number(10));
  const monthOfYear = choose(isNextYear, plus(monthFromMarch, -9), plus(monthFromMarch, 3));
  const beforeMonth = whole(plus(multiply(number(153), monthFromMarch), 2), 5);
  return {
    1: add(add(yearOfCycle, multiply(number(400), cycle)), isNextYear),
    2: plus(whole(plus(monthOfYear, -1), 3), 1),
    3: monthOfYear,
    4: plus(subtract(dayOfYear, beforeMonth), 1),
    // The first day of year 0 was a Saturday.
    5: rest(plus(days, 6), 7),
    6: days,
  };
}

function daysSinceYear0(year: number, month: number, day: number): number {
  const of = (y: number, m: number, d: number) => dayNumber({ year: y, month: m, day: d, precision: 'day' });
  return of(year, month, day) - of(0, 1, 1);
}
