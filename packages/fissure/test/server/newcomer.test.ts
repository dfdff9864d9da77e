/** Five minutes of somebody who has never seen the workbench: what they are told at each step, in light and dark. */
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

describeInBrowser('a newcomer', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  const picture = async (name: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${PICTURES}newcomer-${name}-${colorScheme}.png` });
    }
  };
  const card = () => page.locator('.card');
  const status = () => page.locator('.told > [role=status]').textContent();

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const makeReport = async (folder: string) => {
      asked.push(folder);
      return new TextEncoder().encode('<!doctype html><title>The report</title>');
    };
    server = await serveWorkbench(path('../../../../studies/garrison/'), 0, undefined, { makeReport });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(server.editingUrl);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
    await page.locator('figure svg').first().waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('0:00 is told in one sentence what to do, and what this is not', async () => {
    expect(await page.locator('header p').textContent()).toMatch(/Drag a lever\..+not a forecast/);
    // A sign alone tells what it does to whoever rests on it.
    const untold = await page
      .locator('button')
      .evaluateAll(
        (all) => all.filter((one) => /^[^\p{L}\d?+−]+$/u.test(one.textContent!) && !one.getAttribute('title')).length,
      );
    expect(untold).toBe(0);
    await picture('1-opens');
  });

  it('0:20 reads the argument as a text, with verdicts in words', async () => {
    const text = await page.locator('.paragraph').first().innerText();
    expect(text).toMatch(/The longer the pay is owed, .+\. Unpaid wages are what empties the garrison\./);
    await expect
      .poll(() => page.locator('.chip').allTextContents())
      .toEqual([
        expect.stringMatching(/C1 (supported|depends|contradicted)/),
        expect.stringMatching(/C2 (supported|depends|contradicted)/),
      ]);
    // A word-sized chart stands where the claim measures an outcome.
    await expect.poll(() => page.locator('#claim-C2 .spark path').count()).toBe(1);
  });

  it('0:50 drags a lever until a sentence turns, and is told which', async () => {
    const slider = page.locator('.lever input[type=range]').first();
    await slider.hover();
    const box = (await slider.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(box.x + 2, box.y + box.height / 2, { steps: 12 });
    await page.mouse.up();
    await expect.poll(status, { timeout: 90_000 }).toMatch(/^\d+ claims? changed: C1 from/);
    await page.locator('.claim.flipped').first().waitFor();
    await expect.poll(() => page.locator('.counts .flipped').allTextContents()).toContain('C1');
    await picture('2-flipped');
  }, 120_000);

  it('1:40 asks about the claim: how often it holds, and on what it depends', async () => {
    await page.locator('#claim-C1 > button').click();
    await expect.poll(() => card().locator('.says').textContent()).toBe('Unpaid wages are what empties the garrison.');
    await expect
      .poll(() => card().innerText())
      .toMatch(/In (\d+ of 10|[<>]?\d+ of 100) runs it holds\. As the study stands: /);
    // Where it depends on something, at which value it turns.
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await page.locator('.counts button', { hasText: 'C2' }).click();
    await expect.poll(() => card().locator('li').allTextContents()).not.toEqual([]);
    for (const text of await card().locator('li').allTextContents())
      expect(text).toMatch(/: (holds (above|below) [\d.,]+|turns at [\d.,]+|below [\d.,]+.* it holds in \d+ of 100)/);
    await picture('3-card');
    expect(await axeViolations(page)).toEqual([]);
  }, 60_000);

  it('2:30 asks why: what moves it, down to the causes of causes', async () => {
    await card().locator('button', { hasText: 'Why?' }).click();
    await page.locator('.strips .top h3').waitFor({ timeout: 60_000 });
    await page.locator('.walk').first().click();
    await expect.poll(() => page.locator('.trail li').count()).toBeGreaterThan(1);
    // In words, once one rests at a variable: which loops drive it at the moment that is read.
    await page.locator('.driving').waitFor({ timeout: 60_000 });
    await expect
      .poll(() => page.locator('.driving').textContent())
      .toMatch(
        /^What drives .+ most \(month 24\): loops of “.+”, [<>]?\d+ of 100, which (amplify a change|hold a change back)\./,
      );
    await picture('4-why');
    // Whoever doubts a number is led to it.
    await page.locator('#why-tab-equations').click();
    const change = page.locator('.panel table .change-it').first();
    const name = (await change.getAttribute('aria-label'))!.replace(/^Change (.+) in the study$/, '$1');
    await change.click();
    await page.locator('.edit-value h3', { hasText: name }).waitFor({ timeout: 30_000 });
    await page.locator('header button', { hasText: 'Edit' }).click();
    await page.locator('#why button').click();
  }, 90_000);

  it('3:30 tries to break it', async () => {
    await card().locator('button', { hasText: 'Try to break it' }).click();
    await card().locator('[role=status]').waitFor({ timeout: 90_000 });
    await expect
      .poll(() => card().locator('[role=status]').textContent())
      .toMatch(/nearest single change|None of the \d+ levers/);
    await picture('5-broken');
  }, 120_000);

  it('4:30 takes it along: a link, a sentence, the report', async () => {
    await page.locator('header button', { hasText: 'Share' }).click();
    await page.locator('dialog textarea').first().waitFor();
    const texts = () =>
      page
        .locator('dialog textarea')
        .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
    await expect.poll(async () => (await texts())[0]).toBe(page.url());
    const [link, caption] = await texts();
    expect(link).not.toContain('token');
    expect(caption).toMatch(/^A garrison that is not paid: .+ A model of an argument, not a forecast\.$/);
    await picture('6-share');
    expect(await axeViolations(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('dialog button', { hasText: 'Make the report' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('report.html');
    expect(readFileSync((await file.path())!, 'utf8')).toContain('The report');
    expect(asked).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  }, 60_000);
});
