/**
 * The order that sorts numbers, as row numbers: a stable radix sort on where a number lies between the least and the greatest,
 * finished by insertion; of few rows by insertion alone. Five to ten times as fast as sorting rows with a comparison function.
 */

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
/** Places between the least and the greatest number: two digits. */
const LAST_PLACE = DIGITS * DIGITS - 1;
/** So few that radix sort would spend more on its digits than insertion on all of them. */
const FEW = 128;
/** Insertion that moves more entries than this per row has met many numbers in one place. */
const MOVES_PER_ROW = 16;

// Grown as needed and used again: sorting many columns must not leave garbage behind.
let places = new Int32Array(0);
let byLow = new Int32Array(0);
const lowCounts = new Int32Array(DIGITS);
const highCounts = new Int32Array(DIGITS);

/**
 * Rows of `values` from the least to the greatest; NaN is left out, equal values (0 and -0 are) keep their order.
 * Cost: linear, except that values closer together than a four-millionth of their range are told apart by insertion or, where
 * there are many, by comparing. `like`: rows in the order of values that were much the same, as those of the moment before
 * are; of many rows it is of no use.
 */
export function sortedOrder(values: ArrayLike<number>, like?: Int32Array): Int32Array {
  const isFew = values.length <= FEW;
  const near = isFew && like && sortedFrom(like, values);
  if (near) return near;
  const order = isFew ? rowsOf(values) : radixSort(values);
  if (!insertionSort(order, values, isFew ? FEW * FEW : MOVES_PER_ROW * order.length))
    order.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
  return order;
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

/** Those that have a number. */
function rowsOf(values: ArrayLike<number>): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** By place, least significant digit first; all places are 0 where the range is no positive number. */
function radixSort(values: ArrayLike<number>): Int32Array {
  const rows = rowsOf(values);
  if (places.length < values.length) {
    places = new Int32Array(values.length);
    byLow = new Int32Array(values.length);
  }
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const scale = LAST_PLACE / (greatest - least);
  lowCounts.fill(0);
  highCounts.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    // Rises with the value; bits of NaN and infinity are 0.
    const place = ((values[row]! - least) * scale) | 0;
    places[row] = place;
    lowCounts[place & DIGIT_MASK]! += 1;
    highCounts[place >>> DIGIT_BITS]! += 1;
  }
  turnIntoStarts(lowCounts);
  turnIntoStarts(highCounts);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    byLow[lowCounts[places[row]! & DIGIT_MASK]!++] = row;
  }
  for (let i = 0; i < rows.length; i++) {
    const row = byLow[i]!;
    rows[highCounts[places[row]! >>> DIGIT_BITS]!++] = row;
  }
  return rows;
}

/** Counts by digit become the first place of each digit. */
function turnIntoStarts(counts: Int32Array): void {
  let start = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const own = counts[digit]!;
    counts[digit] = start;
    start += own;
  }
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
