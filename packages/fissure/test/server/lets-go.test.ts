/**
 * How soon all members are there when a hand lets go of a lever, as hands do: they slow down before. The bar is 400 ms for a
 * thousand, which one thread alone takes 675 ms for where it was set: here, as a share of what that takes, in turns with it.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reachingMotion } from '../../../../bench/workbench/moves.ts';
import { waitsOf } from '../../../../bench/workbench/waits.ts';
import { type Drag, dragScript, WATCH } from '../../../../bench/workbench/watch-page.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';
import { serveFlagship } from './served-flagship.ts';

const MEMBERS = 1000;
const BAR = 400 / 675;
const ROUNDS = 3;
const REACH_MS = 900;

describeInBrowser('letting go of a lever', () => {
  let flagship: Awaited<ReturnType<typeof serveFlagship>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;

  beforeAll(async () => {
    flagship = await serveFlagship(MEMBERS);
    browser = await launchBrowser();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await flagship?.close();
  }, 60_000);

  it('shows a thousand members in six tenths of the time that one thread takes for them, and the page is never busy for 50 ms', async () => {
    const rounds: { share: number; long: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = (flagship.alone(100).elapsed * MEMBERS) / 100;
      // A page of its own: what was simulated once is not simulated again.
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      page.setDefaultTimeout(80_000);
      await page.addInitScript(WATCH);
      await page.goto(flagship.url);
      await page.locator('.chip:not(.untested)').first().waitFor();
      await page.locator('figure svg').first().waitFor();
      await page.waitForTimeout(5000);
      await page.locator('.lever input[type=range]').first().hover();
      await page.waitForTimeout(500);
      const drag = (await page.evaluate(dragScript(reachingMotion([25, -10, 15], REACH_MS)))) as Drag;
      await page.close();
      const { toAll, toLine, toFan, longTasks } = waitsOf(drag);
      console.log(
        `${MEMBERS} members alone ${alone.toFixed(0)} ms, after letting go ${toAll.toFixed(0)} ms (${(toAll / alone).toFixed(2)} times); ` +
          `95 of 100 lines within ${toLine.p95.toFixed(0)} ms, fans ${toFan.p95.toFixed(0)} ms; ${longTasks.length} tasks over 50 ms`,
      );
      rounds.push({ share: toAll / alone, long: longTasks.length });
    }
    const least = Math.min(...rounds.map(({ share }) => share));
    expect(least).toBeLessThan(BAR);
    // Less than it can take with every processor of a large machine: nothing would have been measured.
    expect(least).toBeGreaterThan(0.01);
    expect(Math.min(...rounds.map(({ long }) => long))).toBe(0);
  }, 300_000);
});
