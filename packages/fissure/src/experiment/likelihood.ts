/** How likely the record is, given what a member's base run says of it: the weight of a member rests on this alone. */
import { ln } from '../base/elementary.ts';
import type { ErrorModel } from '../study/study.ts';
import type { Ensemble, Experiment, PlannedPoint, PlannedSeries } from './experiment.ts';

export function fittedSeries(experiment: Experiment): readonly PlannedSeries[] {
  return experiment.history.filter((series) => series.points.some((point) => point.fitted));
}

/** ln of the likelihood of all fitted points, per member of the ensemble: what screening selects by. */
export function logLikelihoodsOf(experiment: Experiment, ensemble: Ensemble): Float64Array {
  const columns = fittedSeries(experiment).map((one) => seriesLogLikelihoods(experiment, ensemble, one));
  return sumRows(columns, ensemble.members.length);
}

/** ln of the likelihood of the fitted points of one series, per member, relative to a model that hits every point. */
export function seriesLogLikelihoods(experiment: Experiment, ensemble: Ensemble, series: PlannedSeries): Float64Array {
  return Float64Array.from(ensemble.members, (_, row) => {
    let sum = 0;
    for (const { point, model } of fittedPoints(experiment, ensemble, series, row))
      sum += logLikelihood(series.error, point.value, model);
    return sum;
  });
}

export function* fittedPoints(
  experiment: Experiment,
  ensemble: Ensemble,
  series: PlannedSeries,
  row: number,
): Generator<{ readonly point: PlannedPoint; readonly model: number }> {
  const start = row * experiment.pointCount + series.offset;
  for (const [i, point] of series.points.entries())
    if (point.fitted) yield { point, model: ensemble.history[start + i]! };
}

/** (observed - model) / sd, on the scale of the error model. A lognormal error and a model that is not positive: infinite. */
export function standardizedResidual(error: ErrorModel, observed: number, model: number): number {
  if (error.kind === 'normal') return (observed - model) / error.sd;
  if (Number.isNaN(model)) return Number.NaN;
  return model > 0 ? (ln(observed) - ln(model)) / error.sd : Number.POSITIVE_INFINITY;
}

/**
 * ln of the density at the residual z less that at z = 0: -z^2 / 2 for normal tails,
 * -(dof + 1) / 2 * ln(1 + z^2 / dof) for Student's. Constants that no member can change are left out.
 * Edge: NaN where the model has no value (the run failed); -Infinity for an infinite residual.
 */
export function logLikelihood(error: ErrorModel, observed: number, model: number): number {
  const z = standardizedResidual(error, observed, model);
  if (!Number.isFinite(z)) return Number.isNaN(z) ? Number.NaN : Number.NEGATIVE_INFINITY;
  if (error.dof === undefined) return (-z * z) / 2;
  return (-(error.dof + 1) / 2) * ln(1 + (z * z) / error.dof);
}

export function sumRows(columns: readonly Float64Array[], count: number): Float64Array {
  const total = new Float64Array(count);
  for (const column of columns) for (let row = 0; row < count; row++) total[row] = total[row]! + column[row]!;
  return total;
}
