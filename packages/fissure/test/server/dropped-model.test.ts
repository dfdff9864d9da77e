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
  /** Whatever was shown, by the page's own address: the study of the server. */
  const begin = async () => {
    await page.goto('about:blank');
    await page.goto(server.url);
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
  };
  const title = () => expect.poll(() => page.locator('h1').textContent(), { timeout: 60_000 });
  const caption = () => expect.poll(() => page.locator('figcaption').first().textContent(), { timeout: 60_000 });
  const field = (id: string) => page.locator(`[data-lever="${id}"] input[type=number]`);

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(path('../../../../studies/garrison/'));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.on('request', (sent) => requested.push(`${sent.method()} ${new URL(sent.url()).pathname}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('is shown with levers in place of the study, with the numbers that the equation has', async () => {
    await begin();
    expect(requested.join()).not.toMatch(/dropped|model-worker/);
    await drop('teacup.xmile', TEACUP);
    await title().toBe('teacup');
    // Euler's steps of 1/8 as the closed form of the difference equation has them.
    const end = (delay: number) => (20 + 80 * (1 - 0.125 / delay) ** 240).toPrecision(3);
    await caption().toContain(`Tea Temperature ends at ${end(10)}`);
    await field('constant:delay_2').fill('20');
    await field('constant:delay_2').press('Enter');
    await caption().toContain(`ends at ${end(20)}; as it stands, at ${end(10)}`);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1366]) {
        // As high as all of it: nothing lies half under a bar.
        await page.setViewportSize({ width, height: 6000 });
        await page.screenshot({ path: `${PICTURES}dropped-${colorScheme}-${width}.png` });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    // It was read here: nothing was sent, no link leads to it, and nothing of it can be written.
    await page.locator('nav button', { hasText: 'Share' }).click();
    await page.locator('.share', { hasText: 'No link leads' }).waitFor();
    expect(await page.locator('.share textarea').last().inputValue()).toBe('fissure run teacup.xmile --set delay_2=20');
    await close();
    expect(await page.locator('nav button', { hasText: 'Edit' }).count()).toBe(0);
    expect(requested.filter((one) => !one.startsWith('GET '))).toEqual([]);
  }, 120_000);

  it('has what a served model has: other charts, runs that differ, and why', async () => {
    await begin();
    await drop('teacup.xmile', TEACUP);
    await title().toBe('teacup');
    await page.keyboard.press('p');
    await page.locator('.picker .variable', { hasText: 'heat loss' }).getByRole('checkbox').check();
    await close();
    await page.locator('[id="outcome-plot.heat_loss"] svg').waitFor({ timeout: 60_000 });
    await page.locator('.varying summary').click();
    await page.locator('.vary').getByRole('checkbox', { name: 'delay' }).check();
    await expect
      .poll(() => page.locator('[id="outcome-plot.heat_loss"] figcaption').textContent(), { timeout: 60_000 })
      .toContain('in 9 of 10 runs');
    await page.locator('#why button').click();
    await page.locator('#why-tab-sensitivity').click();
    await expect
      .poll(() => page.locator('.tornado li.matters strong').allTextContents(), { timeout: 60_000 })
      .toEqual(['delay']);
    await page.locator('#why button').click();
  }, 120_000);

  it('gives its place back to the study, which is as it was', async () => {
    await begin();
    const study = await page.locator('h1').textContent();
    await field('impatience').fill('2');
    await field('impatience').press('Enter');
    await expect.poll(() => page.url()).toContain('set=impatience');
    await drop('teacup.xmile', TEACUP);
    await title().toBe('teacup');
    await field('constant:room').fill('30');
    await field('constant:room').press('Enter');
    await expect.poll(() => page.url()).toContain('set=constant');
    await page.goBack();
    await expect.poll(() => field('constant:room').inputValue()).toBe('20');
    await page.goBack();
    await title().toBe(study);
    await expect.poll(() => field('impatience').inputValue()).toBe('2');
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await page.goForward();
    await title().toBe('teacup');
    await page.locator('button', { hasText: 'Back to what was open before' }).click();
    await title().toBe(study);
    await expect.poll(() => field('impatience').inputValue()).toBe('1');
  }, 120_000);

  it('says when its run broke off', async () => {
    await begin();
    await drop('burst.xmile', TEACUP.replace('(Tea_Temperature - room) / delay', '-Tea_Temperature * Tea_Temperature'));
    await page
      .locator('.outcomes [role=alert]', { hasText: /broke off at .*no longer finite/ })
      .waitFor({ timeout: 60_000 });
  }, 90_000);

  it('is refused in place, as the terminal would word it', async () => {
    await begin();
    await drop(
      'broken.xmile',
      TEACUP.replace('(Tea_Temperature - room) / delay', '(Tea_Temperature - nobody) / delay'),
    );
    const told = page.locator('.dropped pre');
    await told.waitFor({ timeout: 60_000 });
    await expect.poll(() => told.textContent()).toMatch(/error\[[\w/-]+\].*nobody/s);
    expect(await told.textContent()).toContain('broken.xmile:');
    await close();
    await drop('notes.txt', 'nothing');
    await page
      .locator('.dropped [role=alert]', { hasText: 'None of these files is a model' })
      .waitFor({ timeout: 60_000 });
    await close();
  }, 90_000);

  it('can be chosen without a pointer', async () => {
    await begin();
    const chosen = page.waitForEvent('filechooser');
    // Keys overtake the word that choosers are ours to answer; the page has heard it once it answers something later.
    await page.evaluate('document.readyState');
    await page.keyboard.press('o');
    const chooser = await chosen;
    await chooser.setFiles({ name: 'teacup.stmx', mimeType: 'text/xml', buffer: Buffer.from(TEACUP) });
    await title().toBe('teacup');
    expect(complaints).toEqual([]);
  }, 90_000);
});
