/** The worker's end of the *Why?* drawer. */
import { openPoolOfWorkers, type PageWorker } from '../page-threads.ts';
import { MEMBERS } from '../serve-members.ts';
import { Analyst } from './analyst.ts';
import type { WhyReply, WhyRequest } from './questions.ts';

/** What a worker has and the types of ECMAScript do not know. */
interface WorkerGlobals {
  onmessage: ((event: { readonly data: WhyRequest }) => void) | null;
  postMessage(reply: WhyReply): void;
}

/** `startWorker` starts a worker called so, which then simulates members. */
export function serveAnalyst(startWorker: (name: string) => PageWorker): void {
  const worker = globalThis as unknown as WorkerGlobals;
  const openPool = () => openPoolOfWorkers(() => startWorker(MEMBERS));
  let analyst: Promise<Analyst> | undefined;
  worker.onmessage = ({ data }) => {
    if (data.kind === 'study') {
      analyst = (async () => new Analyst(data.experiment, data.weights, openPool))();
      return;
    }
    if (data.kind === 'scenario') {
      // Where the study could not be run, whoever asks is told.
      analyst!.then((known) => known.know(data.key, data.arms)).catch(() => undefined);
      return;
    }
    const { id, question } = data;
    analyst!
      .then((known) => known.answer(question))
      .then(
        (answer) => worker.postMessage({ id, answer }),
        (reason: unknown) =>
          worker.postMessage({ id, failure: reason instanceof Error ? reason.message : String(reason) }),
      );
  };
}
