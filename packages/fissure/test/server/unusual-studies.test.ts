/** Studies that are not like the flagship, in a real browser: without claims, without outcomes, in Arabic, with long names. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { serveWorkbench } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung';

describeInBrowser('the workbench of a study', () => {
  let root = '';
  const served = servePage((made) => {
    root = made;
    return GARRISON;
  });

  /** A page of the garrison with files of it written anew, or away. */
  const open = async (name: string, files: Readonly<Record<string, ((text: string) => string) | undefined>>) => {
    const folder = join(root, name);
    mkdirSync(folder);
    cpSync(GARRISON, folder, { recursive: true });
    for (const [file, edit] of Object.entries(files)) {
      const path = join(folder, file);
      if (edit) writeFileSync(path, edit(readFileSync(path, 'utf8')));
      else rmSync(path);
    }
    const server = await serveWorkbench(folder);
    const page = await (await served.open())
      .context()
      .browser()!
      .newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(server.url);
    await page.locator('.outcomes .note', { hasText: /^(?:All|The study names)/ }).waitFor({ timeout: 90_000 });
    return { page, close: () => Promise.all([page.close(), server.close()]) };
  };
  const move = async (page: Page) => {
    const field = page.locator('.lever input[type=number]').first();
    await field.fill('1.5');
    await field.press('Enter');
    await page.locator('.changed').waitFor();
  };

  it('without claims says nothing of verdicts when a lever moves', async () => {
    const { page, close } = await open('claimless', {
      'claims.yaml': undefined,
      'argument.md': (text) => text.replaceAll(/\*\*claim\*\* C\d:/g, '**open**:'),
    });
    await move(page);
    await expect.poll(() => page.locator('.outcomes figure svg').first().textContent()).toContain('as it stands');
    await page.locator('.under-way').waitFor({ state: 'detached', timeout: 60_000 });
    expect(await page.locator('.argument').textContent()).not.toMatch(/verdict/i);
    await close();
  }, 120_000);

  it('without outcomes says so, also when a lever moves', async () => {
    const { page, close } = await open('outcomeless', {
      'history.yaml': undefined,
      'study.yaml': (text) => text.replace(/outputs:\n(?: {2}.*\n)+/, ''),
    });
    await move(page);
    await page
      .locator('.argument [role=status]', { hasText: /claims? changed|No verdict/ })
      .waitFor({ timeout: 60_000 });
    expect(await page.locator('.outcomes').textContent()).toContain('The study names no outcomes');
    expect(await page.locator('.outcomes').textContent()).not.toMatch(/while the lever moves/);
    await close();
  }, 120_000);

  it('in Arabic goes from the right, sentence by sentence, and what the page says from the left', async () => {
    const { page, close } = await open('arabic', {
      'argument.md': (text) =>
        text
          .replace(
            'The longer the pay is owed, the more soldiers wish to leave.',
            'كلما طال تأخير الرواتب ازداد عدد الراغبين في الرحيل (8 من 10).',
          )
          .replace('Unpaid wages are what empties the garrison.', 'الرواتب غير المدفوعة هي ما يفرغ الحامية.'),
    });
    const directions = () =>
      page.evaluate(
        `['.prose', '.paragraph:nth-last-child(1 of .paragraph) .prose', '.card'].map((part) => getComputedStyle(document.querySelector(part)).direction)`,
      );
    await page.locator('.chip', { hasText: 'C1' }).click();
    await page.locator('.card').waitFor();
    expect(await directions()).toEqual(['rtl', 'ltr', 'ltr']);
    expect(await axeViolations(page)).toEqual([]);
    await page.screenshot({ path: join(PICTURES, 'arabic-study.png') });
    await close();
  }, 120_000);

  it('with a word that is longer than a column keeps it in its own when scenarios are compared', async () => {
    const { page, close } = await open('long', {
      'study.yaml': (text) => text.replace('title: Soldiers at their posts', `title: ${LONG}`),
    });
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('All 2 columns are there.').waitFor({ timeout: 60_000 });
    const overlaps = await page.evaluate(
      `[...document.querySelectorAll('dialog th, dialog td')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)`,
    );
    expect(overlaps).toEqual([]);
    await page.screenshot({ path: join(PICTURES, 'compare-long.png') });
    await close();
  }, 120_000);
});
