/** What members do that asks for an explanation, and that the explanation of docs/questions.md is the cause: take it away, and it is gone. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findSurprises } from '../../src/analysis/surprises.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { standIn } from '../../src/study/node-values.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const MEMBERS = 150;

/** Members that swing, by output; anything but a swing is kept under its kind. */
function surprises(...off: readonly string[]): ReadonlyMap<string, number> {
  const place = { file: 'test', start: 0, end: 0 };
  const overrides = {
    ...{ from: undefined, set: [], scale: [], on: [], structure: [], freeze: [], place },
    off: off.map((name) => standIn(name, place)),
  };
  const options = { candidateCount: 0, memberCount: MEMBERS, judged: [], overrides };
  const experiment = planExperiment(study!, model!, new Problems(), options)!;
  const found = findSurprises(experiment, makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS));
  return new Map(found.map(({ kind, output, memberCount }) => [kind === 'swings' ? output : kind, memberCount]));
}

describe('surprises of the flagship', () => {
  const asItIs = surprises();
  const count = (found: ReadonlyMap<string, number>, output: string) => found.get(output) ?? 0;

  it('are swings: no amount is negative, nothing explodes', () => {
    expect(asItIs.has('negative')).toBe(false);
    expect(asItIs.has('explosion')).toBe(false);
    expect(count(asItIs, 'plots_exposed')).toBeGreaterThan(MEMBERS / 2);
  });

  it('are rare but for plots, executions and risings', () => {
    const often = [...asItIs].filter(([, members]) => members > MEMBERS / 8).map(([output]) => output);
    expect(often.toSorted()).toEqual(['members_executed', 'plots_exposed', 'tribe_in_arms']);
  });

  it('end with plots, as far as plots and executions go', () => {
    const without = surprises('M11');
    expect(count(without, 'plots_exposed')).toBe(0);
    expect(count(without, 'members_executed')).toBeLessThan(count(asItIs, 'members_executed') / 5);
  });

  it('end with repression, as far as residents killed go, and mostly for risings', () => {
    const without = surprises('M11', 'M14');
    expect(count(without, 'residents_killed')).toBe(0);
    expect(count(without, 'tribe_in_arms')).toBeLessThan(count(asItIs, 'tribe_in_arms') / 2);
  });
});
