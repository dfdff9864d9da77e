/** What goes into one run and what comes out: the contract between the engine and everything that simulates. */
import type { Plan } from '../model/plan.ts';

/** A plan made runnable, by interpretation or by compilation. Both must give the same bits. */
export interface Program {
  readonly plan: Plan;
  simulate(request: RunRequest): Run;
}

export interface RunRequest {
  /** Parameters from given steps on; the first segment starts at step 0 and sets the initial values. */
  readonly segments: readonly Segment[];
  /** Key of the member's random streams: [seed, member number], both uint32. */
  readonly stream: readonly [number, number];
  /** Slots to keep at every saved step; a run ends where one of them is not finite. */
  readonly keep: readonly number[];
  /** Slots to keep after those as they are, finite or not: what is looked at and not counted on. Not in batches. */
  readonly seen?: readonly number[];
  /** The last step of the run; undefined: that of the plan. */
  readonly until?: number;
  /** Take a snapshot just before this step is evaluated, for arms that share what came before. */
  readonly snapshotAt?: number;
  /** Go on from a snapshot of a run with the same `keep` and `stream`; earlier segments are then only looked up. */
  readonly from?: Snapshot;
  /** As large as `saved`, which may then lie in it: thousands of runs that are read at once need no room of their own. */
  readonly room?: Float64Array;
}

export interface Segment {
  readonly fromStep: number;
  /** In the order of `plan.parameters`. */
  readonly parameters: Float64Array;
}

export interface Snapshot {
  readonly step: number;
  /** Everything that the past left behind: the row of slots, pipelines, totals, saved values. Opaque to callers. */
  readonly state: readonly Float64Array[];
}

export interface Run {
  readonly status: RunStatus;
  /** (keep.length + seen.length) x savedCount, all times of the first kept slot first. NaN after a failure or the last step. */
  readonly saved: Float64Array;
  /** Largest |imbalance| / max(1, total) over the saved steps, one per `plan.conserved`. */
  readonly imbalance: readonly number[];
  readonly snapshot: Snapshot | undefined;
}

export type RunStatus =
  | { readonly kind: 'completed' }
  /** The first stock or kept value that was not finite. */
  | {
      readonly kind: 'failed';
      readonly step: number;
      readonly time: number;
      readonly slot: number;
      readonly value: number;
    };

/** The last step that a run simulates. */
export function lastStep(plan: Plan, { until }: RunRequest): number {
  return Math.min(until ?? plan.time.stepCount, plan.time.stepCount);
}

/** Steps 0, saveEvery, 2 saveEvery, ... up to stepCount. */
export function savedCount(plan: Plan): number {
  return Math.floor(plan.time.stepCount / plan.time.saveEvery) + 1;
}
