/** A model file of Vensim opened by itself, in a real browser: charts of its stocks, and levers for its constants. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

/** dx/dt = inflow - x / residence, which is at rest where x = inflow * residence. */
const MODEL = `{UTF-8}
Water = INTEG (inflow - outflow, 50) ~ liter ~|
inflow = 10 ~ liter/Year ~|
outflow = Water / residence ~ liter/Year ~|
residence = 5 ~ Year ~|
leak = 0 ~ liter/Year ~|
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 200 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

describeInBrowser('a model file opened by itself', () => {
  const served = servePage((folder) => {
    const path = join(folder, 'water.mdl');
    writeFileSync(path, MODEL);
    return path;
  });
  const ends = (page: Page) =>
    expect.poll(() => page.locator('figure figcaption').first().textContent(), { timeout: 60_000 });
  const field = (page: Page, id: string) => page.locator(`[data-lever="constant:${id}"] input[type=number]`);

  it('has no column for an argument, nor words about members', async () => {
    const page = await served.open();
    await ends(page).toContain('Water ends at 50 liter');
    const text = (await page.locator('body').textContent())!;
    expect(text).not.toMatch(/Argument|not yet tested|middle run|members?\b|sentences/);
    expect(text).toContain('What the check of the model found: 1');
    await page.close();
  }, 90_000);

  it('gives a single chart the room of its column, and no more than what can be seen of it', async () => {
    const page = await served.open();
    await page.setViewportSize({ width: 1366, height: 768 });
    await ends(page).toContain('Water ends at 50 liter');
    const [column, chart, tools, bar] = await Promise.all(
      ['.outcomes', '.outcomes figure svg', '.outcomes figure .tools', '.drawer'].map(async (part) => {
        return (await page.locator(part).first().boundingBox())!;
      }),
    );
    expect(chart!.width).toBeGreaterThan(0.65 * column!.width);
    expect(tools!.y + tools!.height).toBeLessThanOrEqual(bar!.y);
    await page.screenshot({ path: join(PICTURES, 'model-file-single.png') });
    await page.close();
  }, 90_000);

  it('is moved by its constants, keeps the run as it stands, and goes back with the browser', async () => {
    const page = await served.open();
    await field(page, 'inflow').fill('20');
    await field(page, 'inflow').press('Enter');
    await ends(page).toMatch(/Water ends at 100 liters; as it stands, at 50\./);
    await expect.poll(() => page.locator('figure svg').first().textContent()).toContain('as it stands');
    // Negative, and beyond the slider.
    await field(page, 'inflow').fill('-10');
    await field(page, 'inflow').press('Enter');
    await ends(page).toContain('ends at -50 liter');
    const address = page.url().slice(served.url.length);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        // Down to the end, where nothing lies half under the bar below.
        await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        await page.screenshot({ path: `${PICTURES}model-file-${colorScheme}-${width}.png` });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    const other = await served.open(address);
    await ends(other).toContain('ends at -50 liter');
    await expect.poll(() => field(other, 'inflow').inputValue()).toBe('-10');
    await other.close();
    await page.goBack();
    await ends(page).toMatch(/ends at 100 liters/);
    const slider = page.locator('[data-lever="constant:inflow"] input[type=range]');
    await slider.press('Delete');
    await ends(page).toContain('Water ends at 50 liter');
    await expect.poll(() => page.url()).not.toContain('set=');
    await page.close();
  }, 120_000);

  it('says from when on nothing is known where a constant leads beyond all numbers, and says so no longer after it', async () => {
    const page = await served.open('#v=1&set=constant:inflow*1e308');
    const told = () => page.locator('.outcomes [role=status]').textContent();
    // 5e308 (1 - 0.95^k) is beyond the largest number, 1.798e308, from the ninth quarter of a year on.
    await expect
      .poll(told, { timeout: 60_000 })
      .toBe(
        'With this change the run breaks off at year 2.25: a value is no longer finite there, and nothing is known from then on.',
      );
    expect(await axeViolations(page, '.outcomes')).toEqual([]);
    await page.locator('[data-lever="constant:inflow"] input[type=range]').press('Delete');
    await expect.poll(told).toBe('');
    await page.close();
  }, 90_000);

  it('gives runs that were kept away side by side, and shows its levers on a phone', async () => {
    const page = await served.open();
    await field(page, 'inflow').fill('20');
    await field(page, 'inflow').press('Enter');
    await ends(page).toContain('ends at 100 liters');
    await page.locator('.scenarios input').fill('more');
    await page.locator('.scenarios button', { hasText: 'Keep' }).click();
    await page.locator('.scenarios li button', { hasText: 'more' }).waitFor();
    await field(page, 'inflow').fill('30');
    await field(page, 'inflow').press('Enter');
    await ends(page).toContain('ends at 150 liters');
    await page.locator('.scenarios button', { hasText: 'Compare' }).click();
    const button = page.locator('dialog button:enabled', { hasText: 'as CSV' });
    await button.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines[0]).toBe('"Time","Water, as it stands","Water, now","Water, more"');
    const last = lines.at(-1)!.split(',').map(Number);
    for (const [i, value] of [200, 50, 150, 100].entries()) expect(last[i]).toBeCloseTo(value, 6);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 320, height: 800 });
    await page.locator('.what-if').click();
    await page.locator('.sheet [data-lever="constant:inflow"] input[type=number]').waitFor();
    await page.screenshot({ path: `${PICTURES}model-file-sheet.png` });
    expect(await axeViolations(page, '.sheet')).toEqual([]);
    await page.close();
  }, 120_000);
});
