import { takeRows } from '../../src/experiment/ensembles.ts';
import type { Ensemble } from '../../src/experiment/experiment.ts';

/** Of an ensemble that has all outputs. */
export function firstMembers(ensemble: Ensemble, count: number): Ensemble {
  return takeRows(
    ensemble,
    Int32Array.from({ length: count }, (_, row) => row),
  );
}
