/** Dealing with statements of an argument, in a real browser: by letters, into the file, and back. */
import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

describeInBrowser('statements nobody has dealt with', () => {
  let file = '';
  const served = servePage((folder) => {
    cpSync(GARRISON, folder, { recursive: true });
    file = join(folder, 'argument.md');
    appendFileSync(file, '- `p2.5` **open**: Deserters come back in winter.\n- `p2.6` **open**: Winters were hard.\n');
    return folder;
  });
  const coverage = (page: Page) => expect.poll(() => page.locator('.coverage').textContent(), { timeout: 60_000 });
  const statement = (page: Page) => expect.poll(() => page.locator('.marking .note').first().textContent());
  const status = (page: Page) => expect.poll(() => page.locator('.marking [role=status]').textContent());
  /** The letter of a fate is heard where one of the fates has the focus. */
  const press = async (page: Page, key: string) => {
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('radio');
    await page.keyboard.press(key);
  };

  it('are counted, set aside from the keyboard, written into argument.md, and taken back', async () => {
    const before = readFileSync(file, 'utf8');
    const page = await served.open(served.editingUrl);
    await coverage(page).toContain(
      '6 of 8 statements are modelled, tested, or set aside with a reason. Not yet: p2.5p2.6',
    );
    await page.locator('body').press('m');
    await statement(page).toBe('Statement 7 of 8: p2.5. Nobody has dealt with it yet.');
    await press(page, 'j');
    await statement(page).toContain('p2.6');
    await press(page, 'k');
    await statement(page).toContain('p2.5');

    await press(page, 'x');
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('text');
    await page.keyboard.type('a bracket ( too many');
    await page.keyboard.press('Enter');
    await status(page).toContain('close every bracket');
    expect(readFileSync(file, 'utf8')).toBe(before);
    const field = page.locator('.marking input[type=text], .marking input:not([type])');
    await field.fill('who comes back is not counted');
    await field.press('Enter');
    await status(page).toBe('p2.5 is saved.');
    await statement(page).toContain('p2.6');
    const after = readFileSync(file, 'utf8');
    expect(after).toBe(before.replace('**open**: Des', '**out of scope** (who comes back is not counted): Des'));
    await coverage(page).toContain('7 of 8');

    await press(page, 't');
    for (const [names, told] of [
      ['C9', 'There is no claim `C9` in claims.yaml.'],
      ['', 'The statement p2.6 names no claim that carries it.'],
    ] as const) {
      await field.fill(names);
      await field.press('Enter');
      await status(page).toContain(`Nothing was written. ${told}`);
      expect(readFileSync(file, 'utf8')).toBe(after);
    }
    await field.fill('C1');
    await field.press('Enter');
    await status(page).toBe('p2.6 is saved.');
    await coverage(page).toContain('All 8 statements');
    for (const id of ['p2.6', 'p2.5']) {
      await page.getByRole('button', { name: 'Undo the last change' }).click();
      await status(page).toBe(`${id} is as it was.`);
    }
    await expect.poll(() => readFileSync(file, 'utf8')).toBe(before);
    await coverage(page).toContain('6 of 8');
    await page.close();
  }, 180_000);

  it('stand in a page that is accessible in light and dark, wide and narrow; without the token nothing is written', async () => {
    const page = await served.open();
    await page.locator('.coverage').waitFor({ timeout: 60_000 });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator('#mark').click();
        await page.locator('.marking blockquote').waitFor();
        expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
        expect(await axeViolations(page)).toEqual([]);
        await page.screenshot({ path: join(PICTURES, `marking-${width}-${colorScheme}.png`) });
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    await page.close();
  }, 180_000);
});
