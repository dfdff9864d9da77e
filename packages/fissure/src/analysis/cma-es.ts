/**
 * Evolution strategy with covariance matrix adaptation: looks for the least of a function from values alone, a generation
 * at a time, and learns how its axes lie and scale.
 *
 * Source: Hansen (2016), "The CMA evolution strategy: a tutorial", with its default settings and positive weights alone.
 */
import { inverseNormal } from '../base/normal.ts';
import { type RandomKey, uniformAt } from '../base/random.ts';
import { eigenOf, identityMatrix, type Matrix, times } from './symmetric-matrix.ts';

export interface CmaEsOptions {
  readonly start: readonly number[];
  /** Of the first steps, in every direction. */
  readonly stepSize: number;
  readonly perGeneration: number;
  readonly key: RandomKey;
}

/** Ends where steps, or what they change, are this small beside where it stands. */
const SMALL_STEP = 1e-9;
const SMALL_CHANGE = 1e-11;

export class CmaEs {
  readonly #size: number;
  readonly #perGeneration: number;
  readonly #key: RandomKey;
  readonly #weights: readonly number[];
  readonly #effective: number;
  readonly #rates: ReturnType<typeof learningRates>;
  #mean: readonly number[];
  #sigma: number;
  #covariance: Matrix;
  #axes: Matrix;
  #lengths: readonly number[];
  #sigmaPath: readonly number[];
  #covariancePath: readonly number[];
  #steps: readonly (readonly number[])[] = [];
  #asked: readonly (readonly number[])[] = [];
  #leasts: number[] = [];
  generation = 0;
  best: { readonly at: readonly number[]; readonly value: number };

  constructor({ start, stepSize, perGeneration, key }: CmaEsOptions) {
    this.#size = start.length;
    this.#perGeneration = perGeneration;
    this.#key = key;
    const parents = Math.floor(perGeneration / 2);
    const raw = Array.from({ length: parents }, (_, i) => Math.log((perGeneration + 1) / 2) - Math.log(i + 1));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    this.#weights = raw.map((weight) => weight / total);
    this.#effective = 1 / this.#weights.reduce((sum, weight) => sum + weight * weight, 0);
    this.#rates = learningRates(start.length, this.#effective);
    this.#mean = start;
    this.#sigma = stepSize;
    this.#covariance = identityMatrix(start.length);
    this.#axes = this.#covariance;
    this.#lengths = start.map(() => 1);
    this.#sigmaPath = start.map(() => 0);
    this.#covariancePath = this.#sigmaPath;
    this.best = { at: start, value: Number.POSITIVE_INFINITY };
  }

  /** A generation to be valued. */
  ask(): readonly (readonly number[])[] {
    this.#steps = Array.from({ length: this.#perGeneration }, (_, k) => {
      const normal = this.#lengths.map(
        (length, i) => length * inverseNormal(uniformAt(this.#key, this.generation, k, i, 0)),
      );
      return times(this.#axes, normal);
    });
    this.#asked = this.#steps.map((step) => this.#mean.map((at, i) => at + this.#sigma * step[i]!));
    return this.#asked;
  }

  /** Values of what was asked, in its order; what has no number is the worst. */
  tell(values: ArrayLike<number>): void {
    const value = (k: number) => (Number.isNaN(values[k]!) ? Number.POSITIVE_INFINITY : values[k]!);
    const order = [...this.#asked.keys()].sort((a, b) => value(a) - value(b) || a - b);
    const least = value(order[0]!);
    if (least < this.best.value) this.best = { at: this.#asked[order[0]!]!, value: least };
    this.#leasts.push(least);
    this.generation += 1;
    if (Number.isFinite(least)) this.#learn(order.slice(0, this.#weights.length).map((k) => this.#steps[k]!));
    else this.#sigma *= 0.8;
  }

  get isOver(): boolean {
    const recent = this.#leasts.slice(-(10 + Math.ceil((30 * this.#size) / this.#perGeneration)));
    const scale = Math.max(1, ...this.#mean.map(Math.abs));
    if (this.#sigma * Math.max(...this.#lengths) < SMALL_STEP * scale) return true;
    if (recent.length < 10 || this.#leasts.length === recent.length) return false;
    const [low, high] = [Math.min(...recent), Math.max(...recent)];
    return high - low <= SMALL_CHANGE * Math.max(1, Math.abs(low));
  }

  /** `best`: the better half of the steps, in units of sigma, the best first. */
  #learn(best: readonly (readonly number[])[]): void {
    const { forSigma, damping, forPath, one, many } = this.#rates;
    const size = this.#size;
    const step = this.#mean.map((_, i) => best.reduce((sum, own, k) => sum + this.#weights[k]! * own[i]!, 0));
    this.#mean = this.#mean.map((at, i) => at + this.#sigma * step[i]!);

    // The inverse square root of the covariance takes the step to where all directions are alike.
    const alongAxes = this.#lengths.map(
      (length, axis) => step.reduce((sum, part, i) => sum + this.#axes[i]![axis]! * part, 0) / length,
    );
    const even = times(this.#axes, alongAxes);
    const pull = Math.sqrt(forSigma * (2 - forSigma) * this.#effective);
    this.#sigmaPath = this.#sigmaPath.map((before, i) => (1 - forSigma) * before + pull * even[i]!);
    const length = Math.hypot(...this.#sigmaPath);
    const expected = Math.sqrt(size) * (1 - 1 / (4 * size) + 1 / (21 * size * size));
    const settled = length / Math.sqrt(1 - (1 - forSigma) ** (2 * this.generation));
    const isShort = settled < (1.4 + 2 / (size + 1)) * expected;
    const pathPull = isShort ? Math.sqrt(forPath * (2 - forPath) * this.#effective) : 0;
    this.#covariancePath = this.#covariancePath.map((before, i) => (1 - forPath) * before + pathPull * step[i]!);
    const path = this.#covariancePath;
    const lost = isShort ? 0 : forPath * (2 - forPath);
    this.#covariance = this.#covariance.map((row, i) =>
      row.map((before, j) => {
        const rankMany = best.reduce((sum, own, k) => sum + this.#weights[k]! * own[i]! * own[j]!, 0);
        return (1 - one - many + one * lost) * before + one * path[i]! * path[j]! + many * rankMany;
      }),
    );
    this.#sigma *= Math.exp(Math.min(1, (forSigma / damping) * (length / expected - 1)));
    const { vectors, values } = eigenOf(this.#covariance);
    this.#axes = vectors;
    this.#lengths = values.map((value) => Math.sqrt(Math.max(value, 1e-300)));
  }
}

/** Table 1 of the source. */
function learningRates(size: number, effective: number) {
  const forPath = (4 + effective / size) / (size + 4 + (2 * effective) / size);
  const forSigma = (effective + 2) / (size + effective + 5);
  const one = 2 / ((size + 1.3) ** 2 + effective);
  const many = Math.min(1 - one, (2 * (effective - 2 + 1 / effective)) / ((size + 2) ** 2 + effective));
  const damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (size + 1)) - 1) + forSigma;
  return { forPath, forSigma, damping, one, many };
}
