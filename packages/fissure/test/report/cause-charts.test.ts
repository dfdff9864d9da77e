/** Causes with their parts in a change, drawn one below the other; and what decides, as a file. */
import { describe, expect, it } from 'vitest';
import type { CausesStrip } from '../../src/analysis/loops/describe-loops.ts';
import { causeStack } from '../../src/report/figures/cause-charts.ts';
import { chartStackSvg } from '../../src/report/figures/chart-stack.ts';
import { type DecisionChart, decisionSvg } from '../../src/report/figures/decision-chart.ts';
import { originText } from '../../src/report/figures/origin.ts';
import { timeAxis } from '../../src/report/figures/time-axis.ts';

const ORIGIN = originText({ title: 'Garrison', hash: '0123456789abcdef', version: '1.2.3' });
const TIME = { start: 0, stop: 10, dt: 1, unit: 'month' } as unknown as Parameters<typeof timeAxis>[0];
const AXIS = timeAxis(TIME);
const cause = (variable: string, meanShare: number, shares: readonly number[]) =>
  ({ variable, role: 'auxiliary', polarity: '-', meanShare, shares }) as CausesStrip['causes'][number];
const STRIP: CausesStrip = {
  ...{ variable: 'present', role: 'stock', times: [0, 5, 10] },
  causes: [
    cause('long_desertion', 0.75, [-1, -0.5, -0.75]),
    cause('arrival', 0.25, [0, 0.5, 0.25]),
    cause('pay', 0, [0, 0, 0]),
  ],
};
const spoken = (name: string) => name.replaceAll('_', ' ');

describe('causes of a variable', () => {
  it('are told by the one with the largest part, and drawn in size, but for what moves nothing', () => {
    const stack = causeStack(STRIP, AXIS, spoken)!;
    expect(stack.title).toBe(
      'The largest part in how the net flow of present changes is that of long desertion: 75 of 100',
    );
    expect(stack.rows.map(({ chart }) => chart.title)).toEqual([
      '− long desertion: 75 of 100, more makes less',
      '− arrival: 25 of 100, more makes less',
    ]);
    expect(stack.rows[0]!.chart.layers).toMatchObject([{ kind: 'band', low: [0, 0, 0], high: [100, 50, 75] }]);
  });

  it('are nothing to draw where nothing moves it', () => {
    expect(causeStack({ ...STRIP, causes: STRIP.causes.slice(2) }, AXIS, spoken)).toBeUndefined();
  });

  it('stand on one time axis and one scale, times below the last', () => {
    const { html } = chartStackSvg(causeStack(STRIP, AXIS, spoken)!);
    const texts = [...html.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
    const scale = ['0', '50', '100'];
    expect(texts).toEqual([
      ...['− long desertion: 75 of 100, more makes less', ...scale],
      ...['− arrival: 25 of 100, more makes less', ...scale],
      ...AXIS.ticks.map(({ label }) => label),
    ]);
    const starts = [...html.matchAll(/class="band band-1" d="M(\S+) /g)].map(([, x]) => x);
    expect(starts).toHaveLength(2);
    expect(new Set(starts).size).toBe(1);
  });

  it('bring title, colours and source along in a file of their own', () => {
    const file = chartStackSvg(causeStack(STRIP, AXIS, spoken)!, { origin: ORIGIN, width: 720 }).html;
    expect(file).toMatch(/^<svg [^>]*xmlns=[^>]* width="720"/);
    expect(file).toContain('<style>');
    expect(file).toMatch(/class="head"[^>]*>The largest part in how/);
    expect(file).toContain('>Model: Garrison, study 0123456789ab, Fissure 1.2.3.</text>');
  });
});

describe('what decides', () => {
  const chart: DecisionChart = {
    ...{ id: 'what-decides', title: 'What decides C1, from the strongest down', scale: 'Holds, of 100', overall: 0.5 },
    rows: [
      {
        ...{ id: 'pay', name: 'Pay <late>', note: 'holds above 3 months', matters: true },
        points: [
          { share: 0.25, label: 'below 3 month', short: 'below' },
          { share: 0.75, label: 'above 3 month', short: 'above' },
        ],
      },
    ],
  };

  it('is a drawing with both sides of each assumption, in words as well', () => {
    const { html } = decisionSvg(chart, ORIGIN);
    expect(html).toContain(
      '<desc id="what-decides-desc">Holds, of 100. Pay &lt;late&gt;: below 3 month 25, above 3 month 75.</desc>',
    );
    expect(html).toMatch(/class="bar matters" x="280" y="\d+" width="160"/);
    expect([...html.matchAll(/class="end"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(['below 25', 'above 75']);
    expect(html).toContain('>Model: Garrison, study 0123456789ab, Fissure 1.2.3.</text>');
  });
});
