/** Notes in a real browser: added by keyboard where something is looked at, into notes.yaml, shown there, and taken back. */
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { axeViolations, describeInBrowser } from '../in-browser.ts';
import { PICTURES, servePage } from './served-page.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

/** With comments, an order of its own, line ends of Windows, and what would run if a text could. */
const NOTES = `# Kept by hand.\r
- about: [C1, arrears]\r
  date: 2026-03-04 # on a Wednesday\r
  by: <b>An Analyst</b>\r
  text: |\r
    It *turns* on this. <img src=x onerror="window.hostile=1"><script>window.hostile=1</script>\r
\r
    - [a link](javascript:window.hostile=1)\r
- { about: [p1.1, trust, leaving.peace, paid, gallows, form_of_fear, present], text: Short. }\r
# The end.\r
`;

describeInBrowser('notes', () => {
  let file = '';
  const served = servePage((folder) => {
    cpSync(GARRISON, folder, { recursive: true });
    file = join(folder, 'notes.yaml');
    return folder;
  });
  beforeEach(() => rmSync(file, { force: true }));

  const dialog = (page: Page) => page.locator('dialog[open]');
  const status = (page: Page) => expect.poll(() => page.locator('.noting [role=status]').textContent());
  const focused = (page: Page) => expect.poll(() => page.evaluate('document.activeElement.tagName'));
  const onDisk = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

  it('are added to a claim from the keyboard, shown on it at once, and taken back', async () => {
    const page = await served.open(served.editingUrl);
    await page.locator('#claim-C1 button').press('Enter');
    await page.locator('.card').waitFor();
    await page.keyboard.press('n');
    await focused(page).toBe('TEXTAREA');
    expect(await dialog(page).getAttribute('aria-label')).toBe('Notes on C1');
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('.noting [role=alert]').textContent()).toBe(
      'Write what you found, and name what it is about.',
    );
    await page.keyboard.type('It turns on *arrears*.\n\n- Nothing else matters.');
    await page.keyboard.press('Control+Enter');
    await status(page).toBe('The note is saved.');
    const today = await page.evaluate('new Date().toLocaleDateString("sv-SE")');
    expect(onDisk()).toBe(
      `- about: [C1]\n  date: ${today}\n  text: |-\n    It turns on *arrears*.\n\n    - Nothing else matters.\n`,
    );
    await expect.poll(() => page.locator('.noting li em').allTextContents()).toEqual(['arrears']);
    await focused(page).toBe('TEXTAREA');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.card .notes li').allTextContents()).toHaveLength(2);
    expect(await page.locator('#claim-C1').textContent()).toContain('1 note');

    // A key that comes while a dialog still closes belongs to it.
    await page.locator('.noting').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await page.locator('.noting').waitFor();
    // The last change can be undone for as long as the dialog that made it is open.
    await expect.poll(() => page.getByRole('button', { name: 'Undo the last step' }).count()).toBe(0);
    await page.keyboard.type('Another.');
    await page.locator('.noting form').getByLabel('By').fill('A. Reader');
    await page.locator('.noting form').getByLabel('By').press('Enter');
    await status(page).toBe('The note is saved.');
    expect(onDisk()).toContain('\n\n- about: [C1]\n');
    expect(onDisk()).toContain('by: A. Reader');
    await page.getByRole('button', { name: 'Undo the last step' }).click();
    await status(page).toBe('notes.yaml is as it was.');
    expect(onDisk()).not.toContain('Another.');
    await page.close();
  }, 120_000);

  it('leave what stands in the file byte for byte; a name that nothing has is refused, a change elsewhere is kept', async () => {
    writeFileSync(file, NOTES);
    const page = await served.open(served.editingUrl);
    const lever = page.locator('fieldset[data-lever="arrears"]');
    await expect.poll(() => lever.locator('.to-notes').textContent()).toBe('1 note');
    await lever.locator('.to-notes').press('Enter');
    await focused(page).toBe('TEXTAREA');
    await page.keyboard.type('Windows: "so"');
    const about = page.locator('.noting form').getByLabel('It is about');
    await about.fill('arrears, trus');
    await about.press('Enter');
    await status(page).toBe('Nothing in this study is called `trus`. Did you mean `trust`?');
    expect(onDisk()).toBe(NOTES);
    await about.fill('arrears trust');
    await about.press('Control+Enter');
    await status(page).toBe('The note is saved.');
    expect(onDisk()!.startsWith(NOTES)).toBe(true);
    expect(onDisk()!.slice(NOTES.length)).toMatch(
      /^\r\n- about: \[arrears, trust\]\r\n {2}date: [\d-]+\r\n(?: {2}by: .*\r\n)? {2}text: >-\r\n {4}Windows: "so"\r\n$/,
    );
    await expect.poll(() => page.locator('.noting li').count()).toBe(3);

    const written = onDisk()!;
    appendFileSync(file, '# Meanwhile.\r\n');
    await page.getByRole('button', { name: 'Undo the last step' }).click();
    await status(page).toContain('notes.yaml was changed elsewhere meanwhile');
    expect(onDisk()).toBe(`${written}# Meanwhile.\r\n`);
    await page.close();
  }, 120_000);

  it('are changed and removed from the keyboard: all else in the file stays byte for byte, and it can be undone', async () => {
    writeFileSync(file, NOTES);
    const page = await served.open(served.editingUrl);
    await page.locator('#claim-C1 button').press('Enter');
    await page.locator('.card').getByRole('button', { name: 'Change note 1' }).press('Enter');
    await focused(page).toBe('TEXTAREA');
    const form = page.locator('.noting form');
    expect(await form.locator('textarea').inputValue()).toMatch(
      /^It \*turns\* on this\.[\s\S]*- \[a link\]\(javascript/,
    );
    expect(await form.getByLabel('It is about').inputValue()).toBe('C1 arrears');
    expect(await form.getByLabel('Date').inputValue()).toBe('2026-03-04');
    await form.getByLabel('By').fill('A. Reader');
    await form.getByLabel('Date').fill('2026-03-05');
    await page.keyboard.press('Control+Enter');
    await status(page).toBe('The note is saved.');
    const changed = NOTES.replace('2026-03-04', '2026-03-05').replace('<b>An Analyst</b>', 'A. Reader');
    expect(onDisk()).toBe(changed);
    // Back at the note, with the form free for another.
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Change note 1');
    expect(await form.locator('h3').textContent()).toBe('Add a note');
    await expect
      .poll(() => page.locator('.noting li .note').first().textContent())
      .toBe('2026-03-05, A. Reader, also on arrears');

    await page.keyboard.press('Enter');
    await focused(page).toBe('TEXTAREA');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Something else.');
    await form.getByRole('button', { name: 'Keep it as it was' }).press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Change note 1');
    expect(onDisk()).toBe(changed);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await status(page).toBe('The note is removed.');
    await focused(page).toBe('TEXTAREA');
    const left = `# Kept by hand.\r\n${changed.slice(changed.indexOf('- { about'))}`;
    expect(onDisk()).toBe(left);
    await expect.poll(() => page.locator('.noting > ul > li').count()).toBe(0);
    for (const before of [changed, NOTES]) {
      await page.getByRole('button', { name: 'Undo the last step' }).press('Enter');
      await expect.poll(onDisk).toBe(before);
      await status(page).toBe('notes.yaml is as it was.');
    }
    await expect.poll(() => page.locator('.noting > ul > li').count()).toBe(1);

    // Another note is in its place: nothing is changed by guess.
    await page.locator('.noting').getByRole('button', { name: 'Change note 1' }).click();
    await form.locator('textarea').fill('Mine.');
    const other = NOTES.replace('- about: [C1, arrears]', '- {about: [C1], text: New.}\r\n- about: [C1, arrears]');
    writeFileSync(file, other);
    await expect.poll(() => page.locator('.noting > ul > li').count()).toBe(2);
    expect(await form.locator('textarea').inputValue()).toBe('Mine.');
    await page.keyboard.press('Control+Enter');
    await status(page).toContain('another note is there by now');
    expect(onDisk()).toBe(other);
    await page.close();
  }, 120_000);

  it('have a year alone for a date where they had one', async () => {
    writeFileSync(file, '- { about: [C1], date: 2026, text: One. }\n');
    const page = await served.open(served.editingUrl);
    await page.locator('body').press('n');
    await page.locator('.noting').getByRole('button', { name: 'Change note 1' }).click();
    await page.locator('.noting textarea').fill('Two.');
    await page.keyboard.press('Control+Enter');
    await status(page).toBe('The note is saved.');
    expect(onDisk()).toBe('- { about: [C1], date: 2026, text: Two. }\n');
    await page.close();
  }, 120_000);

  it('are undone to the last byte, or to no file at all', async () => {
    for (const before of [NOTES, undefined]) {
      if (before === undefined) rmSync(file);
      else writeFileSync(file, before);
      const page = await served.open(served.editingUrl);
      await page.locator('body').press('n');
      await focused(page).toBe('TEXTAREA');
      await page.keyboard.type('Something.');
      await page.locator('.noting form').getByLabel('It is about').fill('trust');
      await page.getByRole('button', { name: 'Save the note' }).press('Enter');
      await status(page).toBe('The note is saved.');
      await page.getByRole('button', { name: 'Undo the last step' }).press('Enter');
      await status(page).toBe('notes.yaml is as it was.');
      expect(onDisk()).toBe(before);
      await page.close();
    }
  }, 120_000);

  it('are text, wherever they stand, on claim, statement, variable, parameter, outcome, mechanism, evidence and scenario', async () => {
    writeFileSync(file, NOTES);
    const page = await served.open('/?claim=C1');
    await page.locator('#claim-C1 button').click();
    await page.locator('.card .notes li').first().waitFor();
    expect(await page.locator('.card .notes').textContent()).toContain('<script>window.hostile=1</script>');
    expect(await page.locator('.card .notes .note').first().textContent()).toBe(
      '2026-03-04, <b>An Analyst</b>, also on arrears',
    );
    expect(await page.locator('.card .notes').locator('img, script, b, [href^="javascript"]').count()).toBe(0);
    await page.getByRole('button', { name: '1 note on p1.1' }).click();
    await expect.poll(() => page.locator('.noting li').allTextContents()).toHaveLength(1);
    expect(await page.locator('.noting textarea').count()).toBe(0);
    expect(await page.locator('.noting').textContent()).toContain('This page may not write');
    await page.keyboard.press('Escape');
    await page.locator('.switches summary').click();
    await expect.poll(() => page.locator('.switches .to-notes').allTextContents()).toEqual(['1 note', '1 note']);
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('.switches').screenshot({ path: join(PICTURES, 'notes-switches.png') });
    await page.locator('.levers select, .scenarios select').first().selectOption('paid');
    await expect.poll(() => page.locator('.scenarios .notes').textContent()).toContain('Short.');
    await page.locator('.card').getByRole('button', { name: 'Evidence' }).click();
    await expect.poll(() => page.getByRole('button', { name: '1 note on leaving.peace' }).count()).toBe(1);
    await page.getByRole('tab', { name: 'Equations' }).click();
    await page.locator('[role=tabpanel] .choice select').last().selectOption('upstream');
    await expect.poll(() => page.locator('.why table .to-notes').allTextContents()).toContain('1 note');
    await page.keyboard.press('Control+k');
    await page.locator('.palette-field').waitFor();
    await page.keyboard.type('Trust in the commander');
    await page.locator('[role=option]').filter({ hasText: 'Variable' }).first().click();
    await expect.poll(() => page.locator('.why .notes').textContent()).toContain('Short.');
    await page.keyboard.press('Escape');
    await page.locator('#outcome-present').getByRole('button', { name: '1 note on Soldiers' }).click();
    await expect.poll(() => page.locator('.noting li').allTextContents()).toHaveLength(1);
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    await page.close();
  }, 120_000);

  it('stand in a page that is accessible in light and dark, wide and narrow', async () => {
    writeFileSync(file, NOTES);
    const page = await served.open(served.editingUrl);
    await page.locator('#claim-C1 button').click();
    await page.locator('.card .notes, .sheet .notes').first().waitFor();
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator('.card .notes, .sheet .notes').first().waitFor();
        expect(await axeViolations(page)).toEqual([]);
        await page.screenshot({ path: join(PICTURES, `notes-card-${width}-${colorScheme}.png`) });
        await page.locator('.notes').getByRole('button', { name: 'Add a note on C1' }).click();
        await page.locator('.noting textarea').waitFor();
        expect(await page.evaluate(FIELDS_BEYOND)).toEqual([]);
        expect(await axeViolations(page)).toEqual([]);
        await page.screenshot({ path: join(PICTURES, `notes-${width}-${colorScheme}.png`) });
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator('.card').getByRole('button', { name: 'Why?' }).click();
    await page.locator('.why .notes').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.screenshot({ path: join(PICTURES, 'notes-drawer.png') });
    await page.close();
  }, 180_000);
});

/** Fields that end beyond the form that they stand in. */
const FIELDS_BEYOND = `(() => {
  const { right } = document.querySelector('.noting form').getBoundingClientRect();
  const fields = [...document.querySelectorAll('.noting :is(input, textarea)')];
  return fields.filter((field) => field.getBoundingClientRect().right > right + 1).map(({ outerHTML }) => outerHTML);
})()`;
