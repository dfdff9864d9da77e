/** A claim and the same claim in its region, against the closed form: the share of a uniform rate below a border. */
import { describe, expect, it } from 'vitest';
import { judgeTurns } from '../../src/analysis/turns.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { turnedClaim } from '../../src/experiment/turned-claim.ts';
import { planTiny, readTiny } from './tiny-study.ts';

const claims = (turns: string) => ({
  'claims.yaml': `
C1:
  says: Few are left after ten months.
  test: A tenth of those at the start.
  defence:
    measure: m
    horizon: h
    threshold: t
    vacuous: v
    construction: c
    ${turns}
  arms:
    slower: { from: 2014-12, scale: { loss_rate: 0.5 } }
  measures:
    left: at(members[local], 2015-04) / at(members[local], start)
  holds: left[base] < 0.1
  report:
    kept: { equation: "LN(left[slower]) / LN(left[base])" }
`,
});

async function judge(turns: string) {
  const files = claims(turns);
  const [claim] = readTiny(files)!.claims;
  const turned = turnedClaim(claim!);
  if (turned === undefined) return undefined;
  const experiment = planTiny(files, { judged: [claim!, turned], memberCount: 400 }).experiment!;
  const pool = makeLocalPool(experiment, compilePlan(experiment.plan));
  const ensemble = await simulateExperiment(experiment, { pool });
  return { experiment, turn: judgeTurns(experiment, ensemble, ['there'])[0]! };
}

/** Loss rates lie between 0.1 and 0.5, and count in full: less than a tenth is left where (1 - rate / 16)^160 < 0.1. */
const border = 16 * (1 - 0.1 ** (1 / 160));
const shareAbove = (rate: number) => Math.min(1, Math.max(0, (0.5 - rate) / 0.4));

describe('a claim in its region', () => {
  it('counts with the changes of the region beneath those of every arm', async () => {
    const { turn } = (await judge('turns: { structure: { form: full }, scale: { loss_rate: 4 } }'))!;
    // Elsewhere the form counts by half in three members of four.
    const elsewhere = shareAbove(border) / 4 + (3 * shareAbove(2 * border)) / 4;
    expect(turn.elsewhere.share).toBeCloseTo(elsewhere, 1);
    expect(turn.there.share).toBeCloseTo(shareAbove(border / 4), 1);
    expect(turn).toMatchObject({ claim: 'C1', region: 'there', turns: true });
  });

  it('does not turn where the region leaves it on its side', async () => {
    const { turn } = (await judge('turns: { scale: { loss_rate: 0.9 } }'))!;
    expect(turn.turns).toBe(false);
    expect(turn.there.share).toBeLessThan(0.5);
  });

  it('changes later arms on top of the region: half of the rate there', async () => {
    const { experiment } = (await judge('turns: { set: { loss_rate: 0.4 } }'))!;
    const [, turned] = experiment.claims;
    const slower = experiment.arms[turned!.arms.find(({ name }) => name === 'slower')!.arm]!;
    const rate = experiment.plan.parameters.findIndex(({ name }) => name === 'loss_rate');
    expect(slower.segments).toEqual([
      { fromStep: 0, edits: [{ parameter: rate, kind: 'set', value: 0.4 }] },
      { fromStep: 96, edits: [{ parameter: rate, kind: 'scale', value: 0.5 }] },
    ]);
  });

  it('is nothing where no region is named', async () => {
    expect(await judge('')).toBeUndefined();
  });
});
