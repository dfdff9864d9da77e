/**
 * How well the model foretold what was not fitted, window by window, against baselines that need no model. The score is the continuous
 * ranked probability score (Matheson & Winkler, Management Science 22, 1976; Gneiting & Raftery, JASA 102, 2007), lower being better, in
 * standard errors of each series, so that series of different units can be averaged.
 */
import { lastDayOf, parseDate } from '../base/calendar.ts';
import { exp, ln } from '../base/elementary.ts';
import { sortedOrder } from '../base/sorted-order.ts';
import type { Ensemble, Experiment, PlannedPoint, PlannedSeries, PlannedWindow } from '../experiment/experiment.ts';
import { standardizedResidual } from '../experiment/likelihood.ts';
import type { ErrorModel } from '../study/study.ts';
import { errorQuantile } from './error-quantile.ts';
import { finite, type MaybeNumber } from './finite.ts';
import type { Weights } from './weights.ts';

export interface WindowScore {
  readonly window: string;
  readonly label: string;
  readonly pointCount: number;
  /** Mean over all points of the window; null where it has none. */
  readonly fitted: MaybeNumber;
  readonly prior: MaybeNumber;
  readonly baselines: readonly BaselineScore[];
  /** Share of points in the central 90 % of the prediction, and the mean width of that interval in standard errors. */
  readonly coverage: MaybeNumber;
  readonly width: MaybeNumber;
}

/** Over the points for which the source had published enough before the window began. */
export interface BaselineScore {
  readonly baseline: BaselineName;
  readonly pointCount: number;
  readonly score: MaybeNumber;
  /** Of the fitted model on these same points, and 1 - model / baseline: above 0 the model is better. */
  readonly model: MaybeNumber;
  readonly skill: MaybeNumber;
}

export type BaselineName = 'persistence' | 'trend';

interface ScoredPoint {
  readonly fitted: number;
  readonly prior: number;
  readonly covered: boolean;
  readonly width: number;
  readonly baselines: Readonly<Record<BaselineName, number | undefined>>;
}

/** The error model enters as this many equally likely residuals around every member. */
const ERROR_STEPS = 8;
/** A model value that the error model calls impossible counts as this many standard errors off. */
const FURTHEST = 100;

export function scoreHistory(experiment: Experiment, ensemble: Ensemble, weights: Weights): readonly WindowScore[] {
  const tested = experiment.history.filter(({ use }) => use === 'test');
  return (experiment.windows ?? []).map((window) => {
    const points = tested.flatMap((series) =>
      series.points.flatMap((point, index) =>
        isWithin(point, window) ? [scorePoint(experiment, ensemble, weights, { series, point, index, window })] : [],
      ),
    );
    return {
      window: window.name,
      label: window.label,
      pointCount: points.length,
      fitted: mean(points.map((point) => point.fitted)),
      prior: mean(points.map((point) => point.prior)),
      baselines: (['persistence', 'trend'] as const).map((baseline) => summariseBaseline(points, baseline)),
      coverage: mean(points.map(({ covered }) => (covered ? 1 : 0))),
      width: mean(points.map(({ width }) => width)),
    };
  });
}

function isWithin({ reducer }: PlannedPoint, { from, to }: PlannedWindow): boolean {
  return reducer.to >= from && reducer.to < to;
}

function summariseBaseline(points: readonly ScoredPoint[], baseline: BaselineName): BaselineScore {
  const own = points.filter((point) => point.baselines[baseline] !== undefined);
  const score = mean(own.map((point) => point.baselines[baseline]!));
  const model = mean(own.map(({ fitted }) => fitted));
  const skill = score === null || model === null ? null : finite(1 - model / score);
  return { baseline, pointCount: own.length, score, model, skill };
}

interface PointInSeries {
  readonly series: PlannedSeries;
  readonly point: PlannedPoint;
  readonly index: number;
  readonly window: PlannedWindow;
}

function scorePoint(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights,
  { series, point, index, window }: PointInSeries,
): ScoredPoint {
  const { error } = series;
  const residuals = Float64Array.from(ensemble.members, (_, row) =>
    standardizedResidual(error, point.value, ensemble.history[row * experiment.pointCount + series.offset + index]!),
  );
  const fitted = predictive(residuals, weights.fitted, error);
  const prior = predictive(residuals, weights.prior, error);
  const [low, high] = [quantileOf(fitted, 0.05), quantileOf(fitted, 0.95)];
  const known = publishedBefore(experiment, series, window);
  const scoreOf = (forecast: number | undefined) =>
    forecast === undefined
      ? undefined
      : rankedProbabilityScore(
          predictive([standardizedResidual(error, point.value, forecast)], Float64Array.of(1), error),
        );
  return {
    fitted: rankedProbabilityScore(fitted),
    prior: rankedProbabilityScore(prior),
    covered: low <= 0 && high >= 0,
    width: high - low,
    baselines: { persistence: scoreOf(persistence(known, point)), trend: scoreOf(trend(known, point, error)) },
  };
}

/** Values in any order with their weights, which sum to 1; `order`: their indices from the least to the greatest. */
export interface WeightedSample {
  readonly values: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly order: ArrayLike<number>;
}

/** What is predicted less what was observed, in standard errors. In flat arrays: an ensemble may have 100,000 members. */
function predictive(residuals: ArrayLike<number>, own: ArrayLike<number>, error: ErrorModel): WeightedSample {
  const steps = errorSteps(error.dof);
  const values = new Float64Array(residuals.length * steps.length).fill(Number.NaN);
  const weights = new Float64Array(values.length);
  let total = 0;
  for (let row = 0; row < residuals.length; row++) {
    const weight = own[row]!;
    const residual = residuals[row]!;
    if (Number.isNaN(residual) || !(weight > 0)) continue;
    total += weight;
    const centre = -Math.max(-FURTHEST, Math.min(FURTHEST, residual));
    for (let k = 0; k < steps.length; k++) {
      values[row * steps.length + k] = centre + steps[k]!;
      weights[row * steps.length + k] = weight / steps.length;
    }
  }
  for (let i = 0; i < weights.length; i++) weights[i]! /= total;
  return { values, weights, order: sortedOrder(values) };
}

const stepsByDof = new Map<number | undefined, readonly number[]>();

function errorSteps(dof: number | undefined): readonly number[] {
  const known = stepsByDof.get(dof);
  if (known) return known;
  const steps = Array.from({ length: ERROR_STEPS }, (_, i) => errorQuantile((i + 0.5) / ERROR_STEPS, dof));
  stepsByDof.set(dof, steps);
  return steps;
}

/**
 * The score of a weighted sample against an observation of 0: E|X| - E|X - X'| / 2. With F the weight before a value,
 * E|X - X'| / 2 = sum of w x (2 F + w - 1). Cost: one pass.
 */
export function rankedProbabilityScore({ values, weights, order }: WeightedSample): number {
  let distance = 0;
  let spread = 0;
  let before = 0;
  for (let i = 0; i < order.length; i++) {
    const value = values[order[i]!]!;
    const weight = weights[order[i]!]!;
    distance += weight * Math.abs(value);
    spread += weight * value * (2 * before + weight - 1);
    before += weight;
  }
  return distance - spread;
}

function quantileOf({ values, weights, order }: WeightedSample, share: number): number {
  let before = 0;
  for (let i = 0; i < order.length; i++) {
    before += weights[order[i]!]!;
    if (before >= share) return values[order[i]!]!;
  }
  return order.length > 0 ? values[order[order.length - 1]!]! : Number.NaN;
}

/** What one source said, as a level or as a rate at the middle of its period. */
interface KnownLevel {
  readonly time: number;
  readonly level: number;
}

/** Of the series and those it continues, what had been published before the window began, in order of time. */
function publishedBefore(experiment: Experiment, series: PlannedSeries, window: PlannedWindow): readonly KnownLevel[] {
  const own = series.points.filter(({ published }) => isBefore(published, window.fromDate)).map(levelOf);
  const earlier = experiment.history.find(({ name }) => name === series.continues);
  const all = [...(earlier ? publishedBefore(experiment, earlier, window) : []), ...own];
  return all.sort((a, b) => a.time - b.time);
}

function isBefore(published: string, date: string): boolean {
  const a = parseDate(published);
  const b = parseDate(date);
  if (a && b) return lastDayOf(a) < lastDayOf(b);
  return Number(published) < Number(date);
}

function levelOf({ reducer, value }: PlannedPoint): KnownLevel {
  const { from, to } = reducer;
  return to > from ? { time: (from + to) / 2, level: value / (to - from) } : { time: to, level: value };
}

function valueAt(level: number, { reducer: { from, to } }: PlannedPoint): number {
  return to > from ? level * (to - from) : level;
}

function persistence(known: readonly KnownLevel[], point: PlannedPoint): number | undefined {
  const last = known.at(-1);
  return last && valueAt(last.level, point);
}

/** A straight line through the last two, on the scale of the error model. */
function trend(known: readonly KnownLevel[], point: PlannedPoint, error: ErrorModel): number | undefined {
  const [a, b] = known.slice(-2);
  if (a === undefined || b === undefined || b.time <= a.time) return undefined;
  const share = (levelOf(point).time - b.time) / (b.time - a.time);
  if (error.kind === 'normal') return valueAt(b.level + share * (b.level - a.level), point);
  if (!(a.level > 0 && b.level > 0)) return undefined;
  return valueAt(exp(ln(b.level) + share * (ln(b.level) - ln(a.level))), point);
}

function mean(values: readonly number[]): MaybeNumber {
  return values.length === 0 ? null : finite(values.reduce((sum, value) => sum + value, 0) / values.length);
}
