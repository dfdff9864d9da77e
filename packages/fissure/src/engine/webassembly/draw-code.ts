/**
 * Random draws as vector code: Philox 4x32-10 of base/random.ts and the inversions of draws.ts, with the same operations in
 * the same order, hence the same bits.
 */
import {
  CENTRE_ABOVE,
  CENTRE_BELOW,
  CENTRE_REACH,
  MIDDLE_ABOVE,
  MIDDLE_BELOW,
  MIDDLE_REACH,
} from '../../base/normal.ts';
import { MULTIPLIER_0, MULTIPLIER_1, ROUNDS, WEYL_0, WEYL_1 } from '../../base/random.ts';
import type { DrawKind } from '../../model/plan.ts';
import { EXACT_UP_TO, SEARCH_UP_TO } from '../draws.ts';
import { Assembler } from './assembler.ts';
import { Formula } from './formula.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** What draws call. */
export interface DrawCallees {
  readonly exp: () => number;
  readonly ln: () => number;
  readonly inverseNormal: () => number;
  readonly searchPoisson: () => number;
}

const LOW_WORD = 0xffffffffn;
/** 2^52: adding it to small whole bits makes them a number. */
const TWO_52 = 2 ** 52;
const TWO_52_BITS = 0x4330000000000000n;

/** Words of 32 bits in numbers of 64, whose upper halves are zero. */
type Words = readonly [Value, Value, Value, Value];

/**
 * Uniform numbers between 0 and 1 for all lanes, as `uniformAt`: parameters are the two words of the stream, as int64;
 * `keys` and `clock` are addresses, see memory-layout.ts.
 */
export function writeUniform(f: VectorFunction, keys: number, cellBytes: number, clock: number): void {
  const stepBits = f.do('f64Add', f.splat(clock + 8), f.constant(TWO_52));
  const step = f.do('and', stepBits, f.bits(LOW_WORD));
  f.return(uniformOf(f, [0, 1, step, f.bits(0n)], [f.load(keys), f.load(keys + cellBytes)]));
}

/** `uniformAt` of a counter and a key, in words. */
export function uniformOf(f: VectorFunction, counter: Words, key: readonly [Value, Value]): Value {
  const [first, second] = philox(f, counter, key);
  // The upper 26 bits of two words.
  const part = (value: Value) =>
    f.do('f64Sub', f.do('or', f.shift('i64ShiftRightUnsigned', value, 6), f.bits(TWO_52_BITS)), f.constant(TWO_52));
  const whole = f.do('f64Add', f.do('f64Mul', part(first), f.constant(2 ** 26)), part(second));
  return f.do('f64Mul', f.do('f64Add', whole, f.constant(0.5)), f.constant(2 ** -52));
}

function philox(f: VectorFunction, counter: Words, key: readonly [Value, Value]): Words {
  const word = (value: Value) => f.do('and', value, f.bits(LOW_WORD));
  const high = (value: Value) => f.shift('i64ShiftRightUnsigned', value, 32);
  let c = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const product0 = f.do('i64Mul', c[0], f.bits(BigInt(MULTIPLIER_0)));
    const product1 = f.do('i64Mul', c[2], f.bits(BigInt(MULTIPLIER_1)));
    c = [
      f.do('xor', f.do('xor', high(product1), c[1]), k0),
      word(product1),
      f.do('xor', f.do('xor', high(product0), c[3]), k1),
      word(product0),
    ];
    k0 = word(f.do('i64Add', k0, f.bits(BigInt(WEYL_0))));
    k1 = word(f.do('i64Add', k1, f.bits(BigInt(WEYL_1))));
  }
  return c;
}

/** Of numbers strictly between 0 and 1; the far tails go to base/normal.ts, lane by lane. */
export function writeInverseNormal(f: VectorFunction, ln: number, rare: { callee: number; number: number }): void {
  const g = new Formula(f);
  const p = 0;
  const q = g.sub(p, g.c(0.5));
  const r = g.sub(g.c(0.180625), g.mul(q, q));
  const centre = g.div(g.mul(q, polynomial(g, CENTRE_ABOVE, r)), polynomial(g, CENTRE_BELOW, r));
  const isLow = f.do('f64Lt', q, g.c(0));
  const tail = g.select(isLow, p, g.sub(g.c(1), p));
  const s = f.do('f64Sqrt', f.do('f64Neg', f.call(ln, tail)));
  const x = g.sub(s, g.c(1.6));
  const z = g.div(polynomial(g, MIDDLE_ABOVE, x), polynomial(g, MIDDLE_BELOW, x));
  const isCentre = f.do('f64Le', g.abs(q), g.c(CENTRE_REACH));
  const value = g.select(isCentre, centre, g.select(isLow, f.do('f64Neg', z), z));
  const isFar = f.do('andNot', f.do('f64Gt', s, g.c(MIDDLE_REACH)), isCentre);
  f.return(f.escape(isFar, value, [p], rare.callee, rare.number));
}

function polynomial(g: Formula, coefficients: readonly number[], x: Value): Value {
  let sum = g.c(coefficients[7]!);
  for (let power = 6; power >= 0; power--) sum = g.add(g.mul(sum, x), g.c(coefficients[power]!));
  return sum;
}

/** Parameters: two arguments of the distribution (the second is left alone where there is one only), and u. */
export function writeDraw(distribution: DrawKind, f: VectorFunction, callees: DrawCallees): void {
  f.return(drawOf(distribution, new Formula(f), callees));
}

function drawOf(distribution: DrawKind, g: Formula, callees: DrawCallees): Value {
  const { f } = g;
  const [a, b, u] = [0, 1, 2];
  const orNaN = (isGood: Value, value: Value) => g.select(isGood, value, g.c(Number.NaN));
  const normal = () => f.call(callees.inverseNormal(), u);
  switch (distribution) {
    case 'uniform':
      return orNaN(f.do('f64Le', a, b), g.add(a, g.mul(g.sub(b, a), u)));
    case 'normal':
      return orNaN(f.do('f64Ge', b, g.c(0)), g.add(a, g.mul(b, normal())));
    case 'exponential': {
      const value = g.mul(f.do('f64Neg', a), writeLnOfOnePlus(g, f.do('f64Neg', u), callees.ln()));
      return orNaN(f.do('f64Ge', a, g.c(0)), value);
    }
    case 'lognormal': {
      const ratio = g.div(b, a);
      const variance = writeLnOfOnePlus(g, g.mul(ratio, ratio), callees.ln());
      const exponent = g.sub(g.mul(f.do('f64Sqrt', variance), normal()), g.div(variance, g.c(2)));
      const value = g.mul(a, f.call(callees.exp(), exponent));
      const isGood = f.do('and', f.do('f64Gt', a, g.c(0)), f.do('f64Ge', b, g.c(0)));
      const isNone = f.do('and', f.do('f64Eq', a, g.c(0)), f.do('f64Eq', b, g.c(0)));
      return g.select(isNone, g.c(0), orNaN(isGood, value));
    }
    case 'poisson':
      return writePoisson(g, u, a, normal(), callees);
  }
}

function writeLnOfOnePlus(g: Formula, x: Value, ln: number): Value {
  const { f } = g;
  const sum = g.add(g.c(1), x);
  const rest = g.div(g.sub(g.sub(sum, g.c(1)), x), sum);
  const infinity = g.c(Number.POSITIVE_INFINITY);
  return g.select(f.do('f64Eq', sum, infinity), sum, g.sub(f.call(ln, sum), rest));
}

/** See `inversePoisson`. */
function writePoisson(g: Formula, u: Value, mean: Value, w: Value, callees: DrawCallees): Value {
  const { f } = g;
  const and = (...masks: readonly Value[]) => masks.reduce((a, b) => f.do('and', a, b));
  const floor = (value: Value) => f.do('f64Floor', value);
  const isMean = and(f.do('f64Ge', mean, g.c(0)), f.do('f64Lt', mean, g.c(Number.POSITIVE_INFINITY)));
  const isSmall = f.do('f64Lt', mean, g.c(SEARCH_UP_TO));
  const isLarge = f.do('f64Gt', mean, g.c(EXACT_UP_TO));

  const square = g.mul(w, w);
  const guess = writePoissonExpansion(g, w, square, mean);
  const doubtOfW = g.sum(g.c(1 / 40), g.div(square, g.c(80)), g.div(g.mul(g.mul(g.mul(w, w), w), w), g.c(160)));
  const doubt = g.div(doubtOfW, mean);
  const low = floor(g.sub(guess, doubt));
  const isSure = and(f.do('f64Lt', g.abs(w), g.c(3)), f.do('f64Eq', low, floor(g.add(guess, doubt))));

  const isSought = f.do('or', isSmall, f.do('andNot', f.do('andNot', isMean, isLarge), isSure));
  const first = f.call(callees.exp(), f.do('f64Neg', mean));
  const sought = f.callEach(callees.searchPoisson(), u, mean, first, and(isMean, isSought));
  const ofLarge = f.do('f64Max', g.c(0), floor(guess));
  const value = g.select(isSought, sought, g.select(isLarge, ofLarge, low));
  return g.select(isMean, value, g.c(Number.NaN));
}

function writePoissonExpansion(g: Formula, w: Value, square: Value, mean: Value): Value {
  const root = g.f.do('f64Sqrt', mean);
  const first = g.add(g.c(1 / 3), g.div(square, g.c(6)));
  const second = g.sub(g.div(g.f.do('f64Neg', w), g.c(36)), g.div(g.mul(w, square), g.c(72)));
  const third = g.sum(g.c(-8 / 405), g.div(g.mul(g.c(7), square), g.c(810)), g.div(g.mul(square, square), g.c(270)));
  return g.sum(mean, g.mul(root, w), first, g.div(second, root), g.div(third, mean));
}

/**
 * (u, mean, exp(-mean), mask of the lanes to search for) -> whole numbers, for one vector. Adds up probabilities from 0
 * on, as `searchPoisson`, until the last lane is done.
 */
export function searchPoissonCode(): { readonly code: Assembler; readonly localCount: number } {
  const [u, mean, probability, active, below, k, next] = [0, 1, 2, 3, 4, 5, 6];
  const a = new Assembler();
  /** local = active ? what `write` puts on the stack : local */
  const whereActive = (local: number, write: () => void) => {
    write();
    a.get(local).get(active).vector('bitSelect').set(local);
  };
  const isBelow = () => a.get(below).get(u).vector('f64Lt').get(active).vector('and').set(active);
  a.get(probability).set(below);
  isBelow();
  a.while(
    () => a.get(active).vector('anyTrue'),
    () => {
      whereActive(k, () => a.get(k).double(1).vector('f64Splat').vector('f64Add'));
      whereActive(probability, () => a.get(probability).get(mean).get(k).vector('f64Div').vector('f64Mul'));
      a.get(below).get(probability).vector('f64Add').set(next);
      // Rounding keeps the sum just below u: it will not rise any more.
      a.get(active).get(next).get(below).vector('f64Eq').get(k).get(mean).vector('f64Gt').vector('and');
      whereActive(below, () => a.get(next));
      a.vector('andNot').set(active);
      isBelow();
    },
  );
  a.get(k);
  return { code: a, localCount: 3 };
}
