/** What commands write to --out: CSV for people and spreadsheets, JSON for programs; each file whole or not at all. */
import { join } from 'node:path';
import { dateOfTime } from '../base/calendar.ts';
import { makeFolder, writeAtomically } from '../host/write-atomically.ts';
import type { TimeSettings } from '../study/study.ts';
import { environmentError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

export type ResultFiles = ReadonlyMap<string, string | Uint8Array>;

export async function writeResults(folder: string, files: ResultFiles, terminal: Terminal): Promise<void> {
  for (const [name, content] of files) {
    const path = join(folder, name);
    try {
      await writeAtomically(path, content);
    } catch (error) {
      throw environmentError('command/cannot-write', path, error);
    }
  }
  terminal.notice(`Written to ${folder}: ${[...files.keys()].join(', ')}`);
}

/** Before hours of simulating: says at once that nothing could be kept. */
export async function prepareOut(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  try {
    await makeFolder(folder);
  } catch (error) {
    throw environmentError('command/cannot-write', folder, error);
  }
}

export interface CsvColumn {
  readonly title: string;
  readonly values: ArrayLike<number | null>;
}

/** One row per time, with its date where the study has a calendar. Full precision; nothing where there is no number. */
export function timeTable(times: ArrayLike<number>, columns: readonly CsvColumn[], time: TimeSettings): string {
  const hasDates = time.calendarStart !== undefined;
  const heads = ['time', ...(hasDates ? ['date'] : []), ...columns.map((column) => column.title)];
  const lines = Array.from(times, (at, i) =>
    [
      cell(at),
      ...(hasDates ? [dateOfTime(at, time)] : []),
      ...columns.map((column) => cell(column.values[i] ?? null)),
    ].join(','),
  );
  return `${[heads.map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function cell(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
