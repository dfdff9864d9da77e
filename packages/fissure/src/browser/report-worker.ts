/**
 * Every worker of a report in one script, since the page carries only one: that which the page starts simulates for it, and
 * starts others of the same script, called by another name, for the members. The script comes as the first message: a page
 * that was opened from a file has no origin that its workers could share, so each makes an address of its own.
 */
import { openPoolOfWorkers, type PageWorker } from './page-threads.ts';
import { MEMBERS, serveMembers } from './serve-members.ts';
import { serveSimulations } from './serve-simulations.ts';

/** A script as a page holds it; the types of ECMAScript do not know it. */
type Script = object;

interface WorkerGlobals {
  readonly name: string;
  readonly Worker: new (url: string, options: { readonly name: string }) => PageWorker;
  readonly URL: { createObjectURL(script: Script): string };
  onmessage: ((event: { readonly data: Script }) => void) | null;
}

const worker = globalThis as unknown as WorkerGlobals;
if (worker.name === MEMBERS) serveMembers();
else
  worker.onmessage = ({ data: script }) => {
    const url = worker.URL.createObjectURL(script);
    serveSimulations(() => openPoolOfWorkers(() => new worker.Worker(url, { name: MEMBERS })));
  };
