/** What a study says of itself, in the workbench. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStudy } from '../../src/host/open-study.ts';
import { citationText } from '../../src/report/figures/origin.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const STUDY = path('../../../../studies/islamic-state/');
const PICTURES = path('../../../../out/workbench/');

it('is cited by what there is to cite', () => {
  const known = { title: 'A garrison', hash: '0123456789abcdef', version: '1.2.3' };
  expect(citationText(known, '100 members, seed 7', 'fedcba9876543210')).toBe(
    'A garrison. A study for Fissure 1.2.3, 100 members, seed 7, study 0123456789ab, results fedcba987654.',
  );
  expect(citationText({ title: 'A model', hash: '', version: '' }, 'one run')).toBe(
    'A model. A study for Fissure, one run.',
  );
});

describeInBrowser('what the study says of itself', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(STUDY);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(server.url);
    await page.locator('h1').waitFor({ timeout: 90_000 });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('is there before any result is, by button and by key, in light, dark and on a phone', async () => {
    const { study } = openStudy(STUDY);
    const { title, question, limits, seed } = study!.settings;
    await page.getByRole('button', { name: 'About', exact: true }).click();
    const about = page.locator('.about');
    await about.waitFor();
    const text = (await about.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain(question);
    // Opened at its beginning.
    expect(await page.evaluate('document.querySelector("dialog").scrollTop')).toBe(0);
    expect(text).toContain(`${study!.evidence.length} findings from ${study!.references.length} sources`);
    expect(await about.locator('ul li').count()).toBe(limits.length);
    const citation = await about.locator('textarea').inputValue();
    expect(citation).toMatch(/^(.*)\. A study for Fissure [\d.]+\S*, 1,000 members, seed \d+, study [0-9a-f]{12}\.$/);
    expect(citation).toContain(`${title}. `);
    expect(citation).toContain(`seed ${seed}`);
    for (const [name, colorScheme, width] of [
      ['about', 'light', 1366],
      ['about-dark', 'dark', 1366],
      ['about-phone', 'light', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 768 });
      expect(await axeViolations(page, 'dialog')).toEqual([]);
      expect(await page.evaluate('document.querySelector("dialog").scrollWidth <= innerWidth')).toBe(true);
      await page.screenshot({ path: `${PICTURES}${name}.png` });
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.keyboard.press('Escape');
    await about.waitFor({ state: 'detached' });
    await page.keyboard.press('a');
    await about.waitFor();
  });

  it('leads to evidence and sources', async () => {
    await page.getByRole('button', { name: 'Evidence and sources' }).click();
    await page.locator('.about').waitFor({ state: 'detached' });
    await page.locator('.drawer [role=tab][aria-selected=true]', { hasText: 'Evidence' }).waitFor();
  });
});
