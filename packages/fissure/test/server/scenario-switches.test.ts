/** What a scenario switches off can be ticked back in, in a real browser: in the address, by keys, and back again. */
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../in-browser.ts';
import { servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

describeInBrowser('a mechanism that a scenario takes out', () => {
  const served = servePage((folder) => {
    cpSync(GARRISON, folder, { recursive: true });
    appendFileSync(join(folder, 'scenarios.yaml'), 'mild:\n  label: Nobody is hanged\n  off: [gallows]\n');
    return folder;
  });
  const opened = async (address = ''): Promise<Page> => {
    const page = await served.open(address);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    return page;
  };
  const gallows = (page: Page) => page.getByRole('checkbox', { name: 'Hanging deserters' });
  const median = (page: Page) => page.locator('figure figcaption').first().textContent();
  const hasSettled = (page: Page) =>
    expect
      .poll(() => page.locator('.told > [role=status]').textContent(), { timeout: 60_000 })
      .toMatch(/^(No verdict differs|\d+ claims? changed)/);

  it('is put back by its tick, found by the palette, with the numbers of the study', async () => {
    const page = await opened();
    const still = await median(page);
    await page.locator('.scenarios select').selectOption('mild');
    await hasSettled(page);
    await expect.poll(() => median(page)).not.toBe(still);
    const mild = await median(page);
    await page.keyboard.press('Control+k');
    const field = page.locator('[role=combobox]');
    await field.waitFor();
    await field.fill('hanging deserters');
    await page.locator('[role=option][aria-selected=true]', { hasText: 'Hanging deserters' }).waitFor();
    await field.press('Enter');
    await expect
      .poll(() => page.evaluate('document.activeElement?.getAttribute("data-switch")'))
      .toBe('mechanism:gallows');
    expect(await gallows(page).isChecked()).toBe(false);
    await gallows(page).press('Space');
    await expect.poll(() => gallows(page).isChecked()).toBe(true);
    await expect.poll(() => page.url()).toContain('set=');
    await expect.poll(() => median(page)).toBe(still);
    await hasSettled(page);
    await expect.poll(() => page.locator('.changed').textContent()).toContain('with “Hanging deserters');
    const other = await opened(page.url().slice(served.url.length));
    await hasSettled(other);
    await expect.poll(() => median(other)).toBe(still);
    await other.locator('.switches summary').click();
    await expect.poll(() => gallows(other).isChecked()).toBe(true);
    await other.close();
    await page.goBack();
    await expect.poll(() => gallows(page).isChecked()).toBe(false);
    await expect.poll(() => median(page)).toBe(mild);
    await page.close();
  }, 180_000);
});
