/** Editing a study in a real browser: mistakes in place, nothing lost, nothing run that the study says, nobody asked. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { serveWorkbench, type WorkbenchServer } from '../../src/server/serve-workbench.ts';
import { axeViolations, describeInBrowser, framesDrawn, launchBrowser } from '../in-browser.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PICTURES = path('../../../../out/workbench/');
const HOSTILE = '<img src=x onerror="window.hostile=1"><script>window.hostile=1</script>';
const GOOD = 'equation: soldiers * leaving_rate';

it('costs no more than an editor may', () => {
  const assets = path('../../dist/workbench/assets/');
  const sizeOf = (chunk: string) => {
    const [name, ...more] = readdirSync(assets).filter((file) => new RegExp(`^${chunk}-.*\\.js$`).test(file));
    expect(more).toEqual([]);
    return gzipSync(readFileSync(assets + name), { level: 9 }).length;
  };
  expect(sizeOf('code-view')).toBeLessThanOrEqual(130_000);
  // A value is changed without fetching the editor of texts.
  expect(sizeOf('editor')).toBeLessThanOrEqual(10_000);
});

describeInBrowser('the editor of the workbench', () => {
  let folder: string;
  let server: WorkbenchServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  const onDisk = (file: string) => readFileSync(join(folder, file), 'utf8');
  const edit = (file: string, from: string, to: string) => {
    expect(onDisk(file)).toContain(from);
    writeFileSync(join(folder, file), onDisk(file).replace(from, to));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-editor-'));
    cpSync(path('../../../../studies/garrison/'), folder, { recursive: true });
    edit('argument.md', 'The longer the pay', `${HOSTILE} The longer the pay`);
    edit('model.yaml', 'label: Soldiers', `label: '${HOSTILE}'`);
    edit('model.yaml', 'doc: Growth of the wish to leave (in its logarithm) for each', `doc: '${HOSTILE} for each`);
    edit('model.yaml', 'month of pay owed.', `month of pay owed.'`);
    edit('evidence.yaml', 'finding: A thousand names', `finding: ${HOSTILE} A thousand names`);
    writeFileSync(join(folder, '<img src=x onerror=hostile=1>.md'), HOSTILE);
    mkdirSync(PICTURES, { recursive: true });
    server = await serveWorkbench(folder);
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
    context.on('request', (sent) => requested.push(sent.url()));
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.editingUrl);
    await page.locator('.chip').first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('.edit-files').waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await page.bringToFront();
  });

  const code = () => page.locator('.cm-content');
  const list = () => page.locator('.edit-problems');
  const fine = () => list().getByText('No mistakes found.').waitFor();
  const show = async (file: string) => {
    await page.locator('.edit-files').getByRole('button', { name: file }).click();
    await page.locator(`.cm-content[aria-label="Text of ${file}"]`).waitFor();
  };
  /** The cursor just after a piece of text, as somebody with a mouse would put it. */
  const putCursorAfter = async (text: string) => {
    const line = page.locator('.cm-line', { hasText: text }).first();
    // Lines out of sight are not there.
    for (let top = 0; top < 5000 && (await line.count()) === 0; top += 300) {
      await page.evaluate(`document.querySelector('.cm-scroller').scrollTop = ${top}`);
      await framesDrawn(page);
    }
    const shown = (await line.textContent())!;
    await line.click();
    await page.keyboard.press('End');
    const rest = shown.length - shown.indexOf(text) - text.length;
    for (let i = 0; i < rest; i += 1) await page.keyboard.press('ArrowLeft');
  };

  it('takes the token out of the address, and keeps it for this tab', async () => {
    expect(page.url()).toBe(server.url);
    const other = await context.newPage();
    await other.goto(server.url);
    await other.getByRole('button', { name: 'Edit', exact: true }).click({ timeout: 60_000 });
    await other.getByText('Read only: open the whole address').first().waitFor();
    expect(await other.locator('.edit-choice').count()).toBe(0);
    await other.close();
  }, 90_000);

  it('shows a broken equation in place as the terminal would, and comes back with new results once it is mended', async () => {
    await show('model.yaml');
    await fine();
    const before = onDisk('model.yaml');
    await putCursorAfter(GOOD);
    await page.keyboard.type(' * nobody');
    await page.locator('.cm-lintRange-error').waitFor();
    await expect.poll(() => page.locator('.cm-lintRange-error').textContent()).toBe('nobody');
    expect(onDisk('model.yaml')).toBe(before);
    // What the command would print of the same text.
    const { problems, texts } = openStudy(folder, new Map([['model.yaml', before.replace(GOOD, `${GOOD} * nobody`)]]));
    const printed = renderDiagnostics(problems.list, texts, { color: false, width: 1000 });
    const [problem] = problems.list;
    const row = list().locator('li').first();
    await expect
      .poll(() => row.locator('button').textContent())
      .toContain(`error[${problem!.code}]: ${problem!.message}`);
    const position = (await row.locator('small').textContent())!.trim();
    expect(printed).toContain(position);
    if (problem!.help) expect(await row.textContent()).toContain(problem!.help);
    await page.screenshot({ path: `${PICTURES}editor-broken.png` });
    // Saved although broken: the page says so, and keeps its last good results.
    await page.keyboard.press('Control+s');
    await page.locator('main.dimmed').waitFor();
    expect(onDisk('model.yaml')).toBe(before.replace(GOOD, `${GOOD} * nobody`));
    await page.locator('main.dimmed figure svg').first().waitFor();
    const resultsOf = () => page.locator('.claim .spark .moved').first().getAttribute('d');
    const old = await resultsOf();
    // Mended with another meaning, so that there is something new to see.
    await row.locator('button').click();
    for (let i = 0; i < 'nobody'.length; i += 1) await page.keyboard.press('Delete');
    for (let i = 0; i < ' * '.length; i += 1) await page.keyboard.press('Backspace');
    await expect.poll(() => code().textContent()).not.toContain('nobody');
    await putCursorAfter('equation: EXP(-deterrence * severity)'.slice(0, -1));
    await page.keyboard.type(' * 0');
    await fine();
    await page.keyboard.press('Control+s');
    await page.locator('main:not(.dimmed)').waitFor({ timeout: 30_000 });
    await expect.poll(resultsOf, { timeout: 30_000 }).not.toEqual(old);
    expect(onDisk('model.yaml')).toBe(before.replace('-deterrence * severity)', '-deterrence * severity * 0)'));
    writeFileSync(join(folder, 'model.yaml'), before);
    await expect.poll(resultsOf, { timeout: 30_000 }).toEqual(old);
  }, 120_000);

  it('completes names with unit and meaning, functions with their arguments, and fields of the format', async () => {
    await putCursorAfter(GOOD);
    const options = page.locator('.cm-tooltip-autocomplete li');
    await page.keyboard.type(' * leav');
    await options.filter({ hasText: 'leaving_rate' }).waitFor();
    await expect.poll(() => options.first().textContent()).toBe('leaving_rate1/month');
    await page.locator('.cm-completionInfo', { hasText: 'The wish to leave' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type(' * SMT');
    await options.filter({ hasText: 'SMTH1(input, averaging time [, initial])' }).waitFor();
    await page.screenshot({ path: `${PICTURES}editor-completion.png` });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.type('bec');
    await options.filter({ hasText: 'because' }).waitFor();
    // A list that has just come up takes no key: it might have been meant for the text.
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await page.keyboard.type('[must');
    await options.filter({ hasText: 'muster.first' }).waitFor();
    await page.keyboard.press('Escape');
    // What belongs to a key goes further in by itself, and is completed there.
    for (let i = 0; i < '[must'.length; i += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.keyboard.type('- ');
    await expect.poll(() => page.locator('.cm-activeLine').first().textContent()).toMatch(/^ {6}- $/);
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  }, 60_000);

  it('completes the arms of a claim where its test names one', async () => {
    await show('claims.yaml');
    await putCursorAfter('holds: lost[paid');
    await page.keyboard.type('] + lost[');
    const options = page.locator('.cm-tooltip-autocomplete li');
    await expect.poll(() => options.allTextContents()).toEqual(['base', 'paid']);
    await page.keyboard.type('pa');
    await expect.poll(() => options.allTextContents()).toEqual(['paid']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
    await show('model.yaml');
  }, 60_000);

  it('asks when the file was changed by somebody else meanwhile, and loses neither text unasked', async () => {
    const before = onDisk('model.yaml');
    await putCursorAfter(GOOD);
    await page.keyboard.type(' * 1');
    const theirs = `${before}# theirs\n`;
    writeFileSync(join(folder, 'model.yaml'), theirs);
    const clash = page.locator('.edit-clash');
    await clash.waitFor();
    await page.keyboard.press('Control+s');
    expect(onDisk('model.yaml')).toBe(theirs);
    expect(await code().textContent()).toContain(`${GOOD} * 1`);
    // Where the two differ, side by side.
    await expect.poll(() => clash.locator('.difference pre').count()).toBe(2);
    const [mine, others] = await clash.locator('.difference pre').allTextContents();
    expect(mine).toContain(`+ `);
    expect(mine).toContain(`${GOOD} * 1`);
    expect(others).toContain('− # theirs');
    await page.screenshot({ path: `${PICTURES}editor-clash.png` });
    await clash.getByRole('button', { name: 'Keep mine' }).click();
    await clash.waitFor({ state: 'detached' });
    expect(onDisk('model.yaml')).toBe(theirs);
    writeFileSync(join(folder, 'model.yaml'), `${theirs}# again\n`);
    await clash.waitFor();
    await clash.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => code().textContent()).not.toContain(`${GOOD} * 1`);
    // With nothing of one's own to lose, what is on disk is simply shown.
    writeFileSync(join(folder, 'model.yaml'), before);
    await expect.poll(() => code().textContent()).toContain(GOOD);
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await expect.poll(() => clash.count()).toBe(0);
  }, 60_000);

  it('knows a file again that was gone for a while, and writes one that stays gone with what was typed', async () => {
    await show('model.yaml');
    const before = onDisk('model.yaml');
    await putCursorAfter(GOOD);
    await page.keyboard.type(' * 1');
    const clash = page.locator('.edit-clash');
    const gone = () => rmSync(join(folder, 'model.yaml'));
    gone();
    await clash.getByText('model.yaml was removed or renamed').waitFor();
    writeFileSync(join(folder, 'model.yaml'), before);
    await clash.waitFor({ state: 'detached' });
    expect(await code().textContent()).toContain(`${GOOD} * 1`);
    gone();
    await clash.getByRole('button', { name: 'Write it again' }).click();
    await clash.waitFor({ state: 'detached' });
    await expect.poll(() => onDisk('model.yaml')).toBe(before.replace(GOOD, `${GOOD} * 1`));
    writeFileSync(join(folder, 'model.yaml'), before);
    await expect.poll(() => code().textContent()).not.toContain(`${GOOD} * 1`);
  }, 60_000);

  it('asks before the page is left with something unsaved, and keeps it while the editor is closed', async () => {
    await show('study.yaml');
    await code().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# mine');
    const toggle = page.getByRole('button', { name: 'Edit', exact: true });
    await toggle.click();
    await page.locator('.edit').waitFor({ state: 'detached' });
    await toggle.click();
    await expect.poll(() => code().textContent()).toContain('# mine');
    const asked = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await closing;
    expect(await code().textContent()).toContain('# mine');
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
    expect(onDisk('study.yaml')).not.toContain('# mine');
  }, 60_000);

  it('changes a value and its prior from a lever, and leaves every other byte of the file', async () => {
    const before = onDisk('model.yaml');
    await page.getByRole('button', { name: /^Change value or prior of impatience/ }).click();
    const form = page.locator('.edit-value');
    await form.getByLabel('value', { exact: true }).fill('0.3');
    await form.getByLabel('high').fill('nonsense');
    await page.locator('.edit').getByText('This cannot be changed').waitFor();
    await form.getByLabel('high').fill('0.01');
    await form.getByText('error[study/prior-arguments]').waitFor();
    await page.screenshot({ path: `${PICTURES}editor-value.png` });
    await form.getByLabel('high').fill('0.6');
    await form.getByText('error[').waitFor({ state: 'detached' });
    await form.getByRole('button', { name: 'Save this value' }).click();
    await form.waitFor({ state: 'detached' });
    expect(onDisk('model.yaml')).toBe(
      before.replace(
        'value: 0.25\n    prior: { triangular: [0.05, 0.25, 0.5] }',
        'value: 0.3\n    prior: { triangular: [0.05, 0.25, 0.6] }',
      ),
    );
    await page.getByLabel('Parameter or variable').fill('desertion');
    await page.keyboard.press('Enter');
    await form.getByLabel('equation').fill('soldiers * leaving_rate / 2');
    await form.getByRole('button', { name: 'Save this value' }).click();
    await form.waitFor({ state: 'detached' });
    expect(onDisk('model.yaml')).toContain(`${GOOD} / 2\n`);
    writeFileSync(join(folder, 'model.yaml'), before);
    // Until the page has heard of it: typing before would be a clash.
    await show('model.yaml');
    await expect.poll(() => code().textContent()).not.toContain(`${GOOD} / 2`);
  }, 60_000);

  it('keeps what was typed for a value whose name is given up on disk meanwhile, and takes it to the new name', async () => {
    const before = onDisk('model.yaml');
    await page.getByRole('button', { name: /^Change value or prior of impatience/ }).click();
    const form = page.locator('.edit-value');
    const value = form.getByLabel('value', { exact: true });
    await value.fill('0.3');
    const heard = page.waitForResponse((answer) => answer.url().includes('/api/file?path=model.yaml'));
    const renamed = before.replaceAll('impatience', 'hurry');
    writeFileSync(join(folder, 'model.yaml'), renamed);
    await (await heard).finished();
    await value.fill('0.35');
    await form.getByText('model.yaml has no impatience any more').waitFor();
    await form.getByRole('button', { name: 'Save this value' }).click();
    await form.getByText('is still here and is not saved').waitFor();
    expect(await page.locator('.edit').getByText('This cannot be changed').count()).toBe(0);
    expect(onDisk('model.yaml')).toBe(renamed);
    await form.getByLabel('Its new name').fill('hurry');
    await page.keyboard.press('Enter');
    await form.locator('h3', { hasText: 'hurry' }).waitFor();
    expect(await value.inputValue()).toBe('0.35');
    await form.getByRole('button', { name: 'Save this value' }).click();
    await form.waitFor({ state: 'detached' });
    expect(onDisk('model.yaml')).toBe(renamed.replace('value: 0.25', 'value: 0.35'));
    const back = page.waitForResponse((answer) => answer.url().includes('/api/file?path=model.yaml'));
    writeFileSync(join(folder, 'model.yaml'), before);
    await (await back).finished();
    await page.getByRole('button', { name: /^Change value or prior of impatience/ }).waitFor({ timeout: 30_000 });
  }, 60_000);

  it('is left with Escape and Tab, and moves on with Tab from there', async () => {
    await show('model.yaml');
    await code().press('Tab');
    expect(await page.evaluate(`document.activeElement.classList.contains('cm-content')`)).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(`document.activeElement.closest('.cm-content')`)).toBe(null);
    expect(await page.locator('#edit-leave').textContent()).toContain('Escape, then Tab');
    expect(await code().getAttribute('aria-describedby')).toBe('edit-leave');
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
  });

  it('has no violation that axe finds, in light and dark, wide and at 320 px', async () => {
    await page.getByLabel('Parameter or variable').fill('impatience');
    await page.keyboard.press('Enter');
    await page.locator('.edit-value').waitFor();
    await show('model.yaml');
    await putCursorAfter(GOOD);
    await page.keyboard.type(' * nobody / 2 * 3');
    await list().locator('li').first().waitFor();
    await page.keyboard.press('Escape');
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1366, 320]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${PICTURES}editor-${colorScheme}-${width}.png` });
        expect(await axeViolations(page, '.edit')).toEqual([]);
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
  }, 90_000);

  it('is there by itself where a study cannot be read, and brings it up once it is mended', async () => {
    const before = onDisk('study.yaml');
    writeFileSync(join(folder, 'study.yaml'), before.replace('title:', 'titel:'));
    const other = await context.newPage();
    await other.goto(server.editingUrl);
    await other.locator('.edit-problems button', { hasText: 'study/unknown-field' }).click({ timeout: 30_000 });
    await other.locator('.cm-content[aria-label="Text of study.yaml"]').waitFor();
    expect(await other.locator('body').textContent()).toContain('nothing can be simulated yet');
    expect(await other.locator('body').textContent()).not.toContain('last good results');
    await other.keyboard.press('Control+Delete');
    await other.keyboard.type('title');
    await other.keyboard.press('Escape');
    await other.getByText('No mistakes found.').waitFor({ timeout: 30_000 });
    await other.keyboard.press('Control+s');
    await other.locator('.chip').first().waitFor({ timeout: 60_000 });
    expect(onDisk('study.yaml')).toBe(before);
    await other.close();
  }, 120_000);

  it('stays, with what is typed, when a study that could not be read is mended by somebody else', async () => {
    const before = onDisk('study.yaml');
    writeFileSync(join(folder, 'study.yaml'), before.replace('title:', 'titel:'));
    const other = await context.newPage();
    await other.goto(server.editingUrl);
    await other.locator('.edit-files button', { hasText: 'claims.yaml' }).click({ timeout: 30_000 });
    await other.locator('.cm-content').click();
    await other.keyboard.type('# mine');
    writeFileSync(join(folder, 'study.yaml'), before);
    await other.locator('.chip').first().waitFor({ timeout: 60_000 });
    await other.locator('.cm-content', { hasText: '# mine' }).waitFor({ timeout: 5_000 });
    await other.close();
  }, 120_000);

  it('makes, renames and deletes files, and asks before it deletes', async () => {
    const files = page.locator('.edit-files');
    await files.getByRole('button', { name: 'New file' }).click();
    await files.getByLabel('Name of the new file').fill('model.yaml');
    await page.keyboard.press('Enter');
    await page.locator('.edit > [role=alert]').waitFor();
    await files.getByLabel('Name of the new file').fill('notes.md');
    await page.keyboard.press('Enter');
    await page.locator('.cm-content[aria-label="Text of notes.md"]').waitFor();
    await expect.poll(() => files.getByRole('button', { name: 'notes.md' }).count()).toBe(1);
    await code().click();
    await page.keyboard.type('Not saved yet');
    const bar = page.locator('.edit-bar');
    await bar.getByRole('button', { name: 'Rename' }).click();
    await bar.getByLabel('New name').fill('thoughts.md');
    await page.keyboard.press('Enter');
    // What was not saved came along.
    await page.locator('.cm-content[aria-label="Text of thoughts.md"]', { hasText: 'Not saved yet' }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => onDisk('thoughts.md')).toBe('Not saved yet');
    await bar.getByRole('button', { name: 'Delete' }).click();
    await bar.getByRole('button', { name: 'Keep it' }).click();
    expect(onDisk('thoughts.md')).toBe('Not saved yet');
    await bar.getByRole('button', { name: 'Delete' }).click();
    await bar.getByRole('button', { name: 'Delete it' }).click();
    await expect.poll(() => files.getByRole('button', { name: 'thoughts.md' }).count()).toBe(0);
    expect(() => onDisk('thoughts.md')).toThrow();
    expect(() => onDisk('notes.md')).toThrow();
  }, 60_000);

  it('runs nothing that a study says', async () => {
    for (const file of ['argument.md', 'model.yaml', 'evidence.yaml', '<img src=x onerror=hostile=1>.md']) {
      await page.locator('.edit-files').getByRole('button', { name: file }).first().click();
      await page.locator(`.cm-content[aria-label="Text of ${file}"]`).waitFor();
    }
    await expect.poll(() => code().textContent()).toContain(HOSTILE);
    await show('model.yaml');
    await putCursorAfter('initial: ');
    await page.keyboard.type('sold');
    await page.locator('.cm-completionInfo', { hasText: '<img' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type(`"${HOSTILE.replaceAll('"', "'")}"`);
    await list().getByText('<img src=x').first().waitFor();
    await page.getByRole('button', { name: 'Back to what is saved' }).click();
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    expect(await page.locator('.edit img, .edit script').count()).toBe(0);
  }, 60_000);

  it('asked nobody but its own server, and had nothing to complain of', () => {
    expect(
      requested.filter((url) => new URL(url).origin !== new URL(server.url).origin && !/^(?:data|blob):/.test(url)),
    ).toEqual([]);
    expect(requested.length).toBeGreaterThan(50);
    // Refusals that the tests above provoked.
    expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  });
});
