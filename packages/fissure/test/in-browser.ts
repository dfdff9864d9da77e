/** A real browser for tests; where there is none, tests that want one are skipped, and counted as skipped. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { hasBrowser } from './launch-browser.ts';

export { hasBrowser, launchBrowser } from './launch-browser.ts';

export const describeInBrowser = describe.skipIf(!hasBrowser);

/** Once the page has drawn what it had to draw. */
export async function framesDrawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong with the page or a part of it, each with the first element it is wrong with. */
export async function axeViolations(page: Page, part = 'html'): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(
    `axe.run(${JSON.stringify(part)}, { runOnly: ${JSON.stringify(AXE_RULES)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );
}
