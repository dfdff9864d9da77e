/** What the server's thread asks the one that reads the study, and what comes back: plain data, sent between threads. */
import type { Additions } from '../browser/additions.ts';
import type { Baseline } from '../browser/what-if.ts';
import type { OpenOptions } from '../host/open-study.ts';

/** Answers are texts that go to the page as they are. Undefined: there is no such thing. */
export interface StudyQuestions {
  message(additions?: Additions): string | undefined;
  scenario(name: string, switches?: readonly string[]): string | undefined;
  details(additions?: Additions): string | undefined;
  plottable(): string | undefined;
  check(unsaved: Readonly<Record<string, string>>): string | undefined;
}

export type QuestionName = keyof StudyQuestions;

export interface Question {
  readonly id: number;
  readonly name: QuestionName;
  readonly about: readonly unknown[];
}

export type StudyRequest = Question | 'forget';

export interface StudyAnswer {
  readonly id: number;
  readonly text: string | undefined;
  /** Not for what an author wrote, which is told in the text. */
  readonly failure: string | undefined;
}

/** What has just been simulated, or what earlier commands kept. */
export type KnownResults = Baseline | 'kept';

/** What the thread begins with. */
export interface StudyToRead {
  readonly folder: string;
  readonly known: KnownResults | undefined;
  /** For a model file of another tool. */
  readonly options?: OpenOptions;
}
