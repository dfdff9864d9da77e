/**
 * Where the points of a design lie: a Latin hypercube in blocks of 100 points. A block is a hypercube of its own, keyed
 * by (seed, block), and every factor's column by the factor's id. So a design of 1,500 points starts with the same 1,000
 * points as the shorter one, and a factor that is added or removed leaves the other columns as they were.
 */
import { type RandomKey, uniformAt } from '../base/random.ts';
import { fastUniforms } from '../engine/webassembly/uniforms.ts';
import { type Factor, factorValue } from './factors.ts';

export const BLOCK_SIZE = 100;

// Third word of the counter: which use is made of the factor's numbers in a block.
const SHUFFLE = 0;
const JITTER = 1;

type NameHash = readonly [number, number];

const INDICES = Uint32Array.from({ length: BLOCK_SIZE }, (_, i) => i);
// Used for every column: millions of short arrays would cost more than what they hold.
const lowWords = new Uint32Array(BLOCK_SIZE);
const highWords = new Uint32Array(BLOCK_SIZE);
const shuffling = new Float64Array(BLOCK_SIZE);

/** Members' own streams have the key [seed, member]; the complement keeps the design's apart. */
function keyOf(seed: number, block: number): RandomKey {
  return [~seed, block];
}

/**
 * One factor's column in one block: which hundredth each point lies in, in random order (McKay, Beckman and Conover 1979).
 *
 * The order is a Fisher-Yates shuffle; an index comes from floor(u * n) with u on a grid of 2^-52, whose bias is below 1e-13.
 */
function shuffledStrata(seed: number, block: number, [low, high]: NameHash): Uint8Array {
  lowWords.fill(low);
  highWords.fill(high);
  fastUniforms()(shuffling, keyOf(seed, block), lowWords, highWords, SHUFFLE, INDICES);
  const strata = Uint8Array.from(INDICES);
  for (let i = BLOCK_SIZE - 1; i > 0; i--) {
    const j = Math.floor(shuffling[i]! * (i + 1));
    const stratum = strata[i]!;
    strata[i] = strata[j]!;
    strata[j] = stratum;
  }
  return strata;
}

/** A number that is so near the end of its stratum that adding rounds it up is put back inside. */
function numberInStratum(stratum: number, jitter: number): number {
  return Math.min((stratum + jitter) / BLOCK_SIZE, (stratum + 1) / BLOCK_SIZE - 2 ** -53);
}

/** Two independent 32-bit FNV-1a hashes of a name's UTF-16 units: the same for the same name, on every machine. */
export function hashName(name: string): readonly [number, number] {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + 0x9e37), 0x01000193);
  }
  return [low >>> 0, high >>> 0];
}

/** Of the strata of blocks that are kept for the next point; more are drawn anew. Points come nearly in order. */
const KEPT_BYTES_MOST = 2_000_000;

/** The points of a design, drawn block by block as they are asked for. */
export class Design {
  readonly #seed: number;
  readonly #factors: readonly Factor[];
  readonly #names: readonly NameHash[];
  /** Both words of the names, for a row of all factors. */
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** A point's place in its block, once for each factor. */
  readonly #places: Uint32Array;
  /** Shuffled strata by block, one factor after the other. */
  readonly #blocks = new Map<number, Uint8Array>();

  constructor(seed: number, factors: readonly Factor[]) {
    this.#seed = seed;
    this.#factors = factors;
    this.#names = factors.map((factor) => hashName(factor.id));
    this.#low = Uint32Array.from(this.#names, ([low]) => low);
    this.#high = Uint32Array.from(this.#names, ([, high]) => high);
    this.#places = new Uint32Array(factors.length);
  }

  /** The factors' values at a point, in the order of the factors. */
  point(index: number): Float64Array {
    const block = Math.floor(index / BLOCK_SIZE);
    const own = index % BLOCK_SIZE;
    const strata = this.#strata(block);
    const values = new Float64Array(this.#factors.length);
    this.#places.fill(own);
    fastUniforms()(values, keyOf(this.#seed, block), this.#low, this.#high, JITTER, this.#places);
    for (const [i, factor] of this.#factors.entries())
      values[i] = factorValue(factor, numberInStratum(strata[i * BLOCK_SIZE + own]!, values[i]!));
    return values;
  }

  /** One factor's values at many points. Keeps nothing, so that it can run over all points of a large ensemble. */
  column(factor: number, points: ArrayLike<number>): Float64Array {
    const values = new Float64Array(points.length);
    const blocks = new Map<number, Uint8Array>();
    for (let i = 0; i < values.length; i++) {
      const block = Math.floor(points[i]! / BLOCK_SIZE);
      const strata = blocks.get(block) ?? shuffledStrata(this.#seed, block, this.#names[factor]!);
      blocks.set(block, strata);
      const own = points[i]! % BLOCK_SIZE;
      const jitter = uniformAt(keyOf(this.#seed, block), ...this.#names[factor]!, JITTER, own);
      values[i] = factorValue(this.#factors[factor]!, numberInStratum(strata[own]!, jitter));
    }
    return values;
  }

  #strata(block: number): Uint8Array {
    const kept = this.#blocks.get(block);
    if (kept) return kept;
    const strata = new Uint8Array(this.#factors.length * BLOCK_SIZE);
    for (const [i, name] of this.#names.entries()) strata.set(shuffledStrata(this.#seed, block, name), i * BLOCK_SIZE);
    if ((this.#blocks.size + 1) * strata.length > KEPT_BYTES_MOST) this.#blocks.clear();
    this.#blocks.set(block, strata);
    return strata;
  }
}

/** Which point and which replicate a member is. Identity: it does not depend on how many members there are. */
export function memberIdentity(
  member: number,
  replicateCount: number,
): { readonly point: number; readonly replicate: number } {
  return { point: Math.floor(member / replicateCount), replicate: member % replicateCount };
}
