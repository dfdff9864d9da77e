/** How much the main outcomes at central values depend on the integration method and on the length of the step. */
import { type Experiment, savedTimes } from '../../experiment/experiment.ts';
import type { PlanTime } from '../../model/plan.ts';
import { rowOf, simulateCentral } from './simulate-central.ts';

export interface StepComparison {
  readonly method: 'euler' | 'rk4';
  /** The output that differs most, and by which part of its largest value. */
  readonly otherMethod: Difference | undefined;
  /** Undefined where the model draws random numbers: with other steps it draws others. */
  readonly halfSteps: Difference | undefined;
  /** The run at central values ended early, and there is nothing to compare. */
  readonly failed: boolean;
}

export interface Difference {
  readonly output: string;
  readonly share: number;
}

export function compareSteps(experiment: Experiment): StepComparison {
  const { plan } = experiment;
  const { method, dt, stepCount, saveEvery } = plan.time;
  const withTime = (time: Partial<PlanTime>) =>
    simulateCentral(experiment, { plan: { ...plan, time: { ...plan.time, ...time } } });
  const base = simulateCentral(experiment);
  if (base.status.kind === 'failed') {
    return { method, otherMethod: undefined, halfSteps: undefined, failed: true };
  }
  const timeCount = savedTimes(plan).length;
  const largestDifference = (other: typeof base): Difference | undefined => {
    const differences = experiment.outputs.map(({ id, row }) => ({
      output: id,
      share: relativeDifference(rowOf(base, row, timeCount), rowOf(other, row, timeCount)),
    }));
    return differences.sort((a, b) => b.share - a.share)[0];
  };
  const hasDraws = plan.held.some((cell) => cell.kind === 'draw');
  return {
    method,
    otherMethod: largestDifference(withTime({ method: method === 'euler' ? 'rk4' : 'euler' })),
    halfSteps: hasDraws
      ? undefined
      : largestDifference(withTime({ dt: dt / 2, stepCount: stepCount * 2, saveEvery: saveEvery * 2 })),
    failed: false,
  };
}

/** Largest |a - b| over the largest |a|; a run that failed differs by everything. */
function relativeDifference(a: readonly number[], b: readonly number[]): number {
  const largest = Math.max(...a.map(Math.abs));
  const difference = Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
  if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
  return largest === 0 ? difference : difference / largest;
}
