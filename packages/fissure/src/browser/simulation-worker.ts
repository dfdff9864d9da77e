/**
 * The workers of the workbench in one script, since they share most of it: that which the page starts simulates for it, and
 * starts others of the same script, called by another name, for the members.
 */
import { openPoolOfWorkers, type PageWorker } from './page-threads.ts';
import { MEMBERS, serveMembers } from './serve-members.ts';
import { serveSimulations } from './serve-simulations.ts';

interface WorkerGlobals {
  readonly name: string;
  readonly location: { readonly href: string };
  readonly Worker: new (url: string, options: { readonly type: 'module'; readonly name: string }) => PageWorker;
}

const worker = globalThis as unknown as WorkerGlobals;
if (worker.name === MEMBERS) serveMembers();
else {
  const startWorker = () => new worker.Worker(worker.location.href, { type: 'module', name: MEMBERS });
  serveSimulations(() => openPoolOfWorkers(startWorker));
}
