/** Answers that a refusal of a certain kind stands for, in place of a failure. */
import { Refused, writeFile } from './api.ts';

export async function unlessRefused<Answer>(status: number, asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.status === status) return undefined;
    throw error;
  }
}

/** The hash of what is there now; undefined where another text stood there than the one that is replaced. */
export async function writeOver(path: string, text: string, replaces: string): Promise<string | undefined> {
  return (await unlessRefused(409, writeFile({ path, text, replaces })))?.hash;
}
