/** One chart in a frame of any width: its letters are as large as the words around it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { embedPage } from '../../src/report/page/report-embed.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';
import { exampleReport } from './fixture.ts';

/** Of every text in the drawing that is shown: how large its letters are on the screen, and where it begins and ends within the drawing. */
const LETTERS = `[...document.querySelectorAll('figure > svg')].filter((one) => one.checkVisibility()).map((drawing) => {
  const { left, right, width } = drawing.getBoundingClientRect();
  const scale = width / drawing.viewBox.baseVal.width;
  return [...drawing.querySelectorAll('text')].map((text) => {
    const box = text.getBoundingClientRect();
    return { size: parseFloat(getComputedStyle(text).fontSize) * scale, isInside: box.left >= left - 1 && box.right <= right + 1, text: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
  });
})`;

interface Letters {
  readonly size: number;
  readonly isInside: boolean;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

describeInBrowser('a chart in a frame', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-embed-'));
  const file = join(folder, 'chart.html');
  let browser: Browser;

  beforeAll(async () => {
    const input = exampleReport();
    writeFileSync(file, embedPage(input, { kind: 'chart', id: input.charts[0]!.id.replace(/^chart-/, '') }));
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it.each([320, 390, 459, 460, 560, 700, 1200, 2000])('has letters of one size %i pixels wide', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    await page.goto(pathToFileURL(file).href);
    const drawings = (await page.evaluate(LETTERS)) as readonly (readonly Letters[])[];
    expect(drawings).toHaveLength(1);
    const [letters] = drawings;
    expect(letters!.length).toBeGreaterThan(5);
    for (const own of letters!) {
      // The words beneath the drawing have 14 pixels, the unit above it 12.
      expect(own.size, own.text).toBeGreaterThan(11.5);
      expect(own.size, own.text).toBeLessThan(14);
      expect(own.isInside, own.text).toBe(true);
      for (const other of letters!)
        if (other !== own)
          expect(
            own.right < other.left || other.right < own.left || own.bottom <= other.top || other.bottom <= own.top,
            `${own.text} beside ${other.text}`,
          ).toBe(true);
    }
    await page.close();
  });
});
