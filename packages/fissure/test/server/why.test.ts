/** The *Why?* drawer in a real browser: upstream through the causes, by tabs and keys, and with a study that is hostile. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { lookAtPicture } from '../browser/saved-picture.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');
const HOSTILE = '<img src=x onerror="window.hostile=1">';

describeInBrowser('the drawer of the workbench', () => {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-why-'));
    cpSync(path('../../../../studies/garrison/'), folder, { recursive: true });
    const edit = (file: string, from: string, to: string) => {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(folder, file), text.replace(from, to));
    };
    edit('model.yaml', 'label: Soldiers', `label: 'Soldiers ${HOSTILE}'`);
    edit('model.yaml', 'doc: The wish to leave, as', `doc: '${HOSTILE} The wish to leave, as`);
    edit('model.yaml', 'a rate for each soldier.', `a rate for each soldier.'`);
    edit('evidence.yaml', 'finding: A thousand names', `finding: ${HOSTILE} A thousand names`);
    edit('claims.yaml', 'says: Unpaid wages', `says: ${HOSTILE} Unpaid wages`);
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(folder);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url);
    await page.locator('.chip').first().waitFor({ timeout: 60_000 });
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const openTab = async (name: string) => {
    await page.locator(`#why-tab-${name}`).click();
    await page.locator(`#why-panel-${name}`).waitFor();
  };

  it('is fetched when it is opened, and not before', async () => {
    const asked: string[] = [];
    page.on('request', (sent) => asked.push(new URL(sent.url()).pathname));
    expect(await page.evaluate(`performance.getEntriesByType('resource').map(({ name }) => name).join()`)).not.toMatch(
      /why/,
    );
    await page.locator('.chip', { hasText: 'C2' }).click();
    await page.locator('#why button').click();
    await page.locator('.strips').waitFor();
    expect(asked).toContain('/api/why');
    // A second one follows where the baseline arrives only now: which members it chose is part of every question.
    await expect.poll(() => asked.some((target) => /why-worker.*\.js$/.test(target))).toBe(true);
  });

  it('begins with what the selected claim measures, and walks upstream and back by keyboard', async () => {
    const top = () => page.locator('.strips .top h3').textContent();
    await expect.poll(top).toContain('Soldiers');
    await page.locator('.walk').first().press('Enter');
    await expect.poll(top).toBe('desertion');
    // Whoever walks goes on from the new top.
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('desertion');
    await expect.poll(() => page.locator('.walk').count()).toBe(2);
    await page.locator('.walk', { hasText: 'leaving rate' }).press('Enter');
    await expect.poll(top).toBe('leaving rate');
    await expect.poll(() => page.locator('.trail li').count()).toBe(4);
    await page.screenshot({ path: `${PICTURES}why-causes.png` });
    await page.locator('.trail button').first().click();
    await expect.poll(top).toContain('Soldiers');
  });

  it('shows the study as it stands beside what the levers make of it', async () => {
    await expect.poll(() => page.locator('.strips .still').count()).toBe(0);
    const slider = page.locator('.lever input').first();
    for (let i = 0; i < 6; i += 1) await slider.press('ArrowRight');
    await page.locator('.strips .still').first().waitFor();
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await page.locator('.strips .still').first().waitFor({ state: 'detached' });
  });

  it('has tabs as ARIA has them', async () => {
    const focused = () => page.evaluate('document.activeElement.id');
    await page.locator('#why-tab-causes').press('ArrowRight');
    await expect.poll(focused).toBe('why-tab-loops');
    await expect.poll(() => page.locator('[role=tab][aria-selected=true]').getAttribute('id')).toBe('why-tab-loops');
    await expect.poll(() => page.locator('[role=tabpanel]').getAttribute('aria-labelledby')).toBe('why-tab-loops');
    const last = await page.locator('[role=tab]').last().getAttribute('id');
    await page.keyboard.press('End');
    await expect.poll(focused).toBe(last);
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('why-tab-causes');
    expect(await page.locator('[role=tab][tabindex="0"]').count()).toBe(1);
  });

  it('ties a loop to its equations and its sentences', async () => {
    await openTab('loops');
    await page.locator('.loop-name').first().press('Enter');
    await expect
      .poll(() => page.locator('.ties code').allTextContents())
      .toContain('desertion = soldiers * leaving_rate');
    await expect
      .poll(() => page.locator('.ties q').allTextContents())
      .toEqual(['The longer the pay is owed, the more soldiers wish to leave.']);
    const shade = `getComputedStyle(document.getElementById('p1.1')).backgroundColor`;
    await expect.poll(() => page.evaluate(shade)).not.toBe('rgba(0, 0, 0, 0)');
    await page.screenshot({ path: `${PICTURES}why-loops.png` });
    await page.locator('button', { hasText: 'Show in the diagram' }).click();
    const drawn = () =>
      page.locator('.a-node').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-node')).sort());
    await expect.poll(drawn).toEqual(['desertion', 'soldiers']);
    await page.locator('.panel select').last().selectOption('near');
  });

  it('shows loops in groups by mechanism, each with its sentences and its strongest loops', async () => {
    await openTab('loops');
    await page.locator('.panel select').last().selectOption('groups');
    const names = page.locator('.loop-name.group');
    await names.first().waitFor();
    expect(await names.allTextContents()).toHaveLength(await page.locator('.loop-view > section tbody tr').count());
    await expect
      .poll(() => page.locator('.loop-view figcaption').textContent())
      .toMatch(/^Loops through .+ have the largest share of the behaviour/);
    await names.first().press('Enter');
    const name = await names.first().textContent();
    await expect
      .poll(async () => name?.includes((await page.locator('.loop-view > .ties > h3').textContent()) ?? '?'))
      .toBe(true);
    await page.locator('.ties .loop-name').first().waitFor();
    await page.screenshot({ path: `${PICTURES}why-loop-groups.png` });
    await page.locator('.panel select').last().selectOption('single');
  });

  it('says what decides the claim, in a chart and a table', async () => {
    await openTab('sensitivity');
    await page.locator('.tornado .row .label strong').first().waitFor();
    const rows = await page.locator('.tornado .row .label strong').allTextContents();
    await page.locator('.panel button', { hasText: 'Table' }).click();
    await expect.poll(() => page.locator('.panel tbody th').allTextContents()).toEqual(rows);
    expect(rows).toContain('deterrence');
    await page.screenshot({ path: `${PICTURES}why-sensitivity.png` });
  });

  it('leads from a finding to its place in the editor', async () => {
    await openTab('evidence');
    const first = page.locator('.panel .change-it').first();
    const id = (await first.getAttribute('aria-label'))!.replace(/^Change (.+) in the study$/, '$1');
    await first.click();
    await expect
      .poll(() => page.locator('.cm-activeLine').allTextContents(), { timeout: 30_000 })
      .toEqual([expect.stringMatching(new RegExp(`^\\s*['"]?${id.replaceAll('.', '\\.')}['"]?:`))]);
    await page.locator('header button', { hasText: 'Edit' }).click();
    await page.locator('.edit').waitFor({ state: 'detached' });
  }, 60_000);

  it('has every chart as table and CSV, and every drawing as SVG and PNG', async () => {
    // Every view is one or the other, and a new one is to be thought of here.
    const titles = new Map([
      ['causes', /^The largest part in how .* is that of .*: \d+ of 100 /],
      ['loops', /^Of the loops through .*, \w+ has the largest share of the behaviour: \d+ of 100 /],
      ['diagram', /^What stands around .*; 1 variable acts on it, and it acts on 1 /],
      ['sensitivity', /^What decides \w+, from the strongest down /],
    ]);
    const drawn = [...titles.keys()];
    const blank = await browser.newPage();
    const tabs = await page.locator('.tabs [role=tab]').evaluateAll((all) => all.map(({ id }) => id.slice(8)));
    expect(tabs.filter((name) => !drawn.includes(name))).toEqual(['evidence', 'equations', 'members']);
    for (const name of drawn) {
      await openTab(name);
      const tools = page.locator('.panel .tools').first();
      await tools.locator('button', { hasText: 'Table' }).click();
      const row = page.locator('.panel section.scroll').last().locator('tbody tr').first();
      await expect.poll(() => row.locator('td').count(), { message: name }).toBeGreaterThan(0);
      for (const kind of ['CSV', 'SVG', 'PNG']) {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          tools.locator('button', { hasText: kind }).click(),
        ]);
        const bytes = readFileSync((await file.path())!);
        if (kind === 'CSV') expect(bytes.toString('utf8').split('\n').length, name).toBeGreaterThan(2);
        if (kind === 'PNG') expect(bytes.subarray(0, 4).toString('latin1'), name).toBe('\x89PNG');
        // A file of its own has its colours in it.
        if (kind !== 'SVG') continue;
        expect(bytes.toString('utf8'), name).toMatch(/^<svg[^>]+xmlns=.*(fill:rgb|<style>[^<]*\.chart)/s);
        const { words, spoilt } = await lookAtPicture(blank, bytes.toString('utf8'));
        expect(words).toMatch(titles.get(name)!);
        expect(words).toMatch(/Model: .+, study [0-9a-f]{12}, Fissure \d+\.\d+\.\d+\./);
        expect(spoilt).toEqual([]);
        await blank.screenshot({ path: `${PICTURES}why-${name}-saved.png` });
      }
      await tools.locator('button', { hasText: 'Table' }).click();
    }
    await blank.close();
  }, 60_000);

  it('lets arrow keys follow the links of the diagram, and says the same as a list', async () => {
    await openTab('diagram');
    await page.locator('.a-node').first().waitFor();
    await expect.poll(() => page.locator('.a-node[tabindex="0"]').count()).toBe(1);
    await page.locator('.a-node[tabindex="0"]').focus();
    const here = () => page.evaluate(`document.activeElement.dataset.node`);
    await expect.poll(here).toBe('soldiers');
    await page.keyboard.press('ArrowUp');
    await expect.poll(here).toBe('desertion');
    // The loop that was chosen before is lit.
    await expect.poll(() => page.locator('.a-node.in-loop').count()).toBe(2);
    await expect.poll(() => page.locator('.a-link.in-loop').count()).toBe(2);
    // What is seen in a box is what it is called: also where it takes two lines.
    const boxes = await page
      .locator('.a-node')
      .evaluateAll((all) =>
        all.map((one) => ({ name: one.getAttribute('aria-label')!, words: one.textContent!.split(/\s+/) })),
      );
    for (const { name, words } of boxes) for (const word of words) expect(name).toContain(word);
    await page.screenshot({ path: `${PICTURES}why-diagram.png` });
    await page.keyboard.press('Enter');
    await page.locator('.a-node[data-node=gone]').waitFor();
    const drawn = await page.locator('.a-link').count();
    await page.locator('button', { hasText: 'As a list' }).click();
    const listed = (column: string) => page.locator(`.panel tbody td:${column}-child li`).count();
    await expect.poll(async () => [await listed('first'), await listed('last')]).toEqual([drawn, drawn]);
    await page.locator('button', { hasText: 'As a list' }).click();
    await page.locator('.trail button').first().click();
  });

  it('lists every member, sorts them, adds assumptions and gives them away as CSV', async () => {
    await openTab('members');
    await page.locator('.members tbody tr').first().waitFor({ timeout: 30_000 });
    const column = async (index: number) =>
      (await page.locator(`.members tbody td:nth-child(${index})`).allTextContents()).map((text) =>
        Number(text.replaceAll(',', '')),
      );
    await expect.poll(() => page.locator('.members tbody tr').count()).toBe(20);
    const weights = await column(2);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    await page.locator('.members th button', { hasText: 'present[base]' }).press('Enter');
    await page.locator('.members th[aria-sort=descending]', { hasText: 'present[base]' }).waitFor();
    await page.locator('.members th button', { hasText: 'present[base]' }).press('Enter');
    await page.locator('.members th[aria-sort=ascending]', { hasText: 'present[base]' }).waitFor();
    const present = await column(4);
    expect(present).toEqual(present.toSorted((a, b) => a - b));
    await page.locator('.panel select').first().selectOption('arrears');
    await page.locator('.members th', { hasText: 'arrears' }).waitFor();
    await page.screenshot({ path: `${PICTURES}why-members.png` });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button', { hasText: 'Download as CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(401);
    expect(lines[0]).toBe('member,weight,claim,present[base],present[lenient],effect,arrears');
    const weightOf = (line: string) => Number(line.split(',')[1]);
    expect(lines.slice(1).reduce((sum, line) => sum + weightOf(line), 0)).toBeCloseTo(400, 6);
  });

  it('shows what a hostile study says as text', async () => {
    for (const name of ['causes', 'loops', 'diagram', 'sensitivity', 'evidence', 'equations', 'members']) {
      await openTab(name);
      await page.locator('.panel .answer, .panel table, .panel dl').first().waitFor();
      expect(await page.locator('.why img').count(), name).toBe(0);
    }
    await openTab('evidence');
    await expect.poll(() => page.locator('.panel th', { hasText: '<img src=x' }).count()).toBe(1);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
  });

  it('has no violation that axe finds, in light and dark, wide and at 320 px', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1366, 320]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        for (const tab of await page.locator('[role=tab]').all()) {
          await tab.click();
          const name = (await tab.getAttribute('id'))!.replace('why-tab-', '');
          await page.locator('.panel .answer, .panel table, .panel dl, .panel ul').first().waitFor();
          await page.screenshot({ path: `${PICTURES}why-${name}-${colorScheme}-${width}.png` });
          expect(await axeViolations(page, '.drawer'), `${name} ${colorScheme} ${width}`).toEqual([]);
          await expect
            .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: name })
            .toBeLessThanOrEqual(width);
          await expect
            .poll(
              () =>
                page.evaluate(
                  `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.drawer'))`,
                ),
              { message: name },
            )
            .toBe(0);
        }
      }
  }, 120_000);

  it('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});
