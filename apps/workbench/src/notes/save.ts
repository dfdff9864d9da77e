/** Writes a note into notes.yaml, which is made where there is none, and takes it back. */
import type { NoteText } from 'fissure/workbench';
import { addNote, checkTexts, createFile, listFiles, readFile, removeFile } from '../edit/api.ts';
import { unlessRefused, writeOver } from '../edit/write-over.ts';

export const NOTES_FILE = 'notes.yaml';

/** What was there before, undefined for no file, and the hash of what was written in its place. */
export interface Written {
  readonly before: string | undefined;
  readonly hash: string;
}

/** `mistake`: what the check of the study would say of the note, in words. */
export type Outcome = Written | { readonly mistake: string } | 'unreadable' | 'conflict';

export async function saveNote(note: NoteText): Promise<Outcome> {
  const isThere = (await listFiles()).some(({ path }) => path === NOTES_FILE);
  const known = isThere ? await readFile(NOTES_FILE) : undefined;
  const added = await unlessRefused(422, addNote(known?.text ?? '', note));
  if (!added) return 'unreadable';
  const mistake = await mistakeIn(added.text);
  if (mistake !== undefined) return { mistake };
  const hash = known
    ? await writeOver(NOTES_FILE, added.text, known.hash)
    : (await unlessRefused(409, createFile(NOTES_FILE, added.text)))?.hash;
  return hash === undefined ? 'conflict' : { before: known?.text, hash };
}

/** False where somebody has changed the file since. */
export async function takeBack({ before, hash }: Written): Promise<boolean> {
  const done =
    before === undefined
      ? await unlessRefused(409, removeFile(NOTES_FILE, hash))
      : await writeOver(NOTES_FILE, before, hash);
  return done !== undefined;
}

/** A name that nothing has would break the study. */
async function mistakeIn(text: string): Promise<string | undefined> {
  const { diagnostics } = await checkTexts({ [NOTES_FILE]: text });
  const found = diagnostics.find(({ uri, severity }) => uri === NOTES_FILE && severity === 1);
  return found && [found.message, found.data.help].filter((part) => part !== undefined).join(' ');
}
