/** Each claim is defended in the study, and changes sides in the region that its defence names: none is true, or false, come what may. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeTurns } from '../../src/analysis/turns.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { COMPLETED } from '../../src/experiment/experiment.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { turnedClaim } from '../../src/experiment/turned-claim.ts';
import { openStudy } from '../../src/host/open-study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const MEMBERS = 120;

describe('the claims of the flagship', () => {
  it('are defended in a few sentences each', () => {
    for (const { name, defence } of study!.claims)
      for (const text of ['measure', 'horizon', 'threshold', 'vacuous', 'construction'] as const)
        expect([name.text, text, defence![text].length > 50]).toEqual([name.text, text, true]);
  });

  it('change sides where their defences say', () => {
    const judged = study!.claims.flatMap((claim) => [claim, turnedClaim(claim)!]);
    const options = { candidateCount: 0, memberCount: MEMBERS, judged };
    const experiment = planExperiment(study!, model!, new Problems(), options)!;
    const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
    const turns = judgeTurns(
      experiment,
      ensemble,
      study!.claims.map(({ defence }) => defence!.turns!.label),
    );
    expect(turns.map(({ claim }) => claim)).toEqual(study!.claims.map(({ name }) => name.text));
    expect(turns.filter((turn) => !turn.turns)).toEqual([]);
    expect(ensemble.failedSteps.every((step) => step === COMPLETED)).toBe(true);
  });

  it('say so where one assumed sign makes them true', () => {
    const marked = study!.claims.filter(({ byConstruction }) => byConstruction !== '');
    expect(marked.map(({ name }) => name.text)).toEqual(['C3']);
  });
});
