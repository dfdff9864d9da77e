/**
 * The distribution of every output at every saved time, without the members: histograms of the base arm's outputs under
 * the prior and under the fitted weights. Sketches of parts add up to the sketch of the whole, to the last bit.
 *
 * How well a member fits is known as soon as its base run is done; how that compares with the others, only at the end. So
 * fitted weights stand as whole numbers in classes, each class for weights up to 2^16 times as heavy as the last: the
 * greatest class met and the two below it are kept. What is left out weighs less than 2^-32 of the heaviest member.
 */
import { exp, ln } from '../base/elementary.ts';
import { type Ensemble, type Experiment, savedTimes } from './experiment.ts';
import { Histogram, type HistogramData } from './histogram.ts';
import { fittedSeries, logLikelihoodsOf } from './likelihood.ts';

const CLASS_BITS = 16;
const CLASSES_KEPT = 3;
/** Within its class a weight is a whole number from 2^16 to 2^32, so its relative error is at most 2^-17. */
const LEAST_IN_CLASS = 2 ** CLASS_BITS;
/** Prior weights of screened members are near 1, and rounded to this part. */
const PRIOR_STEPS = 2 ** 24;

/** Plain data that crosses to another thread. */
export interface BandSketch {
  readonly prior: HistogramData;
  /** By class, at most `CLASSES_KEPT`, the greatest first; `total` is the weight of the class's members. */
  readonly fitted: readonly { readonly class: number; readonly total: number; readonly histogram: HistogramData }[];
  /** Members whose run failed before the last fitted point: to weigh as much as the others on average. */
  readonly unknown: { readonly count: number; readonly histogram: HistogramData };
  /** Members with a likelihood, of whatever class. */
  readonly knownCount: number;
}

interface FittedClass {
  total: number;
  readonly histogram: Histogram;
}

export class BandSketcher {
  readonly #experiment: Experiment;
  readonly #width: number;
  readonly #isFitted: boolean;
  readonly #priorWeights: ReadonlyMap<number, number> | undefined;
  readonly #prior = new Histogram();
  readonly #unknown = new Histogram();
  readonly #classes = new Map<number, FittedClass>();
  #unknownCount = 0;
  #knownCount = 0;

  constructor(experiment: Experiment) {
    const { outputs, plan, selection } = experiment;
    this.#experiment = experiment;
    this.#width = outputs.length * savedTimes(plan).length;
    this.#isFitted = fittedSeries(experiment).length > 0;
    this.#priorWeights = selection && new Map(selection.members.map((m, i) => [m, selection.priorWeights[i]!]));
  }

  /** Takes members with their outputs in. */
  add(ensemble: Ensemble): void {
    const priors = Array.from(ensemble.members, (member) => this.#priorWeights?.get(member) ?? 1);
    const steps = this.#priorWeights ? PRIOR_STEPS : 1;
    this.#fill(
      this.#prior,
      ensemble,
      priors.map((prior) => Math.max(1, Math.round(prior * steps))),
    );
    if (this.#isFitted) this.#addFitted(ensemble, priors);
  }

  #addFitted(ensemble: Ensemble, priors: readonly number[]): void {
    const likelihoods = logLikelihoodsOf(this.#experiment, ensemble);
    const placed = priors.map((prior, row) => placeInClass(likelihoods[row]!, prior));
    const unknown = placed.map((place) => (place === undefined ? 1 : 0));
    const unknownCount = unknown.reduce((sum: number, one) => sum + one, 0);
    if (unknownCount > 0) this.#fill(this.#unknown, ensemble, unknown);
    this.#unknownCount += unknownCount;
    this.#knownCount += placed.length - unknownCount;
    for (const own of new Set(placed.flatMap((place) => (place && place.weight > 0 ? [place.class] : [])))) {
      const entry = this.#open(own);
      if (!entry) continue;
      const weights = placed.map((place) => (place?.class === own ? place.weight : 0));
      entry.total += weights.reduce((sum, weight) => sum + weight, 0);
      this.#fill(entry.histogram, ensemble, weights);
    }
  }

  merge(sketch: BandSketch): void {
    this.#prior.merge(sketch.prior);
    this.#unknown.merge(sketch.unknown.histogram);
    this.#unknownCount += sketch.unknown.count;
    this.#knownCount += sketch.knownCount;
    for (const { class: own, total, histogram } of sketch.fitted) {
      const entry = this.#open(own);
      if (!entry) continue;
      entry.total += total;
      entry.histogram.merge(histogram);
    }
  }

  data(): BandSketch {
    const fitted = [...this.#classes].sort(([a], [b]) => b - a);
    return {
      prior: this.#prior.data(),
      fitted: fitted.map(([own, { total, histogram }]) => ({ class: own, total, histogram: histogram.data() })),
      unknown: { count: this.#unknownCount, histogram: this.#unknown.data() },
      knownCount: this.#knownCount,
    };
  }

  /** The class's histogram; undefined where it is too far below the greatest. Drops those that now are. */
  #open(own: number): FittedClass | undefined {
    const known = this.#classes.get(own);
    if (known) return known;
    const greatest = Math.max(own, ...this.#classes.keys());
    for (const other of this.#classes.keys()) if (other <= greatest - CLASSES_KEPT) this.#classes.delete(other);
    if (own <= greatest - CLASSES_KEPT) return undefined;
    const entry = { total: 0, histogram: new Histogram() };
    this.#classes.set(own, entry);
    return entry;
  }

  /** Column by column: a column's cells then stay at hand. */
  #fill(histogram: Histogram, { outputs }: Ensemble, weights: readonly number[]): void {
    const rows = [...weights.keys()].filter((row) => weights[row]! > 0);
    for (let column = 0; column < this.#width; column++)
      for (const row of rows) histogram.add(column, outputs[row * this.#width + column]!, weights[row]!);
  }
}

/** Undefined without likelihood; weight 0 where the record is impossible. */
function placeInClass(
  logLikelihood: number,
  prior: number,
): { readonly class: number; readonly weight: number } | undefined {
  if (Number.isNaN(logLikelihood)) return undefined;
  if (logLikelihood === Number.NEGATIVE_INFINITY) return { class: 0, weight: 0 };
  const bits = (logLikelihood + ln(prior)) / Math.LN2;
  const own = Math.floor(bits / CLASS_BITS);
  return { class: own, weight: Math.round(LEAST_IN_CLASS * exp((bits - own * CLASS_BITS) * Math.LN2)) };
}

/** One histogram of the fitted weights, scaled so that the greatest class has its whole numbers. */
export function fittedHistogram({ fitted, unknown, knownCount }: BandSketch): HistogramData {
  const greatest = fitted[0]?.class ?? 0;
  const sum = new Histogram();
  let total = 0;
  const scaled = ({ keys, cells }: HistogramData, by: number) => ({ keys, cells: cells.map((cell) => cell * by) });
  for (const { class: own, total: weight, histogram } of fitted) {
    const scale = 2 ** (CLASS_BITS * (own - greatest));
    total += weight * scale;
    sum.merge(scaled(histogram, scale));
  }
  if (unknown.count > 0) sum.merge(scaled(unknown.histogram, total / knownCount));
  return sum.data();
}

export function sketchBuffers({ prior, fitted, unknown }: BandSketch): ArrayBuffer[] {
  return [prior, unknown.histogram, ...fitted.map(({ histogram }) => histogram)].flatMap(
    ({ keys, cells }) => [keys.buffer, cells.buffer] as ArrayBuffer[],
  );
}
