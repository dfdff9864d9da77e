/** A run at central values: every parameter as in model.yaml, every structure in its first form. */
import type { Segment } from '../engine/run.ts';
import type { Plan } from '../model/plan.ts';
import type { Experiment } from './experiment.ts';
import { segmentsOf } from './simulate-members.ts';

/** The parameters of an arm, by default the base, by steps of `plan`. */
export function centralSegments(experiment: Experiment, plan: Plan, arm = 0): readonly Segment[] {
  const parameters = Float64Array.from(plan.parameters, (parameter) => parameter.value);
  // Segments count steps of the experiment's own clock.
  const stretch = experiment.plan.time.dt / plan.time.dt;
  return segmentsOf(experiment.arms[arm]!, parameters).map((segment) => ({
    ...segment,
    fromStep: Math.round(segment.fromStep * stretch),
  }));
}
