/** The palette: everything that the page leads to, found by typing and reached without a pointer. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

describeInBrowser('the palette of the workbench', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;

  const field = () => page.locator('[role=combobox]');
  const find = async (text: string, title: string) => {
    await page.keyboard.press('Control+k');
    await field().waitFor();
    await field().fill(text);
    const first = page.locator('[role=option][aria-selected=true]');
    await first.filter({ hasText: title }).waitFor();
    await field().press('Enter');
    await field().waitFor({ state: 'detached' });
  };
  const focused = (part: string) =>
    expect.poll(() => page.evaluate(`document.activeElement?.matches(${JSON.stringify(part)})`)).toBe(true);

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(server.url);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  beforeEach(async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('h1').click();
  });

  it('opens with / or Ctrl-K, tells what it is, and closes with Escape', async () => {
    await page.keyboard.press('/');
    await field().waitFor();
    await focused('[role=combobox]');
    expect(await field().inputValue()).toBe('');
    const current = await field().getAttribute('aria-activedescendant');
    expect(await page.locator(`#${current}`).getAttribute('aria-selected')).toBe('true');
    await field().press('ArrowDown');
    await field().press('ArrowDown');
    await field().press('ArrowUp');
    await expect.poll(() => field().getAttribute('aria-activedescendant')).toBe('palette-1');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${PICTURES}palette-${colorScheme}.png` });
      expect(await axeViolations(page)).toEqual([]);
    }
    await field().fill('nothing has this name');
    await expect.poll(() => page.locator('.palette [role=status]').textContent()).toContain('Nothing has');
    await page.keyboard.press('Escape');
    await field().waitFor({ state: 'detached' });
  });

  it('leads to a claim', async () => {
    await find('gallows keep', 'On balance the gallows');
    await focused('#claim-C2 > button');
    await expect.poll(() => page.url()).toContain('claim=C2');
    await page.keyboard.press('Escape');
  });

  it('leads to a lever that is not among the first', async () => {
    const last = page.locator('details .lever legend').last();
    await page.locator('details summary').first().click();
    const name = (await last.textContent())!;
    await page.locator('details summary').first().click();
    await find(name, name);
    await focused('.lever input[type=range]');
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(name);
  });

  it('leads to an outcome, a scenario and an action', async () => {
    await find('soldiers at', 'Soldiers at their posts');
    await focused('figure .title');
    await find('select nothing', 'select nothing');
    await expect.poll(() => page.url()).not.toContain('output=');
    const scenario = (await page.locator('.scenarios option').nth(1).textContent())!;
    await find(scenario, scenario);
    await expect.poll(() => page.url()).toContain('scenario=');
    await find('back to the study', 'Back to the study as it stands');
    await expect.poll(() => page.url()).not.toContain('scenario=');
  });

  it('leads into the drawer: to one of its views, and to a variable', async () => {
    await find('evidence', 'Evidence');
    await page.locator('#why-panel-evidence').waitFor({ timeout: 60_000 });
    await find('leaving rate', 'leaving rate');
    await expect.poll(() => page.locator('.strips .top h3').textContent(), { timeout: 60_000 }).toBe('leaving rate');
  });

  it('is among the keys', async () => {
    await page.keyboard.press('?');
    await expect.poll(() => page.locator('dialog kbd').allTextContents()).toContain('/, Ctrl-K');
    await page.keyboard.press('Escape');
  });
});
