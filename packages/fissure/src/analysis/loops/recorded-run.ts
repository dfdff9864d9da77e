/** A run of which every slot was kept at every step: what loops and causes are read from. */
import type { EvaluationContext } from '../../engine/evaluate-expression.ts';
import { prepareLookup } from '../../engine/lookup.ts';
import type { Run, Segment } from '../../engine/run.ts';
import type { Plan } from '../../model/plan.ts';

export interface RecordedRun {
  /** Saves at every step. */
  readonly plan: Plan;
  /** As they were simulated. */
  readonly segments: readonly Segment[];
  /** What `slotsToRecord` asked for, in that order, all steps of the first slot first. */
  readonly saved: Float64Array;
  /** How many steps the run got through before it ended or failed. */
  readonly stepCount: number;
}

/** The same plan, made to save at every step. */
export function everyStep(plan: Plan): Plan {
  return { ...plan, time: { ...plan.time, saveEvery: 1 } };
}

/** All that is computed; parameters are known anyway. */
export function slotsToRecord(plan: Plan): readonly number[] {
  const assigned = new Set<number>(plan.stocks.map(({ slot }) => slot));
  for (const list of [plan.member, plan.initial, plan.held, plan.step]) for (const { slot } of list) assigned.add(slot);
  for (const { slot } of plan.parameters) assigned.delete(slot);
  return [...assigned].sort((a, b) => a - b);
}

/** Of a run that saw `slotsToRecord` beside the slots in `keep`: only where a stock or one of these has no number is its end. */
export function recordedRun(plan: Plan, segments: readonly Segment[], run: Run, keep: readonly number[]): RecordedRun {
  const stepCount = run.status.kind === 'completed' ? plan.time.stepCount : Math.max(0, run.status.step - 1);
  return { plan, segments, saved: run.saved.subarray(keep.length * (plan.time.stepCount + 1)), stepCount };
}

/** Sets a row of slots to any step of a recorded run. */
export interface Replay {
  readonly context: EvaluationContext;
  seek(step: number): void;
}

export function replay({ plan, segments, saved }: RecordedRun): Replay {
  const slots = slotsToRecord(plan);
  const stepsSaved = plan.time.stepCount + 1;
  const row = new Float64Array(plan.slots.length).fill(Number.NaN);
  const clock = new Float64Array(2);
  return {
    context: { row, clock, time: plan.time, lookups: plan.lookups.map(prepareLookup) },
    seek(step) {
      const { parameters } = segments.findLast(({ fromStep }) => fromStep <= step)!;
      for (let i = 0; i < parameters.length; i += 1) row[plan.parameters[i]!.slot] = parameters[i]!;
      for (let i = 0; i < slots.length; i += 1) row[slots[i]!] = saved[i * stepsSaved + step]!;
      clock[0] = plan.time.start + step * plan.time.dt;
      clock[1] = step;
    },
  };
}
