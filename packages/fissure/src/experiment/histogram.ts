/**
 * Histograms of many columns of numbers that add up exactly: whichever way members are spread over histograms, and in
 * whatever order these are added, every cell has the same weight in the end. Cells are spaced like logarithms: each power
 * of two is cut into 64, so a number and the middle of its cell differ by at most 1/128 of the number.
 *
 * Weights are whole numbers, and their sum stays below 2^53: adding doubles is then exact.
 */

/** A cell is told by sign, exponent and the first six bits of the mantissa: the upper 18 bits of the double. */
const CELL_SHIFT = 14;
const CELL_NUMBERS = 1 << 18;
const SIGN = CELL_NUMBERS / 2;
/** Neighbouring cells that are looked through together. */
const STRETCH = 8;

/** Greatest difference between a number and what stands for it, as a part of the number. */
export const RELATIVE_ERROR = 1 / 128;

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
double[0] = -1;
const UPPER = halves[1] === 0 ? 0 : 1;

/** Plain data that crosses to another thread: the cells that have weight. */
export interface HistogramData {
  /** column * CELL_NUMBERS + cell, rising. */
  readonly keys: Float64Array;
  readonly weights: Float64Array;
}

/** A cell of one column: what stands for its numbers, and their weight. */
export interface Cell {
  readonly value: number;
  readonly weight: number;
}

/** Keys and weights that grow in step. */
class CellList {
  keys = new Float64Array(0);
  weights = new Float64Array(0);
  count = 0;

  reserve(count: number): void {
    if (count <= this.keys.length) return;
    const { keys, weights } = this;
    const room = Math.ceil(1.25 * count);
    this.keys = new Float64Array(room);
    this.keys.set(keys);
    this.weights = new Float64Array(room);
    this.weights.set(weights);
  }

  push(key: number, weight: number): void {
    if (this.count === this.keys.length) this.reserve(2 * this.count + STRETCH);
    this.keys[this.count] = key;
    this.weights[this.count] = weight;
    this.count += 1;
  }
}

/**
 * Builds histograms column by column. Within a column weights are added up in a table of all cells there are, of which a
 * column meets a few stretches; then the cells that were met are put behind those of the columns before.
 */
export class HistogramBuilder {
  readonly #list = new CellList();

  /** Columns must come in rising order. Leaves out NaN; `rows` are those to count, each with a weight above 0. */
  addColumn(column: number, values: Float64Array, rows: Int32Array, weights: Float64Array): void {
    for (const stretch of tally(values, rows, weights))
      for (let cell = stretch * STRETCH; cell < (stretch + 1) * STRETCH; cell++) {
        if (table[cell] === 0) continue;
        this.#list.push(column * CELL_NUMBERS + cell, table[cell]!);
        table[cell] = 0;
      }
  }

  /** What was built; the next one begins anew. */
  take(): HistogramData {
    const { keys, weights, count } = this.#list;
    this.#list.count = 0;
    return { keys: keys.slice(0, count), weights: weights.slice(0, count) };
  }
}

/** All zero between columns. Made when the first column comes, since most threads never sketch. */
let table = new Float64Array(0);
let isMet = new Uint8Array(0);

/** Adds up into `table`; answers the stretches that were met, rising. */
function tally(values: Float64Array, rows: Int32Array, weights: Float64Array): Int32Array {
  if (table.length === 0) {
    table = new Float64Array(CELL_NUMBERS);
    isMet = new Uint8Array(CELL_NUMBERS / STRETCH);
  }
  const met: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    double[0] = value;
    const cell = halves[UPPER]! >>> CELL_SHIFT;
    table[cell] = table[cell]! + weights[row]!;
    const stretch = Math.floor(cell / STRETCH);
    if (isMet[stretch]) continue;
    isMet[stretch] = 1;
    met.push(stretch);
  }
  for (const stretch of met) isMet[stretch] = 0;
  return Int32Array.from(met).sort();
}

/** A sum of histograms, which grows in place. */
export class HistogramSum {
  readonly #list = new CellList();

  add({ keys, weights }: HistogramData, scale = 1): void {
    const list = this.#list;
    const total = list.count + countMissing(list, keys);
    list.reserve(total);
    // From the back, so that what is there moves to its new place before that is written to.
    let left = list.count - 1;
    let right = keys.length - 1;
    for (let to = total - 1; right >= 0; to--) {
      const isLeft = left >= 0 && list.keys[left]! >= keys[right]!;
      const isRight = left < 0 || list.keys[left]! <= keys[right]!;
      const before = isLeft ? list.weights[left]! : 0;
      list.weights[to] = isRight ? before + scale * weights[right]! : before;
      list.keys[to] = isLeft ? list.keys[left]! : keys[right]!;
      if (isLeft) left -= 1;
      if (isRight) right -= 1;
    }
    list.count = total;
  }

  /** Views of the sum: to be read when nothing more is added. */
  data(): HistogramData {
    const { keys, weights, count } = this.#list;
    return { keys: keys.subarray(0, count), weights: weights.subarray(0, count) };
  }
}

/** How many of `wanted` are not in the list; both rise. */
function countMissing({ keys, count }: CellList, wanted: Float64Array): number {
  let missing = 0;
  let at = 0;
  for (let i = 0; i < wanted.length; i++) {
    while (at < count && keys[at]! < wanted[i]!) at += 1;
    if (at === count || keys[at] !== wanted[i]) missing += 1;
  }
  return missing;
}

/** Calls `visit` for every column that has cells, in order, with its cells in rising order of their numbers. */
export function visitCells(
  { keys, weights }: HistogramData,
  visit: (column: number, cells: readonly Cell[]) => void,
): void {
  for (let i = 0; i < keys.length; ) {
    const column = Math.floor(keys[i]! / CELL_NUMBERS);
    const positive: Cell[] = [];
    const negative: Cell[] = [];
    for (; i < keys.length && keys[i]! < (column + 1) * CELL_NUMBERS; i++) {
      const cell = keys[i]! % CELL_NUMBERS;
      (cell < SIGN ? positive : negative).push({ value: middleOf(cell), weight: weights[i]! });
    }
    // The sign is the first bit of a cell: negative numbers come the wrong way round.
    visit(column, [...negative.reverse(), ...positive]);
  }
}

/** The number half-way through a cell; 0 for the cells that 0 and -0 are in, whose other numbers are below 1e-309. */
function middleOf(cell: number): number {
  if (cell % SIGN === 0) return 0;
  halves[UPPER] = ((cell << CELL_SHIFT) | (1 << (CELL_SHIFT - 1))) >>> 0;
  halves[1 - UPPER] = 0;
  return double[0]!;
}
