import { describe, expect, it } from 'vitest';
import { overviewDiagram } from '../../src/report/figures/overview.ts';
import { clock, loopsOf } from '../analysis/loops/influence-of.ts';

const { influence } = loopsOf({
  time: clock(4),
  parameters: { r: { unit: '1/month', value: 1 }, capacity: { unit: 'person', value: 100 } },
  variables: {
    people: { stock: 'person', equation: 10, inflows: ['births'], outflows: ['deaths'] },
    births: { flow: 'person/month', equation: 'r * people' },
    deaths: { flow: 'person/month', equation: 'r * people * crowding' },
    crowding: { aux: '1', equation: 'density' },
    density: { aux: '1', equation: 'people / capacity' },
    news: { aux: '1', equation: 'crowding * 2' },
  },
});
const stocks = [{ id: 'people', label: 'People who live here' }];

describe('the overview', () => {
  it('draws chains of equations as one arrow each, with the sign that they have together', () => {
    const mechanisms = [{ id: 'M1', label: 'Crowding kills', variables: ['crowding'] }];
    const diagram = overviewDiagram(influence, { stocks, mechanisms })!;
    expect(diagram.nodes.map(({ label, role }) => `${role} ${label}`)).toEqual([
      'stock People who live here',
      'auxiliary Crowding kills',
    ]);
    // Crowding fills deaths, which drain people; people fill density, and so crowding.
    expect(diagram.links.map(({ from, polarity, to }) => `${from} ${polarity} ${to}`)).toEqual([
      'people + M1',
      'M1 - people',
    ]);
  });

  it('leaves out what reaches no stock, and is not there where nothing does', () => {
    const mechanisms = [{ id: 'M2', label: '', variables: ['news'] }];
    expect(overviewDiagram(influence, { stocks, mechanisms })).toBeUndefined();
  });
});
