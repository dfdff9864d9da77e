/** A model that was dropped, in a worker that reads it and answers for it. */
import type { DroppedFiles, ForeignReply, StudyAnswers } from 'fissure/foreign-worker';
import { nextNumber, type StudySource } from '../source.ts';

/** A study is text; what is larger is no model. */
const LARGEST = 30_000_000;

export interface DroppedSource extends StudySource {
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: Error) => void;
}

/** Undefined where the files are too large for a model. */
export async function sourceOfFiles(files: readonly File[]): Promise<DroppedSource | undefined> {
  if (files.reduce((sum, { size }) => sum + size, 0) > LARGEST) return undefined;
  const read = files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
  const worker = new Worker(new URL('./model-worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage({ files: (await Promise.all(read)) satisfies DroppedFiles });
  const waiting = new Map<number, Waiting>();
  worker.onmessage = ({ data }: { readonly data: ForeignReply }) => {
    const own = waiting.get(data.id);
    waiting.delete(data.id);
    if ('failure' in data) own?.reject(new Error(data.failure));
    else own?.resolve(data.answer as never);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  let count = 0;
  const ask = <Name extends keyof StudyAnswers>(name: Name, wishes = '') =>
    new Promise<ReturnType<StudyAnswers[Name]>>((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      worker.postMessage({ id: count, name, wishes });
    });
  return {
    number: nextNumber(),
    message: (wishes) => ask('message', wishes),
    details: (wishes) => ask('details', wishes),
    plottable: () => ask('plottable'),
    close: () => worker.terminate(),
  };
}
