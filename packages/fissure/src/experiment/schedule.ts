/**
 * In which order one member's arms are run, and from where: arms that are the same up to some step share what came
 * before it through a snapshot of the engine, so that only the difference is simulated.
 */
import type { ArmSegment, ExperimentArm, ScheduledRun } from './experiment.ts';

/**
 * A run leaves at most one snapshot. So arms that part from a trunk at steps s1 < s2 < ... form a chain: the trunk
 * leaves its snapshot at s1, for all that part there. The first arm that parts at s2 goes on from s1 and, being still
 * the trunk until s2, leaves a snapshot there for the others; the first that parts at s3 goes on from that one; and so on.
 */
export function scheduleRuns(arms: readonly ExperimentArm[]): readonly ScheduledRun[] {
  const schedule: ScheduledRun[] = [];
  for (const { trunk, branches } of findTrunks(arms)) {
    const steps = [...new Set(branches.map((branch) => branch.step))].sort((a, b) => a - b);
    let source = schedule.length;
    const run = (arm: number, from: number | undefined, snapshotAt: number | undefined) =>
      schedule.push({ arm, from, snapshotAt, until: Math.max(arms[arm]!.until, snapshotAt ?? 0) });
    run(trunk, undefined, steps[0]);
    for (const [i, step] of steps.entries()) {
      let own = branches.filter((branch) => branch.step === step);
      if (i > 0) {
        const [first, ...others] = own;
        own = others;
        run(first!.arm, source, step);
        source = schedule.length - 1;
      }
      for (const { arm } of own) run(arm, source, undefined);
    }
  }
  return schedule;
}

interface Trunk {
  readonly trunk: number;
  readonly branches: { readonly arm: number; readonly step: number }[];
}

/** Each arm joins the trunk that it follows longest; one that follows none is a trunk itself. */
function findTrunks(arms: readonly ExperimentArm[]): readonly Trunk[] {
  const trunks: Trunk[] = [];
  for (const [arm, own] of arms.entries()) {
    let best: Trunk | undefined;
    let latest = 0;
    for (const candidate of trunks) {
      const step = partingStep(arms[candidate.trunk]!, own);
      if (step <= latest) continue;
      best = candidate;
      latest = step;
    }
    if (best) best.branches.push({ arm, step: latest });
    else trunks.push({ trunk: arm, branches: [] });
  }
  return trunks;
}

/** The first step at which two arms differ; 0 where they differ from the start, infinite where they never do. */
export function partingStep(a: ExperimentArm, b: ExperimentArm): number {
  const count = Math.max(a.segments.length, b.segments.length);
  for (let i = 0; i < count; i++) {
    const [left, right] = [a.segments[i], b.segments[i]];
    if (left && right && segmentKey(left) === segmentKey(right)) continue;
    return Math.min(left?.fromStep ?? Number.POSITIVE_INFINITY, right?.fromStep ?? Number.POSITIVE_INFINITY);
  }
  return Number.POSITIVE_INFINITY;
}

/** Segments with equal keys change the same at the same step. (JSON would take all infinities for one.) */
export function segmentKey({ fromStep, edits }: ArmSegment): string {
  return [fromStep, ...edits.map(({ parameter, kind, value }) => `${parameter} ${kind} ${value}`)].join(', ');
}
