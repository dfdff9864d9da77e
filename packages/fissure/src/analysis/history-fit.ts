/** What the ensemble says about every point of history, fitted or not: bands of the model, and where the point falls. */
import { sortedOrder } from '../base/sorted-order.ts';
import { chiSquareTail, regularizedBeta } from '../base/special-functions.ts';
import type { Ensemble, Experiment, PlannedSeries } from '../experiment/experiment.ts';
import { standardizedResidual } from '../experiment/likelihood.ts';
import type { ErrorModel } from '../study/study.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { quantilesInOrder } from './weighted-quantile.ts';
import type { Weights } from './weights.ts';

export interface SeriesHistory {
  readonly series: string;
  readonly label: string;
  readonly unit: string;
  readonly use: 'fit' | 'test' | 'show';
  readonly output: string | null;
  readonly note: string;
  readonly points: readonly PointHistory[];
  /** Share of points inside the central 90 % of what the ensemble with the error model predicts: 0.9 is right. */
  readonly coverage: MaybeNumber;
  /** Mean width of the model's 90 % band over its median: wide bands cover anything. */
  readonly relativeWidth: MaybeNumber;
}

export interface PointHistory {
  /** Simulated time; for a period its end, and its start. */
  readonly time: number;
  readonly from: number | null;
  readonly date: string;
  readonly published: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly fitted: boolean;
  /** The model's own value at 5, 25, 50, 75 and 95 %, after fitting. */
  readonly model: readonly MaybeNumber[];
  readonly priorModel: readonly MaybeNumber[];
  /** Chance, by ensemble and error model together, of a smaller observation: near 0 or 1 is a surprise. */
  readonly rank: MaybeNumber;
}

export function compareHistory(experiment: Experiment, ensemble: Ensemble, weights: Weights): readonly SeriesHistory[] {
  return experiment.history.map((series) => {
    const points = series.points.map((_, index) => comparePoint(experiment, ensemble, weights, series, index));
    const ranks = points.flatMap((point) => (point.rank === null ? [] : [point.rank]));
    const widths = points.flatMap(({ model: [low, , middle, , high] }) =>
      low == null || high == null || !middle ? [] : [(high - low) / Math.abs(middle)],
    );
    return {
      series: series.name,
      label: series.label,
      unit: series.unit,
      use: series.use,
      output: series.output ?? null,
      note: series.note,
      points,
      coverage: finite(ranks.filter((rank) => rank >= 0.05 && rank <= 0.95).length / ranks.length),
      relativeWidth: finite(widths.reduce((a, b) => a + b, 0) / widths.length),
    };
  });
}

function comparePoint(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights,
  series: PlannedSeries,
  index: number,
): PointHistory {
  const { reducer, date, published, value, low, high, fitted } = series.points[index]!;
  const model = Float64Array.from(
    ensemble.members,
    (_, row) => ensemble.history[row * experiment.pointCount + series.offset + index]!,
  );
  const order = sortedOrder(model);
  return {
    time: reducer.to,
    from: reducer.name === 'total' ? reducer.from : null,
    date,
    published,
    value,
    low: low ?? null,
    high: high ?? null,
    fitted,
    model: quantilesInOrder(order, model, weights.fitted).map(finite),
    priorModel: quantilesInOrder(order, model, weights.prior).map(finite),
    rank: finite(predictiveRank(series.error, value, model, weights.fitted)),
  };
}

/** The weighted mean over members of P(observation < value), by the error model around each member's own value. */
export function predictiveRank(
  error: ErrorModel,
  value: number,
  model: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < model.length; i++) {
    const z = standardizedResidual(error, value, model[i]!);
    if (Number.isNaN(z)) continue;
    sum += weights[i]! * errorDistribution(z, error.dof);
    total += weights[i]!;
  }
  return sum / total;
}

/** P(Z < z) for a standard normal, or for Student's t. Error: 1e-9 through the incomplete beta function. */
export function errorDistribution(z: number, dof: number | undefined): number {
  if (!Number.isFinite(z)) return z > 0 ? 1 : 0;

  const tail = dof === undefined ? chiSquareTail(z * z, 1) / 2 : regularizedBeta(dof / (dof + z * z), dof / 2, 0.5) / 2;
  return z > 0 ? 1 - tail : tail;
}
