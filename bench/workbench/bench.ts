/**
 * Measures how the workbench follows a lever, in a real browser. From the root, after npm run build:
 *
 *   npm run bench-workbench                the flagship, 45 places, one after the other
 *   npm run bench-workbench -- --reach 900 as a hand moves: three reaches of 900 ms each
 *   npm run bench-workbench -- --json      the results as JSON
 *   npm run bench-workbench -- --study F   another study
 *   npm run bench-workbench -- --rest 300  the hand rests for 300 ms before it lets go
 *   npm run bench-workbench -- --near 0    it takes the lever the moment it comes to it, as a finger does; else 500 ms later
 *   npm run bench-workbench -- --read 60   the page was read for a minute before; else for 5 s
 *
 * Waits depend on what else the machine does: set beside them is the same drag on an empty page, measured in turn, and the
 * processor time that every thread took, which does not. See docs/explanation/speed.md.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { type Baseline, simulateBaseline } from '../../packages/fissure/src/browser/what-if.ts';
import { openStudy } from '../../packages/fissure/src/host/open-study.ts';
import { openWorkerPool } from '../../packages/fissure/src/host/worker-pool.ts';
import { serveWorkbench } from '../../packages/fissure/src/server/serve-workbench.ts';
import { launchBrowser } from '../../packages/fissure/test/launch-browser.ts';
import { reachingMotion, steadyMotion } from './moves.ts';
import { type ThreadTime, TRACE_CATEGORIES, threadTimes } from './processor-time.ts';
import { type Spread, spreadOf, type Waits, waitsOf } from './waits.ts';
import { type Drag, dragScript, emptyDragScript, WATCH } from './watch-page.ts';

/** There, beyond where it began, and back. */
const TARGETS = [25, -10, 15];

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    study: { type: 'string', default: 'studies/islamic-state' },
    rounds: { type: 'string', default: '3' },
    reach: { type: 'string' },
    positions: { type: 'string', default: '45' },
    gap: { type: 'string', default: '33' },
    rest: { type: 'string', default: '0' },
    near: { type: 'string', default: '500' },
    read: { type: 'string', default: '5' },
  },
});
const INPUTS = { positions: Number(options.positions), gap: Number(options.gap) };
const MOTION = options.reach
  ? reachingMotion(TARGETS, Number(options.reach))
  : steadyMotion(INPUTS.positions, INPUTS.gap, Number(options.rest));
// Of what is no number there are no moves, or none to anywhere.
if (!MOTION.moves.at(-1)?.place) {
  console.error('--positions, --gap, --reach: numbers with which the lever moves, and does not end where it began');
  process.exit(2);
}

interface Round {
  readonly empty: Spread;
  readonly waits: Waits;
  readonly threads: readonly ThreadTime[];
}

const server = await serveWorkbench(options.study, 0, await baselineOf(options.study));
const browser = await launchBrowser();
try {
  const rounds: Round[] = [];
  for (let i = 0; i < Number(options.rounds); i += 1) {
    // Each time anew: what was simulated once is not simulated again.
    const page = await openPage(browser, server.url);
    rounds.push(await measure(browser, page));
    await page.close();
    if (!options.json) print(rounds.at(-1)!, i + 1);
  }
  if (options.json) console.log(JSON.stringify({ study: options.study, ...MOTION, rounds }, null, 2));
} finally {
  await browser.close();
  await server.close();
}

/** Simulated here, so that the page has it from the start. */
async function baselineOf(study: string): Promise<Baseline | undefined> {
  const { experiment } = openStudy(study);
  const pool = openWorkerPool();
  try {
    return experiment && (await simulateBaseline(experiment, pool));
  } finally {
    await pool.close();
  }
}

async function openPage(own: Browser, url: string): Promise<Page> {
  const page = await own.newPage({ viewport: { width: 1366, height: 768 } });
  await page.addInitScript(WATCH);
  await page.goto(url);
  await page.locator('.chip:not(.untested)').first().waitFor({ timeout: 120_000 });
  await page.locator('figure svg').first().waitFor();
  // It compiles, draws members and looks ahead before anybody asks.
  await page.waitForTimeout(1000 * Number(options.read));
  return page;
}

async function measure(own: Browser, page: Page): Promise<Round> {
  const blank = await own.newPage();
  const empty = spreadOf((await blank.evaluate(emptyDragScript(INPUTS))) as number[]);
  await blank.close();
  await page.bringToFront();
  const path = join(tmpdir(), `fissure-trace-${process.pid}.json`);
  await own.startTracing(page, { path, categories: TRACE_CATEGORIES });
  if (Number(options.near) > 0) {
    await page.locator('.lever input[type=range]').first().hover();
    await page.waitForTimeout(Number(options.near));
  }
  const drag = (await page.evaluate(dragScript(MOTION))) as Drag;
  await own.stopTracing();
  const threads = threadTimes(JSON.parse(readFileSync(path, 'utf8')).traceEvents);
  rmSync(path);
  return { empty, waits: waitsOf(drag), threads };
}

function print({ empty, waits, threads }: Round, round: number): void {
  const line = (label: string, { least, median, p95, most }: Spread, note = '') =>
    console.log(
      `  ${label.padEnd(34)}${[least, median, p95, most].map((ms) => ms.toFixed(0).padStart(7)).join('')}  ${note}`,
    );
  console.log(`\nround ${round}, ms${''.padEnd(28)}least median    p95   most`);
  line('an empty page', empty);
  line('input to line', waits.toLine, `${waits.lines} lines`);
  line('input to fan of a hundred', waits.toFan, `${waits.fans} fans`);
  line('asking to line, in the page', waits.lineAnswered);
  line('asking to fan, in the page', waits.fanAnswered);
  line('answer to paint', waits.painting);
  const { toAll, toProvisional, toVerdicts, longTasks } = waits;
  const released = [toAll, toProvisional, toVerdicts].map((ms) => ms.toFixed(0));
  console.log(`  letting go to all members, first verdicts, last verdicts: ${released.join(', ')}`);
  console.log(`  tasks over 50 ms: ${longTasks.map((ms) => ms.toFixed(0)).join(', ') || 'none'}`);
  console.log(
    `  processor time: ${threads
      .slice(0, 8)
      .map(({ name, ms }) => `${name} ${ms.toFixed(0)}`)
      .join(', ')}`,
  );
}
