/** Writes what becomes of a statement into argument.md, and takes it back. */
import type { Fate } from 'fissure/workbench';
import { markStatement, Refused, readFile, writeFile } from '../edit/api.ts';

const FILE = 'argument.md';

/** What was there before, and the hash of what was written in its place. */
export interface Written {
  readonly id: string;
  readonly before: string;
  readonly hash: string;
}

export type Outcome = Written | 'unreadable' | 'conflict';

export async function saveFate(id: string, fate: Fate): Promise<Outcome> {
  const { text, hash } = await readFile(FILE);
  const marked = await unlessRefused(422, markStatement(text, id, fate));
  if (marked === undefined) return 'unreadable';
  const written = await write(marked.text, hash);
  return written === undefined ? 'conflict' : { id, before: text, hash: written };
}

/** False where somebody has changed the file since. */
export async function takeBack({ before, hash }: Written): Promise<boolean> {
  return (await write(before, hash)) !== undefined;
}

/** The hash of what is there now; undefined where another text stood there. */
async function write(text: string, replaces: string): Promise<string | undefined> {
  return (await unlessRefused(409, writeFile({ path: FILE, text, replaces })))?.hash;
}

async function unlessRefused<Answer>(status: number, asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.status === status) return undefined;
    throw error;
  }
}
