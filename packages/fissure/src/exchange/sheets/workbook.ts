/** A workbook as it was read: its sheets, and the names of their cells. */
export interface Sheet {
  readonly name: string;
  /** By `row,column` from 0. */
  readonly cells: ReadonlyMap<string, number | string>;
  readonly rowCount: number;
  readonly columnCount: number;
}

export interface Workbook {
  readonly sheets: ReadonlyMap<string, Sheet>;
  /** Names of cells -> `Sheet!A1:B2`, in lower case; those of one sheet begin with its name and `!`. */
  readonly defined: ReadonlyMap<string, string>;
}

export function sheetFrom(name: string, cells: Map<string, number | string>): Sheet {
  let [rowCount, columnCount] = [0, 0];
  for (const key of cells.keys()) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    rowCount = Math.max(rowCount, row + 1);
    columnCount = Math.max(columnCount, column + 1);
  }
  return { name, cells, rowCount, columnCount };
}
