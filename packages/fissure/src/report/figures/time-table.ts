/** Numbers over time as CSV: one row per time, with its date where the study has a calendar. */
import type { Band } from '../../analysis/bands.ts';
import { dateOfTime } from '../../base/calendar.ts';
import { printCsvCell } from '../../base/csv.ts';
import type { TimeSettings } from '../../study/study.ts';

export interface CsvColumn {
  readonly title: string;
  readonly values: ArrayLike<number | null>;
}

/** One row per time, with its date where the study has a calendar. Full precision; nothing where there is no number. */
export function timeTable(times: ArrayLike<number>, columns: readonly CsvColumn[], time: TimeSettings): string {
  const hasDates = time.calendarStart !== undefined;
  const heads = ['time', ...(hasDates ? ['date'] : []), ...columns.map((column) => column.title)];
  const lines = Array.from(times, (at, i) =>
    [
      cell(at),
      ...(hasDates ? [dateOfTime(at, time)] : []),
      ...columns.map((column) => cell(column.values[i] ?? null)),
    ].join(','),
  );
  return `${[heads.map(printCsvCell).join(','), ...lines].join('\r\n')}\r\n`;
}

/** Of every output each level of its band after fitting: `strength q05`. */
export function bandsTable(
  { times, levels, bands }: { times: readonly number[]; levels: readonly number[]; bands: readonly FittedBand[] },
  time: TimeSettings,
): string {
  const columns = bands.flatMap(({ output, fitted }) =>
    levels.map((level, i) => ({
      title: `${output} q${String(Math.round(level * 100)).padStart(2, '0')}`,
      values: fitted[i]!,
    })),
  );
  return timeTable(times, columns, time);
}

export type FittedBand = Omit<Band, 'prior'>;

function cell(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(value);
}
