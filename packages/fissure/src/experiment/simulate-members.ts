/**
 * Simulates a block of members: draws each member's parameters, runs its arms, and keeps the numbers that claims,
 * outputs and history ask for. A pure function of experiment and member numbers; what runs it, and where, is no matter.
 */
import { type BatchProgram, batchOf } from '../engine/batch.ts';
import type { Program, RunStatus, Segment, Snapshot } from '../engine/run.ts';
import { membersAt } from './blocks.ts';
import { evaluateClaimExpr } from './claim-expression.ts';
import { pointReader } from './draw-points.ts';
import { emptyEnsemble } from './ensembles.ts';
import { streamOf } from './exchanges.ts';
import {
  COMPLETED,
  caseOffset,
  type Ensemble,
  type Experiment,
  type ExperimentArm,
  type PlannedClaim,
  savedTimes,
} from './experiment.ts';
import { parametersAt } from './factors.ts';
import { reduce } from './reducers.ts';

/**
 * Simulates `count` members from place `first` on: of the selection where there is one, else of all numbers from 0. The
 * outputs lie in `room` if that is given. Where `isStopped` says so it ends before the next run, and what it answers is of
 * no use.
 */
export type MemberSimulator = (
  first: number,
  count: number,
  options?: { readonly room?: Float64Array<ArrayBuffer>; readonly isStopped?: () => boolean },
) => Ensemble;

/** `program` must have been made from `experiment.plan`. */
export function makeMemberSimulator(experiment: Experiment, program: Program | BatchProgram): MemberSimulator {
  const batch = 'simulateBatch' in program ? program : batchOf(program);
  const pointAt = pointReader(experiment);
  const times = savedTimes(experiment.plan);
  const usesOfArm = experiment.arms.map((_, arm) => usesOf(experiment, arm));
  const roomOfLane = Array.from({ length: batch.lanes }, () => new Float64Array(experiment.keep.length * times.length));
  return (first, count, { room, isStopped = () => false } = {}) => {
    const members = membersAt(experiment, first, count);
    const ensemble = emptyEnsemble(experiment, members, 'exact', room);
    const record = (row: number, arm: number, run: ArmRun) => {
      recordStatus(experiment, ensemble, row, arm, run);
      for (const use of usesOfArm[arm]!) recordMeasures(experiment, ensemble, row, use, run, times);
      if (arm === 0) recordBase(experiment, ensemble, row, run, times);
    };
    for (let row = 0; row < count; row += batch.lanes) {
      const own = Array.from(members.subarray(row, row + batch.lanes), (number, i): Member => {
        const point = pointAt(first + row + i, number);
        return { number, parameters: parametersAt(experiment.plan, experiment.factors, point) };
      });
      simulateTogether(experiment, batch, own, roomOfLane, isStopped, (i, arm, run) => record(row + i, arm, run));
    }
    return ensemble;
  };
}

interface Member {
  readonly number: number;
  readonly parameters: Float64Array;
}

interface ArmUse {
  readonly claim: PlannedClaim;
  /** Index into `claim.arms`. */
  readonly arm: number;
}

/** Two arms of one claim may be the same arm of the experiment. */
function usesOf(experiment: Experiment, arm: number): readonly ArmUse[] {
  return experiment.claims.flatMap((claim) =>
    claim.arms.flatMap((own, index) => (own.arm === arm ? [{ claim, arm: index }] : [])),
  );
}

/** What an arm left behind. `saved` is undefined where the run it should have gone on from failed before parting. */
interface ArmRun {
  readonly status: RunStatus;
  readonly saved: Float64Array | undefined;
  readonly imbalance: readonly number[];
}

/**
 * Arm by arm all members side by side; `record` gets the place of the member among `members`, and has to read the run
 * at once: the next one takes its room.
 */
function simulateTogether(
  experiment: Experiment,
  batch: BatchProgram,
  members: readonly Member[],
  rooms: readonly Float64Array[],
  isStopped: () => boolean,
  record: (index: number, arm: number, run: ArmRun) => void,
): void {
  // By scheduled run, then by member.
  const statuses: RunStatus[][] = [];
  const snapshots: (Snapshot | undefined)[][] = [];
  for (const { arm, from, snapshotAt, until } of experiment.schedule) {
    if (isStopped()) return;
    // Up to the parting both runs are the same: a member whose first run failed before fails in the same way.
    const isOver = (index: number) => from !== undefined && snapshots[from]![index] === undefined;
    const going = [...members.keys()].filter((index) => !isOver(index));
    const runs = batch.simulateBatch(
      going.map((index) => ({
        segments: segmentsOf(experiment.arms[arm]!, members[index]!.parameters),
        stream: [experiment.seed, streamOf(experiment, members[index]!.number)] as const,
        keep: experiment.keep,
        until,
        snapshotAt,
        room: rooms[index]!,
        from: from === undefined ? undefined : snapshots[from]![index],
      })),
    );
    const runOf = new Map(going.map((index, i) => [index, runs[i]!]));
    const ownStatuses = members.map((_, index) => runOf.get(index)?.status ?? statuses[from!]![index]!);
    statuses.push(ownStatuses);
    snapshots.push(members.map((_, index) => runOf.get(index)?.snapshot));
    for (const [index, status] of ownStatuses.entries()) {
      record(index, arm, runOf.get(index) ?? { status, saved: undefined, imbalance: [] });
    }
  }
}

/** Edits add up from segment to segment; scaling applies to the value that stands when it comes. */
export function segmentsOf(arm: ExperimentArm, parameters: Float64Array): readonly Segment[] {
  let current = parameters;
  return arm.segments.map(({ fromStep, edits }) => {
    if (edits.length > 0) current = current.slice();
    for (const { parameter, kind, value } of edits)
      current[parameter] = kind === 'set' ? value : current[parameter]! * value;
    return { fromStep, parameters: current };
  });
}

function recordStatus(experiment: Experiment, ensemble: Ensemble, row: number, arm: number, run: ArmRun): void {
  const index = row * experiment.arms.length + arm;
  ensemble.failedSteps[index] = run.status.kind === 'failed' ? run.status.step : COMPLETED;
  ensemble.failedSlots[index] = run.status.kind === 'failed' ? run.status.slot : -1;
  const width = experiment.plan.conserved.length;
  for (const [i, imbalance] of run.imbalance.entries())
    if (imbalance > ensemble.imbalance[row * width + i]!) ensemble.imbalance[row * width + i] = imbalance;
}

function recordMeasures(
  experiment: Experiment,
  ensemble: Ensemble,
  row: number,
  { claim, arm }: ArmUse,
  run: ArmRun,
  times: Float64Array,
): void {
  if (run.status.kind === 'failed' || run.saved === undefined) return;
  const { saved } = run;
  for (let index = 0; index < claim.cases.length; index++) {
    const reduced = claim.reducers.map((reducer) =>
      reduce(reducer, times, seriesOf(saved, reducer.rows[index]!, times)),
    );
    const offset = caseOffset(experiment, claim, row, index) + arm * claim.measures.length;
    for (const [m, { value }] of claim.measures.entries())
      ensemble.measures[offset + m] = evaluateClaimExpr(value, reduced);
  }
}

function recordBase(experiment: Experiment, ensemble: Ensemble, row: number, run: ArmRun, times: Float64Array): void {
  const { saved } = run;
  if (saved === undefined) return;
  for (const [i, output] of experiment.outputs.entries())
    ensemble.outputs.set(seriesOf(saved, output.row, times), (row * experiment.outputs.length + i) * times.length);
  for (const series of experiment.history) {
    const values = seriesOf(saved, series.row, times);
    const offset = row * experiment.pointCount + series.offset;
    for (const [i, point] of series.points.entries())
      ensemble.history[offset + i] = reduce(point.reducer, times, values);
  }
}

function seriesOf(saved: Float64Array, row: number, times: Float64Array): Float64Array {
  return saved.subarray(row * times.length, (row + 1) * times.length);
}
