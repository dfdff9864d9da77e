/** One run at central values: every parameter as in model.yaml, every structure in its first form, base arm. */
import type { EngineName } from '../engine/compile-batch.ts';
import { compilePlan } from '../engine/compile-javascript.ts';
import { interpretPlan } from '../engine/interpreter.ts';
import type { Run, Segment } from '../engine/run.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { segmentsOf } from '../experiment/simulate-members.ts';
import type { Plan } from '../model/plan.ts';

export interface CentralOptions {
  /** In place of the experiment's own plan: the same with another clock. */
  readonly plan?: Plan;
  readonly keep?: readonly number[];
  readonly engine?: EngineName;
}

export function simulateCentral(experiment: Experiment, options: CentralOptions = {}): Run {
  const plan = options.plan ?? experiment.plan;
  const keep = options.keep ?? experiment.keep;
  const program = options.engine === 'interpreter' ? interpretPlan(plan) : compilePlan(plan);
  return program.simulate({ segments: centralSegments(experiment, plan), stream: [experiment.seed, 0], keep });
}

/** The parameters of the base arm, from the steps of `plan` on. */
export function centralSegments(experiment: Experiment, plan: Plan): readonly Segment[] {
  const parameters = Float64Array.from(plan.parameters, (parameter) => parameter.value);
  // Segments count steps of the experiment's own clock.
  const stretch = experiment.plan.time.dt / plan.time.dt;
  return segmentsOf(experiment.arms[0]!, parameters).map((segment) => ({
    ...segment,
    fromStep: Math.round(segment.fromStep * stretch),
  }));
}

/** The saved values of one row of `keep`. */
export function rowOf(run: Run, row: number, timeCount: number): number[] {
  return [...run.saved.subarray(row * timeCount, (row + 1) * timeCount)];
}
