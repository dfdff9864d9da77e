/** Series as CSV: a row for every group, or a row for every period with a column for every group. */
import { printCsvCell } from '../../base/csv.ts';
import type { Series } from './aggregate-events.ts';
import { linesOf } from './series-lines.ts';

/** Only groups in which there is an event. Numbers keep all of their digits. */
export function longCsv({ keys, measures, rows }: Series): string {
  return csv([[...keys, ...measures], ...rows.map((row) => [...row.keys, ...row.values.map(String)])]);
}

/** All periods from the first to the last, as inputs of a study need them; a group without events has 0 there. */
export function wideCsv(series: Series): string {
  const { unit, periods, lines } = linesOf(series);
  const { measures } = series;
  const columns = lines.flatMap(({ keys, courses }) =>
    courses.map((course, i) => ({ name: [...keys, ...(measures.length > 1 ? [measures[i]!] : [])].join(' '), course })),
  );
  // Of one measure that is not divided.
  const headings = columns.map(({ name }) => (name === '' ? measures[0]! : name));
  const cells = (at: number) => columns.map(({ course }) => String(course[at]!));
  return csv(
    unit === undefined
      ? [headings, ...(columns.length > 0 ? [cells(0)] : [])]
      : [[unit, ...headings], ...periods.map(({ label }, i) => [label, ...cells(i)])],
  );
}

function csv(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(printCsvCell).join(',')}\n`).join('');
}
