/** The worker of the *Why?* drawer. */
import { Analyst } from './analyst.ts';
import type { WhyReply, WhyRequest } from './questions.ts';

/** What a worker has and the types of ECMAScript do not know. */
interface WorkerGlobals {
  onmessage: ((event: { readonly data: WhyRequest }) => void) | null;
  postMessage(reply: WhyReply): void;
}

const worker = globalThis as unknown as WorkerGlobals;
let analyst: Analyst | undefined;

worker.onmessage = ({ data }) => {
  if (data.kind === 'study') {
    analyst = undefined;
    analyst = new Analyst(data.experiment);
    return;
  }
  const { id, question } = data;
  try {
    worker.postMessage({ id, answer: analyst!.answer(question) });
  } catch (reason) {
    worker.postMessage({ id, failure: reason instanceof Error ? reason.message : String(reason) });
  }
};
