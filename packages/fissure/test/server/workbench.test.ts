/** The workbench as its users meet it: served from loopback, in a real browser, with a lever moved and a file saved. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommand, portError } from '../../src/cli/commands/open.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, framesDrawn, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

let folder: string;
let server: WorkbenchServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-workbench-'));
  cpSync(path('../../../../studies/garrison/'), folder, { recursive: true });
  // A study that would like to run scripts.
  const argument = readFileSync(join(folder, 'argument.md'), 'utf8');
  writeFileSync(
    join(folder, 'argument.md'),
    argument.replace('The longer the pay', '<img src=x onerror="window.hostile=1"> The longer the pay'),
  );
  const study = readFileSync(join(folder, 'study.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'study.yaml'),
    study
      .replace(/^title:.*$/m, `title: 'Garrison <script>window.hostile=1</script>'`)
      .replace(
        /^limits:$/m,
        `limits:\n  - '<img src=x onerror="window.hostile=1"> [here](javascript:window.hostile=1)'`,
      ),
  );
  server = await serveWorkbench(folder);
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function statusOf(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: target, headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the server of the workbench', () => {
  it('tells that a port is taken: command/port-taken', async () => {
    const { port } = new URL(server.url);
    await expect(openCommand(folder, { port: Number(port), quiet: true })).rejects.toMatchObject({
      diagnostics: [{ code: 'command/port-taken' }],
      exitCode: 4,
    });
  });

  it('tells that a port is not for everybody: command/port-refused', () => {
    // Asked of the system it depends on who runs the tests.
    const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
    expect(portError(refused, '80')).toMatchObject({ diagnostics: [{ code: 'command/port-refused' }], exitCode: 4 });
    const own = new RangeError('of our own');
    expect(portError(own, '80')).toBe(own);
  });

  it('answers its own page and nobody else', async () => {
    expect(await statusOf('/api/study')).toBe(200);
    expect(await statusOf('/api/study', { host: 'elsewhere.example' })).toBe(403);
    expect(await statusOf('/api/study', { origin: 'http://elsewhere.example' })).toBe(403);
    expect(await statusOf('/api/study', { origin: server.url.slice(0, -1) })).toBe(200);
    expect(await statusOf('/api/study', {}, 'POST')).toBe(405);
  });

  it('leads to nothing outside of the page', async () => {
    for (const target of [
      '/study.yaml',
      '/assets/../index.html',
      '/assets/..%2f..%2fcli%2fmain.js',
      '/../package.json',
    ])
      expect(await statusOf(target), target).toBe(404);
  });
});

describeInBrowser('the page of the workbench', () => {
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.on('request', (sent) => requested.push(sent.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await page.locator('figure svg').first().waitFor();
  }, 90_000);

  afterAll(async () => browser?.close());

  it('shares memory with its workers and asks nobody but its server', async () => {
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(requested.length).toBeGreaterThan(3);
  });

  it('shows what a study says as text', async () => {
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    expect(await page.locator('h1').textContent()).toContain('<script>');
    expect(await page.locator('.prose', { hasText: '<img src=x' }).count()).toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
    await page.keyboard.press('a');
    const limit = page.locator('.about li').first();
    await limit.waitFor();
    expect(await limit.textContent()).toContain('<img src=x');
    expect(await page.locator('.about :is(img, [href^=javascript])').count()).toBe(0);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  it('lets fans follow a lever, keeps the study as it stands in grey, and comes back to it', async () => {
    const drawing = () => page.locator('figure .drawing').first().innerHTML();
    await framesDrawn(page);
    const still = await drawing();
    const slider = page.locator('.lever input[type=range]').first();
    for (let i = 0; i < 10; i += 1) await slider.press('ArrowLeft');
    await expect.poll(drawing).not.toBe(still);
    await expect.poll(() => page.locator('figure').first().locator('path.rival-1').count()).toBe(1);
    const strokeOf = (path: string) => page.evaluate(`getComputedStyle(document.querySelector('${path}')).stroke`);
    expect(await strokeOf('figure .rival-1')).toBe('rgb(90, 98, 108)');
    await expect.poll(() => page.locator('.lever output').first().textContent()).toContain('times 0.71');
    await page.screenshot({ path: `${PICTURES}lever-light.png` });
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await expect.poll(drawing).toBe(still);
  });

  describe('opened by an address', () => {
    let other: Page;
    const told = () => other.locator('.told > [role=status]').textContent();
    const leftOut = () => other.locator('.diagnostics p').allTextContents();
    const fragment = () => decodeURIComponent(new URL(other.url()).hash);
    const go = async (address: string) => {
      await other.goto(`${server.url}${address}`);
      await other.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    };
    beforeAll(async () => {
      other = await browser.newPage();
    });
    afterAll(async () => other?.close());

    it('leaves out what the study does not have, and says so', async () => {
      await go('#v=1&set=morale*2~mechanism:fear*0&claim=C9&scenario=relief&plot=nobody&vary=pay%3D1..2');
      await expect
        .poll(leftOut)
        .toEqual([
          'Left out, since the study does not have them: scenario “relief”, lever “morale”, mechanism “fear”, claim “C9”, variable “nobody” to plot, and constant “pay” to vary.',
        ]);
      await expect.poll(fragment).toBe('');
      expect(await told()).toBe('');
      expect(await other.locator('.changed').count()).toBe(0);
      expect(await axeViolations(other, '.diagnostics')).toEqual([]);
    }, 90_000);

    it('leaves out what cannot be read, until the next step', async () => {
      await go('#v=1&set=impatience:2~arrears*1.5');
      await expect
        .poll(leftOut)
        .toEqual(['Left out, since this part of the address could not be read: set=impatience:2']);
      await expect.poll(fragment).toBe('#v=1&set=arrears*1.5');
      await expect.poll(() => other.locator('.changed').textContent()).toContain('arrears');
      // Into the address of the open page.
      await other.evaluate(`location.hash = '#v=1&scenario=relief&set=arrears*2'`);
      await expect.poll(leftOut).toEqual(['Left out, since the study does not have it: scenario “relief”.']);
      await expect.poll(fragment).toBe('#v=1&set=arrears*2');
      await other.getByRole('button', { name: 'Back to the study as it stands' }).click();
      await expect.poll(leftOut).toEqual([]);
      await other.goBack();
      await expect.poll(fragment).toBe('#v=1&set=arrears*2');
      expect(await leftOut()).toEqual([]);
    }, 90_000);

    it('says why no claim can be tested where a lever leads beyond all numbers', async () => {
      await go('#v=1&set=impatience*1e300');
      await expect
        .poll(told, { timeout: 30_000 })
        .toContain('With this change a value is no longer finite in any case of C1');
      expect(await other.locator('.changed').textContent()).toContain('times 1.00e300');
    }, 90_000);
  });

  it('shows mistakes of a saved file, keeps the last good results, and recovers', async () => {
    const file = join(folder, 'study.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.replace(/^title:/m, 'titel:'));
    await page.locator('.diagnostics pre').waitFor();
    await expect.poll(() => page.locator('.diagnostics pre').textContent()).toContain('titel');
    await page.locator('.dimmed figure svg').first().waitFor();
    await page.screenshot({ path: `${PICTURES}errors-light.png` });
    writeFileSync(file, good);
    await page.locator('.diagnostics').waitFor({ state: 'detached' });
  });

  it('has no violation that axe finds, in light and dark, wide and at 320 px', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1366, 320]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 768 });
        await page.screenshot({ path: `${PICTURES}${colorScheme}-${width}.png` });
        expect(await axeViolations(page)).toEqual([]);
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
  }, 60_000);

  it('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});
