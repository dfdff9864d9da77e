/** A record that sees what decides a claim tells it; one that sees something else does not. The answer is known from the making. */
import { describe, expect, it } from 'vitest';
import { twinTest } from '../../src/analysis/twin-test.ts';
import type { Weights } from '../../src/analysis/weights.ts';
import { uniformAt } from '../../src/base/random.ts';
import type { Ensemble, Experiment } from '../../src/experiment/experiment.ts';

const COUNT = 600;
const uniform = (row: number, stream: number) => uniformAt([1, row], stream, 0, 0, 0);

/** One point of history that is factor A; a claim that holds where A, or where B, is above a half. */
function toy(decider: 'a' | 'b') {
  const a = Float64Array.from({ length: COUNT }, (_, row) => uniform(row, 1));
  const b = Float64Array.from({ length: COUNT }, (_, row) => uniform(row, 2));
  const value = { kind: 'value', index: 0 } as const;
  const experiment = {
    seed: 1,
    replicateCount: 1,
    measureCount: 1,
    pointCount: 1,
    arms: [{ label: 'base', segments: [] }],
    history: [
      { name: 'seen', error: { kind: 'normal', sd: 0.1, dof: undefined }, offset: 0, points: [{ fitted: true }] },
    ],
    claims: [
      {
        id: 'C',
        cases: [[]],
        arms: [{ name: 'base', label: '', arm: 0 }],
        measures: [{ name: 'm', text: '', value }],
        holds: { kind: 'binary', operator: '>', left: value, right: { kind: 'number', value: 0.5 } },
        report: [],
        offset: 0,
      },
    ],
  } as unknown as Experiment;
  const ensemble = {
    members: Int32Array.from({ length: COUNT }, (_, row) => row),
    measures: decider === 'a' ? a : b,
    history: a,
    failedSteps: new Int32Array(COUNT).fill(-1),
  } as unknown as Ensemble;
  const prior = new Float64Array(COUNT).fill(1 / COUNT);
  const weights = { prior, fitted: prior, without: [], summary: { state: 'fitted' } } as unknown as Weights;
  return twinTest(experiment, ensemble, weights)!;
}

describe('twinTest', () => {
  it('tells a claim that hangs on what the record sees', () => {
    const [claim] = toy('a').claims;
    expect(claim!.tells).toBe(true);
    // An error of 0.1 on a uniform number leaves doubt near the middle only.
    expect(claim!.skill).toBeGreaterThan(0.6);
  });

  it('does not tell one that hangs on something else, and is not fooled by few members', () => {
    const [claim] = toy('b').claims;
    expect(claim!.tells).toBe(false);
    expect(Math.abs(claim!.skill!)).toBeLessThan(0.1);
  });
});
