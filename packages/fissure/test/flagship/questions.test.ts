/** What docs/questions.md says in words is so on the page of numbers that `fissure docs` computes, and in runs. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeExpectations } from '../../src/analysis/expectations.ts';
import { wordOfShare } from '../../src/analysis/verdict.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { provenance } from '../../src/model/provenance.ts';
import type { Distribution } from '../../src/study/study.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const pageOf = (name: string) => readRepositoryFile(`studies/islamic-state/docs/mechanisms/${name}.md`);
const page = pageOf('scenarios');

/** Cells of the rows of every table of a page, headings left out, by their first cell. */
function tablesOf(text: string): readonly ReadonlyMap<string, readonly string[]>[] {
  const blocks = text.split(/\n(?!\|)/).map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return blocks
    .filter((lines) => lines.length > 2)
    .map((lines) => {
      const rows = lines.slice(2).map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
      return new Map(rows.map(([name, ...cells]) => [name!.replace(/^`(.*?)`.*/, '$1'), cells]));
    });
}

const [verdicts, numbers] = tablesOf(page) as [ReadonlyMap<string, string[]>, ReadonlyMap<string, string[]>];
/** The first number of a cell. */
const numberIn = (cell: string | undefined) => Number(/-?[\d,.]+(e-?\d+)?/.exec(cell ?? '')?.[0].replaceAll(',', ''));
const numberOf = (scenario: string, column: number) => numberIn(numbers.get(scenario)![column]);
const changed = (scenario: string) => verdicts.get(scenario)!.filter((cell) => cell.startsWith('**'));

describe('verdicts by scenario', () => {
  it('are there for every scenario and every claim', () => {
    const scenarios = ['as it stands', ...study!.scenarios.map(({ name }) => name.text)];
    expect([...verdicts.keys()]).toEqual(scenarios);
    expect([...numbers.keys()]).toEqual(scenarios);
    for (const cells of verdicts.values()) expect(cells).toHaveLength(study!.claims.length);
    for (const { name, label, doc } of study!.scenarios) expect(page).toContain(`- \`${name.text}\` ${label}: ${doc}`);
  });

  it('change no word, but by chance, if kills are inflated, foreigners were 65 of 100, or places are alike', () => {
    for (const scenario of ['kill_claims_inflated', 'foreigners_65', 'places_alike'])
      expect([scenario, ...changed(scenario)]).toEqual([scenario]);
    expect(changed('equal_treatment')).not.toEqual([]);
  });

  it('come with later data met better in 2016 and 2017 if kills are inflated, and more members at the end', () => {
    for (const window of [2, 3])
      expect(numberOf('kill_claims_inflated', window)).toBeLessThan(numberOf('as it stands', window));
    expect(numberOf('kill_claims_inflated', 4)).toBeGreaterThan(1.2 * numberOf('as it stands', 4));
  });

  it('come with a fit about as good if foreigners were 65 of 100', () => {
    expect(numberOf('foreigners_65', 0)).toBeGreaterThan(0.8 * numberOf('as it stands', 0));
  });
});

describe('rival models', () => {
  const tables = tablesOf(pageOf('rivals'));
  const [fits, forecasts] = tables as [ReadonlyMap<string, string[]>, ReadonlyMap<string, string[]>];
  const base = fits.get('as it stands')!;
  const evidence = (rival: string) => numberIn(fits.get(rival)![0]);
  const scores = (rival: string) => fits.get(rival)!.slice(2).map(numberIn);

  it('of dissent without strikes and fronts fit worse and foretell worse', () => {
    for (const rival of ['dissent_only', 'dissent_alone']) {
      expect(evidence(rival)).toBeLessThan(numberIn(base[0]) - 2);
      for (const [i, score] of scores(rival).entries()) expect(score).toBeGreaterThan(scores('as it stands')[i]!);
    }
  });

  it('of attrition only fit a little worse and foretell a little better', () => {
    expect(evidence('attrition_only')).toBeLessThan(0);
    expect(evidence('attrition_only')).toBeGreaterThan(-2);
    for (const [i, score] of scores('attrition_only').entries())
      expect(score).toBeLessThan(1.02 * scores('as it stands')[i]!);
  });

  it('collapse most with both causes, which are more than their sum', () => {
    const rows = tables.map((table) => table.get('both')).find((cells) => cells !== undefined)!;
    const [both, attrition, , dissent, neither, , interaction] = rows.map(numberIn);
    expect(both).toBeGreaterThan(1.5 * attrition!);
    expect([dissent, neither]).toEqual([0, 0]);
    expect(interaction).toBeGreaterThan(0.1);
  });

  it('beat the last value of each source in all windows, or are as good, and not the trend in 2017', () => {
    const [persistence, trend] = [...forecasts.values()].map((cells) =>
      cells.map((cell) => cell.split(', ').map(numberIn)),
    );
    for (const [last, own] of persistence!) expect(own).toBeLessThanOrEqual(1.02 * last!);
    expect(trend!.at(-1)![1]).toBeGreaterThan(trend!.at(-1)![0]!);
  });
});

describe('the ledger', () => {
  const [foreign, local] = tablesOf(pageOf('ledger')).map((rows) => rows.get('in all')!.map(numberIn));
  const [foreignCame, foreignKilled, foreignAway, foreignExecuted] = foreign!.map(Math.abs);
  const [localCame, localKilled, localAway, localOver, localExecuted] = local!.map(Math.abs);

  it('has more locals come than foreigners, more of both killed than got away, and more got away than executed', () => {
    expect(localCame).toBeGreaterThan(foreignCame!);
    expect(foreignKilled).toBeGreaterThan(foreignAway!);
    expect(foreignAway).toBeGreaterThan(foreignExecuted!);
    expect(localKilled).toBeGreaterThan(localAway! + localOver!);
    expect(localAway).toBeGreaterThan(localExecuted!);
    expect(foreignExecuted).toBeGreaterThan(localExecuted!);
  });
});

describe('what the record says', () => {
  it('moves no claim by ten of a hundred', () => {
    const [shares] = tablesOf(pageOf('claims'));
    expect(shares!.size).toBe(study!.claims.length);
    for (const [claim, [, fitted, prior]] of shares!)
      expect([claim, Math.abs(numberIn(fitted) - numberIn(prior)) < 10]).toEqual([claim, true]);
  });

  it('changes no word, but by chance, without either series of executions, and without both', () => {
    const table = tablesOf(pageOf('record')).find((own) => own.has('nothing left out'))!;
    const whole = table.get('nothing left out')!.map(numberIn);
    for (const series of ['executed_foreign', 'executed_local', 'executed_foreign and executed_local'])
      for (const [i, share] of table.get(series)!.map(numberIn).entries())
        expect([
          series,
          i,
          wordOfShare(share / 100) === wordOfShare(whole[i]! / 100) || Math.abs(share - whole[i]!) <= 5,
        ]).toEqual([series, i, true]);
  });
});

describe('what is sampled and sourced', () => {
  it('are five forms; every mechanism says why it has its form, and names a rival', () => {
    expect(study!.structures).toHaveLength(5);
    for (const { name, form, rival } of study!.mechanisms) {
      const isSampled = study!.structures.some(({ mechanism }) => mechanism?.text === name.text);
      expect([name.text, form.length > 80, rival.length > 40 || isSampled]).toEqual([name.text, true, true]);
    }
  });

  it('are about three quarters of the numbers', () => {
    const { sourcedCount, parameters } = provenance(study!);
    expect(sourcedCount / parameters.length).toBeCloseTo(0.75, 1);
  });

  it('leave no number typed in the page of questions, but years, ids and what is asked', () => {
    const text = readRepositoryFile('studies/islamic-state/docs/questions.md');
    const prose = text.replace(/^ {4}.*|`[^`]*`|\]\([^)]*\)|\b[CM]\d+\b|RK4|decision \d+|65 %|\b20\d\d\b/gm, '');
    expect(prose.match(/\d+/g)).toBeNull();
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
  it('lie within the priors for eight claims', () => {
    const within = study!.claims.filter(({ defence }) => {
      const { intervention } = defence!.turns!;
      const { set = [], scale = [], off = [] } = intervention ?? {};
      return (
        set.length > 0 &&
        scale.length + off.length === 0 &&
        set.every(({ target, value }) => isInPrior(target.text, value))
      );
    });
    expect(within.map(({ name }) => name.text)).toEqual(['C1', 'C2', 'C4', 'C5', 'C6', 'C7', 'C8', 'C13']);
    // Those of the others say so where they are shown.
    for (const claim of study!.claims)
      expect([claim.name.text, claim.defence!.turns!.label.startsWith('Beyond the priors: ')]).toEqual([
        claim.name.text,
        !within.includes(claim),
      ]);
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

describe('notes.yaml', () => {
  const notes = openStudy(folder).study!.notes.map(({ about }) => about.map((name) => name.text));

  it('says what the pages say: one sign decides C1, and attrition alone foretells better', () => {
    expect(notes).toEqual([['C1', 'pay_resentment'], ['C8'], ['attrition_only', 'C12']]);
    const label = study!.parameters.find(({ name }) => name.text === 'pay_resentment')!.label;
    const section = pageOf('claims').split('\n## C1\n')[1]!.split('\n## ')[0]!;
    const [, below, value, above] = new RegExp(
      `It hinges on\\* ${label}: (\\d+) of 100 hold below (-?[\\d.]+), >?(\\d+) above\\.`,
    )
      .exec(section)!
      .map(Number);
    expect(below).toBeLessThan(50);
    expect(above).toBeGreaterThan(95);
    expect(Math.abs(value!)).toBeLessThan(0.05);
    expect(numberIn(/\| fall with equal posting alone \| (.*?) \|/.exec(section)![1])).toBeLessThan(
      numberIn(/\| fall with equal pay alone \| (.*?) \|/.exec(section)![1]) / 2,
    );
    const [fit] = tablesOf(pageOf('rivals'));
    for (const window of [2, 3, 4])
      expect(numberIn(fit!.get('attrition_only')![window])).toBeLessThan(numberIn(fit!.get('as it stands')![window]));
  });
});
