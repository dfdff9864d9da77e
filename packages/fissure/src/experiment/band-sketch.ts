/**
 * The distribution of every output at every saved time, without the members: histograms of the base arm's outputs under
 * the prior and under the fitted weights. Sketches of parts add up to the sketch of the whole, to the last bit.
 *
 * How well a member fits is known as soon as its base run is done; how that compares with the others, only at the end. So
 * fitted weights stand as whole numbers in classes, each class for weights up to 2^16 times as heavy as the last: the
 * greatest class met and the two below it are kept. What is left out weighs less than 2^-32 of the heaviest member.
 */
import { exp, ln } from '../base/elementary.ts';
import { type BandSketch, type Ensemble, type Experiment, savedTimes } from './experiment.ts';
import { HistogramBuilder, type HistogramData, HistogramSum } from './histogram.ts';
import { fittedSeries, logLikelihoodsOf } from './likelihood.ts';
import { visitColumns } from './output-columns.ts';

const CLASS_BITS = 16;
const CLASSES_KEPT = 3;
/** Within its class a weight is a whole number from 2^16 to 2^32, so its relative error is at most 2^-17. */
const LEAST_IN_CLASS = 2 ** CLASS_BITS;
/** Prior weights of screened members are near 1, and rounded to this part. */
const PRIOR_STEPS = 2 ** 24;

/** Makes what sketches members whose outputs are at hand; it keeps its working memory from one call to the next. */
export function makeBandSketcher(experiment: Experiment): (ensemble: Ensemble) => BandSketch {
  const width = experiment.outputs.length * savedTimes(experiment.plan).length;
  const steps = experiment.selection ? PRIOR_STEPS : 1;
  const builders = Array.from({ length: 2 + CLASSES_KEPT }, () => new HistogramBuilder());
  return (ensemble) => {
    const priors = priorsOf(experiment, ensemble);
    const prior = layerOf(priors.map((one) => Math.max(1, Math.round(one * steps))));
    const { classes, unknown, knownCount } = layersByFit(experiment, ensemble, priors);
    const layers = [prior, unknown, ...classes.values()];
    visitColumns(ensemble, width, (column, values) => {
      for (const [i, { rows, weights }] of layers.entries())
        if (rows.length > 0) builders[i]!.addColumn(column, values, rows, weights);
    });
    const [priorData, unknownData, ...classData] = layers.map((_, i) => builders[i]!.take());
    return {
      prior: priorData!,
      fitted: [...classes].map(([own, { weights }], i) => ({
        class: own,
        total: weights.reduce((sum, weight) => sum + weight, 0),
        histogram: classData[i]!,
      })),
      unknown: { count: unknown.rows.length, histogram: unknownData! },
      knownCount,
    };
  };
}

/** Some of the members with their weights, all whole numbers. */
interface Layer {
  readonly weights: Float64Array;
  /** Where the weight is not 0. */
  readonly rows: Int32Array;
}

function layerOf(weights: Float64Array): Layer {
  return { weights, rows: Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0) };
}

function priorsOf({ selection }: Experiment, { members }: Ensemble): Float64Array {
  if (!selection) return new Float64Array(members.length).fill(1);
  const own = new Set(members);
  const weights = new Map<number, number>();
  for (const [i, member] of selection.members.entries())
    if (own.has(member)) weights.set(member, selection.priorWeights[i]!);
  return Float64Array.from(members, (member) => weights.get(member)!);
}

function layersByFit(experiment: Experiment, ensemble: Ensemble, priors: Float64Array) {
  const isFitted = fittedSeries(experiment).length > 0;
  const likelihoods = isFitted ? logLikelihoodsOf(experiment, ensemble) : undefined;
  const placed = likelihoods
    ? Array.from(priors, (prior, row) => placeInClass(likelihoods[row]!, prior))
    : Array.from(priors, () => ({ class: 0, weight: 0 }));
  const unknown = layerOf(Float64Array.from(placed, (place) => (place === undefined ? 1 : 0)));
  const classes = new Map(
    greatestClasses(placed.flatMap((place) => (place && place.weight > 0 ? [place.class] : []))).map((own) => [
      own,
      layerOf(Float64Array.from(placed, (place) => (place?.class === own ? place.weight : 0))),
    ]),
  );
  return { classes, unknown, knownCount: placed.length - unknown.rows.length };
}

/** Those that are kept, the greatest first. */
function greatestClasses(all: readonly number[]): readonly number[] {
  const sorted = [...new Set(all)].sort((a, b) => b - a);
  return sorted.filter((own) => own > sorted[0]! - CLASSES_KEPT);
}

/** Adds sketches up, in any order. */
export class BandSketchSum {
  readonly #prior = new HistogramSum();
  readonly #unknown = new HistogramSum();
  readonly #classes = new Map<number, { total: number; readonly histogram: HistogramSum }>();
  #unknownCount = 0;
  #knownCount = 0;

  add(sketch: BandSketch): void {
    this.#prior.add(sketch.prior);
    this.#unknown.add(sketch.unknown.histogram);
    this.#unknownCount += sketch.unknown.count;
    this.#knownCount += sketch.knownCount;
    const kept = greatestClasses([...this.#classes.keys(), ...sketch.fitted.map((one) => one.class)]);
    for (const own of this.#classes.keys()) if (!kept.includes(own)) this.#classes.delete(own);
    for (const { class: own, total, histogram } of sketch.fitted) {
      if (!kept.includes(own)) continue;
      const entry = this.#classes.get(own) ?? { total: 0, histogram: new HistogramSum() };
      this.#classes.set(own, entry);
      entry.total += total;
      entry.histogram.add(histogram);
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
  const sum = new HistogramSum();
  let total = 0;
  for (const { class: own, total: weight, histogram } of fitted) {
    const scale = 2 ** (CLASS_BITS * (own - greatest));
    total += weight * scale;
    sum.add(histogram, scale);
  }
  if (unknown.count > 0) sum.add(unknown.histogram, total / knownCount);
  return sum.data();
}

export function sketchBuffers({ prior, fitted, unknown }: BandSketch): ArrayBuffer[] {
  return [prior, unknown.histogram, ...fitted.map(({ histogram }) => histogram)].flatMap(
    ({ keys, weights }) => [keys.buffer, weights.buffer] as ArrayBuffer[],
  );
}
