/** Choosing what to plot, in a real browser: by a word, by keyboard, several variables in one chart, and back again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { serveWorkbench } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

/** At rest Water is inflow times residence: 50 and 100. */
const SITES = `{UTF-8}
site: north, far west ~~|
Water[site] = INTEG (inflow[site] - outflow[site], 50) ~ liter ~|
Mud = INTEG (0.5 - Mud / 40, 20) ~ liter ~|
inflow[site] = 10, 20 ~ liter/Year ~|
outflow[site] = Water[site] / residence ~ liter/Year ~|
residence = 5 ~ Year ~|
whole = SUM(Water[site!]) + Mud ~ liter ~|
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 200 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

describeInBrowser('what is plotted', () => {
  const served = servePage((folder) => {
    const path = join(folder, 'sites.mdl');
    writeFileSync(path, SITES);
    return path;
  });
  const captions = (page: Page) => expect.poll(() => page.locator('figcaption').allTextContents(), { timeout: 60_000 });
  /** The picker, and its field with the focus. */
  const choosing = async (page: Page) => {
    await page.keyboard.press('p');
    await page.locator('.picker legend').first().waitFor();
    const field = page.locator('.picker input[type=search]');
    await field.focus();
    return field;
  };
  const closed = async (page: Page) => {
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };

  it('is found by a word and ticked without a pointer, stands in the address, and goes with the back button', async () => {
    const page = await served.open();
    await captions(page).toEqual(['Water, total ends at 150 liters.', 'Mud ends at 20 liters.']);
    const field = await choosing(page);
    const firstGroup = page.locator('.picker legend').first();
    // Of a file nobody has made a study yet.
    expect(await firstGroup.textContent()).toBe('Shown at first: the graphs of the file, or without any its stocks');
    await field.fill('WHOLE');
    await expect.poll(() => page.locator('.picker [role=status]').textContent()).toMatch(/^1 of \d+ variables$/);
    await field.press('ArrowDown');
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('checkbox');
    await page.keyboard.press('Space');
    await captions(page).toContain('whole ends at 170 liters.');
    await closed(page);
    await expect.poll(() => page.url()).toContain('plot=whole');
    const other = await served.open(page.url());
    await captions(other).toContain('whole ends at 170 liters.');
    await other.close();
    await page.goBack();
    await captions(page).toEqual(['Water, total ends at 150 liters.', 'Mud ends at 20 liters.']);
    await page.close();
  }, 120_000);

  it('can be an element, all of them in one chart, or variables of one unit; what goes away can come back', async () => {
    const page = await served.open();
    let field = await choosing(page);
    await field.fill('water west');
    const variable = (name: string) => page.locator('.picker .variable', { hasText: new RegExp(`^\\s*${name}`) });
    await variable('Water').getByRole('checkbox', { name: 'far west' }).check();
    await captions(page).toContain('Water (far west) ends at 100 liters.');
    await field.fill('outflow');
    await variable('outflow').locator('summary').click();
    await page.locator('.picker button', { hasText: 'All elements in one chart' }).click();
    const flows = page.locator('figure.together', { hasText: 'outflow' });
    await expect.poll(() => flows.locator('svg text').allTextContents()).toContain('far west');
    await field.fill('whole');
    await variable('whole').locator('input').check();
    await page.locator('.picker select').selectOption('water[far_west]');
    await captions(page).toContain('Water (far west) and whole ');
    // A flow is of another unit.
    await expect
      .poll(() => page.locator('.picker select option').allTextContents())
      .toEqual(['a chart of its own', 'Water (far west)']);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await field.fill('');
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `${PICTURES}plots-picker-${colorScheme}-${width}.png` });
        expect(await axeViolations(page, 'dialog')).toEqual([]);
      }
    }
    await closed(page);
    // Grey lines of a change, and the way to Why?.
    await page.locator('[data-lever="constant:residence"] input[type=number]').fill('10');
    await page.locator('[data-lever="constant:residence"] input[type=number]').press('Enter');
    await page.locator('figure.together path.standing').first().waitFor({ state: 'attached' });
    for (const width of [320, 1280]) {
      // As high as all of it: nothing lies half under a bar.
      await page.setViewportSize({ width, height: 6000 });
      await page.screenshot({ path: `${PICTURES}plots-${width}.png` });
      expect(await axeViolations(page)).toEqual([]);
    }
    // Who guesses does not see there what is to be guessed elsewhere.
    await page.locator('h1').click();
    await page.keyboard.press('g');
    await expect.poll(() => flows.locator('svg').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await flows.getByRole('button', { name: /^Show it now: outflow/ }).click();
    await expect.poll(() => flows.locator('svg text').allTextContents()).toContain('far west');
    await page.keyboard.press('g');
    await page.locator('button[aria-label="Put away: Mud"]').click();
    await captions(page).not.toContain('Mud ends at 20 liters; as it stands, at 20.');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('choose-plots');
    await page.locator('button', { hasText: 'Show 1 put away' }).click();
    await captions(page).toContain('Mud ends at 20 liters; as it stands, at 20.');
    field = await choosing(page);
    await field.fill('outflow');
    await variable('outflow').locator('summary').click();
    await variable('outflow').getByRole('checkbox', { name: 'far west' }).uncheck();
    await captions(page).toContain('outflow (north) ends at 10 liters per year; as it stands, at 10.');
    await closed(page);
    await page.close();
  }, 180_000);

  it('names what an address asks for and the model does not have', async () => {
    const page = await served.open(`#v=1&plot=nobody~mud&plot=water%255Bnowhere%255D`);
    await captions(page).toHaveLength(3);
    await expect
      .poll(() => page.locator('.diagnostics').textContent())
      .toContain('does not have them: variable “nobody” to plot and variable “water[nowhere]” to plot');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#v=1&plot=mud');
    await page.close();
  }, 90_000);

  it('is any variable of a study beside its outcomes, whose verdicts stay', async () => {
    const study = await serveWorkbench(GARRISON);
    try {
      const page = await served.open(`${study.url}#v=1&plot=soldiers`);
      await captions(page).toHaveLength(4);
      const own = page.locator('[id="outcome-plot.soldiers"] figcaption');
      await expect.poll(() => own.textContent(), { timeout: 60_000 }).toMatch(/in 9 of 10 runs between/);
      await page.locator('text=All runs; those nearer').waitFor();
      const words = await page.locator('.claim .chip').allTextContents();
      const field = await choosing(page);
      expect(await page.locator('.picker legend').first().textContent()).toBe('Shown as the study has them');
      await field.fill('healing');
      await page.locator('.picker .variable input').first().check();
      await closed(page);
      await captions(page).toHaveLength(5);
      expect(await page.locator('.claim .chip').allTextContents()).toEqual(words);
      expect(await page.locator('progress').count()).toBe(0);
      await page.close();
    } finally {
      await study.close();
    }
  }, 120_000);
});
