/**
 * The study as another thread reads it: checking the flagship takes a second, and the server answers meanwhile. The thread
 * starts with the first question; one that dies fails the questions that it had, and the next question starts another.
 */
import { Worker } from 'node:worker_threads';
import type { QuestionName, StudyAnswer, StudyQuestions, StudyRequest, StudyToRead } from './study-questions.ts';

interface Waiting {
  readonly resolve: (text: string | undefined) => void;
  readonly reject: (error: Error) => void;
}

export class StudyThread {
  readonly #toRead: StudyToRead;
  readonly #entry: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #count = 0;

  /** `entry`: the thread's own file. Default: `study-worker.js` beside this one, or the built one when this runs from source. */
  constructor(toRead: StudyToRead, entry = defaultEntry()) {
    this.#toRead = toRead;
    this.#entry = entry;
  }

  ask<Name extends QuestionName>(name: Name, ...about: Parameters<StudyQuestions[Name]>): Promise<string | undefined> {
    const id = this.#count;
    this.#count += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, name, about } satisfies StudyRequest);
    });
  }

  /** To be called whenever a file changed: questions from here on are about what stands there now. */
  forget(): void {
    this.#worker?.postMessage('forget' satisfies StudyRequest);
  }

  /** Whoever still waits is told of nothing. */
  async close(): Promise<void> {
    for (const { resolve } of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#toRead });
    let cause = new Error('The thread that reads the study ended.');
    worker.on('message', ({ id, text, failure }: StudyAnswer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (failure === undefined) waiting?.resolve(text);
      else waiting?.reject(new Error(failure));
    });
    worker.on('error', (error: Error) => {
      cause = error;
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(cause);
      this.#waiting.clear();
    });
    return worker;
  }
}

/** Threads are started by Node itself, which does not read TypeScript. */
function defaultEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../../dist/server/study-worker.js' : './study-worker.js', import.meta.url);
}
