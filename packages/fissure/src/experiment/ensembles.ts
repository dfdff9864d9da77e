/** Making, joining and slicing ensembles: the arrays of `Ensemble` in step with one another. */
import { COMPLETED, type Ensemble, type Experiment, LOST, savedTimes } from './experiment.ts';

/** Room for the given members; numbers are NaN and every run counts as completed until they are filled in. */
export function emptyEnsemble(experiment: Experiment, members: Int32Array): Ensemble {
  const count = members.length;
  const numbers = (width: number) => new Float64Array(count * width).fill(Number.NaN);
  return {
    members,
    measures: numbers(experiment.measureCount),
    outputs: numbers(experiment.outputs.length * savedTimes(experiment.plan).length),
    history: numbers(experiment.pointCount),
    failedSteps: new Int32Array(count * experiment.arms.length).fill(COMPLETED),
    failedSlots: new Int32Array(count * experiment.arms.length).fill(-1),
    imbalance: new Float64Array(count * experiment.plan.conserved.length),
  };
}

/** What stands for members that could not be simulated at all. */
export function lostEnsemble(experiment: Experiment, members: Int32Array): Ensemble {
  const ensemble = emptyEnsemble(experiment, members);
  ensemble.failedSteps.fill(LOST);
  return ensemble;
}

/** Joins blocks into one ensemble in rising order of members. Blocks do not overlap. */
export function joinEnsembles(experiment: Experiment, blocks: readonly Ensemble[]): Ensemble {
  const rows = blocks
    .flatMap((block) => Array.from(block.members, (member, row) => ({ block, member, row })))
    .sort((a, b) => a.member - b.member);
  const joined = emptyEnsemble(experiment, new Int32Array(rows.length));
  for (const [to, { block, row }] of rows.entries())
    for (const name of COLUMNS) {
      const width = block[name].length / block.members.length;
      joined[name].set(block[name].subarray(row * width, (row + 1) * width), to * width);
    }
  return joined;
}

/** The first `count` members of an ensemble. */
export function takeMembers(ensemble: Ensemble, count: number): Ensemble {
  const total = ensemble.members.length;
  const kept = Math.min(count, total);
  const take = <A extends Int32Array | Float64Array>(array: A) => array.slice(0, (array.length / total) * kept) as A;
  return total === 0 ? ensemble : mapColumns(ensemble, take);
}

const COLUMNS = ['members', 'measures', 'outputs', 'history', 'failedSteps', 'failedSlots', 'imbalance'] as const;

function mapColumns(ensemble: Ensemble, change: <A extends Int32Array | Float64Array>(array: A) => A): Ensemble {
  return {
    members: change(ensemble.members),
    measures: change(ensemble.measures),
    outputs: change(ensemble.outputs),
    history: change(ensemble.history),
    failedSteps: change(ensemble.failedSteps),
    failedSlots: change(ensemble.failedSlots),
    imbalance: change(ensemble.imbalance),
  };
}

/** The memory behind an ensemble, to be handed to another thread without a copy. */
export function buffersOf(ensemble: Ensemble): ArrayBuffer[] {
  return COLUMNS.map((name) => ensemble[name].buffer as ArrayBuffer);
}
