/** A group of events and its course: one value of every measure for every period between the first and the last, empty ones included. */
import type { Series, SeriesRow } from './aggregate-events.ts';
import { compareKeys } from './keys.ts';
import { PERIOD_UNITS, type Period, type PeriodUnit, periodsBetween } from './periods.ts';

export interface SeriesLines {
  /** Undefined where nothing is counted by time: then a line has one value for every measure. */
  readonly unit: PeriodUnit | undefined;
  readonly periods: readonly Period[];
  /** In order of keys. */
  readonly lines: readonly SeriesLine[];
}

export interface SeriesLine {
  /** Without the period. */
  readonly keys: readonly string[];
  /** By measure, by period. */
  readonly courses: readonly (readonly number[])[];
}

/** Values of all lines together. */
export const MOST_LINE_VALUES = 5_000_000;

/** How many values the lines of a series would have; there may be far more than there are rows. */
export function lineValueCount({ keys, measures, rows, tally }: Series): number {
  const unit = PERIOD_UNITS.find((one) => one === keys[0]);
  const { days } = tally;
  if (unit === undefined || days === undefined) return rows.length * measures.length;
  const lines = new Set(rows.map((row) => row.keys.slice(1).join('\0')));
  return lines.size * measures.length * periodsBetween(unit, days.first, days.last).length;
}

/** The rows of the groups that have most of one measure, in all. */
export function largestLines(series: Series, measure: number, count: number): Series {
  const from = PERIOD_UNITS.some((one) => one === series.keys[0]) ? 1 : 0;
  const totals = new Map<string, number>();
  const idOf = ({ keys }: SeriesRow) => keys.slice(from).join('\0');
  for (const row of series.rows) totals.set(idOf(row), (totals.get(idOf(row)) ?? 0) + row.values[measure]!);
  const largest = [...totals].sort((a, b) => b[1] - a[1]).slice(0, count);
  const kept = new Set(largest.map(([id]) => id));
  return { ...series, rows: series.rows.filter((row) => kept.has(idOf(row))) };
}

export function linesOf({ keys, measures, rows, tally }: Series): SeriesLines {
  const unit = PERIOD_UNITS.find((one) => one === keys[0]);
  const { days } = tally;
  const periods = unit === undefined || days === undefined ? [] : periodsBetween(unit, days.first, days.last);
  const at = new Map(periods.map(({ label }, i) => [label, i]));
  const length = unit === undefined ? 1 : periods.length;
  const lines = new Map<string, { keys: readonly string[]; courses: number[][] }>();
  for (const row of rows) {
    const names = unit === undefined ? row.keys : row.keys.slice(1);
    const id = names.join('\0');
    let line = lines.get(id);
    if (line === undefined) {
      line = { keys: names, courses: measures.map(() => Array.from({ length }, () => 0)) };
      lines.set(id, line);
    }
    const place = unit === undefined ? 0 : at.get(row.keys[0]!)!;
    for (const [i, course] of line.courses.entries()) course[place] = row.values[i]!;
  }
  return { unit, periods, lines: [...lines.values()].sort((a, b) => compareKeys(a.keys, b.keys)) };
}
