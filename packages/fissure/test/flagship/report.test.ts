/** The report of the flagship, as it comes: how large it may be, and that a page gives the numbers of the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { livePartsOf, reportInput } from '../../src/cli/files/report-files.ts';
import { runCommandLine } from '../../src/cli/main.ts';
import { type TestedStudy, testStudy } from '../../src/cli/simulate/test-study.ts';
import { runTrials } from '../../src/cli/simulate/trials.ts';
import { embedPage } from '../../src/report/page/report-embed.ts';
import type { ReportInput } from '../../src/report/page/report-input.ts';
import { reportPage } from '../../src/report/page/report-page.ts';
import { mainThreadTasks, openReport, savedBy } from '../browser/open-report.ts';
import { hasBrowser, launchBrowser } from '../in-browser.ts';

const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const KB = 1000;

describe('the report of the flagship', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-flagship-'));
  const file = join(folder, 'report.html');
  const options = { set: [], off: [], claim: [], expect: [], quiet: true };
  let tested: TestedStudy;
  let input: ReportInput;

  beforeAll(async () => {
    tested = await testStudy(FLAGSHIP, options);
    const shown = reportInput(tested, 'fissure report studies/islamic-state', 'webassembly');
    input = { ...shown, ...(await runTrials(tested, options)) };
    writeFileSync(file, reportPage({ ...input, live: livePartsOf(tested, input) }));
  }, 400_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('has at most 1.5 MB when it simulates, 400 KB when it does not, and an embed far less', () => {
    const bytes = (page: string) => Buffer.byteLength(page);
    const live = livePartsOf(tested, input);
    expect(live).toBeDefined();
    expect(bytes(reportPage({ ...input, live }))).toBeLessThanOrEqual(1500 * KB);
    expect(input.knockouts?.knockouts.length).toBe(input.study.mechanisms.length);
    expect(bytes(reportPage({ ...input, brief: true }))).toBeLessThanOrEqual(400 * KB);
    for (const { claim } of input.assessment.verdicts)
      expect(bytes(embedPage(input, { kind: 'claim', id: claim }))).toBeLessThanOrEqual(20 * KB);
    for (const { id } of input.charts)
      expect(bytes(embedPage(input, { kind: 'chart', id: id.replace(/^chart-/, '') }))).toBeLessThanOrEqual(30 * KB);
  });

  it.skipIf(!hasBrowser)(
    'gives in a page what `fissure run` gives, to the last bit',
    { timeout: 400_000 },
    async () => {
      const spy = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
      await runCommandLine([
        'node',
        'fissure',
        'run',
        FLAGSHIP,
        '--members',
        '1000',
        '--quiet',
        '--out',
        join(folder, 'run'),
      ]);
      spy.mockRestore();
      const browser = await launchBrowser();
      try {
        const { page, requests, complaints } = await openReport(browser, file);
        await page.locator('.check button').click();
        const { bands, times, levels } = input.assessment;
        const count = (bands.length * times.length * levels.length).toLocaleString('en');
        await page.locator('.check p', { hasText: `The same: ${count} numbers` }).waitFor({ timeout: 300_000 });
        const { bytes } = await savedBy(page, 'All outcomes as CSV');
        expect(bytes.toString()).toBe(readFileSync(join(folder, 'run', 'bands.csv'), 'utf8'));
        expect(requests).toEqual([]);
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );

  it.skipIf(!hasBrowser)('keeps the page free for a hand on a lever', { timeout: 400_000 }, async () => {
    const browser = await launchBrowser();
    try {
      const { page } = await openReport(browser, file);
      const slider = page.locator('.lever input[type=range]').first();
      await slider.scrollIntoViewIfNeeded();
      const tasks = await mainThreadTasks(page, async () => {
        const { x, y, width, height } = (await slider.boundingBox())!;
        await page.mouse.move(x + width / 2, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width / 4, y + height / 2, { steps: 20 });
        await page.locator('figure.following').first().waitFor();
        await page.mouse.move(x + width / 3, y + height / 2, { steps: 20 });
        await page.mouse.up();
      });
      expect(tasks.length).toBeGreaterThan(40);
      expect(Math.max(...tasks)).toBeGreaterThan(1);
      expect(Math.max(...tasks)).toBeLessThanOrEqual(50);
    } finally {
      await browser.close();
    }
  });
});
