/** How badly members agree with the record: minus the logarithm of its likelihood, up to a constant. */
import type { Ensemble, Experiment, PlannedSeries } from '../experiment/experiment.ts';
import { fittedPoints, logLikelihoodsOf, standardizedResidual } from '../experiment/likelihood.ts';

/** A misfit below this share of what was observed counts as none: a perfect fit would be infinitely likely. */
const SMALLEST_MISFIT = 1e-9;

/** By member; errors as the study states them. */
export function lossesByStatedErrors(experiment: Experiment, ensemble: Ensemble): Float64Array {
  return logLikelihoodsOf(experiment, ensemble).map((value) => -value);
}

/**
 * By member; the size of each series' error is unknown, and taken as what makes the record most likely: with n points of
 * root mean square residual s, n ln s.
 */
export function lossesByUnknownErrors(experiment: Experiment, ensemble: Ensemble): Float64Array {
  return Float64Array.from(ensemble.members, (_, row) =>
    experiment.history.reduce((sum, series) => {
      const { count, misfit } = misfitOf(experiment, ensemble, series, row);
      return count === 0 ? sum : sum + count * Math.log(Math.max(misfit, SMALLEST_MISFIT * sizeOf(series)));
    }, 0),
  );
}

/** Root mean square of the residuals of a series in one member: in its unit, or of logarithms where its error is lognormal. */
export function misfitOf(
  experiment: Experiment,
  ensemble: Ensemble,
  series: PlannedSeries,
  row: number,
): { readonly count: number; readonly misfit: number } {
  let count = 0;
  let squares = 0;
  for (const { point, model } of fittedPoints(experiment, ensemble, series, row)) {
    count += 1;
    squares += standardizedResidual({ ...series.error, sd: 1 }, point.value, model) ** 2;
  }
  return { count, misfit: Math.sqrt(squares / count) };
}

function sizeOf({ error, points }: PlannedSeries): number {
  if (error.kind === 'lognormal') return 1;
  return Math.sqrt(points.reduce((sum, { value }) => sum + value * value, 0) / points.length) || 1;
}
