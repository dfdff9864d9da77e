/** Series as CSV: a row for every group, or a row for every period with a column for every group. */
import { printCsvCell } from '../../base/csv.ts';
import type { Series } from './aggregate-events.ts';

/** Numbers keep all of their digits: whole ones are whole, parts of events are as computed. */
export function longCsv({ keys, measures, rows }: Series): string {
  const lines = rows.map((row) => [...row.keys.map(printCsvCell), ...row.values.map(String)]);
  return csv([[...keys, ...measures].map(printCsvCell), ...lines]);
}

function csv(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.join(',')}\n`).join('');
}
