/** A page whose server is gone: it says so, what is open goes on, and it comes back by itself with what changed meanwhile. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';
import { PICTURES } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

describeInBrowser('a page whose server is gone', () => {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const notice = () => page.locator('.diagnostics[role=alert]');
  const status = () => page.locator('.told > [role=status]').textContent();

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'fissure-alone-'));
    cpSync(GARRISON, folder, { recursive: true });
    server = await serveWorkbench(folder);
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    await page.goto(server.editingUrl);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await server.close();
    await notice().waitFor({ timeout: 20_000 });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says so, and how it is started again', async () => {
    const { port } = new URL(server.url);
    expect(await notice().locator('code').textContent()).toBe(`fissure open ${folder} --port ${port}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
      await page.screenshot({ path: join(PICTURES, `alone-${colorScheme}.png`) });
    }
  });

  it('goes on with levers, and does not choose what it cannot have', async () => {
    const field = page.locator('.lever input[type=number]').first();
    await field.fill('1.5');
    await field.press('Enter');
    await expect.poll(status).toMatch(/^1 claim changed/);
    await page.locator('.scenarios select').selectOption('paid');
    await expect.poll(() => page.locator('.scenarios select').inputValue()).toBe('');
    expect(await page.locator('.changed').textContent()).not.toContain('scenario');
    expect(await page.getByRole('button', { name: 'Start it anew' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Claims by variants' }).click();
    await page.locator('.fetching', { hasText: 'could not be fetched' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  }, 60_000);

  it('comes back by itself: with what changed meanwhile, the levers as they stood, and what could not be fetched', async () => {
    const file = join(folder, 'study.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title:.*$/m, 'title: Another title'));
    server = await serveWorkbench(folder, Number(new URL(server.url).port));
    await notice().waitFor({ state: 'detached', timeout: 30_000 });
    await expect.poll(() => page.locator('h1').textContent()).toBe('Another title');
    expect(await page.locator('.lever input[type=number]').first().inputValue()).toBe('1.5');
    await page.getByRole('button', { name: 'Load the page anew' }).click();
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    expect(await page.locator('.lever input[type=number]').first().inputValue()).toBe('1.5');
    await page.locator('.scenarios select').selectOption('paid');
    await expect.poll(() => page.locator('.changed').textContent()).toContain('scenario');
    await expect.poll(status).toMatch(/claims? changed|No verdict differs/);
  }, 90_000);

  describe('when it is back with another token', () => {
    const saved = () => readFileSync(join(folder, 'study.yaml'), 'utf8');
    const code = () => page.locator('.cm-content');
    const type = async (text: string) => {
      await code().click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type(text);
    };
    const isTold = () => page.getByText('was started anew').waitFor({ timeout: 30_000 });
    const isTakenBack = () => page.getByText('was started anew').waitFor({ state: 'detached' });
    const startAnew = async () => {
      await server.close();
      server = await serveWorkbench(folder, Number(new URL(server.url).port));
      await isTold();
    };

    it('saves what was typed once the new address is open in another tab', async () => {
      await isTold();
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.locator('.edit-files button', { hasText: 'study.yaml' }).click();
      await type('# in one tab\n');
      await page.keyboard.press('Control+s');
      await page.locator('.edit [role=alert]', { hasText: 'may not write' }).waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeViolations(page)).toEqual([]);
        await page.screenshot({ path: join(PICTURES, `outdated-${colorScheme}.png`) });
      }
      const other = await context.newPage();
      await other.goto(server.editingUrl);
      await isTakenBack();
      await other.close();
      expect(await page.locator('.edit [role=alert]').count()).toBe(0);
      await page.keyboard.press('Control+s');
      await expect.poll(saved).toMatch(/^# in one tab\n/);
    }, 90_000);

    it('takes the address from its reader, and no other', async () => {
      await type('# typed\n');
      await startAnew();
      const field = page.getByRole('textbox', { name: 'Address that the terminal printed' });
      await field.fill(`${server.url}#token=of-another`);
      await field.press('Enter');
      await page.getByText('That is not the address of this server.').waitFor();
      await field.fill(server.editingUrl);
      await field.press('Enter');
      await isTakenBack();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(saved).toMatch(/^# typed\n/);
    }, 90_000);

    it('takes it from the address bar, where nothing else changes', async () => {
      await type('# once more\n');
      await startAnew();
      const before = page.url();
      expect(before).toContain('1.5');
      await page.evaluate(`location.href = ${JSON.stringify(server.editingUrl)}`);
      await isTakenBack();
      expect(page.url()).toBe(before);
      expect(await page.locator('.lever input[type=number]').first().inputValue()).toBe('1.5');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(saved).toMatch(/^# once more\n/);
    }, 90_000);

    it('stays read-only where it could not write before, until its reader gives it the address', async () => {
      const reader = await context.newPage();
      await reader.goto(server.url);
      await reader.getByRole('button', { name: 'Edit', exact: true }).click();
      await reader.getByText('Read only').first().waitFor();
      await reader.locator('.edit-files button', { hasText: 'study.yaml' }).click();
      const writer = await context.newPage();
      await writer.goto(server.editingUrl);
      await writer.locator('.chip').first().waitFor();
      await writer.close();
      expect(await reader.getByText('Read only').count()).toBeGreaterThan(0);
      await reader.evaluate(`location.href = ${JSON.stringify(server.editingUrl)}`);
      await reader.getByText('Read only').first().waitFor({ state: 'detached' });
      await reader.locator('.cm-content').click();
      await reader.keyboard.type('#');
      await reader.getByRole('button', { name: 'Save', exact: true }).click({ timeout: 5_000 });
      await reader.close();
    }, 90_000);
  });
});
