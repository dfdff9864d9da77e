/**
 * The text files of a study's folder, read and written for the workbench. Nothing outside of the folder, nothing hidden,
 * only the kinds of file that a study is written in; a file is replaced whole, and only if it still is what the author saw.
 */
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type {
  CreateRequest,
  OpenedText,
  RemoveRequest,
  RenameRequest,
  TextFile,
  WriteRequest,
} from '../browser/edit-message.ts';
import { makeFolder, writeAtomically } from '../host/write-atomically.ts';
import { largestFile } from '../study/decode-text.ts';

/** Why a request cannot be met, with the status of the answer. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422;

  constructor(status: Refusal['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export const KNOWN_FILES = /\.(?:yaml|md|csv)$/;
/** A folder that is listed by mistake (a home directory) must not keep the server busy. */
const MOST_FILES = 1000;
const DEEPEST = 4;
const BYTE_ORDER_MARK = '\ufeff';

/** What the editor reads and writes. */
export interface Texts {
  /** Root first, then the model, then folder by folder in order of names. */
  list(): readonly TextFile[];
  read(path: string): OpenedText;
  /** The hash of what then stands there. */
  write(wanted: WriteRequest): Promise<string>;
  /** The hash of the new file. */
  create(wanted: CreateRequest): Promise<string>;
  remove(wanted: RemoveRequest): Promise<void>;
  rename(wanted: RenameRequest): Promise<void>;
}

export class StudyTexts implements Texts {
  readonly #folder: string;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  list(): readonly TextFile[] {
    const found: TextFile[] = [];
    const visit = (folder: string, depth: number) => {
      const entries = entriesOf(join(this.#folder, folder));
      for (const { name } of entries.filter((entry) => !entry.isDirectory() && KNOWN_FILES.test(entry.name))) {
        const path = folder + name;
        const bytes = this.#sizeOf(path);
        if (bytes !== undefined && found.length < MOST_FILES) found.push({ path, bytes });
      }
      if (depth < DEEPEST)
        for (const { name } of entries.filter((entry) => entry.isDirectory()).sort(modelFirst))
          visit(`${folder}${name}/`, depth + 1);
    };
    visit('', 0);
    return found;
  }

  read(path: string): OpenedText {
    const bytes = this.#bytes(this.#locate(path), path);
    return { path, text: decode(bytes), hash: hashOf(bytes) };
  }

  /** The hash of what then stands there. Writes wait for one another: each compares with what the one before left. */
  write(wanted: WriteRequest): Promise<string> {
    return this.#inTurn(() => this.#replace(wanted));
  }

  /** The hash of the new file. There may be none of that name; a folder for it is made inside of the study. */
  create({ path, text }: CreateRequest): Promise<string> {
    return this.#inTurn(async () => {
      const file = this.#locateNew(path);
      const bytes = encode(path, text);
      await writeAtomically(file, bytes);
      return hashOf(bytes);
    });
  }

  remove({ path, replaces }: RemoveRequest): Promise<void> {
    return this.#inTurn(async () => rmSync(this.#unchanged(path, replaces)));
  }

  rename({ path, to, replaces }: RenameRequest): Promise<void> {
    return this.#inTurn(async () => {
      const file = this.#unchanged(path, replaces);
      const target = this.#locateNew(to);
      await makeFolder(dirname(target));
      renameSync(file, target);
    });
  }

  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const own = this.#lastWrite.then(action);
    this.#lastWrite = own.catch(() => undefined);
    return own;
  }

  /** A plain file that still is what the author saw. Of a link one could not say which of the two is meant. */
  #unchanged(path: string, replaces: string): string {
    const file = this.#locate(path);
    if (lstatSync(join(this.#root(), path)).isSymbolicLink()) throw new Refusal(403, 'The file is a link.');
    if (hashOf(this.#bytes(file, path)) !== replaces) throw new Refusal(409, 'The file has changed meanwhile.');
    return file;
  }

  /** Where nothing stands yet. The folder that is there already may not lead out of the study. */
  #locateNew(path: string): string {
    if (!isPlainPath(path) || path.split('/').length > DEEPEST)
      throw new Refusal(403, 'Only files inside the folder of the study.');
    if (!KNOWN_FILES.test(path)) throw new Refusal(415, 'Only .yaml, .md and .csv files.');
    const root = this.#root();
    const file = join(root, path);
    if (isThere(file)) throw new Refusal(409, 'There is a file of that name.');
    let folder = dirname(file);
    while (!isThere(folder)) folder = dirname(folder);
    const inside = relative(root, realPathOf(folder) ?? '/')
      .split(sep)
      .join('/');
    if (inside !== '' && !isPlainPath(inside)) throw new Refusal(403, 'The folder leads out of the study.');
    if (!statSync(folder).isDirectory()) throw new Refusal(409, 'There is a file where a folder is wanted.');
    return file;
  }

  async #replace({ path, text, replaces }: WriteRequest): Promise<string> {
    const file = this.#locate(path);
    const before = this.#bytes(file, path);
    if (hashOf(before) !== replaces) throw new Refusal(409, 'The file has changed meanwhile.');
    const { mode } = statSync(file);
    if ((mode & 0o222) === 0) throw new Refusal(403, 'The file is read-only.');
    const mark = before.subarray(0, 3).equals(Buffer.from(BYTE_ORDER_MARK)) ? BYTE_ORDER_MARK : '';
    const bytes = encode(path, mark + text);
    await writeAtomically(file, bytes, mode & 0o777);
    return hashOf(bytes);
  }

  /** The file itself, behind any links: what is written then takes its place, and a link stays a link. */
  #locate(path: string): string {
    if (!isPlainPath(path)) throw new Refusal(403, 'Only files inside the folder of the study.');
    if (!KNOWN_FILES.test(path)) throw new Refusal(415, 'Only .yaml, .md and .csv files.');
    const root = this.#root();
    const real = realPathOf(join(root, path));
    if (!real) throw new Refusal(404, 'There is no such file.');
    const inside = relative(root, real).split(sep).join('/');
    if (!isPlainPath(inside) || !KNOWN_FILES.test(inside)) throw new Refusal(403, 'The file leads out of the study.');
    if (!statSync(real).isFile()) throw new Refusal(404, 'There is no such file.');
    return real;
  }

  #root(): string {
    const root = realPathOf(this.#folder);
    if (!root || !lstatSync(root).isDirectory()) throw new Refusal(404, 'There is no such folder.');
    return root;
  }

  #bytes(file: string, path: string): Buffer {
    if (statSync(file).size > largestFile(path))
      throw new Refusal(413, 'The file is larger than a file of a study may be.');
    return readFileSync(file);
  }

  #sizeOf(path: string): number | undefined {
    try {
      return statSync(this.#locate(path)).size;
    } catch {
      return undefined;
    }
  }
}

/**
 * Names without a leading dot (so no `..`, and nothing hidden), and nothing that another system reads as a way out, or that
 * this one writes as something else: half a character.
 */
function isPlainPath(path: string): boolean {
  if (/\p{Surrogate}/u.test(path)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  return path.split('/').every((part) => /^[^.\\:\0-\x1f][^\\:\0-\x1f]*$/.test(part) && part !== 'node_modules');
}

function modelFirst(a: Dirent, b: Dirent): number {
  return Number(b.name === 'model') - Number(a.name === 'model');
}

/** A link that leads nowhere is there too. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => isPlainPath(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function encode(path: string, text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new Refusal(422, 'The text holds half a character.');
  const bytes = Buffer.from(text);
  if (bytes.length > largestFile(path)) throw new Refusal(413, 'The text is larger than a file of a study may be.');
  return bytes;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(422, 'The file is not UTF-8 text.');
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
