/** The workbench on a phone: the argument first, and a sheet from below with one claim, one chart and its levers. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, framesDrawn, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

/** Whether the middle of an element is itself what one sees there. */
const IS_SEEN = `(part) => {
  const own = document.querySelector(part);
  const { left, width, top, height } = own.getBoundingClientRect();
  return own.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}`;

/** Of the charts that are drawn, in pixels as they are seen: a chart shrinks with the window. */
const SMALLEST_LETTERS = `Math.min(...[...document.querySelectorAll('.drawing svg text')].map((one) => {
  const { width } = one.ownerSVGElement.getBoundingClientRect();
  return parseFloat(getComputedStyle(one).fontSize) * width / one.ownerSVGElement.viewBox.baseVal.width;
}))`;

describeInBrowser('the workbench on a phone', () => {
  let server: WorkbenchServer;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  describe.each([320, 390])('%i px wide', (width) => {
    let page: Page;
    const box = async (part: string) => (await page.locator(part).first().boundingBox())!;

    /** Nothing sticks out sideways: neither of the window, nor of what hides it. */
    const expectNothingClipped = async () => {
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await expect
        .poll(() =>
          page.evaluate(`[...document.querySelectorAll('header *, .argument *, .sheet *, .drawer > *')]
          .filter((one) => one.checkVisibility() && !one.closest('svg, .scroll, details:not([open])'))
          .filter((one) => { const { left, right } = one.getBoundingClientRect(); return left < -1 || right > innerWidth + 1; })
          .map((one) => one.outerHTML.slice(0, 80))`),
        )
        .toEqual([]);
    };

    beforeAll(async () => {
      page = await browser.newPage({ viewport: { width, height: 720 }, hasTouch: true });
      await page.goto(server.url);
      await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
    }, 120_000);

    afterAll(() => page?.close());

    it('takes a guess that a finger draws, and does not scroll under it', async () => {
      const own = await browser.newPage({ viewport: { width, height: 720 }, hasTouch: true });
      await own.goto(`${server.url}#v=1&guess=1`);
      await own.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
      const svg = own.locator('.guess svg').first();
      await own.locator('.outcomes').scrollIntoViewIfNeeded();
      await svg.waitFor({ timeout: 90_000 });
      await svg.scrollIntoViewIfNeeded();
      await framesDrawn(own);
      const { x, y, width: across, height: down } = (await svg.boundingBox())!;
      const scrolled = await own.evaluate('scrollY');
      const finger = await own.context().newCDPSession(own);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (readonly [number, number])[]) =>
        finger.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: points.map(([right, below]) => ({ x: x + right * across, y: y + below * down })),
        });
      await touch('touchStart', [[0.2, 0.1]]);
      for (let step = 1; step <= 4; step += 1) await touch('touchMove', [[0.2 + 0.19 * step, 0.1 + 0.17 * step]]);
      await touch('touchEnd', []);
      await framesDrawn(own);
      const values = await own.evaluate<readonly number[]>(
        `[...document.querySelector('.moments').querySelectorAll('input')].map((one) => Number(one.value))`,
      );
      expect(new Set(values.slice(1)).size).toBe(8);
      expect(values.slice(1)).toEqual(values.slice(1).toSorted((a, b) => b - a));
      expect(await own.evaluate('scrollY')).toBe(scrolled);
      await own.close();
    }, 120_000);

    it('keeps title and search in sight while the text is read', async () => {
      await expectNothingClipped();
      await page.evaluate('scrollTo(0, 900)');
      await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(300);
      await expect.poll(async () => (await box('.bar')).y).toBe(0);
      await page.evaluate('scrollTo(0, 0)');
      await expect.poll(async () => (await box('.outcomes')).y - (await box('.argument')).y).toBeGreaterThan(0);
    });

    it('opens a sheet for a claim: card, one chart, the levers that matter; the sentence stays in sight', async () => {
      await page.locator('#claim-C2 > button').tap();
      const sheet = page.locator('.sheet');
      await sheet.locator('figure svg').waitFor();
      expect(await sheet.locator('figure').count()).toBe(1);
      expect(await sheet.locator('.says').textContent()).toBe('On balance the gallows keep the garrison together.');
      await expect.poll(() => sheet.locator('.lever').count()).toBe(3);
      // Between the bar and the sheet, once the sheet has risen and the page has scrolled.
      await expect
        .poll(async () => {
          const [statement, own, bar] = [await box('[id="p2.3"]'), await box('.sheet'), await box('.bar')];
          return statement.y >= bar.y + bar.height && statement.y < own.y;
        })
        .toBe(true);
      await expectNothingClipped();
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${PICTURES}phone-sheet-${width}-${colorScheme}.png` });
        // What the sheet covers half of is no target just now.
        expect(await axeViolations(page, '.sheet')).toEqual([]);
      }
    }, 60_000);

    it('moves a lever in the sheet, with the chart beside it', async () => {
      const drawing = () => page.locator('.sheet .drawing').innerHTML();
      await expect.poll(drawing).not.toBe('');
      await framesDrawn(page);
      const still = await drawing();
      const slider = page.locator('.sheet input[type=range][aria-valuetext^="times"]').first();
      for (let i = 0; i < 8; i += 1) await slider.press('ArrowLeft');
      await expect.poll(drawing).not.toBe(still);
      // Whichever lever has the focus, it is seen, and so is what it does.
      for (const own of await page.locator('.sheet .lever input[type=range]').all()) {
        await own.focus();
        expect(await page.evaluate(`(${IS_SEEN})(".sheet .drawing")`)).toBe(true);
        expect(await page.evaluate(`(${IS_SEEN})(".sheet :focus")`)).toBe(true);
      }
      await page.screenshot({ path: `${PICTURES}phone-lever-${width}.png` });
      await page.locator('.sheet button', { hasText: 'Back to the study' }).tap();
      await page.locator('.sheet .close').tap();
      await page.locator('.sheet').waitFor({ state: 'detached' });
      await expect.poll(() => page.url()).not.toContain('claim=');
    }, 60_000);

    it('has levers one tap away from anywhere, and everything else in a menu', async () => {
      await page.locator('.what-if').tap();
      await expect.poll(() => page.locator('.sheet .lever').count()).toBe(3);
      // What the sheet covers half of is no target just now.
      expect((await axeViolations(page)).filter((one) => !one.startsWith('target-size'))).toEqual([]);
      expect(await page.evaluate(SMALLEST_LETTERS)).toBeGreaterThan(width < 390 ? 9 : 11);
      await page.locator('.what-if').tap();
      await page.locator('.sheet').waitFor({ state: 'detached' });
      await page.locator('.menu summary').tap();
      await expectNothingClipped();
      await page.screenshot({ path: `${PICTURES}phone-menu-${width}.png` });
      expect(await axeViolations(page, '.bar')).toEqual([]);
      await page.locator('.menu button', { hasText: 'Share' }).tap();
      await page.locator('dialog textarea').first().waitFor();
      await expect.poll(() => page.locator('.menu[open]').count()).toBe(0);
      await expectNothingClipped();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }, 60_000);

    it('opens the drawer from below, under the bar', async () => {
      await page.locator('#why button').tap();
      await page.locator('.strips').waitFor({ timeout: 60_000 });
      await expect
        .poll(async () => {
          const [drawer, bar] = [await box('.drawer'), await box('.bar')];
          return drawer.y - (bar.y + bar.height);
        })
        .toBeGreaterThan(0);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.screenshot({ path: `${PICTURES}phone-why-${width}.png` });
      await page.locator('#why button').tap();
    }, 90_000);
  });

  it('leaves room for the page under a title that is a sentence, on a phone and beside the actions of a desk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fissure-title-'));
    cpSync(path('../../../../studies/garrison/'), folder, { recursive: true });
    const file = join(folder, 'study.yaml');
    const title = 'On the reasons for which men who had been promised their pay left a garrison. '.repeat(3).trim();
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title:.*$/m, `title: ${title}`));
    const own = await serveWorkbench(folder);
    const page = await browser.newPage();
    for (const [width, most] of [
      [320, 100],
      [390, 100],
      [1440, 130],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(own.url);
      await page.locator('.chip').first().waitFor({ timeout: 60_000 });
      expect(await page.locator('h1').textContent()).toBe(title);
      expect((await page.locator('.bar').boundingBox())!.height).toBeLessThan(most);
      const tops = (await page.locator('.bar nav > *').all()).map(async (one) => (await one.boundingBox())!.y);
      expect(Math.max(...(await Promise.all(tops))) - Math.min(...(await Promise.all(tops)))).toBeLessThan(8);
    }
    await page.close();
    await own.close();
    rmSync(folder, { recursive: true });
  }, 90_000);

  it('has two charts side by side on a tablet held upright, and in its sheet the levers beside the chart', async () => {
    const page = await browser.newPage({ viewport: { width: 768, height: 1024 }, hasTouch: true });
    await page.goto(server.url);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
    const boxes = async (part: string) => Promise.all((await page.locator(part).all()).map((one) => one.boundingBox()));
    await page.locator('.outcomes').scrollIntoViewIfNeeded();
    await page.locator('.outcomes figure svg').nth(1).waitFor();
    const [first, second] = await boxes('.outcomes figure');
    expect(first!.y).toBe(second!.y);
    expect(first!.width).toBeLessThan(384);
    await page.locator('.what-if').tap();
    await page.locator('.sheet svg').waitFor();
    const [chart] = await boxes('.sheet figure');
    for (const lever of await boxes('.sheet .lever')) expect(lever!.x).toBeGreaterThan(chart!.x + chart!.width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page, '.sheet')).toEqual([]);
      await page.screenshot({ path: `${PICTURES}tablet-sheet-${colorScheme}.png` });
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(768);
    await page.close();
  }, 120_000);
});
