import { expect, test } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { bandsKindOf } from '../../src/experiment/bands-kind.ts';
import { checkSize, type ExperimentSize } from '../../src/experiment/check-size.ts';
import type { Plan } from '../../src/model/plan.ts';
import { decayPlan } from './decay-experiment.ts';

const SIZE: ExperimentSize = {
  keep: [0],
  outputs: [],
  memberCount: 1000,
  candidateCount: 0,
  measureCount: 10,
  pointCount: 0,
  arms: [],
  schedule: [],
  selection: undefined,
};

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const outputs = (count: number) => numbers(count).map((row) => ({ id: `o${row}`, title: '', unit: '', row }));

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

test('what a run keeps is refused from the first value too many', () => {
  // 8 quantities at 1,000,000 times of 8 bytes are 64 MB, the most.
  expect(codesOf({ stepCount: 999_999, saveEvery: 1 }, { keep: numbers(8) })).toEqual([]);
  expect(codesOf({ stepCount: 1_000_000, saveEvery: 1 }, { keep: numbers(8) })).toEqual(['run/too-much-kept']);
  expect(codesOf({ stepCount: 1_000_000, saveEvery: 2 }, { keep: numbers(8) })).toEqual([]);
});

test('arms that leave snapshots hold what they kept so far', () => {
  const schedule = [
    { arm: 0, from: undefined, snapshotAt: 10, until: 160 },
    { arm: 1, from: 0, snapshotAt: undefined, until: 160 },
  ];
  expect(codesOf({ stepCount: 499_999, saveEvery: 1 }, { keep: numbers(8), schedule })).toEqual([]);
  expect(codesOf({ stepCount: 500_000, saveEvery: 1 }, { keep: numbers(8), schedule })).toEqual(['run/too-much-kept']);
});

test('an ensemble is refused with its size', () => {
  const problems = new Problems();
  expect(checkSize(decayPlan, { ...SIZE, memberCount: 100_000, measureCount: 5000 }, problems)).toBe(false);
  expect(problems.list.map(({ code }) => code)).toEqual(['run/ensemble-too-large']);
  // 100,000 members of 5,000 numbers of 8 bytes are 4 GB, and assessing them holds 0.2 GB more.
  expect(problems.list[0]!.message).toContain('4200 MB');
});

test('an ensemble of exactly the most is simulated', () => {
  // 2,080 bytes a member: 480,769 of them are the last that 1,000 MB hold.
  expect(codesOf({}, { memberCount: 480_769 })).toEqual([]);
  expect(codesOf({}, { memberCount: 480_770 })).toEqual(['run/ensemble-too-large']);
});

test('outputs of many members count as the sketch that stands for them', () => {
  // 40 outputs at 321 times: 100,000 members would take 10 GB, their sketch 0.4 GB and their other numbers 0.2 GB.
  const size = { outputs: outputs(40), keep: numbers(40), memberCount: 100_000 };
  expect(codesOf({ saveEvery: 1 }, size)).toEqual([]);
  // At 10,001 times the sketch would take 12 GB.
  expect(codesOf({ stepCount: 10_000, saveEvery: 1 }, size)).toEqual(['run/ensemble-too-large']);
});

test('sketches stand for outputs from the first byte above the limit on', () => {
  // 10 outputs at 320 times and 10,000 members are 256 MB; the sketch is smaller than that.
  const size = {
    ...SIZE,
    outputs: outputs(10),
    plan: { ...decayPlan, time: { ...decayPlan.time, saveEvery: 1, stepCount: 319 } },
  };
  expect(bandsKindOf({ ...size, memberCount: 10_000 })).toBe('exact');
  expect(bandsKindOf({ ...size, memberCount: 10_001 })).toBe('sketched');
});

test('candidates are refused with their size', () => {
  expect(codesOf({}, { candidateCount: 1_000_000, pointCount: 100 })).toEqual([]);
  expect(codesOf({}, { candidateCount: 1_000_000, pointCount: 101 })).toEqual(['run/too-many-candidates']);
});
