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

/** Room for the given members in columns as wide as those of `block`, to be written before it is read. */
export function roomLike(block: Ensemble, members: Int32Array): Ensemble {
  const make = <A extends Int32Array | Float64Array>(array: A): A =>
    new (array.constructor as new (length: number) => A)((array.length / block.members.length) * members.length);
  return { ...mapColumns(block, make), members: members.slice() };
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
  return mapColumns(ensemble, (array) => {
    const width = array.length / total;
    const taken = new (array.constructor as new (length: number) => typeof array)(rows.length * width);
    for (const [to, row] of rows.entries()) taken.set(array.subarray(row * width, (row + 1) * width), to * width);
    return taken;
  });
}

function mapColumns(
  { members, measures, outputs, history, failedSteps, failedSlots, imbalance }: Ensemble,
  make: <A extends Int32Array | Float64Array>(array: A) => A,
): Ensemble {
  return {
    members: make(members),
    measures: make(measures),
    outputs: make(outputs),
    sketch: undefined,
    history: make(history),
    failedSteps: make(failedSteps),
    failedSlots: make(failedSlots),
    imbalance: make(imbalance),
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
