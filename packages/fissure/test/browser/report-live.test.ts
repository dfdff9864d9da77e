/** The report that simulates by itself, opened from a file without a network: the same bits as the command line gives. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LEVELS } from '../../src/analysis/weighted-quantile.ts';
import { weighMembers } from '../../src/analysis/weights.ts';
import { leversOf, withLevers } from '../../src/browser/levers.ts';
import { simulateWhatIf } from '../../src/browser/what-if.ts';
import { runCommandLine } from '../../src/cli/main.ts';
import { planForCommand } from '../../src/cli/simulate/plan-for-command.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { savedTimes } from '../../src/experiment/experiment.ts';
import { makeLocalPool } from '../../src/experiment/member-pool.ts';
import { simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { bandsTable } from '../../src/report/figures/time-table.ts';
import { verdictCells } from '../../src/report/page/verdict-cells.ts';
import { axeViolations, describeInBrowser, launchBrowser } from '../in-browser.ts';
import { writeTwoValleys } from '../two-valleys.ts';
import { type OpenedReport, openReport, savedBy } from './open-report.ts';
import { lookAtPicture } from './saved-picture.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const HOSTILE = `</script><script>window.hostile=1</script><img src=x onerror="window.hostile=1">`;

const folder = mkdtempSync(join(tmpdir(), 'fissure-live-'));
const at = (name: string) => join(folder, name);

async function fissure(...args: string[]): Promise<number> {
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation(() => true),
  );
  try {
    return await runCommandLine(['node', 'fissure', ...args]);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** What a lever does, simulated here: one worker's worth of code and no page. */
async function leverHere(id: string, value: number) {
  const { experiment, study } = planForCommand(GARRISON, { set: [], off: [] }, { claims: undefined });
  const pool = makeLocalPool(experiment, compileBatch(experiment.plan));
  const weights = weighMembers(experiment, await simulateExperiment(experiment, { pool }));
  const { signal } = new AbortController();
  const changed = withLevers(experiment, new Map([[id, value]]));
  const result = (await simulateWhatIf(changed, weights, pool, signal))!;
  const times = [...savedTimes(experiment.plan)];
  const isFitted = weights.summary.state === 'fitted';
  return {
    csv: bandsTable({ times, levels: LEVELS, bands: result.bands }, study.settings.time),
    cells: result.verdicts.map((verdict) => verdictCells(verdict, isFitted).html),
  };
}

/** Drawings of the page, found by walking it, that lack a title, a table, or one of the files: none is left out by a list. */
function lackingFigures(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('main figure, main svg[role=img]')]
    .filter((own) => own.closest('.levers') === null)
    .map((own) => {
      const place = own.closest('[data-files], figure[data-chart]');
      const titles = place === null ? [] : [place.dataset.title, place.querySelector('h3, h4')?.textContent];
      const files = [...(place?.querySelectorAll('.downloads button') ?? [])].map((button) => button.textContent);
      return {
        place: place?.dataset.files ?? place?.dataset.chart ?? own.outerHTML.slice(0, 200),
        title: titles.some((title) => title),
        table: Boolean(place?.querySelector('table')),
        files: files.join(),
      };
    })
    .filter(({ title, table, files }) => !title || !table || files !== 'CSV,SVG,PNG')`);
}

/** Every drawing of the page, found by walking it, as saved: nothing of its title, unit and sources is missing or spoilt. */
async function poorPictures(
  page: Page,
  blank: Page,
): Promise<{ readonly names: readonly string[]; readonly poor: unknown }> {
  const [names, poor]: [string[], unknown[]] = [[], []];
  for (const place of await page.locator('[data-files], figure[data-chart]').all()) {
    const name = (await place.getAttribute('data-files')) ?? (await place.getAttribute('data-chart'))!;
    const heading = place.locator('xpath=./h3 | ./h4');
    const title = (await heading.count()) > 0 ? await heading.textContent() : await place.getAttribute('data-title');
    const svg = place.locator('.downloads button', { hasText: 'SVG' });
    if ((await svg.count()) === 0) continue;
    const saved = await savedBy(page, (await svg.getAttribute('aria-label'))!);
    const picture = await lookAtPicture(blank, saved.bytes.toString());
    const png = await savedBy(
      page,
      (await place.locator('.downloads button', { hasText: 'PNG' }).getAttribute('aria-label'))!,
    );
    const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
    names.push(name);
    const isWhole =
      /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/.test(saved.bytes.toString()) &&
      png.bytes.subarray(1, 4).toString() === 'PNG' &&
      picture.words.startsWith(title!.trim()) &&
      /Model: .+, study [0-9a-f]{12}, Fissure \d/.test(picture.words) &&
      picture.spoilt.length === 0 &&
      width === 2 * picture.width &&
      height === 2 * picture.height;
    if (!isWhole) poor.push({ name, title, png: { width, height }, ...picture });
  }
  return { names, poor };
}

describeInBrowser('a report that simulates by itself', () => {
  let browser: Browser;

  beforeAll(async () => {
    expect(await fissure('report', GARRISON, '-o', at('garrison.html'))).toBe(0);
    expect(await fissure('run', GARRISON, '--members', '400', '--out', at('run'))).toBe(0);
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  describe('of the garrison', () => {
    let report: OpenedReport;
    const status = () => report.page.locator('.change-bar [role=status]');
    const judged = () =>
      status()
        .filter({ hasText: /verdict/ })
        .waitFor();
    const firstNumber = () => report.page.locator('.lever input[type=number]').first();
    /** As the page opened, whatever an earlier test made of it: nothing moved, every chart drawn, the long list shut. */
    const comesToRest = async () => {
      const { page } = report;
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.evaluate(
        "for (const one of document.querySelectorAll('.levers details, .claims details')) one.open = false",
      );
      const reset = page.getByRole('button', { name: 'Reset' });
      if (await reset.isVisible()) await reset.click();
      await page.locator('.change-bar').waitFor({ state: 'hidden' });
      // What is out of sight is drawn when it comes into sight, or on paper.
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      await expect.poll(() => page.locator('figure.following, .judging').count()).toBe(0);
    };
    const openAllLevers = () =>
      report.page
        .evaluate("document.querySelector('.levers details').open = true")
        .then(() => report.page.locator('.other-levers .lever').first().waitFor());

    beforeAll(async () => {
      report = await openReport(browser, at('garrison.html'));
      await report.page.locator('.levers').waitFor();
    });

    afterAll(async () => {
      await report?.close();
    });

    beforeEach(comesToRest);

    it('gives what `fissure run` gives, to the last bit', async () => {
      const { page } = report;
      await page.locator('.check button').click();
      await page.locator('.check p', { hasText: /^The same: 375 numbers/ }).waitFor();
      // After the comparison it is the numbers simulated in the page that are saved.
      const { name, bytes } = await savedBy(page, 'All outcomes as CSV');
      expect(name).toBe('bands.csv');
      expect(bytes.toString()).toBe(readFileSync(join(at('run'), 'bands.csv'), 'utf8'));
    });

    it('follows a lever in charts and verdicts, with the same bits as here, and comes back', async () => {
      const { page } = report;
      const content = async () => (await page.locator('main').innerHTML()).replaceAll(' class=""', '');
      const before = await content();
      const lever = page.locator('.lever').first();
      const id = (await lever.locator('[data-lever]').getAttribute('data-lever'))!;
      await lever.locator('input[type=number]').fill('0.15');
      await lever.locator('input[type=number]').press('Enter');
      await judged();
      const here = await leverHere(id, 0.15);
      const { name, bytes } = await savedBy(page, 'All outcomes as CSV');
      expect(name).toBe('bands-changed.csv');
      expect(bytes.toString()).toBe(here.csv);
      expect(here.csv).not.toBe(readFileSync(join(at('run'), 'bands.csv'), 'utf8'));
      const shares = await page.locator('tr[data-claim] td.num').allInnerTexts();
      const textOf = (html: string) =>
        page.evaluate(`(() => {
        const row = document.createElement('template');
        row.innerHTML = ${JSON.stringify(html)};
        return row.content.querySelector('td.num').textContent;
      })()`);
      expect(shares.map((text) => text.trim())).toEqual(await Promise.all(here.cells.map(textOf)));

      expect(await page.locator('.change-bar').innerText()).toContain('× 0.15');
      await page.locator('figure.following path.standing').first().waitFor({ state: 'attached' });
      const moved = await page.locator('figure.following h3').first().textContent();
      expect(before).not.toContain(moved!.split(': ')[1]!);
      await page.getByRole('button', { name: 'Reset' }).click();
      await comesToRest();
      // The room kept below the bar goes with the next frame.
      await expect.poll(async () => (await content()) === before).toBe(true);
    });

    it('follows a hand on the slider before it lets go', async () => {
      const { page } = report;
      const slider = page.locator('.lever input[type=range]').first();
      await slider.hover();
      const box = (await slider.boundingBox())!;
      await page.mouse.down();
      await page.mouse.move(box.x + 4, box.y + box.height / 2, { steps: 5 });
      await page.locator('figure.following').first().waitFor();
      expect(await status().textContent()).toBe('');
      await page.mouse.up();
      await judged();
    });

    it('offers each chart as CSV, SVG and PNG', async () => {
      const { page } = report;
      const title = await page.locator('figure h3').first().textContent();
      const label = title!.split(': the median')[0]!;
      const csv = await savedBy(page, `CSV of ${label}`);
      expect(csv.bytes.toString().split('\r\n')[0]).toMatch(/^time,.*q05,.*q25,.*q50,.*q75,.*q95$/);
      const svg = await savedBy(page, `SVG of ${label}`);
      expect(svg.bytes.toString()).toMatch(/^<svg [^>]*xmlns=[\s\S]*<style>[\s\S]*<\/svg>$/);
      const png = await savedBy(page, `PNG of ${label}`);
      expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
      // Twice the drawing's 720 by 400, and room for its title above and its sources below.
      expect(png.bytes.readUInt32BE(16)).toBe(1440);
      expect(png.bytes.readUInt32BE(20)).toBeGreaterThan(800);
      // The study by the hash that the page says to cite.
      const [cited] = /study [0-9a-f]{12}/.exec((await page.locator('.citation').textContent())!)!;
      expect(svg.bytes.toString()).toMatch(new RegExp(`Model: .*${cited}, Fissure [0-9.]+\\.`));
    });

    it('offers every other drawing as SVG and PNG, and all numbers as CSV', async () => {
      const { page } = report;
      await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
      const places = page.locator('[data-files]');
      const kinds = new Set<string>();
      for (const place of await places.all()) {
        const title = (await place.getAttribute('data-title'))!;
        const name = (await place.getAttribute('data-files'))!;
        kinds.add(name.split('-')[0]!);
        const labels = await place.locator('.downloads button').allInnerTexts();
        const drawings = await place.locator('svg[role=img]').count();
        expect(drawings, name).toBeGreaterThan(0);
        expect(labels, name).toEqual(['CSV', 'SVG', 'PNG']);
        const csv = await savedBy(page, `CSV of ${title}`);
        expect(csv.name).toBe(`${name}.csv`);
        const [head, ...rows] = csv.bytes.toString().trimEnd().split('\n');
        expect(rows.length, name).toBeGreaterThan(0);
        expect(rows.every((row) => row.split(',').length >= head!.split(',').length)).toBe(true);
      }
      expect([...kinds].sort()).toEqual(['causes', 'diagram', 'loops', 'scenarios']);
      expect(await lackingFigures(page)).toEqual([]);
      const blank = await browser.newPage();
      const { names, poor } = await poorPictures(page, blank);
      expect(names.length).toBe((await places.count()) + 3);
      expect(poor).toEqual([]);
      await blank.close();
      await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = false; })");
    });

    it('says what is plausible, and where a lever goes beyond it', async () => {
      const { page } = report;
      const { experiment } = planForCommand(GARRISON, { set: [], off: [] }, { claims: undefined });
      const known = leversOf(experiment).find(({ plausible }) => plausible !== undefined && plausible.high < 50)!;
      await openAllLevers();
      const lever = page.locator('.lever', { has: page.locator(`[data-lever="${known.id}"]`) });
      const { low, high } = known.plausible!;
      expect(await lever.innerText()).toContain(`plausible from × ${low.toFixed(2)} to × ${high.toFixed(2)}`);
      const move = async (value: number) => {
        await lever.locator('input[type=number]').fill(String(value));
        await lever.locator('input[type=number]').press('Enter');
      };
      await move(2 * high);
      await lever.locator('.beyond', { hasText: 'Beyond the evidence' }).waitFor();
      expect(await lever.locator('input[type=range]').getAttribute('aria-valuetext')).toContain('Beyond the evidence');
      await move(1);
      await expect.poll(() => lever.locator('.beyond').textContent()).toBe('');
    });

    it('finds a number by name among all of them', async () => {
      const { page } = report;
      await openAllLevers();
      const all = await page.locator('.other-levers .lever').count();
      expect(all).toBeGreaterThan(1);
      const wanted = (await page.locator('.other-levers .lever label').last().textContent())!.split(' ×')[0]!;
      await page.getByRole('searchbox').fill(wanted);
      await expect.poll(() => page.locator('.other-levers .lever:visible').count()).toBeLessThan(all);
      expect(await page.locator('.other-levers .lever').last().isVisible()).toBe(true);
      await page.getByRole('searchbox').fill('');
      await expect.poll(() => page.locator('.other-levers .lever:visible').count()).toBe(all);
    });

    it('looks for what breaks a claim and sets the lever that does, by keyboard', async () => {
      const { page } = report;
      const claim = page.locator('#claim-C1');
      const answer = claim.locator('.break [role=status]');
      await claim.locator('summary').focus();
      await page.keyboard.press('Enter');
      await claim.locator('.break button').first().focus();
      await page.keyboard.press('Enter');
      await answer.filter({ hasText: / is the nearest single change found: C1 turns from \w+ to \w+\.$/ }).waitFor();
      const [, from, to] = (await answer.textContent())!.match(/from (\w+) to (\w+)\.$/)!;
      expect(await claim.locator('summary .verdict').innerText()).toContain(from);
      // Also while verdicts are those of before.
      await page.evaluate(
        `for (const one of document.querySelectorAll('.verdicts, .tally')) one.classList.add('judging')`,
      );
      for (const [width, colorScheme] of [
        [1366, 'dark'],
        [320, 'dark'],
        [320, 'light'],
        [1366, 'light'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 768 });
        expect(await axeViolations(page), `${width} ${colorScheme}`).toEqual([]);
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      await claim.getByRole('button', { name: 'Set the lever there' }).focus();
      await page.keyboard.press('Enter');
      await judged();
      await expect.poll(() => claim.locator('summary .verdict').innerText()).toContain(to);
      expect(await status().innerText()).toContain(`C1 ${from} → ${to}`);
      // What it spoke of stands no longer; the hand is where it can ask again.
      await expect.poll(() => answer.textContent()).toBe('');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Try to break it');
    });

    it('stops looking for what breaks a claim when told to', async () => {
      const { page } = report;
      await page.evaluate("document.querySelector('#claim-C2').open = true");
      const block = page.locator('#claim-C2 .break');
      // Both at once: the search may be quick.
      await block.evaluate((own) => {
        const button = own.querySelector('button')!;
        button.click();
        button.click();
      });
      await expect.poll(() => block.locator('[role=status]').textContent()).toBe('');
      expect(await block.getByRole('button').allInnerTexts()).toEqual(['Try to break it']);
      expect(await block.locator('progress').isVisible()).toBe(false);
    });

    it.each([
      [1366, 'light'],
      [1366, 'dark'],
      [320, 'light'],
      [320, 'dark'],
    ] as const)('breaks no rule of axe at %i pixels in %s, with a lever moved', async (width, colorScheme) => {
      const { page } = report;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 768 });
      await firstNumber().fill('0.5');
      await firstNumber().press('Enter');
      await judged();
      expect(await axeViolations(page)).toEqual([]);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });

    it('prints what was changed, and no levers', async () => {
      const { page } = report;
      await firstNumber().fill('0.5');
      await firstNumber().press('Enter');
      await judged();
      await page.emulateMedia({ media: 'print' });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator('.change-bar').innerText()).toContain('× 0.50');
      expect(await page.locator('.levers').isVisible()).toBe(false);
      const kept = await page.locator('details:has(> figure)').evaluateAll((all) => {
        return all.map((own) => own.ownerDocument.defaultView!.getComputedStyle(own).breakInside);
      });
      expect(new Set(kept)).toEqual(new Set(['avoid']));
      await expect.poll(() => page.locator('figure.following').count()).toBe(3);
    });

    it('keeps a chart in view above the levers of a narrow window', async () => {
      const { page } = report;
      await page.setViewportSize({ width: 390, height: 780 });
      await firstNumber().fill('0.5');
      await firstNumber().press('Enter');
      await judged();
      await expect.poll(() => page.locator('.watched path.standing').count()).toBe(1);
      const before = await page.locator('.watched svg').innerHTML();
      await page.getByLabel('Outcome in view').selectOption({ index: 1 });
      await expect.poll(() => page.locator('.watched svg').innerHTML()).not.toBe(before);
    });

    it('does not let that chart cover the lever that has the focus, whatever the width of the window', async () => {
      const { page } = report;
      await comesToRest();
      const seen = `(() => {
        const own = document.activeElement;
        const { left, width, top, height } = own.getBoundingClientRect();
        return own.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      })()`;
      for (const width of [320, 768, 1100]) {
        await page.setViewportSize({ width, height: 780 });
        const lever = page.locator('.lever input[type=range]').first();
        // As one comes to it reading: at the upper edge, right below the chart.
        await lever.evaluate('document.activeElement.blur()');
        await lever.evaluate((own) => own.scrollIntoView({ block: 'start', behavior: 'instant' }));
        await lever.press('ArrowRight');
        await page.locator('.change-bar').waitFor();
        await judged();
        await expect.poll(() => page.evaluate(seen)).toBe(true);
        expect((await page.locator('.watched svg').boundingBox())!.width).toBeLessThan(440);
        // Backwards through the levers too.
        for (let i = 0; i < 6; i += 1) await page.keyboard.press('Tab');
        for (let i = 0; i < 6; i += 1) await page.keyboard.press('Shift+Tab');
        await expect.poll(() => page.evaluate(seen)).toBe(true);
        await page.locator('.change-bar').getByRole('button', { name: 'Reset' }).click();
        await page.locator('.change-bar').waitFor({ state: 'hidden' });
      }
    });

    it('asks for nothing and complains of nothing', () => {
      expect(report.requests).toEqual([]);
      expect(report.complaints).toEqual([]);
    });
  });

  it('has fans of all that a slider can be set to before a hand that is near moves it', async () => {
    const before = `
      window.qualities = [];
      const OwnWorker = Worker;
      window.Worker = class extends OwnWorker {
        constructor(...args) {
          super(...args);
          this.addEventListener('message', ({ data }) => {
            if (data.kind === 'bands') qualities.push(data.quality);
          });
        }
      };`;
    const report = await openReport(browser, at('garrison.html'), { before });
    const { page } = report;
    await page.locator('.lever').first().hover();
    // Other places of the slider each time: where there was no fan before, a line comes first.
    const drag = (attempt: number) => `(() => {
      const slider = document.querySelector('.lever input[type=range]');
      const steps = Math.round((slider.max - slider.min) / slider.step);
      qualities.length = 0;
      for (let place = ${attempt}; place <= steps; place += 5) {
        slider.value = String(Number(slider.min) + place * Number(slider.step));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
    })()`;
    const qualities = () => page.evaluate('qualities') as Promise<string[]>;
    let isAhead = false;
    for (let attempt = 0; attempt < 5 && !isAhead; attempt += 1) {
      await page.waitForTimeout(2000);
      await page.evaluate(drag(attempt));
      await expect.poll(qualities).toContain('coarse');
      isAhead = !(await qualities()).includes('first');
    }
    expect(isAhead).toBe(true);
    expect(report.complaints).toEqual([]);
    await report.close();
  });

  it('saves a map with what it shows, its unit and where the places lie', async () => {
    mkdirSync(at('valleys'));
    writeTwoValleys(at('valleys'));
    expect(await fissure('report', at('valleys'), '-o', at('valleys.html'))).toBe(0);
    const { page, close } = await openReport(browser, at('valleys.html'));
    await page.locator('.maps .downloads').waitFor();
    await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
    const blank = await browser.newPage();
    const { names, poor } = await poorPictures(page, blank);
    expect(names).toContain('map-people');
    expect(poor).toEqual([]);
    const { bytes } = await savedBy(page, 'SVG of people');
    const { words } = await lookAtPicture(blank, bytes.toString());
    // 100 each at the start, and five a month for ten months.
    expect(words).toMatch(/^people: the most is 150, in Lower valley, month 10 \(person\) /);
    expect(words).toContain('Lo Lower valley');
    await blank.close();
    await close();
  });

  it('allows its own script alone', async () => {
    const { page, close } = await openReport(browser, at('garrison.html'));
    const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
    const directives = new Map(policy!.split('; ').map((text) => [text.split(' ')[0]!, text.split(' ').slice(1)]));
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual([expect.stringMatching(/^'sha256-[^']+'$/), "'wasm-unsafe-eval'"]);
    expect(directives.get('worker-src')).toEqual(['blob:']);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))`,
    );
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await close();
  });

  it('runs nothing that a study says', async () => {
    cpSync(GARRISON, at('hostile'), { recursive: true });
    const edit = (file: string, change: (text: string) => string) => {
      const path = join(at('hostile'), file);
      const [before, after] = [readFileSync(path, 'utf8'), change(readFileSync(path, 'utf8'))];
      expect(after, file).not.toBe(before);
      writeFileSync(path, after);
    };
    const quoted = `'${HOSTILE}'`;
    edit('study.yaml', (text) =>
      text
        .replace(/^title:.*$/m, `title: ${quoted}`)
        .replace(/^question:.*$/m, `question: ${quoted}`)
        .replaceAll(/title: (?!')[^,}\n]+/g, `title: ${quoted}`),
    );
    edit('model.yaml', (text) => text.replaceAll(/^( +)(label|doc): .*$/gm, `$1$2: ${quoted}`));
    edit('claims.yaml', (text) => text.replaceAll(/(says|effect_label): .*$/gm, `$1: ${quoted}`));
    edit('argument.md', (text) => text.replaceAll('The ', `${HOSTILE} The `));
    writeFileSync(
      join(at('hostile'), 'notes.yaml'),
      `- { about: [C1, arrears], date: 2026-03-04, by: ${quoted}, text: ${quoted} }\n`,
    );
    expect(await fissure('report', at('hostile'), '-o', at('hostile.html'), '--members', '40')).toBe(0);
    const { page, complaints, close } = await openReport(browser, at('hostile.html'));
    await page.locator('.lever input[type=number]').first().fill('0.5');
    await page.locator('.lever input[type=number]').first().press('Enter');
    await page.locator('.change-bar [role=status]', { hasText: /verdict/ }).waitFor();
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    expect(await page.evaluate('document.scripts.length')).toBe(3);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toBe(HOSTILE);
    expect(await page.locator('section[aria-labelledby=notes]').textContent()).toContain(HOSTILE);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is complete where WebAssembly is refused, and says that the levers rest', async () => {
    const { page, close } = await openReport(browser, at('garrison.html'), {
      before: 'WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("refused"); } };',
    });
    await page.getByText('The levers rest').waitFor();
    expect(await page.locator('.lever').count()).toBe(0);
    expect(await page.locator('figure[data-chart] > svg').count()).toBe(3);
    await close();
  });

  it('is complete where no script may run, and says so', async () => {
    const { page, close } = await openReport(browser, at('garrison.html'), { javaScriptEnabled: false });
    expect(await page.getByText('Where scripts may run').isVisible()).toBe(true);
    expect(await page.locator('figure[data-chart] > svg').count()).toBe(3);
    expect(await page.locator('.levers').count()).toBe(0);
    await close();
  });

  it('has no script with --static', async () => {
    expect(await fissure('report', GARRISON, '--static', '-o', at('static.html'))).toBe(0);
    const text = readFileSync(at('static.html'), 'utf8');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('script-src');
  });
});
