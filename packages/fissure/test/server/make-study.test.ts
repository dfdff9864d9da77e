/** A model file that is opened can be read as a study, and be made one that is then edited in its place. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStudy } from '../../src/cli/files/make-study.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const PICTURES = fileURLToPath(new URL('../../../../out/workbench/', import.meta.url));

const MODEL = `{UTF-8}
Water = INTEG (inflow - outflow, 50) ~ liter ~|
inflow = 10 ~ liter/Year ~|
outflow = Water / residence ~ liter/Year ~|
residence = 5 ~ Year ~|
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 200 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

const newModel = (text = MODEL) => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-make-'));
  const path = join(folder, 'water.mdl');
  writeFileSync(path, text);
  return { folder, path, made: join(folder, 'water') };
};

describe('a model file that is served', () => {
  let model: ReturnType<typeof newModel>;
  let server: WorkbenchServer;
  const ask = (address: string, method = 'GET', body?: object, token = server.editingUrl.split('token=')[1]) =>
    fetch(`${server.url}api/${address}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const reasonOf = async (answer: Response) => ((await answer.json()) as { readonly reason: string }).reason;

  const serve = async (text?: string) => {
    model = newModel(text);
    server = await serveWorkbench(model.path, 0, undefined, { makeStudy });
  };
  const end = async () => {
    await server.close();
    rmSync(model.folder, { recursive: true, force: true });
  };

  it('is told as the study that it would become, of which nothing is written', async () => {
    await serve();
    try {
      const files = (await (await ask('files')).json()) as readonly { readonly path: string }[];
      expect(files.map(({ path }) => path)).toEqual(['study.yaml', 'model.yaml', 'model/variables_001.yaml']);
      const { text, hash } = (await (await ask('file?path=model.yaml')).json()) as Record<string, string>;
      expect(text).toContain('residence:');
      const write = await ask('file', 'PUT', { path: 'model.yaml', text: '', replaces: hash });
      expect(write.status).toBe(403);
      expect(await reasonOf(write)).toContain('make a study of it');
      for (const [address, body] of [
        ['file/new', { path: 'notes.md', text: '' }],
        ['file/remove', { path: 'model.yaml', replaces: hash }],
        ['file/rename', { path: 'model.yaml', to: 'other.yaml', replaces: hash }],
      ] as const)
        expect((await ask(address, 'POST', body)).status).toBe(403);
      expect((await ask('file?path=../water.mdl')).status).toBe(404);
      expect(existsSync(model.made)).toBe(false);
    } finally {
      await end();
    }
  });

  it('becomes a study for whoever has the token, once, and over nothing that is there', async () => {
    await serve();
    try {
      expect((await ask('make-study', 'POST', {}, 'guessed')).status).toBe(401);
      mkdirSync(model.made);
      const refused = await ask('make-study', 'POST', {});
      expect(refused.status).toBe(409);
      expect(await reasonOf(refused)).toContain(`fissure open ${model.made}`);
      rmSync(model.made, { recursive: true });
      const [first, second] = await Promise.all([ask('make-study', 'POST', {}), ask('make-study', 'POST', {})]);
      expect(await first.json()).toEqual({ folder: model.made });
      // What is being made, or that it is made already.
      expect([200, 409]).toContain(second.status);
      expect((await ask('make-study', 'POST', {})).status).toBe(409);
      const { experiment, problems } = openStudy(model.made);
      expect(problems.hasErrors).toBe(false);
      expect(experiment!.outputs.map(({ title }) => title)).toEqual(['Water']);
      expect(readFileSync(model.path, 'utf8')).toBe(MODEL);
      // From here on the study is served, and written.
      const { text, hash } = (await (await ask('file?path=model.yaml')).json()) as Record<string, string>;
      const other = text!.replace('value: 5', 'value: 7');
      expect((await ask('file', 'PUT', { path: 'model.yaml', text: other, replaces: hash })).status).toBe(200);
      expect(readFileSync(join(model.made, 'model.yaml'), 'utf8')).toBe(other);
    } finally {
      await end();
    }
  });

  it('that has errors becomes none, and leaves nothing behind', async () => {
    await serve(MODEL.replace('residence = 5', 'dwelling = 5'));
    try {
      expect(await (await ask('files')).json()).toEqual([]);
      const refused = await ask('make-study', 'POST', {});
      expect(refused.status).toBe(422);
      expect(await reasonOf(refused)).toContain('residence');
      expect(existsSync(model.made)).toBe(false);
    } finally {
      await end();
    }
  });
});

describeInBrowser('making a study of a model', () => {
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await launchBrowser();
  }, 90_000);

  afterAll(() => browser?.close());

  it('says what happens, shows the equations, and goes on with the editor in its place', async () => {
    const model = newModel();
    const server = await serveWorkbench(model.path, 0, undefined, { makeStudy });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const caption = () => expect.poll(() => page.locator('figcaption').first().textContent(), { timeout: 60_000 });
    await page.goto(server.editingUrl);
    await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
    await page.locator('nav button', { hasText: 'Edit' }).click();
    await page.locator('.edit-files button', { hasText: 'model.yaml' }).click();
    const text = page.locator('.cm-content');
    await expect.poll(() => text.textContent()).toContain('residence:');
    await expect.poll(() => page.locator('.make-study').textContent()).toContain('never written');
    await expect.poll(() => page.locator('.make-study').textContent()).toContain(`the folder ${model.made},`);
    expect(await page.locator('.edit-bar button').count()).toBe(0);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1280]) {
        // As high as all of it: nothing lies half under a bar.
        await page.setViewportSize({ width, height: 6000 });
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `${PICTURES}make-study-${colorScheme}-${width}.png` });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    await text.focus();
    await page.keyboard.type('x');
    expect(await text.textContent()).not.toContain('xparameters');
    await page.locator('button', { hasText: 'Make a study of this model' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.edit-bar button', { hasText: /^Save$/ }).waitFor();
    expect(existsSync(join(model.made, 'study.yaml'))).toBe(true);
    // The same study that was read, now to be written.
    const value = page.locator('.edit-choice input');
    await value.fill('residence');
    await value.press('Enter');
    const field = page.locator('.edit-value input').first();
    await field.waitFor();
    await field.fill('7');
    await page.locator('button', { hasText: 'Save this value' }).click();
    await caption().toBe('Water ends at 70 liters.');
    await page.close();
    await server.close();
    rmSync(model.folder, { recursive: true, force: true });
  }, 180_000);
});
