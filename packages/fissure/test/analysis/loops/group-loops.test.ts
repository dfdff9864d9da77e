/** Groups of loops against models whose loops can be counted by hand. */
import { describe, expect, it } from 'vitest';
import { groupLoops } from '../../../src/analysis/loops/group-loops.ts';
import type { StudyText } from '../../model/make-study.ts';
import { clock, loopsOf } from './influence-of.ts';

const rate = '1/month';

/** Three loops of one stock: through births, through deaths, and through deaths by way of fear. */
const MODEL: StudyText = {
  time: clock(3),
  parameters: { r: { unit: rate, value: 0.4 }, k: { unit: rate, value: 0.1 }, crowd: { unit: 'person', value: 100 } },
  variables: {
    s: { stock: 'person', equation: 10, inflows: ['births'], outflows: ['deaths'] },
    births: { flow: 'person/month', equation: 'r * s' },
    fear: { aux: '1', equation: '1 + s / crowd' },
    deaths: { flow: 'person/month', equation: 'k * s * fear' },
  },
};

describe('groups of loops', () => {
  const { influence, analysis } = loopsOf(MODEL);
  const grouped = (marks: Record<string, readonly string[]>) =>
    groupLoops(influence, analysis, {
      variable: undefined,
      marks: Object.entries(marks).map(([id, variables]) => ({ id, variables })),
      loopsEach: 5,
    });

  it('tell a loop apart by the mechanism that is found least elsewhere', () => {
    const groups = grouped({ dying: ['deaths'], fearing: ['fear'] });
    const rounds = new Map(groups.map(({ id, loops }) => [id, loops.map(({ variables }) => variables.join(' '))]));
    expect(rounds.get('dying')).toEqual(['s deaths']);
    expect(rounds.get('fearing')).toEqual(['s fear deaths']);
    // It runs through no mechanism: told by its stock.
    expect(rounds.get('s')).toEqual(['s births']);
    expect(groups.find(({ id }) => id === 's')!.by).toBe('stock');
    // What most of a group also runs through is said with it.
    expect(groups.find(({ id }) => id === 'fearing')!.along).toEqual(['dying']);
    expect(groups.find(({ id }) => id === 'dying')!.along).toEqual([]);
  });

  it('leave no loop out and count none twice: shares add up to all, at every time', () => {
    const choices: readonly Record<string, readonly string[]>[] = [
      {},
      { dying: ['deaths'] },
      { all: ['s'], dying: ['deaths'], fearing: ['fear'] },
    ];
    for (const marks of choices) {
      const groups = grouped(marks);
      expect(groups.reduce((sum, { loopCount }) => sum + loopCount, 0)).toBe(analysis.loops.length);
      analysis.times.forEach((_, i) => {
        const sum = groups.reduce((total, one) => total + one.reinforcing[i]! + one.balancing[i]!, 0);
        expect(sum).toBeCloseTo(1, 12);
      });
    }
  });

  it('keep what reinforces apart from what balances', () => {
    const [births] = grouped({ bearing: ['births'], dying: ['deaths'] }).filter(({ id }) => id === 'bearing');
    expect(births!.balancing.every((share) => share === 0)).toBe(true);
    expect(births!.reinforcing.every((share) => share > 0)).toBe(true);
  });
});
