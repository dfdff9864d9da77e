/** Bands of the outputs over time: weighted quantiles at every saved time, of the base arm. */
import { sortedOrder } from '../base/sorted-order.ts';
import { fittedHistogram } from '../experiment/band-sketch.ts';
import { type BandSketch, type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import { visitColumns } from '../experiment/output-columns.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { quantilesOfHistogram } from './histogram-quantiles.ts';
import { LEVELS, type Quantiles, quantilesInOrder } from './weighted-quantile.ts';
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
  const width = experiment.outputs.length * timeCount;
  const { fitted, prior } = ensemble.sketch
    ? sketchedColumns(ensemble.sketch, experiment, weights, width)
    : exactColumns(ensemble, weights, width);
  return experiment.outputs.map(({ id, title, unit }, output) => {
    const rows = (all: readonly Quantiles[]) => {
      const own = all.slice(output * timeCount, (output + 1) * timeCount);
      return LEVELS.map((_, level) => own.map((at) => finite(at[level]!)));
    };
    const own = rows(fitted);
    return { output: id, title, unit, fitted: own, prior: prior === fitted ? own : rows(prior) };
  });
}

/** One entry per output and saved time. */
interface ColumnQuantiles {
  readonly fitted: readonly Quantiles[];
  readonly prior: readonly Quantiles[];
}

function exactColumns(ensemble: Ensemble, weights: Weights, width: number): ColumnQuantiles {
  const isFitted = weights.summary.state === 'fitted';
  const fitted: Quantiles[] = [];
  const prior: Quantiles[] = isFitted ? [] : fitted;
  let order: Int32Array | undefined;
  visitColumns(ensemble, width, (_, values) => {
    order = sortedOrder(values, order);
    fitted.push(quantilesInOrder(order, values, weights.fitted));
    if (isFitted) prior.push(quantilesInOrder(order, values, weights.prior));
  });
  return { fitted, prior };
}

function sketchedColumns(
  sketch: BandSketch,
  { selection }: Experiment,
  weights: Weights,
  width: number,
): ColumnQuantiles {
  // Members as they come weigh 1 each; where they were selected, or fitted, a cell does not tell whose weight it holds.
  const prior = quantilesOfHistogram(sketch.prior, width, selection ? 0 : 1);
  if (weights.summary.state !== 'fitted') return { fitted: prior, prior };
  return { fitted: quantilesOfHistogram(fittedHistogram(sketch), width, 0), prior };
}
