/** The map of the drawer, on a study of two places whose numbers are plain: what each tile has at the moment chosen. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { savedBy } from '../browser/open-report.ts';
import { lookAtPicture } from '../browser/saved-picture.ts';
import { axeViolations, describeInBrowser, framesDrawn, launchBrowser } from '../in-browser.ts';
import { writeTwoValleys } from '../two-valleys.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

describeInBrowser('the map of the drawer', () => {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-map-'));
    writeTwoValleys(folder);
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(folder);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    await page.goto(server.url);
    await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
    await page.locator('#why button').click();
    await page.locator('#why-tab-map').click();
    await page.locator('.map-view').waitFor({ timeout: 60_000 });
  }, 150_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows what each place has at the moment that the slider says, by keyboard', async () => {
    const tiles = () => page.locator('.map-view .large .tile title').allTextContents();
    await page.locator('#why-map-time').press('End');
    await expect.poll(() => page.locator('#why-map-time').getAttribute('aria-valuetext')).toBe('month 10');
    // 100 people each, 5 a month going down.
    await expect.poll(tiles).toEqual(['<img src=x onerror="window.hostile=1">: 50', 'Lower valley: 150']);
    await page.locator('#why-map-time').press('Home');
    await expect.poll(async () => (await tiles())[1]).toBe('Lower valley: 100');
    await page.screenshot({ path: `${PICTURES}why-map.png` });
  });

  it('draws outlines as lines, also where they are drawn by reference', async () => {
    const fill = `getComputedStyle(document.querySelector('.land')).fill`;
    expect(await page.evaluate(fill)).toBe('none');
    // The middle between the tiles lies within the outline: it has the colour of the page.
    await page.locator('#why-map-time').press('End');
    await framesDrawn(page);
    const picture = await page.locator('.map-view .large svg').first().screenshot();
    const shade = (await page.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (one) => one.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(Math.round(0.8 * bitmap.width), Math.round(0.4 * bitmap.height), 1, 1).data];
    })()`)) as number[];
    expect(shade.slice(0, 3).every((part) => part > 240)).toBe(true);
  });

  it('stands beside the study as it is when a lever is moved', async () => {
    for (let i = 0; i < 4; i += 1) await page.locator('.lever input').first().press('ArrowRight');
    await page.locator('.map-view .beside figure').nth(1).waitFor({ timeout: 30_000 });
    const lower = (figure: number) =>
      page
        .locator('.map-view .beside figure')
        .nth(figure)
        .evaluate((one) => Number(one.querySelectorAll('.tile title')[1]!.textContent!.replace('Lower valley: ', '')));
    await expect.poll(() => lower(1)).toBe(150);
    await expect.poll(() => lower(0)).toBeGreaterThan(150);
  });

  it('is saved with its moment, its unit, where the places lie and both states', async () => {
    const title = await page.locator('.map-view .tools button', { hasText: 'SVG' }).getAttribute('aria-label');
    const { bytes } = await savedBy(page, title!);
    const blank = await browser.newPage();
    const saved = await lookAtPicture(blank, bytes.toString());
    expect(saved.words).toMatch(/^people \(person\) by place, month 10\. Most: Lower valley 1\d\d, /);
    expect(saved.words).toContain('with scenario and levers as they are month 10 as the study stands month 10');
    expect(saved.words).toContain('Lo Lower valley');
    expect(saved.words).toMatch(/ Model: Two valleys, study [0-9a-f]{12}, Fissure \d+\.\d+\.\d+\. Changed: .+\.$/);
    expect(saved.spoilt).toEqual([]);
    // The outlines are drawn once, and the others refer to them.
    expect(await blank.locator('svg use').count()).toBe(2);
    expect(
      await blank.evaluate('document.querySelector(document.querySelector("use").getAttribute("href")) !== null'),
    ).toBe(true);
    expect(await blank.locator('img').count()).toBe(0);
    // As large as the tiles that it names: another rule of the page once had it smaller.
    const widths = await blank
      .locator('svg rect.tile, svg rect.key')
      .evaluateAll((all) => all.map((own) => (own as unknown as { style: { width: string } }).style.width));
    expect(new Set(widths)).toEqual(new Set(['22px']));
    await blank.screenshot({ path: `${PICTURES}why-map-saved.png` });
    await blank.close();
  });

  it('takes names of places for text, and has no violation that axe finds', async () => {
    expect(await page.locator('.drawer img').count()).toBe(0);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1366, 320]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${PICTURES}why-map-${colorScheme}-${width}.png` });
        expect(await axeViolations(page, '.drawer')).toEqual([]);
      }
  }, 60_000);
});
