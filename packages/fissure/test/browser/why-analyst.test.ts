/** What the *Why?* drawer is told, against the equations of a study small enough to be worked out by hand. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Analyst } from '../../src/browser/why/analyst.ts';
import type { CausesAnswer, LoopsAnswer } from '../../src/browser/why/questions.ts';
import { makeLocalPool } from '../../src/experiment/simulate-experiment.ts';
import { openStudy } from '../../src/host/open-study.ts';

const { experiment } = openStudy(fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)));
const analyst = new Analyst(experiment!, makeLocalPool);
const STILL = new Map<string, number>();

const causes = async (variable: string, settings: ReadonlyMap<string, number> = STILL) =>
  (await analyst.answer({ kind: 'causes', variable, element: '', settings })) as CausesAnswer;
const loops = async (variable: string | undefined, most = 6, settings: ReadonlyMap<string, number> = STILL) =>
  (await analyst.answer({ kind: 'loops', variable, most, settings })) as LoopsAnswer;

describe('causes', () => {
  it('follow the equations: desertion = soldiers * leaving_rate', async () => {
    const { moved, causes: found, baseline } = await causes('desertion');
    expect(found.map(({ variable, polarity }) => [variable, polarity]).sort()).toEqual([
      ['leaving_rate', '+'],
      ['soldiers', '+'],
    ]);
    expect(baseline).toBeUndefined();
    const [first, second] = found;
    moved!.mean.forEach((value, i) => {
      expect(value).toBeCloseTo(first!.moved!.mean[i]! * second!.moved!.mean[i]!, 10);
    });
    found[0]!.shares.forEach((_, i) => {
      expect(found.reduce((sum, { shares }) => sum + Math.abs(shares[i]!), 0)).toBeCloseTo(1, 10);
    });
  });

  it('stand beside the study as it is when a lever is moved', async () => {
    // pay_pressure = EXP(impatience * arrears), with 0.25 and 4 as the study stands.
    const { moved, baseline } = await causes('pay_pressure', new Map([['arrears', 0.5]]));
    expect(baseline!.mean[0]).toBeCloseTo(Math.exp(1), 12);
    expect(moved!.mean[0]).toBeCloseTo(Math.exp(0.5), 12);
  });

  it('of what nothing moves are none', async () => {
    expect((await causes('pay_pressure')).causes).toEqual([]);
  });
});

describe('loops', () => {
  it('have shares that sum to one at all times, listed ones and the rest', async () => {
    for (const settings of [STILL, new Map([['severity', 1.5]])]) {
      const all = await loops(undefined, Number.POSITIVE_INFINITY, settings);
      expect(all.loops.length).toBe(all.foundCount);
      expect(all.foundCount).toBeGreaterThan(0);
      all.times.forEach((_, i) => {
        const listed = all.loops.reduce((sum, { shares }) => sum + Math.abs(shares[i]!), 0);
        expect(listed).toBeCloseTo(1, 10);
        expect(all.reinforcing[i]! + all.balancing[i]!).toBeCloseTo(1, 10);
      });
    }
  });

  it('go through the stock behind a variable', async () => {
    const { through, loops: found } = await loops('desertion');
    expect(through).toBe('soldiers');
    expect(found.map(({ variables, kind }) => [variables, kind])).toEqual([[['soldiers', 'desertion'], 'balancing']]);
  });
});
