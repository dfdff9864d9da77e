/** Levers of models without priors: which numbers have one, how far it goes, and that it sets what `--set` would. */
import { describe, expect, it } from 'vitest';
import { constantsOf, rangeOf } from '../../src/browser/constants.ts';
import { withLevers } from '../../src/browser/levers.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { madeFrom } from '../../src/diagnostics/source-text.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { makeLocalPool } from '../../src/experiment/member-pool.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { checkModel } from '../../src/model/check-model.ts';

const MODEL = `{UTF-8}
site: north, south ~~|
Stock[site] = INTEG (inflow[site] - Stock[site] / Residence Time, 100) ~ item ~|
inflow[north] = 10 ~ item/Year ~|
inflow[south] = -4 ~ item/Year ~|
Residence Time = 5 ~ Year ~|
INITIAL TIME = 2000 ~ Year ~|
FINAL TIME = 2010 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

function planned(set: readonly (readonly [string, number])[] = []) {
  const problems = new Problems();
  const imported = importModel('sites.mdl', MODEL, new Map(), problems)!;
  const { study } = imported;
  const model = checkModel(study, problems)!;
  const place = { file: 'by-hand', start: 0, end: 0 };
  const nothing = { from: undefined, scale: [], on: [], off: [], freeze: [], structure: [], place };
  const overrides = {
    ...nothing,
    set: set.map(([text, value]) => ({ target: madeFrom(text, 'by-hand', place), value })),
  };
  const experiment = planExperiment(study, model, problems, { overrides })!;
  expect(problems.list.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { study, experiment };
}

describe('constants as levers', () => {
  it('are all numbers of a model in which nothing is uncertain, by the names of the model', () => {
    const { study, experiment } = planned();
    const all = constantsOf(study, experiment);
    expect(all.map(({ id, label, value }) => [id, label, value])).toEqual([
      ['constant:inflow[north]', 'inflow (north)', 10],
      ['constant:inflow[south]', 'inflow (south)', -4],
      ['constant:residence_time', 'Residence Time', 5],
    ]);
    const prior = { ...experiment, factors: [{ kind: 'prior' }] } as unknown as typeof experiment;
    expect(constantsOf(study, prior)).toEqual([]);
  });

  it('go from half to twice, and no further than such a number makes sense', () => {
    const { study } = planned();
    const range = (value: number, unit: string) => Object.values(rangeOf(value, unit, study));
    expect(range(10, 'item')).toEqual([5, 20]);
    expect(range(-4, 'item')).toEqual([-8, -2]);
    expect(range(0, 'item')).toEqual([0, 1]);
    expect(range(0.8, '1')).toEqual([0.4, 1]);
    expect(range(1, '1')).toEqual([0, 2]);
    expect(range(2005, 'year')).toEqual([2000, 2010]);
    expect(range(5, 'year')).toEqual([2.5, 10]);
  });

  it('set what --set sets, to the last bit', async () => {
    const { experiment } = planned();
    const settings = new Map([
      ['constant:inflow[south]', 0],
      ['constant:residence_time', 1],
    ]);
    const run = async (one: Experiment) => {
      const pool = makeLocalPool(one, compileBatch(one.plan));
      return (await simulateExperiment(one, { pool })).outputs;
    };
    const moved = await run(withLevers(experiment, settings));
    const { experiment: byHand } = planned([
      ['inflow[south]', 0],
      ['Residence_Time', 1],
    ]);
    expect(moved).toEqual(await run(byHand));
    expect(moved).not.toEqual(await run(experiment));
  });
});
