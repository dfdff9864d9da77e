/** The two drawings of one chart, as files to look at: `vitest -u` rewrites them, a reviewer reads the difference. */
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/text/text-table.ts';
import { chartSvg } from '../../src/report/figures/chart-svg.ts';
import { chartLines } from '../../src/report/figures/chart-terminal.ts';
import { originText } from '../../src/report/figures/origin.ts';
import { fan } from './fixture.ts';

describe('chartSvg', () => {
  it('draws a fan with the record as before', async () => {
    await expect(
      `${chartSvg(fan('strength', 20_000), { origin: 'Model: Garrison, Fissure' }).html}\n`,
    ).toMatchFileSnapshot('fan.svg');
  });

  it('says in its file whose model it is, what was changed in it, and whose figures the record has', () => {
    const study = { title: 'A garrison that is '.repeat(8).trim(), hash: '0123456789abcdef', version: '1.2.3' };
    const origin = originText(study, ['pay × 1.50', 'gallows out']);
    const file = chartSvg({ ...fan('x', 100), sources: [{ id: 'a', label: 'A. Author' }] }, { origin }).html;
    const texts = [...file.matchAll(/<text x="12"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts.join(' ')).toContain(
      `Model: ${study.title}, study 0123456789ab, Fissure 1.2.3. Changed: pay × 1.50; gallows out. Figures of A. Author.`,
    );
    expect(Math.max(...texts.map((text) => text!.length))).toBeLessThan(70);
  });

  it('puts a value where its scale says', () => {
    const chart = { ...fan('x', 100), layers: [] };
    const times = [0, 48];
    const drawn = chartSvg({
      ...chart,
      layers: [{ kind: 'line', label: 'x', role: 'main', times, values: [0, 10] }],
    }).html;
    // Ticks 0 to 10: labels of two characters leave 28 px at the left; 12 at the right, 14 above, 26 below.
    expect(drawn).toContain('d="M28 224l400-210"');
  });

  it('keeps what stands below the end of the time axis within the drawing', () => {
    const chart = fan('x', 100);
    const axis = { ...chart.axis, ticks: [{ at: chart.axis.to, label: 'January 2022' }] };
    const drawn = chartSvg({ ...chart, axis }, { width: 440 }).html;
    const [, x] = /<text x="([\d.]+)"[^>]*>January 2022</.exec(drawn)!;
    // Letters of 12 pixels are no wider than 6.8 on the average.
    expect(Number(x) + (12 * 6.8) / 2).toBeLessThanOrEqual(440);
    expect(drawn).toContain('text-anchor="middle"');
  });

  it('lifts the pen where there is no value', () => {
    const chart = fan('x', 100);
    const drawn = chartSvg({
      ...chart,
      layers: [{ kind: 'line', label: 'x', role: 'main', times: [0, 1, 2, 3, 4], values: [1, 2, Number.NaN, 2, 1] }],
    }).html;
    expect(/class="line" d="([^"]+)"/.exec(drawn)![1]!.match(/M/g)).toHaveLength(2);
    expect(drawn).not.toContain('NaN');
  });

  it('escapes what an author wrote', () => {
    const drawn = chartSvg({ ...fan('x', 1), title: '</title><script>alert(1)</script>' }).html;
    expect(drawn).not.toContain('<script>');
  });
});

describe('chartLines', () => {
  it('draws a fan with the record as before', async () => {
    const lines = chartLines(fan('strength', 20_000), { width: 72, height: 12 });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('fan.txt');
  });

  it.each([20, 40, 80, 133])('fits %d columns', (width) => {
    for (const line of chartLines(fan('x', 20_000), { width, height: 8 }))
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it('has a straight line rise from the lower left to the upper right', () => {
    const chart = fan('x', 1);
    const layers = [{ kind: 'line', label: '', role: 'main', times: [0, 48], values: [0, 1] } as const];
    const lines = chartLines({ ...chart, layers }, { width: 40, height: 9 });
    const columns = lines.slice(0, -1).map((line) => line.slice(5).search(/[\u2801-\u28ff]/));
    expect(columns).toEqual([...columns].sort((a, b) => b - a));
    expect(columns.at(-1)).toBe(0);
  });
});
