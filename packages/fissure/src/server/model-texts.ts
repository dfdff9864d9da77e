/** A model file of another tool as the texts of the study that it would become: to be read, and not to be written. */
import { createHash } from 'node:crypto';
import type { OpenedText, TextFile } from '../browser/edit-message.ts';
import { Problems } from '../diagnostics/problems.ts';
import { studyOfModel } from '../host/open-model-file.ts';
import type { OpenOptions } from '../host/open-study.ts';
import { KNOWN_FILES, Refusal, type Texts } from './study-texts.ts';

export class ModelTexts implements Texts {
  readonly #path: string;
  readonly #options: OpenOptions;
  #files: ReadonlyMap<string, string> | undefined;

  constructor(path: string, options: OpenOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** To be called whenever the file changed. */
  forget(): void {
    this.#files = undefined;
  }

  list(): readonly TextFile[] {
    return [...this.#read()].flatMap(([path, text]) =>
      KNOWN_FILES.test(path) ? [{ path, bytes: Buffer.byteLength(text) }] : [],
    );
  }

  read(path: string): OpenedText {
    const text = KNOWN_FILES.test(path) ? this.#read().get(path) : undefined;
    if (text === undefined) throw new Refusal(404, 'There is no such file.');
    return { path, text, hash: createHash('sha256').update(text).digest('hex') };
  }

  async write(): Promise<never> {
    throw new Refusal(403, 'This is a model file of another tool: make a study of it first.');
  }

  readonly create = this.write;
  readonly remove = this.write;
  readonly rename = this.write;

  #read(): ReadonlyMap<string, string> {
    this.#files ??= studyOfModel(this.#path, new Problems(), this.#options).files ?? new Map();
    return this.#files;
  }
}
