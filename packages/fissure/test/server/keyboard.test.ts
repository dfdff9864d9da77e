/** Five minutes with nothing but keys: whatever is opened, pressed or closed, the next key goes on from there. */
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../in-browser.ts';
import { servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

describeInBrowser('a reader without a pointer', () => {
  const served = servePage((folder) => {
    cpSync(GARRISON, folder, { recursive: true });
    return folder;
  });
  let page: Page;

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const isAt = (part: string) =>
    expect
      .poll(() => page.evaluate(`document.activeElement.matches(${JSON.stringify(part)})`), { message: part })
      .toBe(true);
  /** With Tab, from where they are. */
  const tabTo = async (part: string) => {
    for (let count = 0; count < 100; count += 1) {
      if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(part)})`)) return;
      await press('Tab');
    }
    throw new Error(`${part} was not reached`);
  };

  beforeAll(async () => {
    page = await served.open('#v=1&claim=C1');
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
  }, 90_000);

  afterAll(async () => page?.close());

  it('puts a chart away beside a claim that measures none of them, and is told of no filter', async () => {
    await tabTo('[aria-label="Put away: Trust in the commander"]');
    await press('Enter');
    await isAt('#choose-plots');
    expect(await page.locator('.outcomes .note').allInnerTexts()).not.toContainEqual(
      expect.stringContaining('those that C1 measures'),
    );
  });

  it('moves a lever, and stays beside it when its way back has been taken', async () => {
    await tabTo('.lever input[type=range]');
    await press('Home', 'ArrowRight', 'ArrowRight');
    await expect.poll(() => page.locator('.told > [role=status]').textContent()).toMatch(/^1 claim changed: C1/);
    await tabTo('.lever [aria-label$="back to what the study assumes"]');
    await press('Enter');
    await isAt('.lever :is(button, input)');
    await press('End');
    await tabTo('.lever input[type=range]');
    await press('End');
    const back = page.locator('section button', { hasText: 'Back to the study' });
    await expect.poll(() => back.isEnabled()).toBe(true);
    await back.focus();
    await press('Enter');
    await isAt('[aria-labelledby=levers] :is(button, input)');
    await expect.poll(() => page.evaluate('location.hash')).not.toContain('set=');
  });

  it('finds a claim, asks why, and comes back step by step', async () => {
    await press('/');
    await isAt('.palette-field');
    await page.keyboard.type('C1');
    await press('Enter');
    await isAt('#claim-C1 > button');
    await tabTo('.card .tools button');
    await press('Enter');
    await isAt('#why button');
    await tabTo('.drawer [role=tab]');
    await press('ArrowRight');
    await isAt('#why-tab-loops');
    await press('Escape');
    await expect.poll(() => page.locator('[role=tab]').count()).toBe(0);
    await isAt('.card .tools button');
    await press('Escape');
    await expect.poll(() => page.locator('.card').count()).toBe(0);
    await isAt('#claim-C1 > button');
  });

  it('opens the editor and is in it, and comes back with Escape', async () => {
    await press('e');
    await isAt('#edit');
    await page.locator('.edit-files button').first().waitFor();
    await press('Tab');
    await isAt('.edit-files button');
    await press('Escape');
    await page.locator('.edit').waitFor({ state: 'detached' });
    await isAt('#claim-C1 > button');
  });

  it('tries to break it, and is still at the claim', async () => {
    await press('Enter');
    await page.locator('.card').waitFor();
    await press('Tab', 'Tab', 'Tab', 'Enter');
    // What starts it stops it, and is still there when it ends by itself.
    await isAt('.card .tools > button:nth-of-type(3)');
    await page.locator('.card [role=status]').waitFor({ timeout: 60_000 });
    await isAt('.card .tools > button:nth-of-type(3)');
    await press('Tab', 'Enter');
    await expect.poll(() => page.evaluate('location.hash')).toContain('set=');
    await isAt('.card .tools > button:nth-of-type(3)');
  }, 90_000);
});
