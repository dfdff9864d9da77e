/** Pages of docs/mechanisms other than those of mechanisms: they say what the study says, and the study as it stands gives their first rows again. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { logLikelihoodsOf } from '../../src/experiment/likelihood.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { screeningOf } from '../../src/experiment/screening.ts';
import { selectMembers } from '../../src/experiment/selection.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { defenceLines } from '../../src/report/defence-lines.ts';
import { oneLine } from '../../src/report/documents/markdown-page.ts';
import { scenarioPage } from '../../src/report/documents/scenario-page.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const pageOf = (name: string) => readRepositoryFile(`studies/islamic-state/docs/mechanisms/${name}.md`);
const hint = 'if not, run `fissure docs studies/islamic-state`';

/** As many members as `fissure docs` takes for scenarios. */
const MEMBERS = 300;

function assessAsItStands() {
  const asked = planExperiment(study!, model!, new Problems(), { memberCount: MEMBERS })!;
  const screening = screeningOf(asked)!;
  const candidates = makeMemberSimulator(screening, compileBatch(screening.plan))(0, screening.memberCount);
  const selection = selectMembers(logLikelihoodsOf(screening, candidates), MEMBERS)!;
  const experiment = { ...asked, selection };
  return assessExperiment(experiment, makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS));
}

describe('the pages of claims, record, scenarios and rivals', () => {
  it(`have every claim with its test and its defence; ${hint}`, () => {
    const page = pageOf('claims');
    for (const { name, says, test, defence } of study!.claims) {
      expect(page).toContain(`## ${name.text}\n\n**${oneLine(says)}**`);
      expect(page).toContain(oneLine(test));
      for (const { label, text } of defenceLines(defence)) expect(page).toContain(`- *${label}.* ${oneLine(text)}`);
    }
  });

  it(`have every series of the record, and each that is fitted among those left out; ${hint}`, () => {
    const page = pageOf('record');
    for (const { name, use, note } of study!.history.series) {
      if (note !== '') expect(page).toContain(`- \`${name.text}\` ${oneLine(note)}`);
      // What it weighs, and what verdicts are without it.
      if (use === 'fit') expect([name.text, page.split(`| \`${name.text}\` |`).length]).toEqual([name.text, 3]);
    }
  });

  it(`have every rival, fitted on its own, under every claim; ${hint}`, () => {
    const page = pageOf('rivals');
    for (const { scenario } of study!.history.rivals ?? []) expect(page).toContain(`\n| \`${scenario!.text}\` `);
    expect(page).toContain(`| Model | ${study!.claims.map(({ name }) => name.text).join(' | ')} |`);
  });

  it(`have the verdicts, scores and members of the study as it stands, to the last digit; ${hint}`, () => {
    const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| as it stands |'));
    const again = scenarioPage(study!, [{ scenario: undefined, assessment: assessAsItStands() }]);
    expect(rowsOf(again)).toHaveLength(2);
    expect(rowsOf(pageOf('scenarios'))).toEqual(rowsOf(again));
    // Screening every candidate in one thread takes half a minute on a machine with nothing else to do.
  }, 600_000);
});
