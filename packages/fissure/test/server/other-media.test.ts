/** The workbench where it is not a window of usual size and colours: four times as large, on paper, in colours of the system. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { axeViolations, describeInBrowser, framesDrawn } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

/** The room that what stays in place leaves to what scrolls, as a share of the window. */
const ROOM = `(() => {
  const fixed = [...document.querySelectorAll('body *')].filter((one) => /fixed|sticky/.test(getComputedStyle(one).position));
  const covered = fixed.filter((one) => one.checkVisibility() && !one.closest('.scroll, .sheet'));
  return 1 - covered.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight;
})()`;

/** What is to be seen reaches beyond the edge of the sheet. */
const SEEN_BEYOND = `[...document.querySelectorAll('dialog *')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80))`;

/** Of a cell: its sign, its number, and whether it is another verdict; a sheet has no room for the verdict's word in each. */
function judgementIn(text: string): string {
  return text.replace(/[a-z ]+/g, '').replace(/\s/g, '');
}

describeInBrowser('the workbench', () => {
  const served = servePage(() => GARRISON);
  const ready = async () => {
    const page = await served.open();
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
    return page;
  };

  it('leaves the window to what is read where it is as low as a page at four times its size', async () => {
    const page = await ready();
    await page.setViewportSize({ width: 320, height: 256 });
    await framesDrawn(page);
    expect(await page.evaluate(ROOM)).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.locator('.chip', { hasText: 'C2' }).click();
    await page.locator('.sheet').waitFor();
    await framesDrawn(page);
    const { y } = (await page.locator('.sheet').boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(-1);
    expect(y).toBeLessThan(40);
    await page.screenshot({ path: join(PICTURES, 'low-sheet.png') });
    await page.locator('.sheet figure').scrollIntoViewIfNeeded();
    await page.locator('.sheet svg').waitFor();
    const lever = page.locator('.sheet .lever input[type=number]').first();
    await lever.fill('1.5');
    await lever.press('Enter');
    await expect.poll(() => page.locator('.sheet figure svg').textContent()).toContain('as it stands');
    await page.locator('.sheet .close').click();
    await framesDrawn(page);
    const chip = (await page.locator('#claim-C2').boundingBox())!;
    expect(chip.y).toBeGreaterThanOrEqual(0);
    expect(chip.y + chip.height).toBeLessThanOrEqual(256);
    await page.locator('#why button').click();
    await page.locator('.strips').waitFor();
    expect(await page.evaluate(ROOM)).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  }, 120_000);

  it('goes on paper with every chart and what was changed, and without what is pressed', async () => {
    const page = await ready();
    const lever = page.locator('.lever input[type=number]').first();
    await lever.fill('1.5');
    await lever.press('Enter');
    await page.locator('.changed').waitFor();
    const charts = await page.locator('.outcomes figure').count();
    // Low: the last of them was never in view.
    await page.setViewportSize({ width: 1280, height: 400 });
    await page.reload();
    await page.locator('.changed').waitFor();
    await page.locator('.chip:not(.untested)').first().waitFor();
    expect(await page.locator('.outcomes figure svg').count()).toBeLessThan(charts);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.pdf({ path: join(PICTURES, 'workbench.pdf'), format: 'A4' });
    expect(await page.locator('.outcomes figure svg').count()).toBe(charts);
    const pressed = await page.evaluate(
      `[...document.querySelectorAll('button, input, select, summary')].filter((one) => one.checkVisibility() && !one.closest('figcaption, .claim, .counts')).map((one) => one.outerHTML)`,
    );
    expect(pressed).toEqual([]);
    expect(await page.locator('.changed').isVisible()).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('h1')).color`)).toBe('rgb(34, 38, 43)');
    // An open table in place of all else.
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('v');
    await page.getByText('columns are there.').waitFor({ timeout: 60_000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('main').isVisible()).toBe(false);
    // As wide as upright A4 is between the margins that a browser leaves.
    await page.setViewportSize({ width: 718, height: 900 });
    await page.emulateMedia({ media: 'screen' });
    const said = (await page.locator('dialog td button').allTextContents()).map(judgementIn).toSorted();
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(SEEN_BEYOND)).toEqual([]);
    const printed = await page.evaluate(
      `[...document.querySelectorAll('dialog td')].filter((one) => one.checkVisibility()).map((one) => one.innerText)`,
    );
    expect((printed as readonly string[]).map(judgementIn).toSorted()).toEqual(said);
    await page.pdf({ path: join(PICTURES, 'variants.pdf'), format: 'A4' });
    // More scenarios than a sheet has room for beside one another: all of them, some at a time.
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    const names = Array.from({ length: 9 }, (_, i) => `Kept ${i}`);
    for (const name of names) {
      await page.getByLabel('Keep this as').fill(name);
      await page.getByLabel('Keep this as').press('Enter');
    }
    await page.locator('h1').click();
    await page.keyboard.press('c');
    await page.locator('.comparison').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(SEEN_BEYOND)).toEqual([]);
    for (const name of names)
      expect(await page.getByRole('columnheader', { name }).filter({ visible: true }).count()).toBe(1);
    await page.pdf({ path: join(PICTURES, 'compared.pdf'), format: 'A4' });
    await page.close();
  }, 120_000);

  it('shows what is pressed in colours of the system', async () => {
    const page = await ready();
    await page.emulateMedia({ forcedColors: 'active' });
    const button = page.locator('header button', { hasText: 'Runs as lines' });
    const colour = () =>
      page.evaluate(`getComputedStyle([...document.querySelectorAll('header button')].at(-3)).backgroundColor`);
    const before = await colour();
    await button.click();
    await expect.poll(colour).not.toBe(before);
    await page.screenshot({ path: join(PICTURES, 'forced-colours.png') });
    // Nor are bars, shades and marks lost that nothing but a colour shows.
    const shown = (part: string, style: string) =>
      page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(part)}))[${JSON.stringify(style)}]`);
    const paper = await shown('body', 'backgroundColor');
    expect(await shown('.lever .plausible', 'backgroundColor')).not.toBe(paper);
    await page.locator('#claim-C2 > button').click();
    expect(await shown('.statement.lit', 'textDecorationLine')).toBe('underline');
    await page.locator('#why button').click();
    await page.locator('#why-tab-sensitivity').click();
    await page.locator('.tornado .bar').first().waitFor();
    expect(await shown('.tornado .bar', 'backgroundColor')).not.toBe(paper);
    await page.screenshot({ path: join(PICTURES, 'forced-colours-bars.png') });
    await page.locator('#why button').click();
    await page.keyboard.press('/');
    await page.locator('.palette [aria-selected=true]').waitFor();
    expect(await shown('.palette [aria-selected=true]', 'outlineStyle')).toBe('solid');
    await page.keyboard.press('Escape');
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  }, 120_000);
});
