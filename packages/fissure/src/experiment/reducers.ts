/**
 * Reducers turn the saved values of one expression over a run into one number. They see saved times only: what
 * happened between two of them is a straight line for quantities and, for conditions, the state at the earlier one.
 *
 * Shape: `times` are the saved times, rising; `series` the values at them. `from` and `to` lie within the run.
 * Edge: a NaN among the values that count makes the result NaN.
 */

export type ReducerName =
  | 'at'
  | 'mean'
  | 'total'
  | 'change'
  | 'least'
  | 'greatest'
  | 'peak_time'
  | 'first_time'
  | 'always'
  | 'ever'
  | 'share_of_time'
  | 'lasting'
  | 'lasting_time';

/** Times and lengths are simulated time. `at` uses `from` only; `duration` belongs to `lasting` and `lasting_time`. */
export interface Reducer {
  readonly name: ReducerName;
  readonly from: number;
  readonly to: number;
  readonly duration: number;
}

/** What stands after the expression in a call, for messages and the command line's help. */
export const REDUCER_ARGUMENTS: Readonly<Record<ReducerName, readonly ('date' | 'from' | 'to' | 'duration')[]>> = {
  at: ['date'],
  mean: ['from', 'to'],
  total: ['from', 'to'],
  change: ['from', 'to'],
  least: ['from', 'to'],
  greatest: ['from', 'to'],
  peak_time: ['from', 'to'],
  first_time: ['from', 'to'],
  always: ['from', 'to'],
  ever: ['from', 'to'],
  share_of_time: ['from', 'to'],
  lasting: ['duration', 'from', 'to'],
  lasting_time: ['duration', 'from', 'to'],
};

export function isReducerName(name: string): name is ReducerName {
  return Object.hasOwn(REDUCER_ARGUMENTS, name);
}

/** Whether a reducer looks only at the saved times inside its period, and so needs at least one there. */
export function needsSavedTime(name: ReducerName): boolean {
  return !['at', 'mean', 'total', 'change', 'share_of_time'].includes(name);
}

export function reduce(reducer: Reducer, times: ArrayLike<number>, series: ArrayLike<number>): number {
  const { from, to, duration } = reducer;
  switch (reducer.name) {
    case 'at':
      return valueAt(times, series, from);
    case 'mean':
      return to > from ? integral(times, series, from, to) / (to - from) : valueAt(times, series, from);
    case 'total':
      return integral(times, series, from, to);
    case 'change':
      return valueAt(times, series, to) - valueAt(times, series, from);
    case 'least':
      return extreme(times, series, from, to, -1).value;
    case 'greatest':
      return extreme(times, series, from, to, 1).value;
    case 'peak_time':
      return extreme(times, series, from, to, 1).time;
    case 'first_time':
      return lastingTime(times, series, 0, from, to);
    case 'always':
      return always(times, series, from, to);
    case 'ever':
      return orUndecided(lastingTime(times, series, 0, from, to));
    case 'share_of_time':
      return shareOfTime(times, series, from, to);
    case 'lasting':
      return orUndecided(lastingTime(times, series, duration, from, to));
    case 'lasting_time':
      return lastingTime(times, series, duration, from, to);
  }
}

function orUndecided(time: number): number {
  return Number.isNaN(time) ? time : Number.isFinite(time) ? 1 : 0;
}

/** Dates become fractions of months and saved times are sums of dt: equal up to this part of one saving interval. */
const TIME_TOLERANCE = 1e-9;

function tolerance(times: ArrayLike<number>): number {
  return times.length > 1 ? TIME_TOLERANCE * (times[1]! - times[0]!) : TIME_TOLERANCE;
}

/** Index of the last saved time that is not later than `time`, or 0. */
function indexBefore(times: ArrayLike<number>, time: number): number {
  const latest = time + tolerance(times);
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= latest) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Straight line between the two saved values around `time`; the end values outside the run. */
export function valueAt(times: ArrayLike<number>, series: ArrayLike<number>, time: number): number {
  const i = indexBefore(times, time);
  const left = times[i]!;
  if (Math.abs(time - left) <= tolerance(times) || i === times.length - 1 || time < left) return series[i]!;
  return series[i]! + ((time - left) / (times[i + 1]! - left)) * (series[i + 1]! - series[i]!);
}

/**
 * Integral over [from, to] of the straight lines between saved values: the trapezoid rule, with the parts of the
 * first and last interval cut off by interpolation. Error O(h^2) in the saving interval h for smooth quantities.
 */
export function integral(times: ArrayLike<number>, series: ArrayLike<number>, from: number, to: number): number {
  const margin = tolerance(times);
  let sum = 0;
  let lastTime = from;
  let lastValue = valueAt(times, series, from);
  for (let i = indexBefore(times, from) + 1; i < times.length && times[i]! < to - margin; i++) {
    sum += ((series[i]! + lastValue) / 2) * (times[i]! - lastTime);
    lastTime = times[i]!;
    lastValue = series[i]!;
  }
  return sum + ((valueAt(times, series, to) + lastValue) / 2) * (to - lastTime);
}

/** Indices of the saved times in [from, to], both ends included: first, and one past the last. */
export function savedWithin(times: ArrayLike<number>, from: number, to: number): readonly [number, number] {
  const margin = tolerance(times);
  let first = indexBefore(times, from);
  if (times[first]! < from - margin) first += 1;
  const last = indexBefore(times, to);
  return [first, times[last]! > to + margin ? first : Math.max(first, last + 1)];
}

function extreme(
  times: ArrayLike<number>,
  series: ArrayLike<number>,
  from: number,
  to: number,
  sign: 1 | -1,
): { readonly value: number; readonly time: number } {
  const [first, end] = savedWithin(times, from, to);
  let best = first < end ? series[first]! : Number.NaN;
  let time = first < end ? times[first]! : Number.NaN;
  for (let i = first + 1; i < end; i++) {
    const value = series[i]!;
    if (Number.isNaN(value) || Number.isNaN(best)) return { value: Number.NaN, time: Number.NaN };
    if (sign * value <= sign * best) continue;
    best = value;
    time = times[i]!;
  }
  return { value: best, time: Number.isNaN(best) ? Number.NaN : time };
}

function always(times: ArrayLike<number>, series: ArrayLike<number>, from: number, to: number): number {
  const [first, end] = savedWithin(times, from, to);
  let result = first < end ? 1 : Number.NaN;
  for (let i = first; i < end; i++) {
    if (Number.isNaN(series[i]!)) return Number.NaN;
    if (series[i] === 0) result = 0;
  }
  return result;
}

/** Each saved state of the condition lasts until the next saved time. */
function shareOfTime(times: ArrayLike<number>, series: ArrayLike<number>, from: number, to: number): number {
  const start = indexBefore(times, from);
  if (!(to > from)) return Number.isNaN(series[start]!) ? Number.NaN : series[start] === 0 ? 0 : 1;
  let sum = 0;
  for (let i = start; i < times.length && times[i]! < to; i++) {
    const left = Math.max(from, times[i]!);
    const right = i + 1 < times.length ? Math.min(to, times[i + 1]!) : to;
    if (right <= left) continue;
    if (Number.isNaN(series[i]!)) return Number.NaN;
    if (series[i] !== 0) sum += right - left;
  }
  return sum / (to - from);
}

/**
 * Start of the first stretch of saved times that all meet the condition and reach `duration` from first to last;
 * infinite where there is none. `duration` 0: the first saved time that meets it.
 */
function lastingTime(
  times: ArrayLike<number>,
  series: ArrayLike<number>,
  duration: number,
  from: number,
  to: number,
): number {
  const [first, end] = savedWithin(times, from, to);
  const margin = tolerance(times);
  let start = Number.POSITIVE_INFINITY;
  for (let i = first; i < end; i++) {
    if (Number.isNaN(series[i]!)) return Number.NaN;
    if (series[i] === 0) {
      start = Number.POSITIVE_INFINITY;
      continue;
    }
    start = Math.min(start, times[i]!);
    if (times[i]! - start >= duration - margin) return start;
  }
  return first < end ? Number.POSITIVE_INFINITY : Number.NaN;
}
