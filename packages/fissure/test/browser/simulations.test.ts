/** The page's simulating side without a page: on the study of the tutorial, in this thread. */
import { describe, expect, it } from 'vitest';
import { outputBands } from '../../src/analysis/bands.ts';
import { FactorTable } from '../../src/analysis/factor-table.ts';
import { assessClaim } from '../../src/analysis/verdict.ts';
import { withLevers } from '../../src/browser/levers.ts';
import { scenarioArms, withScenario } from '../../src/browser/scenario-arms.ts';
import { baselineOf, knownBaseline, sameExperiment } from '../../src/browser/study-message.ts';
import { bandsOf, memberNumbers, movedBands, ofSubset, subsetOf } from '../../src/browser/subset.ts';
import { mechanismSwitch, rivalriesOf, withAlternative, withMechanism } from '../../src/browser/switches.ts';
import { simulateBaseline } from '../../src/browser/what-if.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { ofOutputs } from '../../src/experiment/narrow-experiment.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { experiment, model, open, openPool, options, outputs, PLAIN, problems, study } from './garrison-simulations.ts';

describe('the simulating side of a page', () => {
  it('shows the first members, then what the record makes of them', async () => {
    const { ask, until, heard } = open();
    ask({ kind: 'open', turn: 1, experiment, baseline: undefined });
    const { baseline } = await until('baseline');
    expect(heard.findIndex(({ kind }) => kind === 'bands')).toBeLessThan(
      heard.findIndex(({ kind }) => kind === 'baseline'),
    );
    const own = (await simulateBaseline(experiment, openPool()))!;
    expect(baseline).toEqual(knownBaseline(own));
    expect(baselineOf(experiment, baseline)).toEqual({ ...own, experiment: { ...own.experiment, points: undefined } });
  });

  it('says of a lever that did not move what all members say', async () => {
    const { ask, until } = open();
    const known = (await simulateBaseline(experiment, openPool()))!;
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    ask({ kind: 'follow', turn: 2, change: PLAIN, outputs, hasRuns: true });
    const { bands, lines } = await until('bands', ({ quality }) => quality === 'coarse');
    for (const [i, { fitted }] of known.assessment.bands.entries())
      for (const [level, row] of fitted.entries())
        for (const [t, value] of row.entries()) expect(bands[i]!.fitted[level]![t]).toBeCloseTo(value!, 9);
    expect(lines.map(({ runs }) => runs.length)).toEqual(outputs.map(() => 20));
  });

  // The line's members are simulated first and the others in parts: no more than a way of doing it.
  it('draws line and fan of a moved lever as their members simulated at once', async () => {
    const { ask, until } = open();
    const known = (await simulateBaseline(experiment, openPool()))!;
    const { experiment: drawn, weights, assessment } = known;
    const change = { scenario: '', levers: new Map([['impatience', 0.5]]) };
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    ask({ kind: 'follow', turn: 2, change, outputs });
    const coarse = subsetOf(memberNumbers(drawn), weights.fitted, 100);
    const first = subsetOf(coarse.members, coarse.weights, 16);
    for (const [quality, subset] of [['first', first] as const, ['coarse', coarse] as const]) {
      const bandsUnder = async (own: Experiment) => {
        const few = ofSubset(ofOutputs(own, new Set(outputs)), subset);
        return bandsOf(few, await simulateExperiment(few, { pool: openPool() }), subset, weights);
      };
      const moved = await bandsUnder(withLevers(drawn, change.levers));
      const { bands } = await until('bands', (one) => one.turn === 2 && one.quality === quality);
      expect(bands).toEqual(movedBands(moved, await bandsUnder(drawn), assessment.bands));
    }
  });

  it('begins all members while the hand rests, and goes on with them when it lets go', async () => {
    const { ask, until, heard, jobs } = open();
    const known = (await simulateBaseline(experiment, openPool()))!;
    const change = { scenario: '', levers: new Map([['impatience', 0.5]]) };
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    ask({ kind: 'follow', turn: 2, change: { scenario: '', levers: new Map([['impatience', 0.8]]) }, outputs });
    await until('bands', ({ turn, quality }) => turn === 2 && quality === 'full');
    jobs.length = 0;
    ask({ kind: 'follow', turn: 3, change, outputs: outputs.slice(0, 1) });
    await until('bands', ({ turn, quality }) => turn === 3 && quality === 'full');
    expect(heard.some(({ kind }) => kind === 'verdicts')).toBe(false);
    // As messages bring it: another map with the same levers.
    ask({ kind: 'settle', turn: 4, change: { ...change, levers: new Map(change.levers) }, outputs });
    const { bands } = await until('bands', ({ turn }) => turn === 4);
    const changed = ofOutputs(withLevers(known.experiment, change.levers), new Set(outputs));
    const whole = await simulateExperiment(changed, { pool: openPool() });
    expect(bands).toEqual(outputBands(changed, whole, known.weights));
    await until('verdicts', ({ turn, isProvisional }) => turn === 4 && !isProvisional);
    // Line, fan and the rest are each member once.
    const ofBaseArm = jobs.filter((job) => job.experiment.claims.length === 0);
    expect(ofBaseArm.reduce((sum, job) => sum + job.blocks.total, 0)).toBe(options.memberCount);
  });

  it('shows all members once where they were begun before it let go', async () => {
    const { ask, until, heard, jobs } = open(undefined, 200);
    const known = (await simulateBaseline(experiment, openPool()))!;
    const change = { scenario: '', levers: new Map([['impatience', 0.5]]) };
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    ask({ kind: 'follow', turn: 2, change, outputs });
    await until('bands', ({ turn, quality }) => turn === 2 && quality === 'coarse');
    // That of all members is under way.
    const isOfAll = ({ experiment: { claims }, blocks: { first, total } }: (typeof jobs)[number]) =>
      claims.length === 0 && first + total === options.memberCount;
    await expect.poll(() => jobs.some(isOfAll), { interval: 5 }).toBe(true);
    ask({ kind: 'settle', turn: 3, change, outputs });
    await until('verdicts', ({ turn, isProvisional }) => turn === 3 && !isProvisional);
    const full = heard.flatMap((one) => (one.kind === 'bands' && one.quality === 'full' ? [one] : []));
    const shown = full.flatMap(({ turn, bands }) => bands.map(({ output }) => [turn, output]));
    expect(shown.toSorted()).toEqual(experiment.outputs.map(({ id }) => [3, id]).toSorted());
  });

  it('goes on with what the hand has left where it lets go at once, and begins anew for another change', async () => {
    const { ask, until, jobs } = open();
    const known = (await simulateBaseline(experiment, openPool()))!;
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    for (const [turn, isSame] of [
      [2, true],
      [4, false],
    ] as const) {
      const change = { scenario: '', levers: new Map([['impatience', 0.5 / turn]]) };
      jobs.length = 0;
      ask({ kind: 'follow', turn, change, outputs });
      await until('bands', (one) => one.turn === turn && one.quality === 'first');
      const other = { scenario: '', levers: new Map([['severity', 0.9]]) };
      const settled = isSame ? change : other;
      ask({ kind: 'settle', turn: turn + 1, change: settled, outputs });
      const { bands } = await until('bands', (one) => one.turn === turn + 1 && one.quality === 'full');
      const changed = ofOutputs(withLevers(known.experiment, settled.levers), new Set(outputs));
      const whole = await simulateExperiment(changed, { pool: openPool() });
      expect(bands).toEqual(outputBands(changed, whole, known.weights));
      const last = jobs.findLast((job) => job.experiment.claims.length === 0)!;
      expect(last.blocks.first > 0).toBe(isSame);
      expect(last.blocks.first + last.blocks.total).toBe(options.memberCount);
    }
  });

  // Pages number what they ask for as they like: a settled position may have the number under which it was followed.
  it.each([2, 3])('judges the claims though the hand lets go while the fan is drawn, as turn %i', async (turn) => {
    const change = { scenario: '', levers: new Map([['impatience', 0.5]]) };
    for (const moment of ['first', 'coarse']) {
      const { ask, until } = open((answer) => {
        if (answer.kind === 'bands' && answer.quality === moment) ask({ kind: 'settle', turn, change, outputs });
      });
      const known = (await simulateBaseline(experiment, openPool()))!;
      ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
      ask({ kind: 'follow', turn: 2, change, outputs });
      await until('verdicts', (one) => one.turn === turn && !one.isProvisional);
    }
  });

  it('has nothing to go on with where the few are all', async () => {
    const { ask, until } = open();
    const small = { ...experiment, memberCount: 40 };
    const known = (await simulateBaseline(small, openPool()))!;
    ask({ kind: 'open', turn: 1, experiment: small, baseline: knownBaseline(known) });
    const change = { scenario: '', levers: new Map([['impatience', 0.5]]) };
    ask({ kind: 'follow', turn: 2, change, outputs });
    ask({ kind: 'settle', turn: 3, change, outputs });
    const { bands } = await until('bands', ({ turn, quality }) => turn === 3 && quality === 'full');
    const changed = ofOutputs(withLevers(known.experiment, change.levers), new Set(outputs));
    expect(bands).toEqual(outputBands(changed, await simulateExperiment(changed, { pool: openPool() }), known.weights));
    await until('verdicts', ({ turn, isProvisional }) => turn === 3 && !isProvisional);
  });

  it('ends with the verdicts of all members under scenario and levers, and cancels what is overtaken', async () => {
    const { ask, until, heard } = open();
    const known = (await simulateBaseline(experiment, openPool()))!;
    const arms = scenarioArms(planExperiment(study!, model!, problems, { ...options, scenario: 'paid' })!);
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    ask({ kind: 'scenario', key: 'paid', arms });
    ask({ kind: 'settle', turn: 2, change: PLAIN, outputs });
    const change = { scenario: 'paid', levers: new Map([['impatience', 0.5]]) };
    ask({ kind: 'settle', turn: 3, change, outputs: outputs.slice(0, 1) });
    const { verdicts } = await until('verdicts', ({ turn, isProvisional }) => turn === 3 && !isProvisional);
    expect(heard.some((one) => one.kind === 'verdicts' && one.turn === 2)).toBe(false);
    // The same by hand: the scenario's arms, and all draws of one number halved.
    const changed = withLevers(withScenario(known.experiment, arms), change.levers);
    const ensemble = await simulateExperiment(changed, { pool: openPool() });
    const context = {
      ...{ experiment: changed, ensemble, weights: known.weights },
      factorTable: new FactorTable(changed, ensemble),
    };
    expect(verdicts).toEqual(changed.claims.map((claim) => assessClaim(context, claim)));
    const full = heard.filter((one) => one.kind === 'bands' && one.turn === 3);
    expect(full.map((one) => one.kind === 'bands' && one.bands.map(({ output }) => output))).toEqual([
      outputs.slice(0, 1),
      outputs.slice(1),
    ]);
  });

  it.each([
    ['as the study stands', new Map<string, number>()],
    [
      'where levers stand elsewhere',
      new Map([
        ['impatience', 0.5],
        ['severity', 0.9],
      ]),
    ],
  ])('finds a lever that turns a verdict %s, and all members confirm it', async (_, standing) => {
    const { ask, until } = open();
    const change = { scenario: '', levers: standing };
    const known = (await simulateBaseline(experiment, openPool()))!;
    ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    const judged = async (levers: ReadonlyMap<string, number>) => {
      const changed = withLevers(known.experiment, levers);
      const ensemble = await simulateExperiment(changed, { pool: openPool() });
      const factorTable = new FactorTable(changed, ensemble);
      const context = { experiment: changed, ensemble, weights: known.weights, factorTable };
      return changed.claims.map((claim) => assessClaim(context, claim));
    };
    const before = await judged(standing);
    let foundCount = 0;
    for (const [i, { claim, factors }] of known.assessment.verdicts.entries()) {
      const deciding = factors.map(({ factor }) => factor);
      ask({ kind: 'break', turn: 10 + i, change, claim, deciding });
      const { found, tried } = await until('broken', ({ turn }) => turn === 10 + i);
      expect(tried).toBeGreaterThan(2);
      if (!found) continue;
      foundCount += 1;
      // Set as it is said, and not multiplied with what stood there.
      const after = (await judged(new Map(standing).set(found.lever, found.value)))[i]!;
      expect([found.from, found.to]).toEqual([before[i]!.word, after.word]);
      expect(found.to).not.toBe(found.from);
      expect(found.share).toBeCloseTo(after.fitted.share!, 12);
    }
    expect(foundCount).toBeGreaterThan(0);
  });

  it('switches mechanisms and forms as the study itself would with them set', async () => {
    const named = (text: string) => ({ text, file: 'by-hand', start: 0, end: 0, offsets: [] });
    const nothing = { from: undefined, set: [], scale: [], on: [], off: [], freeze: [], structure: [] };
    const overrides = {
      ...{ ...nothing, off: [named('late_pay')] },
      structure: [{ factor: named('form_of_fear'), alternative: named('authority') }],
      place: { file: 'by-hand', start: 0, end: 0 },
    };
    const planned = planExperiment(study!, model!, problems, { ...options, overrides })!;
    const [rivalry] = rivalriesOf(experiment);
    const settings = withMechanism(
      withAlternative(new Map(), [], rivalry!, rivalry!.alternatives[1]),
      [],
      mechanismSwitch({ name: 'late_pay', label: '' }),
      false,
    );
    const run = (one: typeof experiment) => simulateExperiment(one, { pool: openPool() });
    const [byHand, switched, standing] = [
      await run(planned),
      await run(withLevers(experiment, settings)),
      await run(experiment),
    ];
    expect(switched.outputs).toEqual(byHand.outputs);
    expect(switched.outputs).not.toEqual(standing.outputs);
    // And back: nothing is left of either.
    const back = withMechanism(
      withAlternative(settings, [], rivalry!, undefined),
      [],
      mechanismSwitch({ name: 'late_pay', label: '' }),
      true,
    );
    expect(withLevers(experiment, back)).toBe(experiment);
  });

  it('takes results for those of a study only while it is the same', () => {
    const other = planExperiment(study!, model!, problems, { ...options, seed: experiment.seed + 1 })!;
    const again = planExperiment(study!, model!, problems, options)!;
    expect(sameExperiment(experiment, again)).toBe(true);
    expect(sameExperiment({ ...experiment, memberCount: 60 }, again)).toBe(false);
    expect(sameExperiment(experiment, other)).toBe(false);
  });
});
