/**
 * Programs that run several members at once. Which members share a batch, and in which order, never changes a bit of
 * any of them.
 */
import type { Plan } from '../model/plan.ts';
import type { Program, Run, RunRequest } from './run.ts';

export interface BatchProgram {
  readonly plan: Plan;
  /** Runs side by side: batches of a multiple of it waste nothing. */
  readonly lanes: number;
  /**
   * One run per request, in their order. All requests must have segments at the same steps, keep the same slots, take
   * their snapshots at the same step, and start from snapshots of the same step or all from the beginning.
   */
  simulateBatch(requests: readonly RunRequest[]): Run[];
}

/** Runs one after the other. */
export function batchOf(program: Program): BatchProgram {
  return {
    plan: program.plan,
    lanes: 1,
    simulateBatch: (requests) => requests.map((request) => program.simulate(request)),
  };
}
