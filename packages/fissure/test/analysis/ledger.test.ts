/** A ledger against the closed form x(t) = x0 (1 - rate / 16)^(16 t): what left is what is not there any more. */
import { describe, expect, it } from 'vitest';
import { keepLedger, relativeGap } from '../../src/analysis/ledger.ts';
import { weighMembers } from '../../src/analysis/weights.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { Design } from '../../src/experiment/design.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { planTiny } from '../experiment/tiny-study.ts';

const MEMBERS = 40;

async function keep(out: string) {
  const outputs = `  left: { show: "SUM(members[*])", title: Members left, unit: person }
  gone: { show: "SUM(dead[*])", title: Members gone, unit: person }
ledger:
  all: { title: All members, remaining: left, out: ${out} }
`;
  const { experiment, problems } = planTiny(
    {
      'study.yaml': [['  left: { show: "SUM(members[*])", title: Members left, unit: person }\n', outputs]],
      'model.yaml': [
        ['variables:\n', 'variables:\n  dead: { stock: person, over: [origin], initial: 0, inflows: [leaving] }\n'],
      ],
    },
    { memberCount: MEMBERS },
  );
  expect(problems.list).toEqual([]);
  const pool = makeLocalPool(experiment!, compilePlan(experiment!.plan));
  const ensemble = await simulateExperiment(experiment!, { pool });
  const weights = weighMembers(experiment!, ensemble);
  return { experiment: experiment!, ensemble, weights, account: keepLedger(experiment!, ensemble, weights)![0]! };
}

describe('the ledger', () => {
  it('gives weighted means of what left between saved times, and balances', async () => {
    const { experiment, weights, account } = await keep('{ died: gone }');
    const design = new Design(experiment.seed, experiment.factors);
    const left = (member: number, month: number) => {
      const [lossRate, privilege, scale, form] = design.point(member) as unknown as [number, number, number, number];
      const rate = lossRate * (form === 0 ? 1 : 0.5);
      return 100 * scale * ((1 - (rate * privilege) / 16) ** (16 * month) + (1 - rate / 16) ** (16 * month));
    };
    const mean = (month: number) =>
      weights.fitted.reduce((sum, weight, member) => sum + weight * left(member, month), 0);
    expect(account).toMatchObject({ account: 'all', memberCount: MEMBERS });
    for (const month of [0, 1, 7, 19]) {
      expect(account.remaining[month]).toBeCloseTo(mean(month), 8);
      expect(account.lines[0]!.during[month]).toBeCloseTo(mean(month) - mean(month + 1), 8);
    }
    expect(relativeGap(account)).toBeLessThan(1e-14);
  });

  it('shows the gap of the worst member where a way out is not counted', async () => {
    const { ensemble, account } = await keep('{}');
    const times = account.remaining.length;
    const lost = Array.from({ length: MEMBERS }, (_, row) => {
      const start = row * 2 * times;
      return ensemble.outputs[start]! - ensemble.outputs[start + times - 1]!;
    });
    expect(account.gaps.at(-1)).toBeCloseTo(Math.max(...lost), 10);
    expect(account.gaps[0]).toBe(0);
  });

  it('leaves out members whose run did not reach the end', async () => {
    const { experiment, ensemble, weights } = await keep('{ died: gone }');
    ensemble.outputs[3] = Number.NaN;
    expect(keepLedger(experiment, ensemble, weights)![0]!.memberCount).toBe(MEMBERS - 1);
  });
});
