/** What docs/questions.md says in words is so on the page of numbers that `fissure docs` computes, and in runs. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeExpectations } from '../../src/analysis/expectations.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import type { Distribution } from '../../src/study/study.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const page = readRepositoryFile('studies/islamic-state/docs/mechanisms/scenarios.md');

/** Rows of both tables of the page by scenario: the first of verdicts, the second of numbers. */
function rowsOf(table: number): ReadonlyMap<string, readonly string[]> {
  const lines = page.split('\n').filter((line) => line.startsWith('|'));
  const half = lines.length / 2;
  const rows = lines.slice(table * half + 2, (table + 1) * half).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  return new Map(rows.map(([name, ...cells]) => [name!, cells]));
}

const verdicts = rowsOf(0);
const numbers = rowsOf(1);
const signs = (scenario: string) => verdicts.get(scenario)!.map((cell) => cell.split(' ')[0]);
const numberOf = (scenario: string, column: number) => Number(numbers.get(scenario)![column]!.replaceAll(',', ''));

describe('verdicts by scenario', () => {
  it('are there for every scenario and every claim', () => {
    const scenarios = ['as it stands', ...study!.scenarios.map(({ name }) => name.text)];
    expect([...verdicts.keys()]).toEqual(scenarios);
    expect([...numbers.keys()]).toEqual(scenarios);
    for (const cells of verdicts.values()) expect(cells).toHaveLength(study!.claims.length);
    for (const { name, label, doc } of study!.scenarios) expect(page).toContain(`- \`${name.text}\` ${label}: ${doc}`);
  });

  it('change no word if kills are inflated three-fold, or foreigners were 65 of 100', () => {
    expect(signs('kill_claims_inflated')).toEqual(signs('as it stands'));
    expect(signs('foreigners_65')).toEqual(signs('as it stands'));
  });

  it('come with later data met better in 2016 and 2017 if kills are inflated, and about twice as many members at the end', () => {
    for (const window of [2, 3])
      expect(numberOf('kill_claims_inflated', window)).toBeLessThan(numberOf('as it stands', window));
    const ratio = numberOf('kill_claims_inflated', 4) / numberOf('as it stands', 4);
    expect(ratio).toBeGreaterThan(1.5);
    expect(ratio).toBeLessThan(2.5);
  });
});

describe('the scenarios of a specialist', () => {
  for (const scenario of ['kill_claims_inflated', 'foreigners_65'])
    it(`leave C10 and C12 where they are, run anew: ${scenario}`, () => {
      const options = { candidateCount: 0, memberCount: 60, claims: ['C10', 'C12'], scenario };
      const experiment = planExperiment(study!, model!, new Problems(), options)!;
      const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, 60);
      const [c10, c12] = judgeExpectations(experiment, ensemble);
      expect(c10!.applies).toBe(60);
      expect(c10!.holds).toBeLessThanOrEqual(9);
      expect(c12).toMatchObject({ applies: 60, holds: 0, undecided: 0 });
    });
});

describe('regions in which claims change sides', () => {
  it('lie within the priors for seven claims', () => {
    const within = study!.claims.filter(({ defence }) => {
      const { intervention } = defence!.turns!;
      const { set = [], scale = [], off = [] } = intervention ?? {};
      return (
        set.length > 0 &&
        scale.length + off.length === 0 &&
        set.every(({ target, value }) => isInPrior(target.text, value))
      );
    });
    expect(within.map(({ name }) => name.text)).toEqual(['C1', 'C2', 'C4', 'C5', 'C6', 'C7', 'C13']);
  });
});

function isInPrior(target: string, value: number): boolean {
  const [name, element = ''] = target.replace(']', '').split('[');
  const priors = study!.parameters.find((parameter) => parameter.name.text === name)!.priors;
  const prior = priors.find(({ elements }) => elements.includes(element)) ?? priors[0];
  if (prior === undefined || prior.mode !== 'set') return false;
  const [low, high] = endsOf(prior.distribution);
  return low <= value && value <= high;
}

function endsOf(distribution: Distribution): readonly [number, number] {
  if ('low' in distribution) return [distribution.low, distribution.high];
  return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
