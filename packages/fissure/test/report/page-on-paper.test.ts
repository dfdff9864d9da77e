/** The page on sheets of A4: nothing is lost or cut, no heading ends a sheet, and no sheet is left to a line or none. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callCommand } from '../cli/call-command.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

/** Of A4 upright, between the margins of the page: 178 mm by 261 mm. */
const SHEET = { width: 673, height: 986 };

/** Sheets beside each other, which a script can measure: columns break where pages do. */
const SHEETS = `
html { height: ${SHEET.height}px }
body { columns: ${SHEET.width}px; column-gap: 0; column-fill: auto; width: ${SHEET.width}px; height: ${SHEET.height}px }
.part { break-before: column !important }`;

/** What ends each sheet, for whom it may not: the text of it; and the text that is on the sheet of the footer besides it. */
const MEASURED = `(() => {
  const sheetOf = (box) => Math.floor((box.left + 1) / ${SHEET.width});
  const last = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data.trim() === '' || !text.parentElement.checkVisibility()) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue;
      const sheet = sheetOf(box);
      const before = last.get(sheet);
      if (before === undefined || box.bottom > before.bottom) last.set(sheet, { bottom: box.bottom, top: box.top, of: text.parentElement });
    }
  }
  const heads = [...last].flatMap(([sheet, { of }]) => {
    const head = of.closest('h1, h2, h3, h4, summary, dt, .legend, .tally, .part');
    return head && !head.closest('figure') ? [sheet + ': ' + head.textContent.trim().slice(0, 60)] : [];
  });
  const footer = document.querySelector('footer').getClientRects()[0];
  const main = [...document.querySelector('main').getClientRects()].at(-1);
  return { heads, isFooterAlone: sheetOf(footer) !== sheetOf(main), sheets: last.size };
})()`;

interface Measured {
  readonly heads: readonly string[];
  readonly isFooterAlone: boolean;
  readonly sheets: number;
}

describeInBrowser('the page on paper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-paper-'));
  const file = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    await callCommand('report', GARRISON, '--members', '60', '-q', '-o', file);
    browser = await launchBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const printed = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: SHEET });
    await page.goto(pathToFileURL(file).href);
    await page.emulateMedia({ media: 'print' });
    return page;
  };

  it('has every equation, as a formula or as text', async () => {
    const page = await printed();
    const entries = (await page.evaluate(
      `[...document.querySelectorAll('dl.equations dt')].map((head) => ({ head: head.innerText, told: head.nextElementSibling.innerText.trim() }))`,
    )) as readonly { head: string; told: string }[];
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(({ told }) => told === '')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SHEET.width);
    expect(await page.getByText('change it on this page').isVisible()).toBe(false);
    await page.close();
  });

  it('has no heading at the foot of a sheet, and its last line on a sheet with others, wherever they come to stand', async () => {
    const page = await printed();
    await page.addStyleTag({ content: SHEETS });
    const wrong: { down: number; heads: readonly string[]; isFooterAlone: boolean }[] = [];
    for (let down = 0; down < 800; down += 29) {
      await page.evaluate(
        `for (const at of document.querySelectorAll('main, .part + section')) at.style.paddingTop = '${down}px'`,
      );
      const { heads, isFooterAlone, sheets } = (await page.evaluate(MEASURED)) as Measured;
      expect(sheets).toBeGreaterThan(3);
      if (heads.length > 0 || isFooterAlone) wrong.push({ down, heads, isFooterAlone });
    }
    expect(wrong).toEqual([]);
    await page.close();
  });
});
