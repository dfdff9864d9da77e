/** A table of observations -> series for a record: times in the first column, and a variable of the model in each other. */
import { dateOfTime, timeOfDate } from '../../base/calendar.ts';
import { canonicalName } from '../../base/names.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { madeFrom, type SourceText } from '../../diagnostics/source-text.ts';
import type { ObservedPoint, ObservedSeries, Study, TimeSettings } from '../../study/study.ts';
import type { DataRow, DataTable } from './data-table.ts';

export interface ObservedSeriesOptions {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Errors are proportional to what is observed. */
  readonly areRelative: boolean;
}

/** Cells may be empty. Points outside of the run are left out; a heading may also be an expression, `stock[north]`. */
export async function readObservedSeries(
  table: DataTable,
  study: Study,
  { file, areRelative }: ObservedSeriesOptions,
  problems: Problems,
): Promise<readonly ObservedSeries[]> {
  const headings = table.headings.map((heading) => heading.trim());
  const columns = [...headings.keys()].slice(1).filter((column) => headings[column] !== '');
  if (columns.length === 0) problems.add('data/no-observations', {}, { file, start: 0, end: 0 });
  const points = new Map(columns.map((column) => [column, [] as ObservedPoint[]]));
  for await (const rows of table.batches(new Set([0, ...columns])))
    for (const row of rows) readRow(row, headings, points, study.settings.time, problems);
  return columns.flatMap((column): ObservedSeries[] => {
    const own = points.get(column)!;
    if (own.length === 0) return [];
    const heading = headings[column]!;
    const found = study.variables.find(({ name }) => canonicalName(name.text) === canonicalName(heading));
    return [
      {
        name: sourceOf(heading, file),
        label: heading,
        unit: '',
        observes: sourceOf(found?.name.text ?? heading, file),
        error: { kind: areRelative ? 'lognormal' : 'normal', sd: 1, dof: undefined },
        use: 'fit',
        output: undefined,
        note: '',
        points: own,
      },
    ];
  });
}

function sourceOf(text: string, file: string): SourceText {
  return madeFrom(text, file, { start: 0, end: 0 });
}

function readRow(
  row: DataRow,
  headings: readonly string[],
  points: ReadonlyMap<number, ObservedPoint[]>,
  time: TimeSettings,
  problems: Problems,
): void {
  const moment = row.text(0).trim();
  if (moment === '') return;
  const at = timeOfDate(moment, time) ?? Number(moment);
  if (!Number.isFinite(at)) {
    problems.add('data/not-a-moment', { text: moment.slice(0, 60), name: headings[0]! }, row.place(0));
    return;
  }
  if (at < time.start || at > time.stop) return;
  for (const [column, own] of points) {
    const text = row.text(column).trim();
    if (text === '') continue;
    const value = Number(text);
    if (Number.isFinite(value)) own.push(pointAt(at, value, row.place(column), time));
    else problems.add('data/not-observed', { text: text.slice(0, 60), name: headings[column]! }, row.place(column));
  }
}

function pointAt(at: number, value: number, place: Place, time: TimeSettings): ObservedPoint {
  const date = dateOfTime(at, time);
  return {
    time: { kind: 'at', at },
    date,
    published: '',
    value,
    low: undefined,
    high: undefined,
    because: [],
    place,
  };
}
