/** Makes the Web Worker it is called in simulate blocks of members. */
import { type PostAnswer, serveBlocks } from '../experiment/serve-blocks.ts';
import type { PoolMessage } from '../experiment/worker-messages.ts';

/** What a worker has and the types of ECMAScript do not know. */
interface WorkerGlobals {
  onmessage: ((event: { readonly data: PoolMessage }) => void) | null;
  postMessage: PostAnswer;
}

/** What a worker is called that is to do so. */
export const MEMBERS = 'members';

export function serveMembers(): void {
  const worker = globalThis as unknown as WorkerGlobals;
  const serve = serveBlocks((answer, transfer) => worker.postMessage(answer, transfer));
  worker.onmessage = ({ data }) => serve(data);
  worker.postMessage({ kind: 'ready' });
}
