/** Outputs of members, read by column: one column per output and saved time. */
import type { Ensemble } from './experiment.ts';

/** Members lie one after the other: a line of the cache holds eight neighbouring columns, and is read once for all. */
const COLUMNS_AT_ONCE = 8;

/** Calls `visit` with every column in order; `values` has one entry per member, and is filled anew for a later column. */
export function visitColumns(
  { members, outputs }: Ensemble,
  width: number,
  visit: (column: number, values: Float64Array) => void,
): void {
  const columns = Array.from({ length: COLUMNS_AT_ONCE }, () => new Float64Array(members.length));
  for (let first = 0; first < width; first += COLUMNS_AT_ONCE) {
    const count = Math.min(COLUMNS_AT_ONCE, width - first);
    for (let row = 0; row < members.length; row++) {
      const start = row * width + first;
      for (let i = 0; i < count; i++) columns[i]![row] = outputs[start + i]!;
    }
    for (let i = 0; i < count; i++) visit(first + i, columns[i]!);
  }
}
