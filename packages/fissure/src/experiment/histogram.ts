/**
 * Histograms of many columns of numbers that add up exactly: whichever way members are spread over histograms, and in
 * whatever order these are added, every cell has the same weight in the end. Cells are spaced like logarithms: each power
 * of two is cut into 128, so a number and the middle of its cell differ by at most 1/256 of the number.
 *
 * Weights are whole numbers, and their sum stays below 2^53: adding doubles is then exact.
 */
import { sortedOrder } from '../base/sorted-order.ts';

/** Cells lie together in chunks of eight neighbours, a line of the cache; only chunks that are met take room. */
const CELLS = 8;
const CELL_MASK = CELLS - 1;
/** A cell is told by sign, exponent and the first seven bits of the mantissa: the upper 19 bits of the double. */
const CELL_SHIFT = 13;
const CELL_NUMBERS = 1 << 19;
const CHUNK_NUMBERS = CELL_NUMBERS / CELLS;

/** Greatest difference between a number and what stands for it, as a part of the number. */
export const RELATIVE_ERROR = 1 / 256;

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

export class Histogram {
  #keys = new Float64Array(64);
  #cells = new Float64Array(64 * CELLS);
  #count = 0;
  /** Open addressing: number of the chunk plus one, at the first free place from its hash on. */
  #table = new Int32Array(256);

  /** Leaves out NaN. 0 stands for itself and for what is too small to have full precision. */
  add(column: number, value: number, weight: number): void {
    if (Number.isNaN(value)) return;
    double[0] = value;
    const cell = halves[UPPER]! >>> CELL_SHIFT;
    const at = this.#chunk(column * CHUNK_NUMBERS + (cell >>> 3)) * CELLS + (cell & CELL_MASK);
    this.#cells[at] = this.#cells[at]! + weight;
  }

  merge({ keys, cells }: HistogramData): void {
    for (let i = 0; i < keys.length; i++) {
      const to = this.#chunk(keys[i]!) * CELLS;
      for (let k = 0; k < CELLS; k++) this.#cells[to + k] = this.#cells[to + k]! + cells[i * CELLS + k]!;
    }
  }

  /** Sorted by key, so that equal histograms are equal byte for byte. */
  data(): HistogramData {
    const order = sortedOrder(this.#keys.subarray(0, this.#count));
    const cells = new Float64Array(this.#count * CELLS);
    for (const [to, chunk] of order.entries())
      cells.set(this.#cells.subarray(chunk * CELLS, (chunk + 1) * CELLS), to * CELLS);
    return { keys: Float64Array.from(order, (chunk) => this.#keys[chunk]!), cells };
  }

  #chunk(key: number): number {
    const mask = this.#table.length - 1;
    let place = hash(key) & mask;
    for (let entry = this.#table[place]!; entry !== 0; entry = this.#table[place]!) {
      if (this.#keys[entry - 1] === key) return entry - 1;
      place = (place + 1) & mask;
    }
    if (this.#count === this.#keys.length) this.#grow();
    this.#keys[this.#count] = key;
    this.#count += 1;
    this.#table[place] = this.#count;
    if (4 * this.#count > this.#table.length) this.#rehash();
    return this.#count - 1;
  }

  #grow(): void {
    const [keys, cells] = [this.#keys, this.#cells];
    this.#keys = new Float64Array(2 * keys.length);
    this.#keys.set(keys);
    this.#cells = new Float64Array(2 * cells.length);
    this.#cells.set(cells);
  }

  #rehash(): void {
    this.#table = new Int32Array(2 * this.#table.length);
    const mask = this.#table.length - 1;
    for (let chunk = 0; chunk < this.#count; chunk++) {
      let place = hash(this.#keys[chunk]!) & mask;
      while (this.#table[place] !== 0) place = (place + 1) & mask;
      this.#table[place] = chunk + 1;
    }
  }
}

/** The cells of every column that have weight, in rising order of their numbers. */
export function cellsByColumn({ keys, cells }: HistogramData, columnCount: number): readonly Cell[][] {
  const columns: Cell[][] = Array.from({ length: columnCount }, () => []);
  for (let i = 0; i < keys.length; i++) {
    const column = Math.floor(keys[i]! / CHUNK_NUMBERS);
    const first = (keys[i]! % CHUNK_NUMBERS) * CELLS;
    for (let k = 0; k < CELLS; k++) {
      const weight = cells[i * CELLS + k]!;
      if (weight > 0) columns[column]!.push({ value: middleOf(first + k), weight });
    }
  }
  for (const column of columns) column.sort((a, b) => a.value - b.value);
  return columns;
}

/** The number half-way through a cell; 0 for the cell that 0 is in. */
function middleOf(cell: number): number {
  const isLeast = (cell & (CELL_NUMBERS / 2 - 1)) === 0;
  if (isLeast) return 0;
  halves[UPPER] = ((cell << CELL_SHIFT) | (1 << (CELL_SHIFT - 1))) >>> 0;
  halves[1 - UPPER] = 0;
  return double[0]!;
}

function hash(key: number): number {
  // Keys reach beyond 32 bits: both parts take part.
  const high = Math.floor(key / 0x100000000);
  return (Math.imul((key | 0) ^ Math.imul(high, 0x27d4eb2d), 0x9e3779b1) >>> 7) >>> 0;
}
