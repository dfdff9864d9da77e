/** What every reader of data gives: headings, and rows one after another, each cell with its place in the file. */
import type { Place } from '../../diagnostics/diagnostic.ts';

export interface DataTable {
  /** What kind of file it was, for people: `CSV`, `XLSX`. */
  readonly format: string;
  readonly headings: readonly string[];
  /**
   * The rows, as many at a time as the reader has at hand; to be gone through once, each batch to its end. A fault in the
   * file ends them; it is among the problems then. Of columns that are not named, cells may be empty: a reader need not
   * unpack them.
   */
  batches(columns: ReadonlySet<number>): AsyncIterable<Iterable<DataRow>>;
}

export interface DataRow {
  /** `''` where the cell is empty, or the row ends before it. */
  text(column: number): string;
  /** Without a column: the row. Asking keeps the line for the excerpt, so ask only for a diagnostic. */
  place(column?: number): Place;
}
