/** The local server of the workbench: the built page, the study as data, and an event whenever a file of it changes. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { readAdditions } from '../browser/additions.ts';
import { folderOfModel, isModelPath } from '../host/open-model-file.ts';
import type { OpenOptions } from '../host/open-study.ts';
import { editRoutes } from './edit-routes.ts';
import { guard } from './guard.ts';
import { ModelTexts } from './model-texts.ts';
import type { KnownResults, QuestionName, StudyQuestions } from './study-questions.ts';
import { Refusal, StudyTexts, type Texts } from './study-texts.ts';
import { StudyThread } from './study-thread.ts';
import { type FolderWatch, watchFolder } from './watch-folder.ts';

export interface WorkbenchServer {
  readonly url: string;
  /** The address with the token that writing needs: in the fragment, which browsers never send. */
  readonly editingUrl: string;
  close(): Promise<void>;
}

/** Of what is asked for with a request: hundreds of constants that vary, each by its name. */
const LARGEST_HEAD = 1_000_000;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Makes the report of a study: what a command line does, and a server is told how. */
export type MakeReport = (folder: string, signal: AbortSignal, options: OpenOptions) => Promise<Uint8Array>;

/** Makes a study of a model file in a folder where nothing stands yet: all of it, or nothing. Throws what is to be told. */
export type MakeStudy = (path: string, folder: string, options: OpenOptions) => Promise<void>;

export interface WorkbenchOptions extends OpenOptions {
  readonly makeReport?: MakeReport;
  readonly makeStudy?: MakeStudy;
}

/** Port 0: any that is free. Rejects where the port is taken. `known`: results of the study that need not be simulated. */
export function serveWorkbench(
  folder: string,
  port = 0,
  known?: KnownResults,
  { makeReport, makeStudy, ...options }: WorkbenchOptions = {},
): Promise<WorkbenchServer> {
  const tellAll = () => {
    for (const tell of listeners) tell();
  };
  // Alone what its results are made of: whoever knows them may know more that cannot be sent to a thread.
  let served = new Served(folder, known && resultsOf(known), options, tellAll);
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
    const text = await served.study.ask(name, ...about);
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
      await stream.writeSSE({ event: 'server', data: digestOf(token) });
      const tell = () => void stream.writeSSE({ event: 'changed', data: '' });
      listeners.add(tell);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      listeners.delete(tell);
    }),
  );
  const closing = new AbortController();
  app.route(
    '/api',
    editRoutes({
      token,
      texts: () => served.texts,
      check: (unsaved) => served.study.ask('check', unsaved),
      report: makeReport && onceAtATime(() => makeReport(served.folder, closing.signal, options)),
      makeStudy:
        makeStudy &&
        onceAtATime(async () => {
          const before = served;
          const made = await studyBeside(before.folder, makeStudy, options);
          served = new Served(made, undefined, options, tellAll);
          await before.close();
          tellAll();
          return made;
        }),
    }),
  );
  app.get('/', (context) => pageFile(context, 'index.html'));
  // The names that Vite gives: no way leads out of the folder with them.
  app.get('/assets/:name{[A-Za-z0-9_-]+\\.(?:js|css)}', (context) =>
    pageFile(context, `assets/${context.req.param('name')}`),
  );
  app.all('*', (context) =>
    context.req.method === 'GET' ? context.notFound() : context.text('Only reading is possible here.', 405),
  );

  return new Promise((resolve, reject) => {
    const server = serve({
      ...{ fetch: app.fetch, hostname: '127.0.0.1', port },
      serverOptions: { maxHeaderSize: LARGEST_HEAD },
    }) as Server;
    const close = async () => {
      closing.abort();
      // No more are taken first: one that came in between would never end.
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await served.close();
      await closed;
    };
    server.once('error', (error) => {
      void served.close();
      reject(error);
    });
    server.once('listening', () => {
      ownPort = (server.address() as AddressInfo).port;
      const url = `http://127.0.0.1:${ownPort}/`;
      // Read before the page asks.
      served.study.ask('message').catch(() => undefined);
      resolve({ url, editingUrl: `${url}#token=${token}`, close });
    });
  });
}

/** A study or a model file: who reads it, its texts, and who tells of its changes. */
class Served {
  readonly folder: string;
  readonly study: StudyThread;
  readonly texts: Texts;
  readonly #watcher: FolderWatch;

  constructor(folder: string, known: KnownResults | undefined, options: OpenOptions, onChange: () => void) {
    this.folder = folder;
    this.study = new StudyThread({ folder, known, options });
    const model = isModelPath(folder) ? new ModelTexts(folder, options) : undefined;
    this.texts = model ?? new StudyTexts(folder);
    const forget = () => {
      this.study.forget();
      model?.forget();
    };
    this.#watcher = watchFolder(folder, {
      onTouch: forget,
      onChange: () => {
        forget();
        onChange();
      },
    });
  }

  async close(): Promise<void> {
    this.#watcher.close();
    await this.study.close();
  }
}

/** In the folder that has the model's name; where something stands there, whoever sees it may want to keep it. */
async function studyBeside(path: string, make: MakeStudy, options: OpenOptions): Promise<string> {
  if (!isModelPath(path)) throw new Refusal(409, 'It is a study already.');
  const folder = folderOfModel(path);
  if (existsSync(folder))
    throw new Refusal(409, `${folder} is there already. It can be opened: fissure open ${folder}`);
  try {
    await make(path, folder, options);
  } catch (error) {
    throw new Refusal(422, error instanceof Error ? error.message : String(error));
  }
  return folder;
}

/** By it a page knows whether the token that it has is of this server; nobody finds the token with it. */
function digestOf(token: string): string {
  return createHash('sha256').update(`whose is ${token}`).digest('hex');
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
