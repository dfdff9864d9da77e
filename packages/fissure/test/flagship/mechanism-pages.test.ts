/** The committed pages are those of the study as it is, and every number that decides a verdict has a source. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { provenance } from '../../src/model/provenance.ts';
import { declaredPart, RUNS_HEADING } from '../../src/report/mechanism-page.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);

describe('the pages of the flagship', () => {
  it('say what the study says; if not, run `fissure docs studies/islamic-state`', () => {
    for (const mechanism of study!.mechanisms) {
      const page = readRepositoryFile(`studies/islamic-state/docs/mechanisms/${mechanism.name.text}.md`);
      expect(page.split(`\n${RUNS_HEADING}`)[0]).toBe(declaredPart(study!, mechanism));
      expect(page).toContain('## What the record says about its numbers');
    }
  });
});

describe('the numbers of the flagship', () => {
  it('rest on a source in at least 70 of 100', () => {
    const { sourcedCount, parameters } = provenance(study!);
    expect(sourcedCount / parameters.length).toBeGreaterThanOrEqual(0.7);
  });

  it('rest on a source wherever a verdict hinges on them', () => {
    const MEMBERS = 600;
    // Of the other claims no number decides: they hold nearly everywhere or nowhere.
    const claims = ['C1', 'C2', 'C4', 'C5', 'C6', 'C8', 'C13'];
    const options = { claims, candidateCount: 0, memberCount: MEMBERS, replicateCount: 1 };
    const experiment = planExperiment(study!, model!, new Problems(), options)!;
    const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
    const { verdicts } = assessExperiment(experiment, ensemble);
    const hinges = new Set(
      verdicts.flatMap((verdict) => verdict.hinges.map(({ factor }) => factor.replace(/[[ ].*/, ''))),
    );
    expect(hinges.size).toBeGreaterThan(5);
    const structures = new Set(study!.structures.map(({ name }) => name.text));
    const sourced = new Set(
      provenance(study!).parameters.flatMap(({ name, standing }) => (standing === 'sourced' ? [name] : [])),
    );
    expect([...hinges].filter((factor) => !structures.has(factor) && !sourced.has(factor))).toEqual([]);
  });
});
