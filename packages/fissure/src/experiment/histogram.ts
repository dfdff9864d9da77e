/**
 * Histograms of many columns of numbers that add up exactly: whichever way members are spread over histograms, and in
 * whatever order these are added, every cell has the same weight in the end. Cells are spaced like logarithms: each power
 * of two is cut into 64, so a number and the middle of its cell differ by at most 1/128 of the number.
 *
 * Weights are whole numbers, and their sum stays below 2^53: adding doubles is then exact.
 */

/** Cells lie together in chunks of eight neighbours, a line of the cache; only chunks that are met take room. */
const CELLS = 8;
/** A cell is told by sign, exponent and the first six bits of the mantissa: the upper 18 bits of the double. */
const CELL_SHIFT = 14;
const CELL_NUMBERS = 1 << 18;
const CHUNK_NUMBERS = CELL_NUMBERS / CELLS;

/** Greatest difference between a number and what stands for it, as a part of the number. */
export const RELATIVE_ERROR = 1 / 128;

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
double[0] = -1;
const UPPER = halves[1] === 0 ? 0 : 1;

/** Plain data that crosses to another thread. */
export interface HistogramData {
  /** column * CHUNK_NUMBERS + chunk, rising. */
  readonly keys: Float64Array;
  /** Eight cells for every key. */
  readonly cells: Float64Array;
}

/** A cell of one column: what stands for its numbers, and their weight. */
export interface Cell {
  readonly value: number;
  readonly weight: number;
}

/**
 * Builds one histogram column by column. Within a column cells are counted in a table of all cells there are, of which a
 * column meets a small stretch; then the chunks that were met are put behind those of the columns before.
 */
export class HistogramBuilder {
  #keys = new Float64Array(1024);
  #cells = new Float64Array(1024 * CELLS);
  #count = 0;

  /** Columns must come in rising order. Leaves out NaN, and rows of weight 0. */
  addColumn(column: number, values: Float64Array, rows: Int32Array, weights: Float64Array): void {
    const met = tally(values, rows, weights);
    this.#reserve(this.#count + met.length);
    for (const chunk of met) {
      this.#keys[this.#count] = column * CHUNK_NUMBERS + chunk;
      const to = this.#count * CELLS;
      for (let k = 0; k < CELLS; k++) {
        this.#cells[to + k] = table[chunk * CELLS + k]!;
        table[chunk * CELLS + k] = 0;
      }
      this.#count += 1;
    }
  }

  data(): HistogramData {
    return { keys: this.#keys.slice(0, this.#count), cells: this.#cells.slice(0, this.#count * CELLS) };
  }

  #reserve(count: number): void {
    if (count <= this.#keys.length) return;
    const [keys, cells] = [this.#keys, this.#cells];
    this.#keys = new Float64Array(2 * count);
    this.#keys.set(keys);
    this.#cells = new Float64Array(2 * count * CELLS);
    this.#cells.set(cells);
  }
}

/** All zero between columns. */
let table = new Float64Array(0);
let isMet = new Uint8Array(0);

/** Counts into `table`; answers the chunks that were met, rising. */
function tally(values: Float64Array, rows: Int32Array, weights: Float64Array): Int32Array {
  if (table.length === 0) {
    table = new Float64Array(CELL_NUMBERS);
    isMet = new Uint8Array(CHUNK_NUMBERS);
  }
  const met: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    double[0] = value;
    const cell = halves[UPPER]! >>> CELL_SHIFT;
    table[cell] = table[cell]! + weights[row]!;
    const chunk = cell >>> 3;
    if (isMet[chunk]) continue;
    isMet[chunk] = 1;
    met.push(chunk);
  }
  for (const chunk of met) isMet[chunk] = 0;
  return Int32Array.from(met).sort();
}

/** A sum of histograms, which grows in place. */
export class HistogramSum {
  #keys = new Float64Array(0);
  #cells = new Float64Array(0);
  #count = 0;

  add({ keys, cells }: HistogramData, scale = 1): void {
    const own = this.#count;
    const total = own + countMissing(this.#keys, own, keys);
    this.#reserve(total);
    // From the back, so that what is there moves to its new place before that is written to.
    let left = own - 1;
    let right = keys.length - 1;
    for (let to = total - 1; right >= 0; to--) {
      const isLeft = left >= 0 && this.#keys[left]! >= keys[right]!;
      const isRight = left < 0 || this.#keys[left]! <= keys[right]!;
      for (let k = 0; k < CELLS; k++) {
        const before = isLeft ? this.#cells[left * CELLS + k]! : 0;
        this.#cells[to * CELLS + k] = isRight ? before + scale * cells[right * CELLS + k]! : before;
      }
      this.#keys[to] = isLeft ? this.#keys[left]! : keys[right]!;
      if (isLeft) left -= 1;
      if (isRight) right -= 1;
    }
    this.#count = total;
  }

  data(): HistogramData {
    return { keys: this.#keys.slice(0, this.#count), cells: this.#cells.slice(0, this.#count * CELLS) };
  }

  #reserve(count: number): void {
    if (count <= this.#keys.length) return;
    const [keys, cells] = [this.#keys, this.#cells];
    const room = Math.ceil(1.25 * count);
    this.#keys = new Float64Array(room);
    this.#keys.set(keys);
    this.#cells = new Float64Array(room * CELLS);
    this.#cells.set(cells);
  }
}

/** How many of `wanted` are not among the first `count` of `keys`; both rise. */
function countMissing(keys: Float64Array, count: number, wanted: Float64Array): number {
  let missing = 0;
  let at = 0;
  for (let i = 0; i < wanted.length; i++) {
    while (at < count && keys[at]! < wanted[i]!) at += 1;
    if (at === count || keys[at] !== wanted[i]) missing += 1;
  }
  return missing;
}

/** Calls `visit` for every column that has cells, in order, with its cells of weight above 0 in rising order. */
export function visitCells(
  { keys, cells }: HistogramData,
  visit: (column: number, cells: readonly Cell[]) => void,
): void {
  let end = 0;
  for (let begin = 0; begin < keys.length; begin = end) {
    const column = Math.floor(keys[begin]! / CHUNK_NUMBERS);
    while (end < keys.length && keys[end]! < (column + 1) * CHUNK_NUMBERS) end += 1;
    const own: Cell[] = [];
    for (let i = begin * CELLS; i < end * CELLS; i++) {
      const cell = (keys[Math.floor(i / CELLS)]! % CHUNK_NUMBERS) * CELLS + (i % CELLS);
      if (cells[i]! > 0) own.push({ value: middleOf(cell), weight: cells[i]! });
    }
    // The sign is the first bit of a cell: negative numbers come last, and the wrong way round.
    visit(
      column,
      own.sort((a, b) => a.value - b.value),
    );
  }
}

/** The number half-way through a cell; 0 for the cell that 0 is in. */
function middleOf(cell: number): number {
  const isLeast = (cell & (CELL_NUMBERS / 2 - 1)) === 0;
  if (isLeast) return 0;
  halves[UPPER] = ((cell << CELL_SHIFT) | (1 << (CELL_SHIFT - 1))) >>> 0;
  halves[1 - UPPER] = 0;
  return double[0]!;
}
