/**
 * An experiment is the complete recipe of an ensemble, and an ensemble is what simulating it leaves behind. Both are
 * plain data: they print, and they cross to worker threads and files unchanged.
 */
import type { Plan, PlanTime } from '../model/plan.ts';
import type { ErrorModel } from '../study/study.ts';
import type { ClaimExpr } from './claim-expression.ts';
import type { Factor } from './factors.ts';
import type { HistogramData } from './histogram.ts';
import type { Reducer } from './reducers.ts';
import type { Selection } from './selection.ts';

export interface Experiment {
  readonly plan: Plan;
  readonly seed: number;
  /** Members asked for. Member m simulates point floor(m / replicateCount); who member m is never depends on this. */
  readonly memberCount: number;
  readonly replicateCount: number;
  /** Members to be screened by the record before `memberCount` of them are simulated in full; 0: the first are taken. */
  readonly candidateCount: number;
  /** What screening chose; undefined: members 0 to memberCount - 1. */
  readonly selection?: Selection;
  /** What importing left out of the model, in words; undefined: nothing. */
  readonly dropped?: readonly string[];
  readonly factors: readonly Factor[];
  /** Values of all factors, row by row for its members in their order, where they have been drawn already. */
  readonly points?: Float64Array;
  /** Where members are pairs of points with factors exchanged; undefined: points of a Latin hypercube. */
  readonly exchanges?: Exchanges;
  /** All members draw the same random numbers: what differs between them is their points alone. */
  readonly commonLuck?: boolean;
  /** The first arm is `base`: the study as it stands, with the experiment's own overrides. */
  readonly arms: readonly ExperimentArm[];
  /** Runs of one member in order; later ones may go on from an earlier one's snapshot. */
  readonly schedule: readonly ScheduledRun[];
  /** Slots that every run keeps; rows of `Run.saved`. */
  readonly keep: readonly number[];
  readonly claims: readonly PlannedClaim[];
  readonly outputs: readonly PlannedOutput[];
  readonly ledger?: readonly PlannedAccount[];
  readonly history: readonly PlannedSeries[];
  readonly windows?: readonly PlannedWindow[];
  /** Length of one member's row in `Ensemble.measures` and `Ensemble.history`. */
  readonly measureCount: number;
  readonly pointCount: number;
}

/** How an experiment's members are numbered where they are exchanges: row * width + place. */
export interface Exchanges {
  /** Members in a row. */
  readonly width: number;
  readonly exchangesLuck: boolean;
}

export interface ExperimentArm {
  /** `base`, or the claims and arms that use it: `C1.equal, C2.equal`. */
  readonly label: string;
  /** The last step that anything asks about. */
  readonly until: number;
  /** Rising in `fromStep`; the first is at step 0. Each segment's edits come on top of the earlier segments'. */
  readonly segments: readonly ArmSegment[];
}

export interface ArmSegment {
  readonly fromStep: number;
  readonly edits: readonly ParameterEdit[];
}

/** A change to a member's own parameters. */
export interface ParameterEdit {
  /** Index into `plan.parameters`. */
  readonly parameter: number;
  readonly kind: 'set' | 'scale';
  readonly value: number;
}

export interface ScheduledRun {
  readonly arm: number;
  /** Run (index into the schedule) whose snapshot this one goes on from; undefined: from the start. */
  readonly from: number | undefined;
  /** Step at which this run leaves a snapshot for others. */
  readonly snapshotAt: number | undefined;
  /** Its last step: nothing that comes later is asked about. */
  readonly until: number;
}

export interface PlannedClaim {
  readonly id: string;
  readonly says: string;
  readonly test: string;
  readonly statements: readonly string[];
  readonly over: readonly string[];
  /** One case per combination of elements of `over`; a single case with no elements where `over` is empty. */
  readonly cases: readonly (readonly string[])[];
  readonly arms: readonly { readonly name: string; readonly label: string; readonly arm: number }[];
  readonly measures: readonly { readonly name: string; readonly text: string; readonly value: ClaimExpr }[];
  readonly reducers: readonly PlannedReducer[];
  /** These read measure m in arm a as value `a * measures.length + m`. */
  readonly holds: ClaimExpr;
  readonly appliesWhen: ClaimExpr | undefined;
  readonly effect: ClaimExpr | undefined;
  readonly report: readonly { readonly name: string; readonly label: string; readonly value: ClaimExpr }[];
  readonly holdsText: string;
  readonly appliesWhenText: string;
  readonly effectText: string;
  readonly effectLabel: string;
  readonly byConstruction: string;
  readonly untestable: string;
  /** Start of this claim in a member's row of measures; then case by case, in each arm by arm. */
  readonly offset: number;
}

export interface PlannedReducer extends Reducer {
  /** Row of `keep` per case. */
  readonly rows: readonly number[];
}

export interface PlannedOutput {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly row: number;
}

/** An account of the ledger; outputs by their number. */
export interface PlannedAccount {
  readonly id: string;
  readonly title: string;
  readonly remaining: number;
  readonly lines: readonly { readonly name: string; readonly side: 'in' | 'out'; readonly output: number }[];
}

/** A period over which points that were not fitted are scored. */
export interface PlannedWindow {
  readonly name: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly fromDate: string;
}

export interface PlannedSeries {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly use: 'fit' | 'test' | 'show';
  readonly output: string | undefined;
  /** Name of the earlier series of the same source. */
  readonly continues?: string | undefined;
  readonly doubtedWith?: string | undefined;
  readonly note: string;
  readonly error: ErrorModel;
  readonly points: readonly PlannedPoint[];
  readonly row: number;
  /** Start of this series in a member's row of history. */
  readonly offset: number;
}

export interface PlannedPoint {
  /** `at` a moment, or the `total` over a period. */
  readonly reducer: Reducer;
  readonly date: string;
  readonly published: string;
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Of a series with use `fit`, and published in time. */
  readonly fitted: boolean;
}

/**
 * Results of members, in rising order of their numbers. Simulating stops cleanly: `members` says which are there.
 * Arrays are row-major, a member after the other.
 */
export interface Ensemble {
  readonly members: Int32Array;
  /** members x measureCount; NaN where an arm that the claim needs failed. */
  readonly measures: Float64Array;
  /** members x outputs x saved times, of the base arm; NaN from a failure on. Empty where there is a sketch instead. */
  readonly outputs: Float64Array;
  /** Distributions of the outputs, where members are too many to keep the outputs of each. */
  readonly sketch: BandSketch | undefined;
  /** members x points of history, of the base arm. */
  readonly history: Float64Array;
  /** members x arms: the step at which the run failed, or `COMPLETED`, or `LOST`. */
  readonly failedSteps: Int32Array;
  /** members x arms: the slot that was not finite, -1 otherwise. */
  readonly failedSlots: Int32Array;
  /** members x conserved quantities: the largest over arms. */
  readonly imbalance: Float64Array;
}

/** Distributions of outputs, as band-sketch.ts makes and adds them up. */
export interface BandSketch {
  readonly prior: HistogramData;
  /** By class, as many as are kept, the greatest first; `total` is the weight of the class's members. */
  readonly fitted: readonly { readonly class: number; readonly total: number; readonly histogram: HistogramData }[];
  /** Members whose run failed before the last fitted point: to weigh as much as the others on average. */
  readonly unknown: { readonly count: number; readonly histogram: HistogramData };
  /** Members with a likelihood, of whatever class. */
  readonly knownCount: number;
}

export const COMPLETED = -1;
/** The worker that simulated the member died twice. */
export const LOST = -2;

export function savedTimes(plan: Plan): Float64Array {
  const { start, dt, stepCount, saveEvery } = plan.time;
  return Float64Array.from({ length: Math.floor(stepCount / saveEvery) + 1 }, (_, i) => start + i * saveEvery * dt);
}

/** The first saved step at or after a simulated time, or the last of the run. */
export function savedStepAfter({ start, dt, stepCount, saveEvery }: PlanTime, time: number): number {
  // Dates become fractions of months: equal up to a part of a billion.
  const saves = Math.ceil((time - start) / (dt * saveEvery) - 1e-9);
  return Math.min(stepCount, Math.max(0, saves * saveEvery));
}

/** Numbers that a claim takes from one member. */
export function measuresPerMember(claim: PlannedClaim): number {
  return claim.cases.length * claim.arms.length * claim.measures.length;
}

/** Numbers of one case of one claim: argument for `evaluateClaimExpr` is `measures` with this offset. */
export function caseOffset(experiment: Experiment, claim: PlannedClaim, row: number, caseIndex: number): number {
  return row * experiment.measureCount + claim.offset + caseIndex * claim.arms.length * claim.measures.length;
}

/** Whether every run that a claim needs completed for the member in row `row` of the ensemble. */
export function claimCompleted(experiment: Experiment, ensemble: Ensemble, claim: PlannedClaim, row: number): boolean {
  const armCount = experiment.arms.length;
  return claim.arms.every(({ arm }) => ensemble.failedSteps[row * armCount + arm] === COMPLETED);
}
