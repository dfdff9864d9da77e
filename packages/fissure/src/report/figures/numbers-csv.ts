/** The numbers behind a drawing, as a table and as CSV to take along. */

export interface Numbers {
  /** Titles of columns; the first is that of the rows. */
  readonly head: readonly string[];
  readonly rows: readonly NumberRow[];
}

export interface NumberRow {
  readonly key: string | number;
  readonly cells: readonly (number | string)[];
}

/** Texts are quoted; nothing stands where there is no number. */
export function numbersCsv({ head, rows }: Numbers): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const cell = (value: number | string) =>
    typeof value === 'string' ? quoted(value) : Number.isFinite(value) ? String(value) : '';
  const lines = rows.map(({ key, cells }) => [key, ...cells].map(cell).join(','));
  return `${head.map(quoted).join(',')}\n${lines.join('\n')}\n`;
}
