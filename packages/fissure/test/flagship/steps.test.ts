/**
 * No verdict flips under RK4 or under half the step. Few members, as the prior has them, keep this in the suite: `fissure stress --only steps` takes
 * more of them. RK4 meets the random numbers of Euler; half steps draw others, so that shares move by chance, within the interval that decides.
 */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { compareVerdicts } from '../../src/analysis/step-stability.ts';
import type { Verdict } from '../../src/analysis/verdict.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import type { TimeSettings } from '../../src/study/study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const study = openStudy(folder).study!;
const { time } = study.settings;
const MEMBERS = 40;
/** A slow machine with much else to do. */
const PATIENCE = 600_000;

function verdictsWith(change: Partial<TimeSettings>): readonly Verdict[] {
  const changed = { ...study, settings: { ...study.settings, time: { ...time, ...change } } };
  const options = { candidateCount: 0, memberCount: MEMBERS, judged: study.claims };
  const problems = new Problems();
  const experiment = planExperiment(changed, checkModel(changed, problems), problems, options)!;
  const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
  return assessExperiment(experiment, ensemble).verdicts;
}

describe('verdicts of the flagship', () => {
  let asTheyAre: readonly Verdict[];
  beforeAll(() => {
    asTheyAre = verdictsWith({});
  }, PATIENCE);

  const variants: readonly (readonly [string, Partial<TimeSettings>])[] = [
    ['RK4', { method: 'rk4' }],
    ['half steps', { dt: time.dt / 2, stepCount: time.stepCount * 2, saveEvery: time.saveEvery * 2 }],
  ];
  for (const [variant, change] of variants)
    it(
      `do not flip: ${variant}`,
      () => {
        const verdicts = verdictsWith(change);
        const compared = compareVerdicts(asTheyAre, [{ variant, verdicts }]);
        expect(compared.map(({ claim }) => claim)).toEqual(study.claims.map(({ name }) => name.text));
        expect(compared.filter(({ flips }) => flips)).toEqual([]);
        // Time was cut otherwise: some number moved.
        expect(verdicts.map(({ effect }) => effect)).not.toEqual(asTheyAre.map(({ effect }) => effect));
      },
      PATIENCE,
    );
});
