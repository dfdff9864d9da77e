/** What takes long in a real browser: it can be stopped, what is finished stays, and it goes on after its workers failed. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
/** So many that a column of them takes a while, and the worker has something to stop. */
const MANY = 5_000;

/** Every column begins three seconds late: how fast the machine is does not matter then. */
const SLOW_COLUMNS = `(() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (request, ...rest) {
    if (request.kind === 'judge') setTimeout(() => post.call(this, request, ...rest), 3000);
    else post.call(this, request, ...rest);
  };
})()`;

/** Keeps the kinds of all requests to workers. */
const COUNT_REQUESTS = `(() => {
  const post = Worker.prototype.postMessage;
  window.requests = [];
  Worker.prototype.postMessage = function (request, ...rest) {
    window.requests.push(request.kind);
    post.call(this, request, ...rest);
  };
})()`;

/** Breaks the simulating worker, or that of the drawer, at the next request of a kind, as a mistake in it would, or so that nothing of it is left. */
const BREAK_AT = (kind: string, how: 'failed' | 'dead') => `(() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (request, ...rest) {
    if ((request.question?.kind ?? request.kind) !== ${JSON.stringify(kind)} || this.isBroken) return post.call(this, request, ...rest);
    this.isBroken = true;
    Worker.prototype.postMessage = post;
    if (${JSON.stringify(how)} === 'failed')
      return this.onmessage({ data: { kind: 'failed', reason: 'out of memory', id: request.id, failure: 'out of memory' } });
    this.terminate();
    this.onerror({ message: 'out of memory' });
  };
})()`;

describeInBrowser('what takes long', () => {
  let file = '';
  let before = '';
  const served = servePage((made) => {
    const folder = join(made, 'garrison');
    mkdirSync(folder);
    cpSync(GARRISON, folder, { recursive: true });
    file = join(folder, 'study.yaml');
    before = readFileSync(file, 'utf8');
    return folder;
  });
  let page: Page;
  beforeEach(async () => {
    page = await served.open();
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 120_000 });
  });
  afterEach(async () => {
    await page.close();
    writeFileSync(file, before);
  });
  const anew = () => page.getByRole('button', { name: 'Start it anew' });
  const told = (text: string | RegExp) => page.locator('[role=status]', { hasText: text }).first().waitFor();
  const columnsAreThere = (count: number) =>
    page.getByText(`All ${count} columns are there.`).waitFor({ timeout: 60_000 });

  it.each(['failed', 'dead'] as const)(
    'goes on with levers after the worker %s',
    async (how) => {
      await page.evaluate(BREAK_AT('settle', how));
      const field = page.locator('.lever input[type=number]').first();
      await field.fill('1.5');
      await field.press('Enter');
      await told('The simulation stopped: out of memory');
      expect(await axeViolations(page)).toEqual([]);
      await anew().press('Enter');
      await told(/No verdict differs|claims? changed/);
      expect(await page.locator('.told > [role=status]').evaluate('document.activeElement.getAttribute("role")')).toBe(
        'status',
      );
      expect(await anew().count()).toBe(0);
      expect(await field.inputValue()).toBe('1.5');
    },
    120_000,
  );

  it.each(['failed', 'dead'] as const)(
    'fills the table of variants after the worker %s',
    async (how) => {
      await page.evaluate(BREAK_AT('variant', how));
      await page.keyboard.press('v');
      await told('The simulation stopped: out of memory');
      await page.screenshot({ path: join(PICTURES, 'variants-failed.png') });
      await page.locator('dialog').getByRole('button', { name: 'Start it anew' }).click();
      await columnsAreThere(6);
    },
    120_000,
  );

  it.each(['failed', 'dead'] as const)(
    'compares scenarios after the worker %s',
    async (how) => {
      await page.evaluate(BREAK_AT('judge', how));
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await told('The simulation stopped: out of memory');
      await page.locator('dialog').getByRole('button', { name: 'Start it anew' }).click();
      await columnsAreThere(2);
    },
    120_000,
  );

  it.each(['failed', 'dead'] as const)(
    'asks why after the worker of the drawer %s',
    async (how) => {
      await page.evaluate(BREAK_AT('causes', how));
      await page.locator('#why button').click();
      const alert = page.locator('.drawer [role=alert]').first();
      await alert.waitFor();
      expect(await alert.textContent()).toContain('This could not be worked out: out of memory');
      expect(await axeViolations(page)).toEqual([]);
      await alert.getByRole('button', { name: 'Start it anew' }).press('Enter');
      await page.locator('.strips').waitFor({ timeout: 60_000 });
      expect(await page.locator('.drawer [role=alert]').count()).toBe(0);
    },
    120_000,
  );

  it('compares scenarios of a study that is saved meanwhile', async () => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await columnsAreThere(2);
    const end = () => page.locator('dialog tbody tr', { hasText: ', at the end' }).first().locator('td').last();
    const first = await end().textContent();
    writeFileSync(file, before.replace(/^seed:.*$/m, 'seed: 11'));
    await expect.poll(() => end().textContent(), { timeout: 60_000 }).not.toBe(first);
    await columnsAreThere(2);
  }, 120_000);

  it('keeps the columns of a comparison when a chart is added, and fills in its row alone', async () => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await columnsAreThere(2);
    await page.evaluate(COUNT_REQUESTS);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    const charts = page.locator('.outcomes figure');
    const before = await charts.count();
    await page.locator('.picker .variable input[type=checkbox]:not(:checked)').first().check();
    await expect.poll(() => charts.count()).toBe(before + 1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await columnsAreThere(2);
    const ends = page.locator('dialog tbody tr', { hasText: ', at the end' });
    expect(await ends.count()).toBe(before + 1);
    for (const cell of await ends.locator('td').allTextContents()) expect(cell).toMatch(/\d/);
    expect(await page.evaluate('window.requests.filter((kind) => kind === "judge").length')).toBe(0);
    expect(await page.evaluate('window.requests.filter((kind) => kind === "outcomes").length')).toBe(1);
    await page.screenshot({ path: join(PICTURES, 'compare-added.png') });
  }, 120_000);

  it('says how long a comparison takes, stops, keeps what is finished, and goes on', async () => {
    writeFileSync(file, before.replace(/^members:.*$/m, `members: ${MANY}`));
    await page.reload();
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 120_000 });
    const field = page.locator('.lever input[type=number]').first();
    for (const value of ['1.2', '1.4', '1.6']) {
      await field.fill(value);
      await field.press('Enter');
      await page.locator('.scenarios form input').fill(`at ${value}`);
      await page.locator('.scenarios form button').click();
    }
    await page.evaluate(SLOW_COLUMNS);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const underWay = page.locator('dialog .under-way');
    await expect.poll(() => underWay.textContent(), { timeout: 60_000 }).toMatch(/about \d+:\d\d left/);
    await page.screenshot({ path: join(PICTURES, 'compare-under-way.png') });
    await expect.poll(() => underWay.textContent(), { timeout: 60_000 }).toMatch(/^[2-5] of 6 columns/);
    await page.getByRole('button', { name: 'Stop' }).click();
    const status = page.locator('dialog [role=status]');
    expect(await status.textContent()).toMatch(/^Stopped. [2-5] of 6 columns are there, and stay/);
    const kept = await status.textContent();
    await page.waitForTimeout(2000);
    expect(await status.textContent()).toBe(kept);
    // Also where the dialog was closed meanwhile.
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect.poll(() => underWay.textContent()).toMatch(/^[2-6] of 6 columns/);
    await columnsAreThere(6);
  }, 240_000);
});
