/** The pool of a page's workers in a real browser, on the built files served from loopback: the same bits as here. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { COMPLETED, type Ensemble, type Experiment, LOST } from '../../src/experiment/experiment.ts';
import { makeLocalPool } from '../../src/experiment/member-pool.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { type SimulateOptions, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { checkStudy } from '../../src/host/open-study.ts';
import { makeDecayExperiment, readingOfX } from '../experiment/decay-experiment.ts';
import { describeInBrowser, launchBrowser } from '../in-browser.ts';

const BUILT = fileURLToPath(new URL('../../dist/', import.meta.url));
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** In the page: simulates, and gives every number of the ensemble as text that keeps all bits. */
const RUN_IN_PAGE = `async ({ experiment, workerCount, options, worker }) => {
  const { openPoolOfWorkers } = await import('/browser/page-threads.js');
  const { MEMBERS } = await import('/browser/serve-members.js');
  const { simulateExperiment } = await import('/experiment/simulate-experiment.js');
  const startWorker = () => new Worker(worker ?? '/browser/simulation-worker.js', { type: 'module', name: MEMBERS });
  const pool = openPoolOfWorkers(startWorker, { workerCount });
  try {
    const ensemble = await simulateExperiment(experiment, { ...options, pool });
    return { isolated: crossOriginIsolated, text: JSON.stringify(ensemble, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value, String) : value) };
  } finally {
    await pool.close();
  }
}`;

function textOf(ensemble: Ensemble): string {
  return JSON.stringify(ensemble, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array, String) : value,
  );
}

async function textHere(experiment: Experiment, options: Partial<SimulateOptions> = {}): Promise<string> {
  const pool = makeLocalPool(experiment, compileBatch(experiment.plan));
  return textOf(await simulateExperiment(experiment, { ...options, pool }));
}

function garrison(): Experiment {
  const { study, model, problems } = checkStudy(
    fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)),
  );
  return planExperiment(study!, model!, problems, { memberCount: 60, candidateCount: 0 })!;
}

/** Dies when it is to answer with member 44: an error that nothing catches, and not a word after it. */
const DYING_WORKER = `
let isDead = false;
const post = self.postMessage.bind(self);
self.postMessage = (answer, transfer) => {
  if (answer.kind === 'block' && answer.ensemble.members.includes(44)) {
    isDead = true;
    setTimeout(() => { throw new Error('killed'); });
  }
  if (!isDead) post(answer, transfer);
};
await import('/browser/simulation-worker.js');
`;

function serve(headers: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const isScript = path.endsWith('.js');
    const own = path === '/dying.js' ? DYING_WORKER : undefined;
    if (isScript && own === undefined && !existsSync(BUILT + path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? (own ?? readFileSync(BUILT + path)) : '<!doctype html><title>pool</title>');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describeInBrowser.each([
  ['isolated from other origins', ISOLATION, true],
  ['not isolated', {}, false],
])('workers of a page that is %s', (_, headers, isolated) => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    server = await serve(headers);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const runInPage = async (argument: object): Promise<{ readonly isolated: boolean; readonly text: string }> => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    try {
      return await page.evaluate(`(${RUN_IN_PAGE})(${JSON.stringify(argument)})`);
    } finally {
      await page.close();
    }
  };

  it.each([1, 3])('give the same bits with %i workers', async (workerCount) => {
    const experiment = makeDecayExperiment({ memberCount: 120 });
    const answer = await runInPage({ experiment, workerCount, options: { blockSize: 7 } });
    expect(answer).toEqual({ isolated, text: await textHere(experiment) });
  });

  it('give the same bits for a whole study, and the same sketch', async () => {
    const experiment = garrison();
    expect((await runInPage({ experiment, workerCount: 2 })).text).toBe(await textHere(experiment));
    const fitted = makeDecayExperiment({ memberCount: 100, history: [readingOfX(40, 5)], pointCount: 1 });
    const options = { bands: 'sketched', blockSize: 16 } as const;
    expect((await runInPage({ experiment: fitted, workerCount: 2, options })).text).toBe(
      await textHere(fitted, options),
    );
  });

  it('say so when they cannot be loaded', async () => {
    const experiment = makeDecayExperiment({ memberCount: 20 });
    await expect(runInPage({ experiment, workerCount: 2, worker: '/no-such-worker.js' })).rejects.toThrow(
      'did not start',
    );
  });

  it('leave lost members behind when two of them die of one block', async () => {
    const experiment = makeDecayExperiment({ memberCount: 120 });
    const options = { blockSize: 10 };
    const { text } = await runInPage({ experiment, workerCount: 2, worker: '/dying.js', options });
    const { failedSteps } = JSON.parse(text) as { readonly failedSteps: readonly string[] };
    const expected = Array.from({ length: 240 }, (_, i) => String(i >= 80 && i < 100 ? LOST : COMPLETED));
    expect(failedSteps).toEqual(expected);
  });
});
