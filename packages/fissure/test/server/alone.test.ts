/** A page whose server is gone: it says so, what is open goes on, and it comes back by itself with what changed meanwhile. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';
import { PICTURES } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

describeInBrowser('a page whose server is gone', () => {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const notice = () => page.locator('.diagnostics[role=alert]');
  const status = () => page.locator('.argument > [role=status]').textContent();

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'fissure-alone-'));
    cpSync(GARRISON, folder, { recursive: true });
    server = await serveWorkbench(folder);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
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
});
