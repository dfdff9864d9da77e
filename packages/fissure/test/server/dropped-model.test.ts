/** A model of another tool dropped on the workbench: run in the page as the terminal runs it, or refused in place. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');

/** Cooling by Newton's law: T(t) = 20 + 80 exp(-t / 10). */
const TEACUP = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
  <header><product>Hand</product><vendor>Hand</vendor><name>teacup</name></header>
  <sim_specs time_units="minutes"><start>0</start><stop>30</stop><dt>0.125</dt></sim_specs>
  <model><variables>
    <stock name="Tea Temperature"><eqn>100</eqn><outflow>heat_loss</outflow></stock>
    <flow name="heat loss"><eqn>(Tea_Temperature - room) / delay</eqn></flow>
    <aux name="room"><eqn>20</eqn></aux>
    <aux name="delay"><eqn>10</eqn></aux>
  </variables></model>
</xmile>
`;

describeInBrowser('a model dropped on the workbench', () => {
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  const drop = (name: string, text: string) =>
    page.evaluate(
      `(() => {
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
        for (const kind of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`,
    );
  const close = async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.on('request', (sent) => requested.push(`${sent.method()} ${new URL(sent.url()).pathname}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(server.url);
    await page.locator('.claim').first().waitFor({ timeout: 60_000 });
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('is run and drawn, stocks first, with the numbers that the equation has', async () => {
    expect(requested.join()).not.toMatch(/dropped|model-worker/);
    await drop('teacup.xmile', TEACUP);
    const figure = page.locator('.dropped figure').first();
    await figure.locator('svg').waitFor({ timeout: 60_000 });
    expect(await figure.locator('strong').textContent()).toBe('Tea Temperature');
    await figure.locator('button', { hasText: 'Table' }).click();
    const last = () => figure.locator('tbody tr').last().locator('td').first().textContent();
    // Euler's steps of 1/8 as the closed form of the difference equation has them.
    await expect.poll(async () => Number(await last())).toBeCloseTo(20 + 80 * (1 - 0.125 / 10) ** 240, 1);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${PICTURES}dropped-${colorScheme}.png` });
      expect(await axeViolations(page, 'dialog')).toEqual([]);
    }
    // It was read here: nothing was sent.
    expect(requested.filter((one) => !one.startsWith('GET '))).toEqual([]);
    await close();
  }, 90_000);

  it('is refused in place, as the terminal would word it', async () => {
    await drop(
      'broken.xmile',
      TEACUP.replace('(Tea_Temperature - room) / delay', '(Tea_Temperature - nobody) / delay'),
    );
    const told = page.locator('.dropped pre');
    await told.waitFor({ timeout: 60_000 });
    await expect.poll(() => told.textContent()).toMatch(/error\[[\w/-]+\].*nobody/s);
    expect(await told.textContent()).toContain('broken.xmile:');
    expect(await page.locator('.dropped figure').count()).toBe(0);
    await close();
    await drop('notes.txt', 'nothing');
    await page
      .locator('.dropped [role=alert]', { hasText: 'None of these files is a model' })
      .waitFor({ timeout: 60_000 });
    await close();
  }, 90_000);

  it('can be chosen without a pointer', async () => {
    const chosen = page.waitForEvent('filechooser');
    // Keys overtake the word that choosers are ours to answer; the page has heard it once it answers something later.
    await page.evaluate('document.readyState');
    await page.keyboard.press('o');
    const chooser = await chosen;
    await chooser.setFiles({ name: 'teacup.stmx', mimeType: 'text/xml', buffer: Buffer.from(TEACUP) });
    await page.locator('.dropped figure svg').first().waitFor({ timeout: 60_000 });
    await close();
    expect(complaints).toEqual([]);
  }, 90_000);
});
