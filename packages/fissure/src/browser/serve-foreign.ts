/** The worker's end of a dropped model: large ones take longer than a page may stand still. */
import { type DroppedFiles, type ForeignStudy, foreignStudyOf, type StudyAnswers } from './foreign-study.ts';

export type { DroppedFiles, StudyAnswers };

/** The files first, then questions about what is in them. */
export type ForeignRequest =
  | { readonly files: DroppedFiles }
  | { readonly id: number; readonly name: keyof StudyAnswers; readonly wishes: string };

/** `undefined` answers everything where none of the files is a model. */
export type ForeignReply =
  | { readonly id: number; readonly answer: ReturnType<StudyAnswers[keyof StudyAnswers]> | undefined }
  | { readonly id: number; readonly failure: string };

interface WorkerGlobals {
  onmessage: ((event: { readonly data: ForeignRequest }) => void) | null;
  postMessage(reply: ForeignReply): void;
}

export function serveForeign(): void {
  const worker = globalThis as unknown as WorkerGlobals;
  let read: (() => ForeignStudy | undefined) | undefined;
  worker.onmessage = ({ data }) => {
    if ('files' in data) {
      let known: { readonly study: ForeignStudy | undefined } | undefined;
      read = () => {
        known ??= { study: foreignStudyOf(data.files) };
        return known.study;
      };
      return;
    }
    const { id, name, wishes } = data;
    try {
      worker.postMessage({ id, answer: read?.()?.[name](wishes) });
    } catch (error) {
      worker.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
    }
  };
}
