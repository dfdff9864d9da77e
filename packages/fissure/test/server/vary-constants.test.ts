/** An ensemble over constants of a model file, in a real browser: the numbers of the terminal, and what they depend on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Assessment } from '../../src/analysis/results.ts';
import { callCommand } from '../cli/call-command.ts';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const MODEL = `{UTF-8}
Water = INTEG (inflow - outflow, 50) ~ liter ~|
inflow = 10 ~ liter/Year ~|
outflow = Water / residence ~ liter/Year ~|
residence = 5 ~ Year ~|
leak = 0 ~ liter/Year ~|
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 100 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

describeInBrowser('constants that vary', () => {
  let path: string;
  const served = servePage((folder) => {
    path = join(folder, 'water.mdl');
    writeFileSync(path, MODEL);
    return path;
  }, 900);
  const caption = (page: Page) =>
    expect.poll(() => page.locator('figcaption').first().textContent(), { timeout: 60_000 });
  const ready = (page: Page) => page.locator('.outcomes .note', { hasText: 'All runs.' }).waitFor({ timeout: 60_000 });
  /** Of the last year, as the table has it. */
  const lastRow = async (page: Page) => {
    const table = page.locator('figure').first().locator('table');
    if ((await table.count()) === 0) await page.locator('figure .tools button', { hasText: 'Table' }).first().click();
    await table.waitFor();
    return table.locator('tr').last().locator('td').allTextContents();
  };

  it('are drawn with the numbers of the terminal, whose line the page tells', async () => {
    const page = await served.open();
    await caption(page).toBe('Water ends at 50 liters.');
    await page.locator('.varying summary').click();
    await page.locator('.vary').getByRole('checkbox', { name: 'inflow: 10' }).check();
    await page.locator('input[aria-label="inflow: lower end"]').fill('5');
    await page.locator('input[aria-label="inflow: lower end"]').press('Enter');
    await expect.poll(() => page.url()).toContain('vary=inflow%3D5..12&members=200');
    await ready(page);
    await caption(page).toMatch(/^Water ends at .* in the middle run; in 9 of 10 runs between/);
    const line = page.locator('.vary textarea');
    await expect.poll(() => line.inputValue()).toBe(`fissure run ${path} --vary inflow=5..12 --members 200`);
    const words = (await line.inputValue()).split(' ').slice(1);
    const { stdout } = await callCommand(...words, '--json');
    const [band] = (JSON.parse(stdout) as { data: { bands: Assessment['bands'] } }).data.bands;
    const told = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
    const ends = band!.fitted.map((row) => told.format(row.at(-1)!));
    // Bands by their two ends from the widest, then the middle.
    await expect.poll(() => lastRow(page)).toEqual([ends[0], ends[4], ends[1], ends[3], ends[2]]);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1280]) {
        // As high as all of it: nothing lies half under a bar.
        await page.setViewportSize({ width, height: 6000 });
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `${PICTURES}vary-${colorScheme}-${width}.png` });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    const other = await served.open(page.url().slice(served.url.length));
    await ready(other);
    await expect.poll(() => lastRow(other)).toEqual([ends[0], ends[4], ends[1], ends[3], ends[2]]);
    await other.close();
    await page.goBack();
    await page.goBack();
    await caption(page).toBe('Water ends at 50 liters.');
    await page.close();
  }, 180_000);

  it('may be hundreds with long names', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `vary=${'constant_'.repeat(9)}${i}%3D0..1`);
    expect((await fetch(`${served.url}api/study?${many.join('&')}`)).status).toBe(200);
  });

  it('have a lever that multiplies them, beside those that set the others, and say what decides an outcome', async () => {
    const page = await served.open('#v=1&vary=inflow%3D5..15&vary=residence%3D4.9..5.1&members=200');
    await ready(page);
    await expect.poll(() => page.locator('[data-lever]').count()).toBe(3);
    await page.locator('[data-lever="inflow"] input[type=number]').fill('2');
    await page.locator('[data-lever="inflow"] input[type=number]').press('Enter');
    await caption(page).toMatch(/^Water ends at (9\d|10\d)\b/);
    // What comes to be drawn between two ends is not multiplied any more.
    await page.locator('.vary').getByRole('checkbox', { name: 'inflow: 10' }).uncheck();
    await expect.poll(() => page.url()).not.toContain('set=');
    await page.goBack();
    await expect.poll(() => page.url()).toContain('set=');
    await page.locator('[data-lever="inflow"]').waitFor();
    await ready(page);
    await page.locator('#why button').click();
    await page.locator('#why-tab-sensitivity').click();
    await page.locator('.tornado li').first().waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('.tornado li.matters strong').allTextContents()).toEqual(['inflow']);
    await page.close();
  }, 180_000);

  it('keep ends in order, and around what a lever has set', async () => {
    const page = await served.open();
    const field = page.locator('[data-lever="constant:inflow"] input[type=number]');
    await field.fill('20');
    await field.press('Enter');
    await caption(page).toContain('ends at 100 liters');
    await page.locator('.varying summary').click();
    await page.locator('.vary button', { hasText: 'Vary all 3' }).click();
    await expect
      .poll(() => page.url())
      .toMatch(/vary=inflow%3D16..24&vary=residence%3D4..6&vary=leak%3D0..1&members=200/);
    await expect.poll(() => page.url()).not.toContain('set=');
    const low = page.locator('input[aria-label="residence: lower end"]');
    await low.fill('7');
    await low.press('Enter');
    await page.locator('.vary [role=alert]', { hasText: '4 to 6' }).waitFor();
    await expect.poll(() => low.inputValue()).toBe('4');
    await page.locator('.vary select').selectOption('1000');
    await expect.poll(() => page.url()).toContain('members=1000');
    await page.locator('.vary button', { hasText: 'Vary none' }).click();
    await caption(page).toBe('Water ends at 50 liters.');
    await expect.poll(() => page.url()).not.toContain('members=');
    await page.close();
  }, 120_000);
});
