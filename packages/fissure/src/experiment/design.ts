/**
 * Where the points of a design lie: a Latin hypercube in blocks of 100 points. A block is a hypercube of its own, keyed
 * by (seed, block), and every factor's column by the factor's id. So a design of 1,500 points starts with the same 1,000
 * points as the shorter one, and a factor that is added or removed leaves the other columns as they were.
 */
import { type RandomKey, uniformAt } from '../base/random.ts';
import { type Factor, factorValue } from './factors.ts';

export const BLOCK_SIZE = 100;

// Third word of the counter: which use is made of the factor's numbers in a block.
const SHUFFLE = 0;
const JITTER = 1;

/**
 * One factor's column in one block: `BLOCK_SIZE` numbers in (0, 1), one in each hundredth, in random order.
 *
 * Source: McKay, Beckman and Conover (1979). The order is a Fisher-Yates shuffle; an index comes from floor(u * n)
 * with u on a grid of 2^-52, whose bias is below 1e-13.
 * A number that is so near the end of its stratum that adding rounds it up is put back inside.
 */
export function designColumn(seed: number, block: number, factorId: string): Float64Array {
  // Members' own streams have the key [seed, member]; the complement keeps the design's apart.
  const key: RandomKey = [~seed, block];
  const [low, high] = hashName(factorId);
  const strata = Float64Array.from({ length: BLOCK_SIZE }, (_, i) => i);
  for (let i = BLOCK_SIZE - 1; i > 0; i--) {
    const j = Math.floor(uniformAt(key, low, high, SHUFFLE, i) * (i + 1));
    const stratum = strata[i]!;
    strata[i] = strata[j]!;
    strata[j] = stratum;
  }
  return strata.map((stratum, i) => {
    const u = (stratum + uniformAt(key, low, high, JITTER, i)) / BLOCK_SIZE;
    return Math.min(u, (stratum + 1) / BLOCK_SIZE - 2 ** -53);
  });
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

/** The points of a design, drawn block by block as they are asked for. */
export class Design {
  readonly #seed: number;
  readonly #factors: readonly Factor[];
  readonly #blocks = new Map<number, readonly Float64Array[]>();

  constructor(seed: number, factors: readonly Factor[]) {
    this.#seed = seed;
    this.#factors = factors;
  }

  /** The factors' values at a point, in the order of the factors. */
  point(index: number): Float64Array {
    const block = Math.floor(index / BLOCK_SIZE);
    let columns = this.#blocks.get(block);
    if (!columns) {
      columns = this.#factors.map((factor) => designColumn(this.#seed, block, factor.id));
      this.#blocks.set(block, columns);
    }
    return Float64Array.from(this.#factors, (factor, i) => factorValue(factor, columns[i]![index % BLOCK_SIZE]!));
  }
}

/** Which point and which replicate a member is. Identity: it does not depend on how many members there are. */
export function memberIdentity(
  member: number,
  replicateCount: number,
): { readonly point: number; readonly replicate: number } {
  return { point: Math.floor(member / replicateCount), replicate: member % replicateCount };
}
