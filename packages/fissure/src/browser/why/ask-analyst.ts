/** The page's end of the *Why?* worker: a question in, a promise of its answer out. */
import type { Experiment } from '../../experiment/experiment.ts';
import type { ScenarioArms } from '../scenario-arms.ts';
import type { Answers, Question, QuestionKind, WhyReply, WhyRequest } from './questions.ts';

/** A Web Worker, as far as it is used. */
export interface WhyWorker {
  onmessage: ((event: { readonly data: WhyReply }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(request: WhyRequest): void;
  terminate(): void;
}

export interface AnalystClient {
  ask<K extends QuestionKind>(question: Question<K>): Promise<Answers[K]>;
  /** Once for each `scenarioKey`, before it is asked about. */
  know(key: string, arms: ScenarioArms): void;
  knows(key: string): boolean;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: Error) => void;
}

/** `weights`: of the members, where the record has weighed them. */
export function askAnalyst(worker: WhyWorker, experiment: Experiment, weights?: Float64Array): AnalystClient {
  const waiting = new Map<number, Waiting>();
  const scenarios = new Set<string>();
  let lastId = 0;
  let ended: Error | undefined;
  const end = (reason: Error) => {
    ended = reason;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  worker.onmessage = ({ data }) => {
    const own = waiting.get(data.id);
    waiting.delete(data.id);
    if ('failure' in data) own?.reject(new Error(data.failure));
    else own?.resolve(data.answer as never);
  };
  worker.onerror = ({ message }) => end(new Error(message || 'its file could not be loaded'));
  worker.postMessage({ kind: 'study', experiment, weights });
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ kind: 'question', id: lastId, question: question as Question });
      }),
    know(key, arms) {
      scenarios.add(key);
      worker.postMessage({ kind: 'scenario', key, arms });
    },
    knows: (key) => key === '' || scenarios.has(key),
    close: () => end(new Error('closed')),
  };
}
