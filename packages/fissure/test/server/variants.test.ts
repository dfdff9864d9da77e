/** Claims by variants in a real browser: filled by the page's own workers, walked by keys, and back from a cell. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { VariantColumn } from '../../src/analysis/judge-variant.ts';
import { outOfHundred } from '../../src/report/number-text.ts';
import { callCommand } from '../cli/call-command.ts';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
/** So many that a column of them takes a while. */
const MANY = 20_000;

/** The middle of what has the focus is itself what one sees there. */
const IS_SEEN =
  '(() => { const own = document.activeElement; const { left, width, top, height } = own.getBoundingClientRect(); return own.contains(document.elementFromPoint(left + width / 2, top + height / 2)); })()';

describeInBrowser('claims by variants', () => {
  let folder = '';
  const served = servePage((made) => {
    folder = join(made, 'garrison');
    mkdirSync(folder);
    cpSync(GARRISON, folder, { recursive: true });
    return folder;
  });
  const opened = async (address = ''): Promise<Page> => {
    const page = await served.open(address);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    return page;
  };
  const status = (page: Page) => page.locator('.variants > [role=status]').first().textContent();
  const isFull = (page: Page) => page.getByText('All 6 columns are there.').waitFor({ timeout: 60_000 });
  const cell = (page: Page, row: number, column: number) => page.locator(`[data-place="${row} ${column}"]`);
  const focused = (page: Page) => page.evaluate('document.activeElement?.getAttribute("data-place")');

  it('say and save what fissure matrix says', async () => {
    const out = join(folder, '..', 'out');
    const { stdout } = await callCommand('matrix', folder, '--json', '-q', '--out', out);
    const columns: readonly VariantColumn[] = JSON.parse(stdout).data.variants;
    const page = await opened();
    await page.getByRole('button', { name: 'Claims by variants' }).click();
    await isFull(page);
    for (const [i, { verdicts }] of columns.entries())
      for (const [row, { word, share, differs }] of verdicts.entries()) {
        const text = await cell(page, row, i).textContent();
        expect(text).toContain(`${word} ${share === null ? '–' : outOfHundred(share)}`);
        expect(text?.includes('≠')).toBe(differs);
      }
    const told = await page.locator('.variants li').allTextContents();
    const [base, ...others] = columns;
    for (const [row, { claim }] of base!.verdicts.entries()) {
      const turned = others.filter(({ verdicts }) => verdicts[row]!.differs);
      const sentence = told.find((text) => text.startsWith(`${claim} `));
      for (const { label } of others)
        expect(sentence!.includes(label)).toBe(turned.some((column) => column.label === label));
    }
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Claims by variants as CSV' }).click();
    const csv = readFileSync(await (await saved).path(), 'utf8');
    expect(csv).toBe(readFileSync(join(out, 'matrix.csv'), 'utf8'));
    const drawn = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Claims by variants as SVG' }).click();
    const svg = readFileSync(await (await drawn).path(), 'utf8');
    expect(svg.match(/class="ring"/g)).toHaveLength(
      columns.flatMap(({ verdicts }) => verdicts.filter(({ differs }) => differs)).length,
    );
    await page.close();
  }, 120_000);

  it('are walked by arrow keys, and a cell leads to its claim under its variant and back', async () => {
    const page = await opened();
    await page.keyboard.press('v');
    await isFull(page);
    await cell(page, 0, 0).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    expect(await focused(page)).toBe('0 2');
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('0 5');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.variants [data-place][tabindex="0"]').count()).toBe(1);
    // Put away what turns nothing: two columns are left beside the first, and the first of them is the one.
    await page.getByRole('checkbox', { name: 'Only columns in which a claim turns' }).click();
    expect(await page.locator('.variants thead tr:nth-child(2) th').count()).toBe(2);
    await cell(page, 0, 1).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toContain('late_pay');
    await expect.poll(() => page.url()).toContain('claim=C1');
    await expect.poll(() => page.locator('.changed').textContent()).toContain('without “Unpaid wages');
    await page.goBack();
    await isFull(page);
    await expect.poll(() => focused(page)).toBe('0 1');
    expect(page.url()).not.toContain('late_pay');
    await page.close();
  }, 120_000);

  it('begin at the levers as they stand, and say so', async () => {
    const page = await opened('#v=1&scenario=paid');
    await page.keyboard.press('v');
    // The scenario is the first column, and has none of its own.
    await page.getByText('All 5 columns are there.').waitFor({ timeout: 60_000 });
    const text = await page.locator('.variants').textContent();
    expect(text).toContain('starts from the levers as they stand now (scenario “The pay chest');
    expect(text).not.toContain('The same in the terminal');
    await page.close();
  }, 120_000);

  it('stop and go on, and nothing is simulated once the table is closed', async () => {
    const file = join(folder, 'study.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace(/^members:.*$/m, `members: ${MANY}`));
    const page = await served.open();
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 120_000 });
    await page.keyboard.press('v');
    await isFull(page);
    await page.getByRole('combobox', { name: 'Members for each column' }).selectOption(String(MANY));
    await expect.poll(() => page.locator('.under-way').last().textContent(), { timeout: 60_000 }).toMatch(/^1 of 6/);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await status(page)).toMatch(/^Stopped. [1-5] of 6 columns are there, and stay/);
    const kept = await status(page);
    await page.waitForTimeout(3000);
    expect(await status(page)).toBe(kept);
    await page.evaluate(
      'asked = []; post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (request) { asked.push([request.kind, request.what].join(" ").trim()); return post.apply(this, arguments); }',
    );
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => page.evaluate('asked[0]')).toBe('variant');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.waitForTimeout(1000);
    const asked = (await page.evaluate('asked')) as readonly string[];
    expect(asked.at(-1)).toBe('stop variant');
    await page.close();
    writeFileSync(file, before);
  }, 240_000);

  it('are judged anew where the study is saved while they are looked at', async () => {
    const file = join(folder, 'study.yaml');
    const before = readFileSync(file, 'utf8');
    const page = await opened();
    await page.keyboard.press('v');
    await isFull(page);
    const first = await page.locator('.variants .scroll tbody').textContent();
    writeFileSync(file, before.replace(/^seed:.*$/m, 'seed: 11'));
    const { stdout } = await callCommand('matrix', folder, '--json', '-q');
    const columns: readonly VariantColumn[] = JSON.parse(stdout).data.variants;
    await expect.poll(() => page.locator('.variants .scroll tbody').textContent(), { timeout: 30_000 }).not.toBe(first);
    await isFull(page);
    for (const [i, { verdicts }] of columns.entries())
      for (const [row, { word, share }] of verdicts.entries())
        expect(await cell(page, row, i).textContent()).toContain(`${word} ${outOfHundred(share!)}`);
    await page.close();
    writeFileSync(file, before);
  }, 120_000);

  it('have no violation that axe finds, in light and dark, wide and at 320 px', async () => {
    const page = await opened();
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator('body').press('v');
        await isFull(page);
        expect(await axeViolations(page, 'dialog')).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await cell(page, 0, 0).focus();
        // What sticks does not cover the cell that has the focus.
        for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowLeft']) {
          await page.keyboard.press(key);
          expect(await page.evaluate(IS_SEEN)).toBe(true);
        }
        await page.screenshot({ path: join(PICTURES, `variants-${width}-${colorScheme}.png`) });
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
    }
    await page.close();
  }, 120_000);
});
