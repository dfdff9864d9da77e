import { expect, test } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { checkSize, type ExperimentSize } from '../../src/experiment/check-size.ts';
import type { Plan } from '../../src/model/plan.ts';
import { decayPlan } from './decay-experiment.ts';

const SIZE: ExperimentSize = { keep: [0], outputs: [], memberCount: 1000, measureCount: 10, pointCount: 0, arms: [] };

function codesOf(time: Partial<Plan['time']>, size: Partial<ExperimentSize>): readonly string[] {
  const problems = new Problems();
  const plan = { ...decayPlan, time: { ...decayPlan.time, ...time } };
  const fits = checkSize(plan, { ...SIZE, ...size }, problems);
  expect(fits).toBe(!problems.hasErrors);
  return problems.list.map(({ code }) => code);
}

test('an ordinary experiment fits', () => {
  expect(codesOf({}, {})).toEqual([]);
});

test('what a run keeps is refused with its size', () => {
  // 40 slots at 1,000,001 times of 8 bytes: 320 MB.
  const keep = Array.from({ length: 40 }, (_, i) => i);
  expect(codesOf({ stepCount: 1_000_000, saveEvery: 1 }, { keep })).toEqual(['run/too-much-kept']);
  expect(codesOf({ stepCount: 1_000_000, saveEvery: 2 }, { keep })).toEqual([]);
});

test('an ensemble is refused with its size', () => {
  const problems = new Problems();
  expect(checkSize(decayPlan, { ...SIZE, memberCount: 100_000, measureCount: 5000 }, problems)).toBe(false);
  expect(problems.list.map(({ code }) => code)).toEqual(['run/ensemble-too-large']);
  // 100,000 members of 5,000 numbers of 8 bytes are 4 GB, and assessing them holds 0.2 GB more.
  expect(problems.list[0]!.message).toContain('4200 MB');
});
