/**
 * Five hours of an analyst: from a text of their own to a report that a reviewer doubts, by commands and in the page. Each
 * step goes on from the files that the one before left, and its pictures are kept to be looked at.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeReport } from '../../src/cli/files/make-report.ts';
import { makeStudy } from '../../src/cli/files/make-study.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { openReport } from '../browser/open-report.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';
import { ARGUMENT, FILES, SCENARIOS, STRUCTURES } from './ford-study.ts';
import { PICTURES } from './served-page.ts';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));

describeInBrowser('an analyst', () => {
  const home = mkdtempSync(join(tmpdir(), 'fissure-analyst-'));
  const study = join(home, 'ford');
  const onDisk = (file: string) => readFileSync(join(study, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(study, file), text);
  let server: WorkbenchServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  /** As in a terminal of 100 columns, in the folder above the study; the page goes on meanwhile. */
  const fissure = (...args: string[]) =>
    new Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
      const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', COLUMNS: '100' };
      execFile(process.execPath, [BIN, ...args], { cwd: home, env }, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });

  /** The page as it stands, in both schemes: nothing that axe finds, and a picture of each. */
  const look = async (name: string, seen = page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await seen.emulateMedia({ colorScheme });
      await seen.screenshot({ path: join(PICTURES, `analyst-${name}-${colorScheme}.png`) });
      expect(await axeViolations(seen), `${name} ${colorScheme}`).toEqual([]);
    }
  };

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('0:00 makes a study of a text, in which every sentence is an open statement', async () => {
    writeFileSync(join(home, 'argument.txt'), ARGUMENT);
    const made = await fissure('init', 'ford', '--from', 'argument.txt');
    expect(made).toMatchObject({
      status: 0,
      stdout: 'A small study stands in ford: study.yaml, model.yaml, argument.md.\n',
      stderr: 'Next: fissure check ford\n',
    });
    expect(readdirSync(study).sort()).toEqual(['argument.md', 'model.yaml', 'study.yaml']);
    expect(onDisk('argument.md')).toMatch(/^# The town on the ford\n[\s\S]*- `p3\.3` \*\*open\*\*: The abbey had lent/);
    const { status, stdout, stderr } = await fissure('check', 'ford');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.replace(/\s+/g, ' ')).toContain('9 statements: 0 modelled, 0 claims');
    expect(stdout.replace(/\s+/g, ' ')).toContain('0 of 9 dealt with');

    server = await serveWorkbench(study, 0, undefined, { makeReport, makeStudy });
    await page.goto(server.editingUrl);
    await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('.coverage').textContent()).toContain('0 of 9 statements');
    await look('1-made');
  }, 300_000);

  const statement = () => page.locator('.marking .note').first().textContent();
  /** The letter of a fate, or of the next statement, is heard where one of the fates has the focus. */
  const letter = async (key: string) => {
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('radio');
    await page.keyboard.press(key);
  };
  /** A name or a reason, in the field that has the focus by itself. */
  const because = async (text: string) => {
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('text');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const told = () => page.locator('.marking [role=status]').textContent();
  const leave = async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };

  it('0:15 deals with sentences by letters alone, and the file keeps what else stands in it', async () => {
    const before = onDisk('argument.md');
    await page.locator('body').press('m');
    await expect.poll(statement).toContain('Statement 1 of 9: p1.1.');
    for (const [key, id] of Object.entries({ j: 'p1.2', k: 'p1.1' })) {
      await letter(key);
      await expect.poll(statement).toContain(id);
    }
    await letter('c');
    await because('where it happens');
    await expect.poll(told).toBe('p1.1 is saved.');
    for (let i = 2; i < 9; i += 1) {
      await expect.poll(statement).toContain(`Statement ${i} of 9`);
      await letter('j');
    }
    await expect.poll(statement).toContain('Statement 9 of 9: p3.3.');
    // A claim that nobody has written yet would break the study.
    await letter('t');
    await because('C3');
    await expect.poll(told).toContain('Nothing was written. There is no claim `C3` in claims.yaml.');
    await look('2-marking');
    await page.keyboard.press('Shift+Tab');
    await letter('x');
    await because('other towns are another question');
    await expect.poll(told).toBe('p3.3 is saved.');
    await leave();
    await expect.poll(() => page.locator('.coverage').textContent()).toContain('2 of 9 statements');
    expect(onDisk('argument.md')).toBe(
      before
        .replace('`p1.1` **open**:', '`p1.1` **context** (where it happens):')
        .replace('`p3.3` **open**:', '`p3.3` **out of scope** (other towns are another question):'),
    );
    expect((await fissure('check', 'ford')).stdout.replace(/\s+/g, ' ')).toContain('2 of 9 dealt with, not yet p1.2,');
  }, 300_000);

  it('1:00 writes the files in an editor of their own, and the rest of the sentences have something to carry them', async () => {
    for (const [file, text] of FILES) write(file, text);
    // What carries a sentence names it already; the sentences follow.
    await page.locator('.chip').first().waitFor({ timeout: 30_000 });
    await page.locator('body').press('m');
    for (const [id, key, names] of [
      ['p1.2', 'm', 'high_water_comes'],
      ['p1.3', 'm', 'wages'],
      ['p2.1', 'm', 'wages'],
      ['p2.2', 'm', 'robbers'],
      ['p2.3', 'm', 'robbers'],
      ['p3.1', 't', 'C1'],
      ['p3.2', 't', 'C2'],
    ] as const) {
      await expect.poll(statement).toContain(id);
      await letter(key);
      await because(names);
      await expect.poll(told).toBe(`${id} is saved.`);
    }
    await leave();
    await expect.poll(() => page.locator('.coverage').textContent()).toContain('All 9 statements');
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await look('3-modelled');
  }, 300_000);

  const caption = () => page.locator('figcaption').first().textContent();
  const problem = () => page.locator('.edit-problems li').first();

  it('1:40 writes an equation with completion, and a mistake in units is told as the terminal tells it', async () => {
    const before = onDisk('model.yaml');
    const endless = await caption();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('.edit-files').getByRole('button', { name: 'model.yaml' }).click();
    // What nothing reads yet is a warning, and keeps nobody from going on.
    await expect.poll(() => problem().locator('button').textContent()).toMatch(/warning\[check\/unused\]: .+ unpaid /);
    await page.locator('.cm-line', { hasText: 'watch * impatience' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' * unp');
    const offered = page.locator('.cm-tooltip-autocomplete li');
    await expect.poll(() => offered.first().textContent()).toBe('unpaid1');
    await page.locator('.cm-completionInfo', { hasText: 'Part of the pay that is owed' }).waitFor();
    // A list that has just come up takes no key: it might have been meant for the text.
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(PICTURES, 'analyst-4-completion-light.png') });
    await page.keyboard.press('Enter');
    await page.keyboard.type(' * wage');
    await page.keyboard.press('Escape');
    await expect.poll(() => problem().locator('button').textContent()).toMatch(/error\[unit\/mismatch\]/);
    await look('4-mistake');
    await page.keyboard.press('Control+s');
    await expect
      .poll(() => onDisk('model.yaml'))
      .toBe(before.replace('* impatience\n', '* impatience * unpaid * wage\n'));
    await page.locator('main.dimmed').waitFor();
    const { status, stdout } = await fissure('check', 'ford', '--json');
    const { ok, diagnostics } = JSON.parse(stdout);
    expect({ status, ok, found: diagnostics.length }).toEqual({ status: 3, ok: false, found: 1 });
    const [{ code: name, message, range, uri }] = diagnostics;
    expect(name).toBe('unit/mismatch');
    const { line, character } = range.start;
    expect((await problem().locator('button').textContent())!.trim()).toBe(
      `${uri}:${line + 1}:${character + 1} error[${name}]: ${message}`,
    );
    for (let i = 0; i < ' * wage'.length; i += 1) await page.keyboard.press('Backspace');
    await page.locator('.edit-problems').getByText('No mistakes found.').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('main:not(.dimmed)').waitFor({ timeout: 30_000 });
    expect(onDisk('model.yaml')).toBe(before.replace('* impatience\n', '* impatience * unpaid\n'));
    await expect.poll(caption).not.toBe(endless);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('.edit').waitFor({ state: 'detached' });
  }, 300_000);

  it('2:20 checks, runs and asks what decides, in words that a stranger understands', async () => {
    const check = await fissure('check', 'ford');
    expect({ status: check.status, stderr: check.stderr }).toEqual({ status: 0, stderr: '' });
    // A number without a source is no mistake: it is counted as what it is.
    expect(check.stdout).toContain("7: 3 sourced (43 %), 4 author's guess (57 %)");
    expect(check.stdout).toContain('balance in all 10 equations');
    const run = await fissure('run', 'ford', '--members', '500');
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^The town on the ford: 500 members, medians\n/);
    expect(run.stdout).toMatch(/\nWatchmen at the ford \(person\) +60 /);
    const decides = await fissure('sensitivity', 'ford', '--members', '500');
    expect(decides.status).toBe(0);
    expect(decides.stdout).toMatch(/Watchmen at the ford: half end above [\d.]+ persons\n/);
    expect(decides.stdout).toMatch(/caution +0\.\d\d +−0\.\d\d +\d+ below 0\.\d+ per month and \d+ above/);
    const test = await fissure('test', 'ford');
    expect(test.status).toBe(0);
    expect(test.stdout).toMatch(/C2 +A loan of grain would have kept the watch together\. +◐ depends/);
    // What flips it, and where.
    expect(test.stdout).toMatch(/hinges on[\s\S]*- high water: holds below 0\.\d+/);
  }, 300_000);

  it('2:50 asks in the page why, cuts a mechanism, and notes what was found', async () => {
    await page.locator('.chip', { hasText: 'C2' }).click();
    await page.locator('#why button').click();
    await page.locator('.strips .top h3').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('.strips .top h3').textContent()).toContain('Watchmen');
    await page.locator('.walk').first().click();
    await expect.poll(() => page.locator('.strips .top h3').textContent()).toContain('Watchmen who go home');
    await look('5-causes');
    await page
      .locator('.why .notes')
      .getByRole('button', { name: /^Add a note on/ })
      .click();
    await page.locator('.noting textarea').fill('It is the *pay owed* that empties the watch.');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.locator('.noting [role=status]').textContent()).toBe('The note is saved.');
    await leave();
    expect(onDisk('notes.yaml')).toMatch(
      /^- about: \[going_home\]\n[\s\S]*It is the \*pay owed\* that empties the watch\./,
    );
    expect((await fissure('explain', 'going_home', '--study', 'ford')).stdout).toContain('It is the');
    await page.locator('#why-tab-loops').click();
    await page.locator('.loop-name').first().waitFor();
    await expect
      .poll(() => page.locator('.loop-view figcaption').textContent())
      .toMatch(/has the largest share of the behaviour|have the largest share of the behaviour/);
    const loops = await page.locator('.loop-name').count();
    await look('5-loops');
    // Without the robbers their loop drives nothing.
    await page.locator('.switches summary').click();
    await page.getByRole('checkbox', { name: 'Robbed merchants choose another road' }).click();
    await expect
      .poll(() => page.locator('.changed').textContent())
      .toContain('without “Robbed merchants choose another road');
    await expect.poll(() => page.locator('.loop-name').count()).toBeLessThan(loops);
    await look('5-cut');
    await page.locator('button', { hasText: 'Back to the study' }).click();
    await page.locator('#why button').click();
    await page.locator('.why').waitFor({ state: 'detached' });
  }, 300_000);

  const columns = () => page.getByText(/^All \d+ columns are there\.$/).waitFor({ timeout: 60_000 });

  it('3:20 makes scenarios, in a file and by levers, and compares them', async () => {
    write('scenarios.yaml', SCENARIOS);
    const choice = page.locator('.scenarios select');
    await choice.waitFor({ timeout: 30_000 });
    await choice.selectOption('loan');
    await expect.poll(() => page.url()).toContain('scenario=loan');
    await choice.selectOption('');
    const water = page.locator('fieldset[data-lever="high_water"]').getByRole('slider');
    for (let i = 0; i < 8; i += 1) await water.press('ArrowLeft');
    await page.getByLabel('Keep this as').fill('A dry year');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await columns();
    const heads = await page.locator('.comparison thead th').allTextContents();
    expect(heads.map((text) => text.trim())).toEqual(
      expect.arrayContaining(['A dry year', 'The abbey lends grain from the third month']),
    );
    const end = page.locator('.comparison tbody tr', { hasText: 'Watchmen at the ford' }).first().locator('td');
    const texts = await end.allTextContents();
    expect(new Set([texts[0], texts.at(-2), texts.at(-1)]).size).toBe(3);
    await look('6-compared');
    await leave();
    // Edited in the file, the scenario is another one.
    write('scenarios.yaml', SCENARIOS.replace('scale: { wage: 0.5 }', 'scale: { wages: 0.5 }'));
    const check = await fissure('check', 'ford');
    expect(check.status).toBe(3);
    expect(check.stderr).toMatch(/scenarios\.yaml:5:\d+[\s\S]*Did you mean .wage.\?/);
    write('scenarios.yaml', SCENARIOS);
    const compared = await fissure('compare', 'ford');
    expect(compared.status).toBe(0);
    expect(compared.stdout).toMatch(/as it stands +[\d.]+ [\s\S]*loan +[\d.]+ +\+\d+ %/);
    await page.locator('main:not(.dimmed)').waitFor({ timeout: 30_000 });
    await page.locator('button', { hasText: 'Back to the study' }).click();
  }, 300_000);

  const shares = async () => {
    const { stdout } = await fissure('test', 'ford', '--json', '-q');
    const { verdicts } = JSON.parse(stdout).data;
    return verdicts.map(
      (one: { readonly fitted: { readonly share: number } }) => one.fitted.share,
    ) as readonly number[];
  };

  it('3:50 argues: a source is trusted less, a rival mechanism comes in, and every claim is judged under every variant', async () => {
    const before = await shares();
    write('history.yaml', onDisk('history.yaml').replace('lognormal: 0.05', 'lognormal: 0.2'));
    const doubted = await shares();
    expect(doubted).not.toEqual(before);
    write('structures.yaml', STRUCTURES);
    await expect
      .poll(() => page.locator('.switches').textContent(), { timeout: 30_000 })
      .toContain('When merchants turn away');
    await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 60_000 });
    await page.locator('body').press('v');
    await columns();
    const { stdout } = await fissure('matrix', 'ford', '--json', '-q');
    const variants = JSON.parse(stdout).data.variants as readonly {
      readonly label: string;
      readonly verdicts: readonly { readonly word: string; readonly differs: boolean }[];
    }[];
    // As it stands, the loan, three mechanisms off, two forms.
    expect(variants).toHaveLength(7);
    for (const [column, { verdicts }] of variants.entries())
      for (const [row, { word, differs }] of verdicts.entries()) {
        const text = await page.locator(`[data-place="${row} ${column}"]`).textContent();
        expect(text).toContain(word);
        expect(text!.includes('≠')).toBe(differs);
      }
    expect(variants.some(({ verdicts }) => verdicts.some(({ differs }) => differs))).toBe(true);
    await look('7-variants');
    await leave();
  }, 300_000);

  it('4:20 expects a verdict: unmet it is a finding, met it is none', async () => {
    const unmet = await fissure('test', 'ford', '--expect', 'C1=supported');
    expect(unmet.status).toBe(1);
    expect(unmet.stdout + unmet.stderr).toContain('Expected C1 to be supported');
    const met = await fissure('test', 'ford', '--expect', 'C1=contradicted', '--expect', 'C2=depends');
    expect({ status: met.status, stdout: met.stdout.includes('Expected') }).toEqual({ status: 0, stdout: false });
  }, 300_000);

  it('4:40 makes the report and the exports, and a reviewer doubts a number without a network', async () => {
    expect((await fissure('report', 'ford', '-o', 'ford.html')).status).toBe(0);
    expect((await fissure('export', 'ford', '--to', 'xmile', '--out', 'ford.xmile')).status).toBe(0);
    expect(readFileSync(join(home, 'ford.xmile'), 'utf8')).toMatch(/<xmile[\s\S]*<stock name="watch"/i);
    expect((await fissure('export', 'ford', '--to', 'csv', '--out', 'ford.csv')).status).toBe(0);
    const [head, ...rows] = readFileSync(join(home, 'ford.csv'), 'utf8').trim().split(/\r?\n/);
    expect(head).toMatch(/^time,.*\bwatch\b/);
    expect(rows).toHaveLength(25);

    const report = await openReport(browser, join(home, 'ford.html'));
    const reviewer = report.page;
    await reviewer.locator('.levers').waitFor();
    const verdict = () => reviewer.locator('tr[data-claim="C2"]').first().innerText();
    const before = await verdict();
    expect(before).toContain('depends');
    const lever = reviewer.locator('.lever', { has: reviewer.locator('[data-lever="high_water"]') });
    await lever.locator('input[type=number]').fill('0.3');
    await lever.locator('input[type=number]').press('Enter');
    await reviewer.locator('.change-bar [role=status]', { hasText: /verdict/ }).waitFor({ timeout: 60_000 });
    await expect.poll(verdict).toContain('supported');
    expect(await reviewer.locator('.change-bar').innerText()).toMatch(/C2/);
    await look('9-report', reviewer);
    expect(report.requests).toEqual([]);
    expect(report.complaints).toEqual([]);
    await report.close();
    expect(complaints).toEqual([]);
  }, 300_000);
});
