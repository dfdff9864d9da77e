/** The local server of the workbench: the built page, the study as data, and an event whenever a file of it changes. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { readAdditions } from '../browser/additions.ts';
import type { OpenOptions } from '../host/open-study.ts';
import { editRoutes } from './edit-routes.ts';
import { guard } from './guard.ts';
import type { KnownResults, QuestionName, StudyQuestions } from './study-questions.ts';
import { StudyThread } from './study-thread.ts';
import { watchFolder } from './watch-folder.ts';

export interface WorkbenchServer {
  readonly url: string;
  /** The address with the token that writing needs: in the fragment, which browsers never send. */
  readonly editingUrl: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Makes the report of a study: what a command line does, and a server is told how. */
export type MakeReport = (folder: string, signal: AbortSignal, options: OpenOptions) => Promise<Uint8Array>;

/** Port 0: any that is free. Rejects where the port is taken. `known`: results of the study that need not be simulated. */
export function serveWorkbench(
  folder: string,
  port = 0,
  known?: KnownResults,
  makeReport?: MakeReport,
  options: OpenOptions = {},
): Promise<WorkbenchServer> {
  // Alone what its results are made of: whoever knows them may know more that cannot be sent to a thread.
  const study = new StudyThread({ folder, known: known && resultsOf(known), options });
  let ownPort = port;
  const token = randomBytes(24).toString('base64url');
  const listeners = new Set<() => void>();
  const app = new Hono();
  app.use(guard(() => ownPort));
  const answer = async <Name extends QuestionName>(
    context: Answering,
    name: Name,
    ...about: Parameters<StudyQuestions[Name]>
  ) => {
    const text = await study.ask(name, ...about);
    if (text === undefined) return context.notFound();
    context.header('content-type', 'application/json; charset=utf-8');
    return context.body(text);
  };
  const added = ({ req }: Context) => readAdditions(new URL(req.url).searchParams);
  app.get('/api/study', (context) => answer(context, 'message', added(context)));
  app.get('/api/scenario/:name', (context) =>
    answer(context, 'scenario', context.req.param('name'), context.req.queries('except') ?? []),
  );
  app.get('/api/why', (context) => answer(context, 'details', added(context)));
  app.get('/api/variables', (context) => answer(context, 'plottable'));
  app.get('/api/events', (context) =>
    streamSSE(context, async (stream) => {
      const tell = () => void stream.writeSSE({ event: 'changed', data: '' });
      listeners.add(tell);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      listeners.delete(tell);
    }),
  );
  const closing = new AbortController();
  const report = makeReport && onceAtATime(() => makeReport(folder, closing.signal, options));
  app.route(
    '/api',
    editRoutes(folder, token, (unsaved) => study.ask('check', unsaved), report),
  );
  app.get('/', (context) => pageFile(context, 'index.html'));
  // The names that Vite gives: no way leads out of the folder with them.
  app.get('/assets/:name{[A-Za-z0-9_-]+\\.(?:js|css)}', (context) =>
    pageFile(context, `assets/${context.req.param('name')}`),
  );
  app.all('*', (context) =>
    context.req.method === 'GET' ? context.notFound() : context.text('Only reading is possible here.', 405),
  );

  const watcher = watchFolder(folder, {
    onTouch: () => study.forget(),
    onChange: () => {
      study.forget();
      for (const tell of listeners) tell();
    },
  });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }) as Server;
    const close = async () => {
      watcher.close();
      closing.abort();
      server.closeAllConnections();
      await study.close();
      await new Promise<void>((done) => server.close(() => done()));
    };
    server.once('error', (error) => {
      watcher.close();
      reject(error);
    });
    server.once('listening', () => {
      ownPort = (server.address() as AddressInfo).port;
      const url = `http://127.0.0.1:${ownPort}/`;
      // Read before the page asks.
      study.ask('message').catch(() => undefined);
      resolve({ url, editingUrl: `${url}#token=${token}`, close });
    });
  });
}

function resultsOf(known: KnownResults): KnownResults {
  if (known === 'kept') return known;
  const { experiment, assessment, weights } = known;
  return { experiment, assessment, weights };
}

/** Whoever asks meanwhile gets what is being made. */
function onceAtATime<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= make().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

interface Answering {
  header(name: string, value: string): void;
  body(content: string | Uint8Array<ArrayBuffer>): Response;
  notFound(): Response | Promise<Response>;
}

function pageFile(context: Answering, path: string): Response | Promise<Response> {
  const isSource = import.meta.url.endsWith('.ts');
  const root = new URL(isSource ? '../../dist/workbench/' : '../workbench/', import.meta.url);
  try {
    const bytes = Uint8Array.from(readFileSync(fileURLToPath(new URL(path, root))));
    context.header('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    return context.body(bytes);
  } catch {
    return context.notFound();
  }
}
