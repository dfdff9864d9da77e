/** Making and slicing ensembles: the arrays of `Ensemble` in step with one another. */
import { sketchBuffers } from './band-sketch.ts';
import type { BandsKind } from './bands-kind.ts';
import { COMPLETED, type Ensemble, type Experiment, LOST, savedTimes } from './experiment.ts';

/**
 * Room for the given members; numbers are NaN and every run counts as completed until they are filled in. `room` is used
 * for the outputs where it is given and large enough.
 */
export function emptyEnsemble(
  experiment: Experiment,
  members: Int32Array,
  bands: BandsKind = 'exact',
  room = new Float64Array(),
): Ensemble {
  const count = members.length;
  const numbers = (width: number) => new Float64Array(count * width).fill(Number.NaN);
  const outputCount = bands === 'exact' ? count * experiment.outputs.length * savedTimes(experiment.plan).length : 0;
  const outputs = room.length >= outputCount ? room.subarray(0, outputCount) : new Float64Array(outputCount);
  return {
    members,
    measures: numbers(experiment.measureCount),
    outputs: outputs.fill(Number.NaN),
    sketch: undefined,
    history: numbers(experiment.pointCount),
    failedSteps: new Int32Array(count * experiment.arms.length).fill(COMPLETED),
    failedSlots: new Int32Array(count * experiment.arms.length).fill(-1),
    imbalance: new Float64Array(count * experiment.plan.conserved.length),
  };
}

/** What stands for members that could not be simulated at all. */
export function lostEnsemble(experiment: Experiment, members: Int32Array, bands: BandsKind = 'exact'): Ensemble {
  const ensemble = emptyEnsemble(experiment, members, bands);
  ensemble.failedSteps.fill(LOST);
  return ensemble;
}

/** Some rows of an ensemble; itself where they are all of them. */
export function takeRows(ensemble: Ensemble, rows: Int32Array): Ensemble {
  const total = ensemble.members.length;
  if (rows.length === total) return ensemble;
  const take = <A extends Int32Array | Float64Array>(array: A): A => {
    const width = array.length / total;
    const taken = new (array.constructor as new (length: number) => A)(rows.length * width);
    for (const [to, row] of rows.entries()) taken.set(array.subarray(row * width, (row + 1) * width), to * width);
    return taken;
  };
  return {
    members: take(ensemble.members),
    measures: take(ensemble.measures),
    outputs: take(ensemble.outputs),
    sketch: undefined,
    history: take(ensemble.history),
    failedSteps: take(ensemble.failedSteps),
    failedSlots: take(ensemble.failedSlots),
    imbalance: take(ensemble.imbalance),
  };
}

/** One entry or one row per member in each. */
export const COLUMNS = [
  'members',
  'measures',
  'outputs',
  'history',
  'failedSteps',
  'failedSlots',
  'imbalance',
] as const;

/** The memory behind an ensemble, to be handed to another thread without a copy. */
export function buffersOf(ensemble: Ensemble): ArrayBuffer[] {
  const columns = COLUMNS.map((name) => ensemble[name].buffer as ArrayBuffer);
  return ensemble.sketch ? [...columns, ...sketchBuffers(ensemble.sketch)] : columns;
}
