/** The thread that reads and checks the study of a workbench, and answers in the order in which it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkTexts } from './check-texts.ts';
import { recallResults } from './kept-results.ts';
import type { StudyAnswer, StudyQuestions, StudyRequest, StudyToRead } from './study-questions.ts';
import { recallFrom, StudyReader } from './study-reader.ts';

const port = parentPort!;
const { folder, known, options } = workerData as StudyToRead;
const reader = new StudyReader(folder, known === 'kept' ? recallResults : known && recallFrom(known), options);
const answers: StudyQuestions = {
  message: (additions) => reader.message(additions),
  scenario: (name, switches) => reader.scenario(name, switches),
  details: (additions) => reader.details(additions),
  plottable: () => reader.plottable(),
  check: (unsaved) => JSON.stringify(checkTexts(folder, unsaved, options)),
};

port.on('message', (request: StudyRequest) => {
  if (request === 'forget') {
    reader.forget();
    return;
  }
  const { id, name, about } = request;
  const answer = answers[name] as (...about: readonly unknown[]) => string | undefined;
  const reply = (text: string | undefined, failure?: string) =>
    port.postMessage({ id, text, failure } satisfies StudyAnswer);
  try {
    reply(answer(...about));
  } catch (error) {
    reply(undefined, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
});
