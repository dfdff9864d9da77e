/** The run at central values: every parameter as in model.yaml, every structure in its first form, base arm. */
import type { Segment } from '../engine/run.ts';
import type { Plan } from '../model/plan.ts';
import type { Experiment } from './experiment.ts';
import { segmentsOf } from './simulate-members.ts';

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
