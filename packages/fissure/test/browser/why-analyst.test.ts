/** What the *Why?* drawer is told, against the equations of a study small enough to be worked out by hand. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tabulateCases } from '../../src/analysis/case-table.ts';
import type { DriversAnswer } from '../../src/analysis/drivers.ts';
import { scenarioArms } from '../../src/browser/scenario-arms.ts';
import { Analyst } from '../../src/browser/why/analyst.ts';
import type { MemberTable } from '../../src/browser/why/members.ts';
import type { CausesAnswer, LoopsAnswer } from '../../src/browser/why/questions.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { openStudy } from '../../src/host/open-study.ts';
import type { Diagram } from '../../src/report/figures/diagram.ts';

const opened = openStudy(fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)));
const { experiment } = opened;
const localPool = () => makeLocalPool(experiment!, interpretPlan(experiment!.plan));
const analyst = new Analyst(experiment!, undefined, localPool);
const MARKS = [{ id: 'gallows', variables: ['fear_effect', 'disgust'] }];
const STILL = new Map<string, number>();

const causes = async (variable: string, settings: ReadonlyMap<string, number> = STILL) =>
  (await analyst.answer({
    kind: 'causes',
    variable,
    element: '',
    change: { scenario: '', levers: settings },
  })) as CausesAnswer;
const loops = async (variable: string | undefined, most = 6, settings: ReadonlyMap<string, number> = STILL) =>
  (await analyst.answer({
    kind: 'loops',
    variable,
    most,
    marks: MARKS,
    change: { scenario: '', levers: settings },
  })) as LoopsAnswer;

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

  it('follow a scenario once it is known: from the sixth month on nothing is owed', async () => {
    const changed = planExperiment(opened.study!, opened.model!, new Problems(), { scenario: 'paid' })!;
    analyst.know('paid', scenarioArms(changed));
    const { moved, baseline } = (await analyst.answer({
      ...{ kind: 'causes', variable: 'pay_pressure', element: '', change: { scenario: 'paid', levers: STILL } },
    })) as CausesAnswer;
    // EXP(impatience * arrears)
    moved!.times.forEach((time, i) => {
      expect(baseline!.mean[i]).toBeCloseTo(Math.E, 12);
      expect(moved!.mean[i]).toBeCloseTo(time < 6 ? Math.E : 1, 12);
    });
  });

  it('of what nothing moves are none', async () => {
    expect((await causes('pay_pressure')).causes).toEqual([]);
  });
});

describe('what stands around a variable', () => {
  const around = async (focus: string, reach: 0 | 1 | 2) =>
    (await analyst.answer({
      ...{ kind: 'diagram', focus: [focus], reach, most: 20, change: { scenario: '', levers: STILL } },
    })) as Diagram;

  it('is one link away, or two, as the equations have it', async () => {
    // soldiers <- desertion <- leaving_rate <- fear_effect, distrust_pressure; gone <- desertion.
    const names = async (reach: 1 | 2) => (await around('desertion', reach)).nodes.map(({ id }) => id).sort();
    expect(await names(1)).toEqual(['desertion', 'gone', 'leaving_rate', 'soldiers']);
    expect(await names(2)).toEqual(expect.arrayContaining(['desertion', 'distrust_pressure', 'gone', 'soldiers']));
    const { links } = await around('desertion', 1);
    expect(links.find(({ from, to }) => from === 'desertion' && to === 'gone')).toMatchObject({ flow: true });
  });
});

describe('members', () => {
  const subject = { kind: 'claim' as const, id: 'C1' };
  const members = async (levers: ReadonlyMap<string, number> = STILL) =>
    (await analyst.answer({
      ...{ kind: 'members', subject, caseIndex: 0, factors: ['arrears'], change: { scenario: '', levers } },
    })) as MemberTable;

  it('say of the claim what its own words say of its measures', async () => {
    const { members: numbers, outcomes, columns } = await members();
    expect([...numbers]).toEqual(Array.from({ length: experiment!.memberCount }, (_, m) => m));
    const values = (id: string) => columns.find((column) => column.id === id)!.values;
    outcomes.forEach((outcome, row) => {
      const [base, paid] = [values('lost[base]')[row]!, values('lost[paid]')[row]!];
      expect(outcome).toBe(base > 20 ? (paid < 0.5 * base ? 'holds' : 'breaks') : 'outside');
      expect(values('effect')[row]).toBe(outcome === 'outside' ? Number.NaN : 1 - paid / base);
    });
    expect(new Set(outcomes).size).toBeGreaterThan(1);
    // The prior of arrears.
    expect(Math.min(...values('arrears'))).toBeGreaterThanOrEqual(2);
    expect(Math.max(...values('arrears'))).toBeLessThanOrEqual(6);
  });

  it('are the same that the whole experiment simulates', async () => {
    const ensemble = await simulateExperiment(experiment!, { pool: localPool(), bands: 'exact' });
    const whole = tabulateCases(experiment!, ensemble, experiment!.claims[0]!);
    expect((await members()).outcomes).toEqual(whole.outcomes);
  });

  it('follow the levers', async () => {
    const lost = async (levers?: ReadonlyMap<string, number>) =>
      (await members(levers)).columns.find(({ id }) => id === 'lost[base]')!.values;
    const [still, moved] = [await lost(), await lost(new Map([['arrears', 0.5]]))];
    still.forEach((value, row) => {
      expect(moved[row]!).toBeLessThan(value);
    });
  });
});

describe('what decides where an outcome ends', () => {
  const drivers = async (weights: Float64Array | undefined) =>
    (await new Analyst(experiment!, weights, localPool).answer({
      ...{ kind: 'drivers', output: 'present', change: { scenario: '', levers: STILL } },
    })) as DriversAnswer | undefined;

  it('is asked of weighed members only', async () => {
    expect(await drivers(undefined)).toBeUndefined();
  });

  it('puts half of the members above the middle, and finds that whoever is paid less late stays', async () => {
    const count = experiment!.memberCount;
    const { middle, factors } = (await drivers(new Float64Array(count).fill(1 / count)))!;
    const { columns } = (await analyst.answer({
      ...{ kind: 'members', subject: { kind: 'output', id: 'present' }, caseIndex: 0, factors: [] },
      change: { scenario: '', levers: STILL },
    })) as MemberTable;
    const last = columns.find(({ id }) => id === 'last')!.values;
    expect(last.filter((value) => value > middle)).toHaveLength(count / 2);
    for (const name of ['arrears', 'impatience', 'base_leaving']) {
      const found = factors.find(({ factor }) => factor === name)!;
      expect(found.direction, name).toBe('falls');
      expect(found.split!.shareBelow).toBeGreaterThan(found.split!.shareAbove);
    }
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
