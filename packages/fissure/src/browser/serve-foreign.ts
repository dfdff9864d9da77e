/** The worker's end of a dropped model: large ones take longer than a page may stand still. */
import { type DroppedFiles, type ForeignRun, runForeign } from './foreign-run.ts';

export type { DroppedFiles, ForeignRun };

export type ForeignReply = { readonly run: ForeignRun | undefined } | { readonly failure: string };

interface WorkerGlobals {
  onmessage: ((event: { readonly data: DroppedFiles }) => void) | null;
  postMessage(reply: ForeignReply): void;
}

export function serveForeign(): void {
  const worker = globalThis as unknown as WorkerGlobals;
  worker.onmessage = ({ data }) => {
    try {
      worker.postMessage({ run: runForeign(data) });
    } catch (error) {
      worker.postMessage({ failure: error instanceof Error ? error.message : String(error) });
    }
  };
}
