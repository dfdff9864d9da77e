/**
 * The order that sorts numbers, as row numbers: a stable radix sort on the upper halves of the doubles, finished by
 * insertion; of few rows by insertion alone. Three to six times as fast as sorting rows with a comparison function.
 */

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
const PASSES = 3;
/** So few that radix sort would spend more on its digits than insertion on all of them. */
const FEW = 128;
/** Insertion that moves more entries than this per row has met numbers that share their upper halves. */
const MOVES_PER_ROW = 16;

// Grown as needed and used again: sorting many columns must not leave garbage behind.
let keys = new Uint32Array(0);
let spare = new Int32Array(0);
const counts = new Int32Array(DIGITS);
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
double[0] = -1;
const UPPER = halves[1] === 0 ? 0 : 1;

/**
 * Rows of `values` from the least to the greatest; NaN is left out, equal values (0 and -0 are) keep their order.
 * Cost: linear, except that values which agree in sign, exponent and 20 bits are told apart by insertion or, where there
 * are many, by comparing. `like`: rows in the order of values that were much the same, as those of the moment before are.
 */
export function sortedOrder(values: ArrayLike<number>, like?: Int32Array): Int32Array {
  const near = like && sortedFrom(like, values);
  if (near) return near;
  const order = new Int32Array(values.length);
  let count = 0;
  reserve(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    keys[row] = sortableKey(value);
    order[count++] = row;
  }
  const all = order.subarray(0, count);
  const sorted = count <= FEW ? all : radixSort(all);
  if (!insertionSort(sorted, values, count <= FEW ? FEW * FEW : MOVES_PER_ROW * count))
    sorted.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
  return sorted;
}

/** Undefined where other rows have numbers, or the order is another. */
function sortedFrom(like: Int32Array, values: ArrayLike<number>): Int32Array | undefined {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) count += 1;
  if (count !== like.length) return undefined;
  const order = like.slice();
  for (let i = 0; i < count; i++) if (Number.isNaN(values[order[i]!]!)) return undefined;
  return insertionSort(order, values, MOVES_PER_ROW * count) ? order : undefined;
}

function reserve(count: number): void {
  if (keys.length >= count) return;
  keys = new Uint32Array(count);
  spare = new Int32Array(count);
}

/** Upper half of the double as an unsigned number that rises with it: negative numbers have all bits turned over. */
function sortableKey(value: number): number {
  // Adding 0 makes 0 of -0.
  double[0] = value + 0;
  const upper = halves[UPPER]!;
  return upper & 0x80000000 ? ~upper : upper | 0x80000000;
}

/** Least significant digit first, in place. */
function radixSort(order: Int32Array): Int32Array {
  let from: Int32Array = order;
  let to: Int32Array = spare.subarray(0, order.length);
  for (let pass = 0; pass < PASSES; pass++) {
    const shift = pass * DIGIT_BITS;
    counts.fill(0);
    for (let i = 0; i < from.length; i++) counts[(keys[from[i]!]! >>> shift) & DIGIT_MASK]! += 1;
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const own = counts[digit]!;
      counts[digit] = start;
      start += own;
    }
    for (let i = 0; i < from.length; i++) {
      const row = from[i]!;
      const digit = (keys[row]! >>> shift) & DIGIT_MASK;
      to[counts[digit]!] = row;
      counts[digit]! += 1;
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
  return order;
}

/** Of equal values the row that comes first. False, with the rows in some order, where it would take too long. */
function insertionSort(order: Int32Array, values: ArrayLike<number>, most: number): boolean {
  let moves = most;
  for (let i = 1; i < order.length; i++) {
    const row = order[i]!;
    const value = values[row]!;
    let at = i;
    while (at > 0) {
      const other = order[at - 1]!;
      if (values[other]! < value || (values[other] === value && other < row)) break;
      order[at] = other;
      at -= 1;
      moves -= 1;
    }
    order[at] = row;
    if (moves < 0) return false;
  }
  return true;
}
