/** A report as its readers meet it: a file, opened in a real browser that has no network. */
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenedReport {
  readonly page: Page;
  /** Of everything but the page's own file and its own workers. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openReport(
  browser: Browser,
  file: string,
  options: BrowserContextOptions & { readonly before?: string } = {},
): Promise<OpenedReport> {
  const { before, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...rest });
  await context.setOffline(true);
  if (before !== undefined) await context.addInitScript(before);
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  const url = pathToFileURL(file).href;
  page.on('request', (sent) => {
    if (sent.url() !== url && !sent.url().startsWith('blob:null/')) requests.push(sent.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, requests, complaints, close: () => context.close() };
}

/** The text of a file that a click has the page save. */
export async function savedBy(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const download = await waiting;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Time that the thread itself worked, in microseconds: others on the machine do not enter. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** How long each task of the page's main thread worked, in milliseconds, while something was done. */
export async function mainThreadTasks(page: Page, doing: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-toplevel'] });
  await doing();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const isMain = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && isMain.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
}
