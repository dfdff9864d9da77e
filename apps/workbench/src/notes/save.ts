/** Adds a note to notes.yaml, which is made where there is none, changes one or takes it out; and takes that back. */
import type { NoteEdit, NoteMessage, NoteText } from 'fissure/workbench';
import { createFile, editNote, listFiles, readFile, removeFile } from '../edit/api.ts';
import { mistakeIn } from '../edit/mistake-in.ts';
import { unlessRefused, writeOver } from '../edit/write-over.ts';

export const NOTES_FILE = 'notes.yaml';

/** What was there before, undefined for no file, and the hash of what was written in its place. */
export interface Written {
  readonly before: string | undefined;
  readonly hash: string;
}

/** `mistake`: what the check of the study would say of it, in words. */
export type Outcome = Written | { readonly mistake: string } | 'unreadable' | 'conflict';

/** As it stands in the file, as far as the page knows. */
export function textOf({ about, text, date, by }: NoteMessage): NoteText {
  return { about, text, date, by };
}

export async function saveNotes(edit: NoteEdit): Promise<Outcome> {
  const isThere = (await listFiles()).some(({ path }) => path === NOTES_FILE);
  const known = isThere ? await readFile(NOTES_FILE) : undefined;
  const edited = await unlessRefused(422, editNote(known?.text ?? '', edit));
  if (!edited) return 'unreadable';
  // A name that nothing has would break the study.
  const mistake = await mistakeIn(NOTES_FILE, edited.text);
  if (mistake !== undefined) return { mistake };
  const hash = known
    ? await writeOver(NOTES_FILE, edited.text, known.hash)
    : (await unlessRefused(409, createFile(NOTES_FILE, edited.text)))?.hash;
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
