/** A row of a file that is no text: diagnostics show its cells side by side, on the line of its number. */
import type { DataRow } from './data-table.ts';
import type { KeptLines } from './kept-lines.ts';

const BETWEEN = ' | ';

export class LaidOutRow implements DataRow {
  readonly #cells: readonly string[];
  /** From 0. */
  readonly #line: number;
  readonly #file: string;
  readonly #kept: KeptLines;

  constructor(cells: readonly string[], line: number, file: string, kept: KeptLines) {
    this.#cells = cells;
    this.#line = line;
    this.#file = file;
    this.#kept = kept;
  }

  text(column: number): string {
    return this.#cells[column] ?? '';
  }

  place(column?: number) {
    const texts = Array.from(this.#cells, (cell) => (cell ?? '').replace(/[\r\n]/g, ' '));
    const from = this.#kept.keep(this.#line, texts.join(BETWEEN));
    const before = texts.slice(0, column ?? 0).reduce((sum, text) => sum + text.length + BETWEEN.length, 0);
    const length = column === undefined ? texts.join(BETWEEN).length : (texts[column] ?? '').length;
    return { file: this.#file, start: from + before, end: from + before + Math.max(1, length) };
  }
}
