/** The page of the report in a real browser: nothing asked for, nothing wrong in the console, nothing wider than a phone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportPage } from '../../src/report/page/report-page.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';
import { exampleReport } from './fixture.ts';

describeInBrowser('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-page-'));
  const file = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, reportPage(exampleReport()));
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    [1280, 'light'],
    [320, 'light'],
    [320, 'dark'],
  ] as const)('fits %i pixels in %s', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    const url = pathToFileURL(file).href;
    await page.goto(url);
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.evaluate('document.querySelectorAll("script").length')).toBe(0);
    await page.close();
  });

  it('has on paper the tables that a wide window has, within the page', async () => {
    // As wide as paper is between its margins: 178 mm.
    const page = await browser.newPage({ viewport: { width: 673, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    const display = () =>
      page
        .locator('table.verdicts tbody tr')
        .first()
        .evaluate((row) => row.ownerDocument.defaultView!.getComputedStyle(row).display);
    expect(await display()).toBe('block');
    await page.emulateMedia({ media: 'print' });
    await expect.poll(display).toBe('table-row');
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(673);
    await page.close();
  });

  it('has on paper each drawing beside its numbers, as large as half a sheet is wide', async () => {
    const page = await browser.newPage({ viewport: { width: 673, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    await page.emulateMedia({ media: 'print' });
    const places = (await page.evaluate(`[...document.querySelectorAll('figure[data-chart]')].map((figure) => {
      const box = (what) => figure.querySelector(what).getBoundingClientRect();
      const [drawing, words, numbers] = [box('svg'), box('figcaption'), box('details')];
      return {
        isBeside: numbers.left >= drawing.right && numbers.top < drawing.bottom,
        isWordy: numbers.top < words.bottom && words.left < numbers.left ? words.top >= drawing.bottom : words.bottom <= numbers.top,
        width: drawing.width,
      };
    })`)) as readonly { isBeside: boolean; isWordy: boolean; width: number }[];
    expect(places.length).toBeGreaterThan(0);
    for (const { isBeside, isWordy, width } of places) {
      expect(isBeside).toBe(true);
      expect(isWordy).toBe(true);
      // 8 cm.
      expect(width).toBeGreaterThan(302);
    }
    await page.close();
  });

  it('opens what is folded away from the keyboard', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.locator('summary').first().press('Enter');
    await expect.poll(() => page.locator('details').first().getAttribute('open')).not.toBeNull();
    await page.close();
  });
});
