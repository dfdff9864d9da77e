/**
 * The texts that are open, as they stand on disk and as they stand here. What is not saved stays until it is saved or given
 * up in so many words: closing the editor keeps it, leaving the page asks, and a change on disk meanwhile is a question.
 */
import { computed, effect, signal } from '@preact/signals';
import type { TextFile, UnsavedTexts } from 'fissure/workbench';
import { tell } from '../known.ts';
import { revision } from '../reading.ts';
import { createFile, listFiles, Refused, readFile, removeFile, renameFile, writeFile } from './api.ts';
import { isEditing } from './open.ts';
import { STRINGS } from './strings.ts';
import { isOutdated } from './token.ts';

export interface OpenText {
  readonly path: string;
  readonly text: string;
  /** What it was made from. */
  readonly saved: string;
  readonly hash: string;
  /** Somebody else wrote the file meanwhile; `undefined` for `text`: they removed it. */
  readonly clash: { readonly text: string | undefined; readonly hash: string } | undefined;
}

export const files = signal<readonly TextFile[]>([]);
export const open = signal<ReadonlyMap<string, OpenText>>(new Map());
export const active = signal<string | undefined>(undefined);
/** Why the last thing asked for could not be done; empty: it was. */
export const refusal = signal('');

export const unsaved = computed<UnsavedTexts>(() =>
  Object.fromEntries([...open.value.values()].filter(isUnsaved).map(({ path, text }) => [path, text])),
);
export const activeText = computed(() => open.value.get(active.value ?? ''));

export function isUnsaved({ text, saved, clash }: OpenText): boolean {
  return text !== saved || clash !== undefined;
}

/** Opens it if it is not open yet, and shows it. */
export async function showText(path: string): Promise<void> {
  if (!(await openText(path))) return;
  active.value = path;
  // Of a study that cannot be read the editor is there unasked: once it is used, it stays when the study comes up.
  isEditing.value = true;
}

/** Undefined where the server refuses: `refusal` then says why. */
export async function openText(path: string): Promise<OpenText | undefined> {
  const known = open.value.get(path);
  if (known) return known;
  return attempt(async () => {
    const { text, hash } = await readFile(path);
    return put({ path, text, saved: text, hash, clash: undefined });
  });
}

export function changeText(path: string, text: string): void {
  const known = open.value.get(path);
  if (known && known.text !== text) put({ ...known, text });
}

/** True where what stands here now stands on disk. */
export async function saveText(path: string): Promise<boolean> {
  const known = open.value.get(path);
  if (!known || known.clash) return false;
  if (!isUnsaved(known)) return true;
  const { text, hash: replaces } = known;
  const writing = attempt(async () => {
    const { hash } = await writeFile({ path, text, replaces });
    // Typing may have gone on while it was written.
    return put({ ...open.value.get(path)!, saved: text, hash });
  });
  underWay.set(path, writing);
  const saved = await writing;
  underWay.delete(path);
  if (!saved) await compareWithDisk(known);
  return saved !== undefined;
}

/** Gives up what was not saved. */
export function takeSaved(path: string): void {
  const known = open.value.get(path);
  if (!known) return;
  const { clash, saved, hash } = known;
  if (clash && clash.text === undefined) close(path);
  else {
    const text = clash?.text ?? saved;
    put({ path, text, saved: text, hash: clash?.hash ?? hash, clash: undefined });
  }
}

/** What stands here, where its file is gone: a file again. */
export async function writeAgain(path: string): Promise<void> {
  const known = open.value.get(path);
  if (!known) return;
  const { text } = known;
  await attempt(async () => {
    const { hash } = await createFile(path, text);
    return put({ ...(open.value.get(path) ?? known), saved: text, hash, clash: undefined });
  });
}

/** Keeps what stands here: saving will then replace what somebody else wrote. */
export function keepOwn(path: string): void {
  const known = open.value.get(path);
  if (known?.clash?.text === undefined) return;
  put({ ...known, saved: known.clash.text, hash: known.clash.hash, clash: undefined });
}

/** A new file, shown at once. */
export async function newText(path: string): Promise<boolean> {
  const made = await attempt(async () => {
    const { hash } = await createFile(path, '');
    return put({ path, text: '', saved: '', hash, clash: undefined });
  });
  if (made) active.value = path;
  return made !== undefined;
}

/** Removes the file as it was saved; what was not saved of it goes with it. */
export async function removeText(path: string): Promise<void> {
  const known = open.value.get(path);
  if (!known) return;
  if (await attempt(() => removeFile(path, known.hash))) close(path);
}

/** What is not saved stays with the text, under its new name. */
export async function renameText(path: string, to: string): Promise<boolean> {
  const known = open.value.get(path);
  if (!known) return false;
  if (!(await attempt(() => renameFile(path, to, known.hash)))) return false;
  put({ ...(open.value.get(path) ?? known), path: to, clash: undefined });
  close(path);
  active.value = to;
  return true;
}

function close(path: string): void {
  const rest = new Map(open.value);
  rest.delete(path);
  open.value = rest;
  if (active.value === path) active.value = undefined;
}

function put(text: OpenText): OpenText {
  open.value = new Map(open.value).set(text.path, text);
  return text;
}

async function attempt<Result>(action: () => Promise<Result>): Promise<Result | undefined> {
  try {
    const result = await action();
    refusal.value = '';
    return result;
  } catch (error) {
    refusal.value = STRINGS.refused(error instanceof Refused ? error.status : 0, String((error as Error).message));
    return undefined;
  }
}

/** Until it is answered, what was written here looks as if somebody else had written it. */
const underWay = new Map<string, Promise<unknown>>();

async function compareWithDisk({ path }: OpenText): Promise<void> {
  await underWay.get(path);
  const found = await readFile(path).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return { text: undefined, hash: '' };
    throw error;
  });
  const known = open.value.get(path);
  if (!known) return;
  // What was changed or removed stands there again as it was.
  if (found.hash === known.hash) {
    if (known.clash) put({ ...known, clash: undefined });
  } else if (found.text === known.text) put({ ...known, saved: found.text, hash: found.hash, clash: undefined });
  else if (found.text !== undefined && !isUnsaved(known))
    put({ ...known, text: found.text, saved: found.text, hash: found.hash });
  else put({ ...known, clash: { text: found.text, hash: found.hash } });
}

effect(() => {
  // Read, so that every change of the folder comes by here.
  void revision.value;
  listFiles().then((found) => {
    files.value = found;
  }, tell);
  for (const text of open.peek().values()) compareWithDisk(text).catch(tell);
});

effect(() => {
  // What was refused for want of its token is not refused any more.
  if (!isOutdated.value) refusal.value = '';
});

addEventListener('beforeunload', (event) => {
  if (Object.keys(unsaved.value).length > 0) event.preventDefault();
});
