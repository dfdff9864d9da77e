/** The page as another language would have it: no text of its own may be left in English, in any view. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

/**
 * In the page: texts and labels that are neither marked as translated nor what the study says. `corpus`: all that the study
 * says, and what its files say.
 */
const UNTRANSLATED = `(corpus) => {
  const plain = (text) => text.toLowerCase().replaceAll('_', ' ').replace(/\\s+/g, ' ').trim();
  // What is made of a marked text and others, as a title beside a label, is marked somewhere.
  const isOwn = (text) => !text.includes('⟦') && !text.includes('⟧') && !text.includes('·');
  const says = new Set(plain(corpus).match(/\\p{L}+/gu));
  const found = [];
  const look = (text, where) => {
    const words = plain(text).match(/\\p{L}{3,}/gu) ?? [];
    if (words.length === 0 || !isOwn(text)) return;
    if (!words.every((word) => says.has(word))) found.push(where + ': ' + text.trim().slice(0, 80));
  };
  // Formulas, code and drawings are the study's; so are names of files and of months.
  const skipped = 'math, code, kbd, svg, pre, .cm-editor, script, style, textarea, .edit-files, h1';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest(skipped)) look(data, parentElement.tagName);
  }
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder'])
    for (const one of document.querySelectorAll('[' + name + ']'))
      if (!one.closest('svg, .cm-editor')) look(one.getAttribute(name), name);
  return [...new Set(found)];
}`;

const MODEL = `{UTF-8}
Water = INTEG (10 - outflow, 50) ~ liter ~|
outflow = Water / residence ~ liter/Year ~|
residence = 5 ~ Year ~|
INITIAL TIME = 0 ~ Year ~| FINAL TIME = 20 ~ Year ~| SAVEPER = 1 ~ Year ~| TIME STEP = 0.25 ~ Year ~|
`;

/** Dates and file kinds are the same in any language, or come from the clock of the study. */
const SAME_EVERYWHERE = 'month csv svg png yaml escape';

/** What is said, not what the parts of the message are called. */
const STRINGS_IN = `function strings(part) {
  if (typeof part === 'string') return part;
  return part === null || typeof part !== 'object' ? '' : Object.values(part).map(strings).join(' ');
}`;

describeInBrowser('another language', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  let corpus = '';

  const expectTranslated = async (view: string) =>
    expect(await page.evaluate(`(${UNTRANSLATED})(${JSON.stringify(corpus)})`), view).toEqual([]);

  /** Charts with their axes and levers, code and formulas: as they are drawn and written. */
  const expectLeftToRight = async (...parts: string[]) => {
    for (const part of parts)
      expect(await page.evaluate(`getComputedStyle(document.querySelector('${part}')).direction`), part).toBe('ltr');
  };

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    const [address, token] = server.editingUrl.split('#');
    await page.goto(`${address}?locale=pseudo-rtl#${token}`);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 90_000 });
    await page.locator('figure svg').first().waitFor();
    corpus = `${SAME_EVERYWHERE} ${await page.evaluate(
      `Promise.all(['/api/study', '/api/why', '/api/files'].map((one) => fetch(one).then((answer) => answer.json()))).then(${STRINGS_IN})`,
    )}`;
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('leaves no English in the first view, a claim, or a lever that was moved', async () => {
    await expectTranslated('first view');
    await page.locator('.claim > button').last().click();
    await page.locator('.lever input[type=number]').first().fill('50');
    await page.locator('.lever input[type=number]').first().press('Enter');
    await page.locator('.beyond').waitFor();
    await expect.poll(() => page.locator('.told > [role=status]').textContent(), { timeout: 60_000 }).toContain('⟦');
    await expectTranslated('claim and lever');
  }, 90_000);

  it.each(['causes', 'loops', 'diagram', 'sensitivity', 'evidence', 'equations', 'members'])(
    'leaves no English in the drawer: %s',
    async (name) => {
      if ((await page.locator('#why-tab-causes').count()) === 0) await page.locator('#why button').click();
      await page.locator(`#why-tab-${name}`).click();
      await page.locator(`#why-panel-${name}`).waitFor();
      // An answer is there, and none is on its way.
      await page.locator('.panel [role=status]:not(.note)').waitFor({ state: 'detached', timeout: 60_000 });
      await expectTranslated(name);
      if (name === 'causes') {
        await page.screenshot({ path: `${PICTURES}rtl-why.png` });
        await expectLeftToRight('.strip', '.why .times .ticks', '.why .times input', '.walk-time input');
      }
      if (name === 'sensitivity') await expectLeftToRight('.tornado .ticks', '.tornado .track');
      if (name === 'equations') await expectLeftToRight('.panel code', '.panel math');
    },
    90_000,
  );

  it('leaves no English in dialogs and in the editor', async () => {
    await page.locator('#why button').click();
    await page.locator('h1').click();
    for (const [key, part] of [
      ['?', '.keys'],
      ['/', '.palette [role=option]'],
      ['p', '.picker .variable'],
      ['m', '.marking form'],
      ['a', '.about'],
      ['s', '.share'],
      ['c', 'dialog table'],
      ['v', '.variants li'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(part).first().waitFor({ timeout: 30_000 });
      await expectTranslated(part);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('e');
    // Until the files are listed, the only button there makes a new one.
    await page.locator('.edit-files button', { hasText: 'argument.md' }).click();
    await page.locator('.cm-content').waitFor({ timeout: 30_000 });
    await expectTranslated('editor');
    await expectLeftToRight('.cm-content');
    await page.screenshot({ path: `${PICTURES}rtl-editor.png` });
  }, 120_000);

  it('leaves no English where a plain model is open: runs that vary, charts to choose, the study that it becomes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fissure-rtl-'));
    writeFileSync(join(folder, 'water.mdl'), MODEL);
    const own = await serveWorkbench(join(folder, 'water.mdl'));
    const model = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    const [address, token] = own.editingUrl.split('#');
    await model.goto(
      `${address}?locale=pseudo-rtl#${token}&v=1&vary=residence%3D4..6&members=200&plot=outflow&hide=no`,
    );
    await model.locator('[id="outcome-plot.outflow"] svg').waitFor({ timeout: 60_000 });
    await model.locator('.vary textarea').waitFor({ timeout: 60_000 });
    const words = `${SAME_EVERYWHERE} ${MODEL} ${await model.evaluate(
      `Promise.all(['/api/study?plot=outflow', '/api/why'].map((one) => fetch(one).then((answer) => answer.json()))).then(${STRINGS_IN})`,
    )}`;
    const expectOwn = async (view: string) =>
      expect(await model.evaluate(`(${UNTRANSLATED})(${JSON.stringify(words)})`), view).toEqual([]);
    await expectOwn('model');
    await model.locator('#choose-plots').click();
    await model.locator('.picker .variable').first().waitFor();
    await expectOwn('picker');
    await model.keyboard.press('Escape');
    await model.locator('dialog').waitFor({ state: 'detached' });
    await model.keyboard.press('e');
    await model.locator('.edit-files button', { hasText: 'model.yaml' }).waitFor();
    await expectOwn('study to be');
    await model.screenshot({ path: `${PICTURES}rtl-model.png` });
    await model.close();
    await own.close();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);
});
