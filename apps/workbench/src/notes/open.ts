/** Which notes are on what, and the way to them from elsewhere in the page. Small: it is no part of what is fetched later. */
import { signal } from '@preact/signals';
import { canonicalName, type NoteMessage } from 'fissure/workbench';
import { selected } from '../chosen.ts';
import { token } from '../edit/token.ts';
import { isLocal, study } from '../known.ts';
import { openDialog } from '../open-dialog.ts';

/** A thing that notes may be on: by its name in the study, and as people call it. */
export interface Noted {
  readonly name: string;
  readonly label: string;
}

/** What the notes shown are on; undefined: all of the study. */
export const noted = signal<Noted | undefined>(undefined);

/** The note that the form changes, by its place in the file; undefined: it is for a new one. */
export const changing = signal<number | undefined>(undefined);

/** `note`: to change it. */
export function openNotes(subject: Noted | undefined, note?: NoteMessage): void {
  noted.value = subject;
  changing.value = note && indexOf(note);
  openDialog('notes');
}

export function openNotesOnSelected(): void {
  const { kind, id = '' } = selected.value ?? {};
  const output = kind === 'output' ? study.value!.experiment.outputs.find((one) => one.id === id) : undefined;
  openNotes(selected.value && { name: id, label: output?.title ?? id });
}

export function notesOn(name: string): readonly NoteMessage[] {
  const wanted = canonicalName(name);
  return study.value!.notes.filter(({ about }) => about.some((one) => canonicalName(one) === wanted));
}

/** Place in the file. */
export function indexOf(note: NoteMessage): number {
  return study.value!.notes.indexOf(note);
}

/** A model file has no place for notes, and without the token nothing is written. */
export function canNote(): boolean {
  return token.value !== undefined && !isLocal.value && !study.value!.isModelFile;
}
