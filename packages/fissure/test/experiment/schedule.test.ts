import { describe, expect, it } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { RunRequest } from '../../src/engine/run.ts';
import type { ExperimentArm } from '../../src/experiment/experiment.ts';
import { partingStep, scheduleRuns } from '../../src/experiment/schedule.ts';
import { segmentsOf } from '../../src/experiment/simulate-members.ts';
import { decayPlan } from './decay-experiment.ts';

const arm = (...segments: readonly (readonly [number, number])[]): ExperimentArm => ({
  label: '',
  until: decayPlan.time.stepCount,
  segments: segments.map(([fromStep, value]) => ({ fromStep, edits: [{ parameter: 0, kind: 'set', value }] })),
});

const base = arm([0, 0.3]);
const arms = [
  base,
  arm([0, 0.3], [160, 0.1]),
  arm([0, 0.3], [80, 0.2]),
  arm([0, 0.3], [160, 0.4]),
  arm([0, 0.1]),
  arm([0, 0.1], [100, 0.5]),
  arm([0, 0.3], [80, 0.4]),
  arm([0, 0.3], [240, 0.6]),
];

describe('scheduleRuns', () => {
  it('finds where arms part', () => {
    expect(partingStep(base, arms[1]!)).toBe(160);
    expect(partingStep(arms[1]!, arms[3]!)).toBe(160);
    expect(partingStep(base, arms[4]!)).toBe(0);
    expect(partingStep(base, base)).toBe(Number.POSITIVE_INFINITY);
  });

  it('runs every arm once, after the run it goes on from, and each run leaves the one snapshot asked of it', () => {
    const schedule = scheduleRuns(arms);
    expect(schedule.map((run) => run.arm).sort((a, b) => a - b)).toEqual(arms.map((_, i) => i));
    for (const [i, run] of schedule.entries()) {
      if (run.from === undefined) continue;
      expect(run.from).toBeLessThan(i);
      const parent = schedule[run.from]!;
      expect(parent.snapshotAt).toBeLessThanOrEqual(partingStep(arms[run.arm]!, arms[parent.arm]!));
    }
    expect(schedule.filter((run) => run.from === undefined).map((run) => run.arm)).toEqual([0, 4]);
  });

  it('ends a run with the last step of its arm, but not before the snapshot that others go on from', () => {
    const short = arms.map((one, i) => ({ ...one, until: i === 0 ? decayPlan.time.stepCount : 100 }));
    for (const { arm: index, snapshotAt, until } of scheduleRuns(short)) {
      expect(until).toBe(Math.max(short[index]!.until, snapshotAt ?? 0));
    }
  });

  it('gives the bits that running every arm from the start gives', () => {
    const program = interpretPlan(decayPlan);
    const request = (index: number): RunRequest => ({
      segments: segmentsOf(arms[index]!, new Float64Array([0.3])),
      stream: [1, 1],
      keep: [3],
    });
    const schedule = scheduleRuns(arms);
    const runs: ReturnType<typeof program.simulate>[] = [];
    for (const { arm: index, from, snapshotAt } of schedule) {
      const run = program.simulate({
        ...request(index),
        snapshotAt,
        from: from === undefined ? undefined : runs[from]!.snapshot,
      });
      runs.push(run);
      const alone = program.simulate(request(index));
      expect(run.saved).toEqual(alone.saved);
      expect(run.imbalance).toEqual(alone.imbalance);
    }
  });
});
