/** The pool of a page's workers, started from the built file beside this one unless a bundler has put it elsewhere. */
import type { MemberPool } from '../experiment/member-pool.ts';
import { openPoolOfWorkers, type PageThreads, type PageWorker } from './page-threads.ts';

export type { PageWorker };

export interface PagePoolOptions extends PageThreads {
  /** Starts `member-worker.ts`. Default: the built file beside this one; a bundler wants to be told. */
  readonly startWorker?: () => PageWorker;
}

/** What a page has and the types of ECMAScript do not know. */
interface PageGlobals {
  readonly Worker: new (url: URL, options: { readonly type: 'module' }) => PageWorker;
}

export function openPagePool({ startWorker = startBuiltWorker, ...options }: PagePoolOptions = {}): MemberPool {
  return openPoolOfWorkers(startWorker, options);
}

function startBuiltWorker(): PageWorker {
  const page = globalThis as unknown as PageGlobals;
  return new page.Worker(new URL('./member-worker.js', import.meta.url), { type: 'module' });
}
