/** The whole report of a real study in a real browser: axe-core finds nothing, nothing is wider than a phone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { influenceAlong } from '../../src/analysis/loops/influence.ts';
import { planForCommand } from '../../src/cli/simulate/plan-for-command.ts';
import { recordCentral } from '../../src/cli/simulate/record-run.ts';
import { placeMap } from '../../src/report/figures/place-map.ts';
import { causesInput } from '../../src/report/page/causes-input.ts';
import { embedPage } from '../../src/report/page/report-embed.ts';
import { reportPage } from '../../src/report/page/report-page.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';
import { exampleAssessment, exampleReport, exampleScenarios } from './fixture.ts';

const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state', import.meta.url));

/** The study, its causes and maps are the flagship's; verdicts come from the small example, whose claims it has too. */
function flagshipReport() {
  const { study, experiment } = planForCommand(FLAGSHIP, { set: [], off: [] }, { claims: [] });
  const run = recordCentral(experiment);
  const map = study.settings.map!;
  return {
    ...exampleReport(),
    study: { ...study, claims: exampleReport().study.claims, argument: exampleReport().study.argument },
    causes: causesInput(study, influenceAlong(run)),
    scenarios: exampleScenarios(...study.scenarios.map(({ name }) => name.text)),
    maps: map.show.flatMap(({ text }) => placeMap(study, map, run, text) ?? []),
  };
}

describeInBrowser('the report of the flagship in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-axe-'));
  let browser: Browser;
  const pages = new Map<string, string>();
  let input: ReturnType<typeof flagshipReport>;

  beforeAll(async () => {
    input = flagshipReport();
    pages.set('whole', reportPage(input));
    pages.set('brief', reportPage({ ...input, brief: true }));
    pages.set('claim', embedPage(input, { kind: 'claim', id: exampleAssessment().verdicts[0]!.claim }));
    pages.set('chart', embedPage(input, { kind: 'chart', id: input.charts[0]!.id.replace(/^chart-/, '') }));
    for (const [name, page] of pages) writeFileSync(join(folder, `${name}.html`), page);
    browser = await launchBrowser();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it('tells all of the behaviour where there are thousands of loops: every one is in a group', () => {
    const many = input.causes.loops.filter(({ loops }) => loops.foundCount > 1000);
    expect(many.length).toBeGreaterThan(0);
    for (const { loops, groups } of many) {
      expect(groups.reduce((sum, { loopCount }) => sum + loopCount, 0)).toBe(loops.foundCount);
      loops.times.forEach((_, t) => {
        const shares = groups.reduce((sum, { reinforcing, balancing }) => sum + reinforcing[t]! + balancing[t]!, 0);
        expect(shares).toBeCloseTo(loops.reinforcing[t]! + loops.balancing[t]!, 9);
      });
    }
    expect(pages.get('whole')!.match(/<h4>[^<]+ have the largest share of the behaviour: \d+ of 100/g)).toHaveLength(
      many.length,
    );
  });

  it('has every part, and none of them is empty', () => {
    const whole = pages.get('whole')!;
    expect(whole.match(/<math /g)!.length).toBeGreaterThan(250);
    expect(whole.match(/class="chart diagram"/g)!.length).toBeGreaterThan(15);
    expect(whole.match(/class="chart loops"/g)!.length).toBeGreaterThan(1);
    expect(whole.match(/class="chart map"/g)!.length).toBeGreaterThan(20);
    expect(whole.match(/<figure id=scenario-/g)!.length).toBeGreaterThan(10);
    expect(whole).not.toContain('NaN');
    expect(pages.get('brief')!).not.toContain('<math ');
  });

  it.each([
    ['whole', 1280, 'light'],
    ['whole', 320, 'dark'],
    ['brief', 1280, 'dark'],
    ['brief', 320, 'light'],
    ['claim', 1280, 'light'],
    ['claim', 320, 'dark'],
    ['chart', 1280, 'dark'],
    ['chart', 320, 'light'],
  ] as const)('%s at %i pixels in %s breaks no rule of axe', { timeout: 120_000 }, async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });
});
