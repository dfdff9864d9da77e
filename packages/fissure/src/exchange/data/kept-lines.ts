/**
 * The lines of a large file that diagnostics quote. Each stands at its own line number in a text whose other lines are
 * empty, so that excerpts and positions are right without the file being kept.
 */
export class KeptLines {
  readonly #file: string;
  readonly #texts: Map<string, string>;
  #text = '';
  #line = -1;
  #start = 0;

  constructor(file: string, texts: Map<string, string>) {
    this.#file = file;
    this.#texts = texts;
  }

  /**
   * The offset in the quoted text of the first character of `line` (from 0), which may hold line ends of its own. Lines
   * are kept in order: of an earlier one than the last only an empty line is shown.
   */
  keep(line: number, text: string): number {
    if (line === this.#line) return this.#start;
    const height = this.#text.split('\n').length - 1;
    if (line < height) return 0;
    this.#text += '\n'.repeat(line - height);
    this.#line = line;
    this.#start = this.#text.length;
    // A carriage return alone would count as a line end when positions are worked out.
    this.#text += `${text.slice(0, LONGEST_KEPT).replace(/\r(?!\n)/g, ' ')}\n`;
    this.#texts.set(this.#file, this.#text);
    return this.#start;
  }
}

/** Characters of one row. */
const LONGEST_KEPT = 20_000;
