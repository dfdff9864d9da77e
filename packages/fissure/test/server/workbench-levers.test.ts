/** What readers do with the workbench, in a real browser: levers, scenarios, addresses, claims to break, guesses, keys. */
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { mainThreadTasks } from '../browser/open-report.ts';
import { axeViolations, describeInBrowser, framesDrawn, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

/** The line of the first guess on the page, moment by moment. */
const GUESSED = `[...document.querySelector('.moments').querySelectorAll('input')].map((one) => Number(one.value))`;

describeInBrowser('readers of the workbench', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  const opened = async (address = '', search = '') => {
    const own = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    own.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    own.on('pageerror', (error) => complaints.push(error.message));
    await own.goto(server.url + search + address);
    await own.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await own.locator('figure svg').first().waitFor();
    return own;
  };
  const field = (of: Page) => of.locator('.lever input[type=number]').first();
  const status = (of: Page) => of.locator('.told > [role=status]').textContent();
  const hasSettled = (of: Page) =>
    expect.poll(() => status(of), { timeout: 60_000 }).toMatch(/^(No verdict differs|\d+ claims? changed)/);

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
    page = await opened();
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  }, 90_000);

  it('move a lever by number and by key, and go back with the browser', async () => {
    await field(page).fill('1.5');
    await field(page).press('Enter');
    await expect.poll(() => page.url()).toContain('set=');
    await hasSettled(page);
    const slider = page.locator('.lever input[type=range]').first();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /^times 1\.50, .+; the study assumes .+, plausibly .+ to /,
    );
    const changed = page.url();
    await slider.press('Delete');
    await expect.poll(() => field(page).inputValue()).toBe('1');
    await expect.poll(() => page.url()).not.toContain('set=');
    await page.goBack();
    await expect.poll(() => field(page).inputValue()).toBe('1.5');
    await page.goBack();
    await expect.poll(() => field(page).inputValue()).toBe('1');
    const other = await opened(changed.slice(server.url.length));
    await expect.poll(() => field(other).inputValue()).toBe('1.5');
    await hasSettled(other);
    await other.close();
  }, 120_000);

  it('are told when a lever is beyond the evidence', async () => {
    await field(page).fill('50');
    await field(page).press('Enter');
    await expect.poll(() => page.locator('.beyond').first().textContent()).toContain('Beyond the evidence');
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await page.locator('.beyond').waitFor({ state: 'detached' });
  }, 90_000);

  it('choose a scenario, keep one of their own, and compare', async () => {
    await page.locator('.scenarios select').selectOption('paid');
    await expect.poll(() => page.url()).toContain('scenario=paid');
    await hasSettled(page);
    await page.locator('.scenarios form input').fill('Paid ~ at last!');
    await page.locator('.scenarios form button').click();
    await page.locator('button', { hasText: 'Compare' }).click();
    const head = page.locator('dialog thead th');
    await expect
      .poll(() => head.allTextContents(), { timeout: 60_000 })
      .toEqual([
        'What differs',
        'as it stands ',
        'now ',
        'Paid ~ at last! ',
        'The pay chest arrives in the sixth month ',
      ]);
    const ends = () =>
      page.locator('dialog tbody tr', { hasText: ', at the end' }).first().locator('td').allTextContents();
    await expect
      .poll(async () => {
        const [standing, ...paid] = await ends();
        return new Set(paid).size === 1 && standing !== paid[0];
      })
      .toBe(true);
    await page.screenshot({ path: `${PICTURES}compare.png` });
    expect(await axeViolations(page)).toEqual([]);
    const choice = page.getByRole('checkbox', { name: 'The pay chest arrives in the sixth month' });
    await choice.press('Space');
    await expect.poll(() => head.count()).toBe(4);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    const kept = await opened(page.url().slice(server.url.length));
    await expect.poll(() => kept.locator('.scenarios li button').first().textContent()).toBe('Paid ~ at last!');
    await kept.close();
    await page.locator('button', { hasText: 'Back to the study' }).click();
  }, 180_000);

  it('compare the scenarios of the study before they chose any, also while members are still weighed', async () => {
    const own = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await own.addInitScript(`
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (message.kind === 'open') setTimeout(() => post.call(this, message, ...rest), 3000);
        else post.call(this, message, ...rest);
      };`);
    await own.goto(server.url);
    await own.locator('button', { hasText: 'Compare' }).click();
    await own.locator('dialog [role=status]', { hasText: 'It begins once' }).waitFor();
    const head = own.locator('dialog thead th');
    await expect
      .poll(() => head.allTextContents(), { timeout: 60_000 })
      .toEqual(['What differs', 'as it stands ', 'The pay chest arrives in the sixth month ']);
    // What it says of itself, and what came of it.
    const row = (name: string) =>
      own.locator('dialog tbody tr', { hasText: name }).first().locator('td').allTextContents();
    expect(await row('Scenario')).toEqual(['None', expect.stringMatching(/^[A-Z].{20,}/)]);
    const [standing, paid] = await row('Soldiers at their posts, at the end');
    expect(Number.parseFloat(paid!)).toBeGreaterThan(Number.parseFloat(standing!));
    for (const colorScheme of ['dark', 'light'] as const) {
      await own.emulateMedia({ colorScheme });
      for (const width of [320, 1366]) {
        await own.setViewportSize({ width, height: 768 });
        await own.screenshot({ path: `${PICTURES}compare-${colorScheme}-${width}.png` });
        expect(await axeViolations(own)).toEqual([]);
      }
    }
    await own.close();
  }, 180_000);

  it('switch mechanisms and rival forms with keys, compare them by name, and go back with the browser', async () => {
    const own = await opened();
    const switches = own.locator('.switches');
    await switches.locator('summary').press('Enter');
    const pay = switches.getByRole('checkbox', { name: 'Unpaid wages make soldiers leave' });
    await pay.waitFor();
    const line = () => own.locator('figure svg').first().innerHTML();
    const still = await line();
    await pay.press('Space');
    await expect.poll(() => own.url()).toContain('set=');
    await hasSettled(own);
    await expect.poll(line).not.toBe(still);
    await expect
      .poll(() => own.locator('.changed').textContent())
      .toContain('without “Unpaid wages make soldiers leave”');
    const authority = switches.getByRole('radio', { name: 'The rope in the hand of a trusted commander' });
    await authority.press('Space');
    await expect.poll(() => own.locator('.changed').textContent()).toContain('trusted commander” alone');
    await hasSettled(own);
    const changed = own.url();
    for (const colorScheme of ['dark', 'light'] as const) {
      await own.emulateMedia({ colorScheme });
      for (const width of [320, 1366]) {
        await own.setViewportSize({ width, height: 768 });
        await expect.poll(() => own.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await switches.scrollIntoViewIfNeeded();
        await own.screenshot({ path: `${PICTURES}switches-${colorScheme}-${width}.png` });
        expect(await axeViolations(own)).toEqual([]);
      }
    }
    await own.locator('button', { hasText: 'Compare' }).click();
    const row = (name: string) =>
      own.locator('dialog tbody tr', { hasText: name }).first().locator('td').allTextContents();
    await expect.poll(() => row('Unpaid wages make soldiers leave')).toEqual(['in', 'out', 'in']);
    await expect
      .poll(() => row('What frightens'))
      .toEqual([
        'Each member as the study draws it',
        'The rope in the hand of a trusted commander',
        'Each member as the study draws it',
      ]);
    await own.keyboard.press('Escape');
    await own.locator('dialog').waitFor({ state: 'detached' });
    await own.goBack();
    await expect.poll(() => authority.isChecked()).toBe(false);
    await expect.poll(() => pay.isChecked()).toBe(false);
    await own.goBack();
    await expect.poll(() => pay.isChecked()).toBe(true);
    await own.locator('.changed').waitFor({ state: 'detached' });
    await own.close();
    const other = await opened(changed.slice(server.url.length));
    await other.locator('.switches summary').click();
    await other.locator('.switches label.moved').nth(1).waitFor();
    expect(await other.locator('.switches label.moved').allTextContents()).toEqual([
      'Unpaid wages make soldiers leave',
      'The rope in the hand of a trusted commander',
    ]);
    await other.close();
  }, 180_000);

  it('select a claim: what it measures, what decides it, and what breaks it', async () => {
    const chip = page.locator('.claim > button').first();
    await chip.click();
    await expect.poll(() => page.url()).toContain('claim=C1');
    const before = await chip.textContent();
    await page.locator('.card button', { hasText: 'Try to break it' }).click();
    const answer = page.locator('.card [role=status]');
    await answer.waitFor({ timeout: 60_000 });
    await page.screenshot({ path: `${PICTURES}break-it.png` });
    await expect.poll(() => answer.textContent()).toMatch(/ turns from .+ to |^None of the \d+ levers/);
    if ((await page.locator('.card button', { hasText: 'Set the lever there' }).count()) > 0) {
      await page.locator('.card button', { hasText: 'Set the lever there' }).click();
      await expect.poll(() => status(page), { timeout: 60_000 }).toContain('C1 from');
      await expect.poll(() => chip.textContent()).not.toBe(before);
    }
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await page.locator('h1').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).not.toContain('claim=');
  }, 120_000);

  it('read a chart as table and as file, and moment by moment', async () => {
    const figure = page.locator('figure').first();
    await framesDrawn(page);
    await figure.locator('button', { hasText: 'Table' }).click();
    const last = await figure.locator('tbody tr').last().locator('td').allTextContents();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.locator('button', { hasText: 'CSV' }).click(),
    ]);
    const csv = readFileSync((await download.path())!, 'utf8')
      .trim()
      .split('\n');
    expect(csv[0]).toContain('"Median"');
    const shown = csv.at(-1)!.split(',').slice(1).map(Number);
    expect(last.map((text) => Number(text.replace(',', '')))).toEqual(
      shown.map((value) => Number(value.toPrecision(3))),
    );
    for (const kind of ['SVG', 'PNG']) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        figure.locator('button', { hasText: kind }).click(),
      ]);
      const bytes = readFileSync((await file.path())!);
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(kind === 'SVG' ? '<svg' : '\x89PNG');
    }
    await figure.locator('.walk-time input').press('Home');
    await expect.poll(() => figure.locator('.walk-time p').textContent()).toMatch(/^month 0: median 1,000 person/);
    await figure.locator('button', { hasText: 'Table' }).click();
  }, 90_000);

  it('see single runs as lines with one key, and the keys with another', async () => {
    const runs = (of: Page) =>
      of
        .locator('figure')
        .first()
        .locator('path.sample')
        .evaluateAll((all) => all.map((one) => one.getAttribute('d')));
    await page.locator('h1').click();
    await page.keyboard.press('b');
    await expect.poll(async () => (await runs(page)).length).toBe(20);
    const standing = await runs(page);
    await page.locator('.lever input[type=range]').first().press('ArrowRight');
    await hasSettled(page);
    await expect.poll(async () => isDeepStrictEqual(await runs(page), standing)).toBe(false);
    // Whoever comes by a link, or by the back button, sees the same runs as who moved the lever.
    const other = await opened(page.url().slice(server.url.length));
    await hasSettled(other);
    await expect.poll(async () => isDeepStrictEqual(await runs(other), await runs(page))).toBe(true);
    const moved = await runs(other);
    expect(moved.length).toBe(20);
    await other.close();
    await page.locator('h1').click();
    await page.keyboard.press('0');
    await expect.poll(() => runs(page)).toEqual(standing);
    await page.goBack();
    await expect.poll(() => runs(page)).toEqual(moved);
    await page.keyboard.press('b');
    await expect.poll(() => page.locator('path.sample').count()).toBe(0);
    await page.keyboard.press('?');
    await expect.poll(() => page.locator('dialog kbd').allTextContents()).toContain('b');
    // A click takes the focus out of the dialog; the key still belongs to it.
    await page.locator('dialog dd').first().click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await page.keyboard.press('0');
  }, 90_000);

  it('guess before they see the result, by pointer or by keys', async () => {
    await page.locator('header button', { hasText: 'Guess first' }).click();
    const figure = page.locator('figure').first();
    await expect.poll(() => figure.locator('path.band-1').count()).toBe(0);
    await expect.poll(() => figure.locator('path.rival-1').count()).toBe(1);
    const line = () => figure.locator('path.rival-1').getAttribute('d');
    const still = await line();
    await figure.locator('svg').scrollIntoViewIfNeeded();
    await framesDrawn(page);
    const box = (await figure.locator('svg').boundingBox())!;
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.4 * box.height);
    await page.mouse.down();
    // A hand is faster than the browser tells: what lies between two places it was seen at is drawn as well.
    await page.mouse.move(box.x + 0.95 * box.width, box.y + 0.7 * box.height);
    await page.mouse.up();
    await expect.poll(line).not.toBe(still);
    await framesDrawn(page);
    const drawn = await line();
    const guessed = await page.evaluate<readonly number[]>(GUESSED);
    const fromMiddle = guessed.slice(4);
    expect(fromMiddle).toEqual(fromMiddle.toSorted((a, b) => b - a));
    expect(new Set(fromMiddle).size).toBe(5);
    // Beside a claim the course of what it measures would say it all.
    expect(await page.locator('.spark').count()).toBe(0);
    await figure.locator('.moments input').last().press('ArrowDown');
    await expect.poll(line).not.toBe(drawn);
    await page.screenshot({ path: `${PICTURES}guess.png` });
    expect(await axeViolations(page)).toEqual([]);
    await figure.locator('button', { hasText: 'Show the result' }).click();
    await expect
      .poll(() => figure.locator('.note').first().textContent())
      .toMatch(/at \d of 9 moments\. At the end you expected/);
    await expect.poll(() => figure.locator('path.band-1').count()).toBe(1);
    // What was waited for is to be seen, and read out.
    const told = figure.locator('[role=status]', { hasText: 'the middle run comes to' });
    await told.waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(await told.textContent());
    const { y: top, height } = (await figure.locator('svg').boundingBox())!;
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top + height).toBeLessThanOrEqual(await page.evaluate<number>('innerHeight'));
    await figure.locator('button', { hasText: 'Go on' }).click();
    await figure.locator('figcaption button').first().waitFor();
    await page.locator('header button', { hasText: 'Guess first' }).click();
    await expect.poll(() => page.locator('.spark').count()).toBeGreaterThan(0);
    // Another class begins anew.
    await page.locator('header button', { hasText: 'Guess first' }).click();
    await figure.locator('button', { hasText: 'Show the result' }).waitFor();
    await page.locator('header button', { hasText: 'Guess first' }).click();
  }, 90_000);

  it('reach every control with the keyboard', async () => {
    const own = await opened();
    const wanted = await own.evaluate(
      `[...document.querySelectorAll('button:not(:disabled), input, select, summary, a[href], [tabindex="0"]')].filter((one) => one.checkVisibility()).length`,
    );
    await own.evaluate('window.seen = new Set()');
    for (let i = 0; i < (wanted as number) + 5; i += 1) {
      await own.keyboard.press('Tab');
      await own.evaluate('window.seen.add(document.activeElement)');
    }
    const reached = await own.evaluate('[...window.seen].filter((one) => one !== document.body).length');
    expect(reached).toBeGreaterThanOrEqual(wanted as number);
    await own.close();
  }, 60_000);

  it('read from right to left with every text of the catalogue', async () => {
    const own = await opened('', '?locale=pseudo-rtl');
    await expect.poll(() => own.evaluate('document.documentElement.dir')).toBe('rtl');
    const missing = await own.evaluate(
      `[...document.querySelectorAll('h2, button, summary, label, option, progress, [aria-label]')]
        .filter((one) => !one.closest('.why') && !one.matches('.title, section, .claim > button'))
        .map((one) => one.getAttribute('aria-label') ?? one.textContent.trim())
        .filter((text) => text !== '' && !text.includes('⟦') && !/^[A-Z]{3}$/.test(text))`,
    );
    // Options name scenarios, and a slider its lever: both come from the study.
    const own2 = await own.locator('.lever legend, .scenarios option').allTextContents();
    expect((missing as string[]).filter((text) => !own2.includes(text))).toEqual([]);
    const start = async (part: string) => (await own.locator(part).boundingBox())!.x;
    expect(await start('.argument')).toBeGreaterThan(await start('.outcomes'));
    await own.screenshot({ path: `${PICTURES}rtl-1366.png` });
    await own.setViewportSize({ width: 320, height: 700 });
    // Charts are drawn anew for the narrower page, in a frame or two.
    await expect.poll(() => own.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await own.screenshot({ path: `${PICTURES}rtl-320.png` });
    await own.close();
  }, 60_000);

  it('find the argument first on a phone, and nothing that scrolls sideways', async () => {
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 760 });
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const top = async (part: string) => (await page.locator(part).boundingBox())!.y;
      await expect.poll(async () => (await top('.outcomes')) - (await top('.argument'))).toBeGreaterThan(0);
      await page.screenshot({ path: `${PICTURES}phone-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  }, 90_000);

  it('drag without the page ever standing still', async () => {
    await field(page).fill('1');
    const tasks = await mainThreadTasks(page, () => page.evaluate<void>(`(${DRAG})()`));
    expect(tasks.length).toBeGreaterThan(60);
    // Milliseconds that the thread itself worked: what else keeps the machine busy does not enter.
    expect(Math.max(...tasks)).toBeLessThanOrEqual(50);
    // Position by position only what differed was drawn anew: in the end it is what is drawn at once.
    const drawing = (of: Page) => of.locator('.drawing').first().innerHTML();
    await hasSettled(page);
    const other = await opened(page.url().slice(server.url.length));
    await hasSettled(other);
    await expect.poll(async () => (await drawing(page)) === (await drawing(other))).toBe(true);
    await other.close();
  }, 120_000);

  it('have nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

/** In the page: sixty inputs, a frame or two apart. */
const DRAG = `async () => {
  const input = document.querySelector('.lever input[type=range]');
  for (let i = 0; i < 60; i += 1) {
    input.value = String(Number(input.value) + (i % 40 < 20 ? 1 : -1) * Number(input.step));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  input.dispatchEvent(new Event('change', { bubbles: true }));
}`;
