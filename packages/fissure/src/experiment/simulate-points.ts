/** Simulates points that somebody chose, against the record: the base arm up to the last fitted point. */
import type { Ensemble, Experiment } from './experiment.ts';
import type { MemberPool } from './member-pool.ts';
import { upToLastFitted } from './screening.ts';
import { simulateExperiment } from './simulate-experiment.ts';

export interface SimulatedPoints {
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
}

/**
 * `points`: values of all factors. All are simulated with the same random numbers, so that what differs is theirs. Undefined
 * where the experiment has no record to be fitted.
 */
export function pointSimulator(
  experiment: Experiment,
  pool: MemberPool,
): ((points: readonly Float64Array[]) => Promise<SimulatedPoints>) | undefined {
  const short = upToLastFitted({ ...experiment, selection: undefined, replicateCount: 1, candidateCount: 0 });
  if (short === undefined) return undefined;
  return async (points) => {
    const own: Experiment = {
      ...short,
      points: Float64Array.from(points.flatMap((point) => [...point])),
      memberCount: points.length,
      commonLuck: true,
    };
    return { experiment: own, ensemble: await simulateExperiment(own, { pool }) };
  };
}
