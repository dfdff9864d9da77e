/** One run at central values: every parameter as in model.yaml, every structure in its first form. */
import type { EngineName } from '../../engine/compile-batch.ts';
import { compilePlan } from '../../engine/compile-javascript.ts';
import { interpretPlan } from '../../engine/interpreter.ts';
import type { Run } from '../../engine/run.ts';
import { centralSegments } from '../../experiment/central-segments.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import type { Plan } from '../../model/plan.ts';

export interface CentralOptions {
  /** In place of the experiment's own plan: the same with another clock. */
  readonly plan?: Plan;
  readonly keep?: readonly number[];
  /** Kept after those, and no failure where they are not finite. */
  readonly seen?: readonly number[];
  readonly engine?: EngineName;
  /** Of the experiment; default: the base. */
  readonly arm?: number;
}

export function simulateCentral(experiment: Experiment, options: CentralOptions = {}): Run {
  const plan = options.plan ?? experiment.plan;
  const keep = options.keep ?? experiment.keep;
  const program = options.engine === 'interpreter' ? interpretPlan(plan) : compilePlan(plan);
  return program.simulate({
    segments: centralSegments(experiment, plan, options.arm),
    stream: [experiment.seed, 0],
    keep,
    seen: options.seen,
  });
}

export interface RunToTheEnd extends Run {
  /** An outcome had no number at some time, as the status tells, and no stock took it in: what was saved is whole. */
  readonly wentOn: boolean;
}

/** The same, but that an outcome without a number ends nothing as long as the stocks have theirs. */
export function simulateToTheEnd(experiment: Experiment, options: Omit<CentralOptions, 'keep'>): RunToTheEnd {
  const run = simulateCentral(experiment, options);
  if (run.status.kind === 'completed') return { ...run, wentOn: false };
  const seen = [...experiment.keep, ...(options.seen ?? [])];
  const whole = simulateCentral(experiment, { ...options, keep: [], seen });
  return whole.status.kind === 'completed' ? { ...whole, status: run.status, wentOn: true } : { ...run, wentOn: false };
}

/** The saved values of one row of `keep`. */
export function rowOf(run: Run, row: number, timeCount: number): number[] {
  return [...run.saved.subarray(row * timeCount, (row + 1) * timeCount)];
}
