import { expect, it } from 'vitest';
import { FactorTable } from '../../src/analysis/factor-table.ts';
import { assessClaim, wordOfShare } from '../../src/analysis/verdict.ts';
import { weighMembers } from '../../src/analysis/weights.ts';
import { emptyEnsemble } from '../../src/experiment/ensembles.ts';
import type { PlannedClaim } from '../../src/experiment/experiment.ts';
import { makeDecayExperiment } from '../experiment/decay-experiment.ts';

it('0.9 and 0.1 belong to the strong words', () => {
  expect([1, 0.9, 0.8999, 0.5, 0.1001, 0.1, 0].map(wordOfShare)).toEqual([
    'supported',
    'supported',
    'depends',
    'depends',
    'depends',
    'contradicted',
    'contradicted',
  ]);
});

/** Of 1000 members the claim holds in the first `holds` and applies in the first `applies`. */
function verdict(holds: number, applies: number, more: Partial<PlannedClaim> = {}) {
  const experiment = makeDecayExperiment({ memberCount: 1000 });
  const ensemble = emptyEnsemble(
    experiment,
    Int32Array.from({ length: 1000 }, (_, i) => i),
  );
  for (let member = 0; member < 1000; member++) {
    ensemble.measures[6 * member] = member < holds ? 1 : 0;
    ensemble.measures[6 * member + 1] = member < applies ? 1 : 0;
  }
  const claim: PlannedClaim = {
    ...experiment.claims[0]!,
    holds: { kind: 'value', index: 0 },
    appliesWhen: { kind: 'value', index: 1 },
    ...more,
  };
  const factorTable = new FactorTable(experiment, ensemble);
  return assessClaim({ experiment, ensemble, weights: weighMembers(experiment, ensemble), factorTable }, claim);
}

it.each([
  [900, 1000, 'supported'],
  [899, 1000, 'depends'],
  [101, 1000, 'depends'],
  [100, 1000, 'contradicted'],
  [0, 1000, 'contradicted'],
  [90, 100, 'supported'],
  [0, 100, 'contradicted'],
  [99, 99, 'vacuous'],
  [0, 0, 'vacuous'],
])('holds in %i of %i: %s', (holds, applies, word) => expect(verdict(holds, applies).word).toBe(word));

it('is settled only where more members would hardly change the word', () => {
  expect(verdict(905, 1000).settled).toBe(false);
  expect(verdict(950, 1000).settled).toBe(true);
  expect(verdict(500, 1000).settled).toBe(true);
});

it("the author's own words win, and the shares are still there", () => {
  const constructed = verdict(950, 1000, { byConstruction: 'One sign is assumed.' });
  expect(constructed).toMatchObject({ word: 'by construction', reason: 'One sign is assumed.' });
  expect(constructed.fitted.share).toBeCloseTo(0.95, 12);
  expect(verdict(950, 1000, { untestable: 'A free exponent decides.' }).word).toBe('untestable');
});

it('names members to look at', () => {
  expect(verdict(5, 1000).examples).toEqual({ holds: [0, 1, 2], breaks: [5, 6, 7] });
});

it('an undefined number is neither held nor broken', () => {
  const half: PlannedClaim['holds'] = {
    kind: 'binary',
    operator: '<',
    left: { kind: 'binary', operator: '/', left: { kind: 'value', index: 0 }, right: { kind: 'value', index: 0 } },
    right: { kind: 'number', value: 2 },
  };
  const { counts, word, fitted } = verdict(600, 1000, { holds: half });
  expect(counts).toMatchObject({ holds: 600, breaks: 0, undecided: 400, failed: 0 });
  expect(word).toBe('depends');
  expect(fitted.share).toBe(1);
  expect(fitted.bounds[0]).toBeCloseTo(0.6, 12);
});
