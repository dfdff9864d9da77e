/** Bands of the outputs over time: weighted quantiles at every saved time, of the base arm. */
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { LEVELS, weightedQuantiles } from './weighted-quantile.ts';
import type { Weights } from './weights.ts';

export interface Band {
  readonly output: string;
  readonly title: string;
  readonly unit: string;
  /** One row per level of `LEVELS` (5, 25, 50, 75, 95 %), one value per saved time; null where no member has a value. */
  readonly fitted: readonly (readonly MaybeNumber[])[];
  readonly prior: readonly (readonly MaybeNumber[])[];
}

/** Members whose run failed count up to their failure; after it the bands are those of the others. */
export function outputBands(experiment: Experiment, ensemble: Ensemble, weights: Weights): readonly Band[] {
  const timeCount = savedTimes(experiment.plan).length;
  return experiment.outputs.map(({ id, title, unit }, output) => {
    const values = (time: number) =>
      Float64Array.from(
        ensemble.members,
        (_, row) => ensemble.outputs[(row * experiment.outputs.length + output) * timeCount + time]!,
      );
    const columns = Array.from({ length: timeCount }, (_, time) => values(time));
    const rows = (own: Float64Array) => {
      const quantiles = columns.map((column) => weightedQuantiles(column, own));
      return LEVELS.map((_, level) => quantiles.map((at) => finite(at[level]!)));
    };
    const fitted = rows(weights.fitted);
    const prior = weights.summary.state === 'fitted' ? rows(weights.prior) : fitted;
    return { output: id, title, unit, fitted, prior };
  });
}
