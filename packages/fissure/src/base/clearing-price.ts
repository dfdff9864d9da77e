/**
 * The price at which a market clears: each that asks is granted a part of its request that falls as the price rises, and at
 * the price all together are granted what there is. Kinds of curves and search are those of Vensim's ALLOCATE AVAILABLE;
 * `exchange/translate/functions` has both as equations, for tools without this function.
 *
 * The prices between the outermost ends of all curves are cut into ten equal parts. In the part where the market clears a
 * chord is drawn between its ends, and the price where that chord clears takes the place of the end on its side, until what
 * is granted is within a millionth of all requests of what there is. After CHORDS chords that come no closer the part is
 * halved instead: that ends sooner where a curve is flat.
 */
import { exp } from './elementary.ts';

export const PARTS = 10;
export const CHORDS = 20;
export const HALVINGS = 20;
/** Of all requests: as near as the search comes to what there is. */
export const NEAR_ENOUGH = 1e-6;

/** Granted at any price; its curve has no ends. */
const FIXED_KIND = 0;
/** By kind (fixed, rectangular, triangular, normal, exponential): widths from the middle to either end of its curve. */
export const REACHES: readonly number[] = [0, 0.5, 0.5, 5, 10];
/** Narrower than this Vensim makes no normal curve, as its printed results show. */
export const LEAST_WIDTH_OF_NORMAL = 0.05;
const NORMAL_KIND = 3;

/** In a list of arguments: what there is, then for each that asks what it asks for, and kind, middle and width of its curve. */
const ASKER_FIELDS = 4;

/** Of a list of so many arguments. */
export function askerCount(length: number): number {
  return (length - 1) / ASKER_FIELDS;
}

/** `args[from]`, `args[from + stride]`, ...: `count` that ask. NaN where a kind is none of the five. */
export function clearingPrice(args: Float64Array, count: number, from = 0, stride = 1): number {
  const field = (asker: number, i: number): number => args[from + (1 + asker * ASKER_FIELDS + i) * stride]!;
  const supply = args[from]!;
  const over = (price: number): number => {
    let asked = 0;
    for (let i = 0; i < count; i += 1) asked += field(i, 0) * grantedPart(price, field(i, 1), field(i, 2), field(i, 3));
    return asked - supply;
  };

  let total = 0;
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [leastFixed, greatestFixed] = [least, greatest];
  for (let i = 0; i < count; i += 1) {
    total += field(i, 0);
    const [kind, middle] = [field(i, 1), field(i, 2)];
    if (kind === FIXED_KIND) {
      leastFixed = Math.min(leastFixed, middle);
      greatestFixed = Math.max(greatestFixed, middle);
      continue;
    }
    const reach = (REACHES[kind] ?? Number.NaN) * widthOf(kind, field(i, 3));
    least = Math.min(least, middle - reach);
    greatest = Math.max(greatest, middle + reach);
  }
  if (least === Number.POSITIVE_INFINITY) [least, greatest] = [leastFixed, greatestFixed];
  return searchPrice(over, least, (greatest - least) / PARTS, NEAR_ENOUGH * total);
}

interface End {
  readonly price: number;
  readonly over: number;
}

/** `overAt`: what is granted at a price, less what there is; it falls. */
function searchPrice(overAt: (price: number) => number, least: number, part: number, tolerance: number): number {
  const endAt = (price: number): End => ({ price, over: overAt(price) });
  let at = 0;
  for (let i = 1; i < PARTS; i += 1) if (overAt(least + i * part) > 0) at += 1;
  const [first, last] = [endAt(least + at * part), endAt(least + (at + 1) * part)];
  // Both are the highest price where even that is too low, and the lowest where even that is too high.
  let low = last.over > 0 ? last : first;
  let high = first.over <= 0 ? first : last;
  for (let i = 1; i < CHORDS + HALVINGS && low.price !== high.price; i += 1) {
    const here = endAt(i <= CHORDS ? chord(low, high) : (low.price + high.price) / 2);
    if (here.over >= -tolerance) low = here;
    if (here.over <= tolerance) high = here;
  }
  return (low.price + high.price) / 2;
}

function chord(low: End, high: End): number {
  const difference = low.over - high.over;
  return low.price + (high.price - low.price) * (difference === 0 ? 0 : low.over / difference);
}

/** The part of a request that is granted at a price: near 1 far below the middle of its curve, near 0 far above. */
export function grantedPart(price: number, kind: number, middle: number, stated: number): number {
  const width = widthOf(kind, stated);
  switch (kind) {
    case FIXED_KIND:
      return 1;
    case 1:
      return Math.max(0, Math.min(1, (middle + width / 2 - price) * (1 / width)));
    case 2: {
      const height = Math.max(0, 1 - Math.abs(price - middle) * (1 / (width / 2)));
      return mirrored(price < middle, (height * height) / 2);
    }
    case NORMAL_KIND:
      return mirrored(price < middle, normalTail((price - middle) * (1 / width)));
    case 4:
      return mirrored(price < middle, exp(-Math.abs((price - middle) * (1 / width))) / 2);
    default:
      return Number.NaN;
  }
}

/** How fast that part changes as the price rises; of normal curves by the true density. */
export function grantedSlope(price: number, kind: number, middle: number, stated: number): number {
  const width = widthOf(kind, stated);
  const away = (price - middle) / width;
  switch (kind) {
    case 1:
      return Math.abs(away) < 0.5 ? -1 / width : 0;
    case 2:
      return (-2 * Math.max(0, 1 - 2 * Math.abs(away))) / width;
    case NORMAL_KIND:
      return -exp((away * away) / -2) / Math.sqrt(2 * Math.PI) / width;
    case 4:
      return -exp(-Math.abs(away)) / 2 / width;
    default:
      return 0;
  }
}

/**
 * How fast the price changes with each argument. What all are granted stays what there is: a change of an argument moves
 * the price by as much as takes back what it adds. Where curves are flat no price does, and it counts as steady.
 */
export function priceSlopes(args: readonly number[], price: number): readonly number[] {
  const askers = Array.from({ length: askerCount(args.length) }, (_, i) => {
    const [request, kind, middle, width] = args.slice(1 + i * ASKER_FIELDS) as [number, number, number, number];
    const slope = request * grantedSlope(price, kind, middle, width);
    // A curve that is flat there, or that is drawn wider than its width, does not change with it.
    const isSteady = slope === 0 || widthOf(kind, width) !== width;
    const byWidth = isSteady ? 0 : (slope * (price - middle)) / width;
    return { granted: grantedPart(price, kind, middle, width), slope, byWidth };
  });
  const whole = askers.reduce((sum, { slope }) => sum + slope, 0);
  if (whole === 0) return args.map(() => 0);
  const byAsker = askers.flatMap(({ granted, slope, byWidth }) => [-granted, 0, slope, byWidth]);
  return [1, ...byAsker].map((change) => change / whole);
}

function widthOf(kind: number, stated: number): number {
  return kind === NORMAL_KIND ? Math.max(stated, LEAST_WIDTH_OF_NORMAL) : stated;
}

/** By Abramowitz and Stegun 26.2.16, as Vensim has it: its error of 1e-5 shows in what Vensim prints. */
function normalTail(x: number): number {
  const t = 1 / (1 + NORMAL_TAIL.scale * Math.abs(x));
  const [first, second, third] = NORMAL_TAIL.series;
  const density = (1 / Math.sqrt(2 * Math.PI)) * exp((x * x) / -2);
  return density * (t * (first + t * (second + t * third)));
}

export const NORMAL_TAIL = { scale: 0.33267, series: [0.4361836, -0.1201676, 0.937298] } as const;

/** Of a curve alike on both sides: its tail above the middle, 1 less that of the other side below. */
function mirrored(isBelow: boolean, tail: number): number {
  return isBelow ? 1 - tail : tail;
}
