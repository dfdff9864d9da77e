/** Writes what becomes of a statement into argument.md, and takes it back. */
import type { Fate } from 'fissure/workbench';
import { markStatement, readFile } from '../edit/api.ts';
import { mistakeIn } from '../edit/mistake-in.ts';
import { unlessRefused, writeOver } from '../edit/write-over.ts';

const FILE = 'argument.md';

/** What was there before, and the hash of what was written in its place. */
export interface Written {
  readonly id: string;
  readonly before: string;
  readonly hash: string;
}

/** `mistake`: what the check of the study would say of it, in words. */
export type Outcome = Written | { readonly mistake: string } | 'unreadable' | 'conflict';

export async function saveFate(id: string, fate: Fate): Promise<Outcome> {
  const { text, hash } = await readFile(FILE);
  const marked = await unlessRefused(422, markStatement(text, id, fate));
  if (marked === undefined) return 'unreadable';
  // A claim that is still to be written would break the study, as would none at all. What was wrong elsewhere stays so.
  const mistake = await mistakeIn(FILE, marked.text, lineOfChange(text, marked.text));
  if (mistake !== undefined) return { mistake };
  const written = await writeOver(FILE, marked.text, hash);
  return written === undefined ? 'conflict' : { id, before: text, hash: written };
}

/** False where somebody has changed the file since. */
export async function takeBack({ before, hash }: Written): Promise<boolean> {
  return (await writeOver(FILE, before, hash)) !== undefined;
}

function lineOfChange(before: string, after: string): number {
  const lines = after.split('\n');
  return before.split('\n').findIndex((line, i) => line !== lines[i]);
}
