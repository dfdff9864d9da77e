/** The table schema that stands beside a data file. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface SchemaText {
  readonly file: string;
  readonly text: string;
}

const LARGEST = 1_000_000;

/** `events.schema.json` beside `events.csv`, or `datapackage.json`; undefined where there is none. */
export async function findTableSchema(path: string): Promise<SchemaText | undefined> {
  const stem = basename(path)
    .replace(/\.(?:gz|zip)$/i, '')
    .replace(/\.\w+$/, '');
  for (const name of [`${basename(path)}.schema.json`, `${stem}.schema.json`, 'datapackage.json']) {
    const beside = join(dirname(path), name);
    const found = await stat(beside).catch(() => undefined);
    if (found?.isFile() && found.size <= LARGEST) return { file: name, text: await readFile(beside, 'utf8') };
  }
  return undefined;
}

/** Throws what the system says. */
export async function readSchemaText(path: string): Promise<SchemaText> {
  const { size } = await stat(path);
  if (size > LARGEST) throw Object.assign(new Error('EFBIG'), { code: 'EFBIG', syscall: 'read' });
  return { file: basename(path), text: await readFile(path, 'utf8') };
}
