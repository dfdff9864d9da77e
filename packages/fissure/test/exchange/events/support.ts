/** Series of files that are written in the test or lie in `../shared`. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readCsv } from '../../../src/base/csv.ts';
import { Problems } from '../../../src/diagnostics/problems.ts';
import { renderDiagnostics } from '../../../src/diagnostics/render.ts';
import type { DataFile } from '../../../src/exchange/data/data-file.ts';
import type { TableOptions } from '../../../src/exchange/data/open-table.ts';
import { readSeries } from '../../../src/exchange/events/read-series.ts';
import type { SeriesQuestion } from '../../../src/exchange/events/series-request.ts';

const SHARED = resolve(import.meta.dirname, '../../../../../../shared/data/ucdp-ged');

export const hasShared = existsSync(SHARED);

export function sharedBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(resolve(SHARED, path)));
}

export type Ask = Partial<SeriesQuestion> & TableOptions & { readonly actor?: string; readonly date?: string };

function dataFileOf(name: string, bytes: Uint8Array<ArrayBuffer>): DataFile {
  return { name, byteLength: bytes.length, slice: async (start, end) => bytes.subarray(start, end) };
}

/** `told`: the diagnostics as an author sees them. */
export async function ask(name: string, content: string | Uint8Array<ArrayBuffer>, question: Ask = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const problems = new Problems();
  const texts = new Map<string, string>();
  const whole = {
    by: ['month'],
    measures: [],
    where: [],
    dates: 'spread',
    long: 'keep',
    longDays: 92,
    ...question,
  } as const;
  const answer = await readSeries(dataFileOf(basename(name), bytes), whole, problems, texts);
  const told = renderDiagnostics(problems.list, texts, { color: false, width: 120 });
  return { answer, problems, told };
}

/** Rows by their keys, joined by spaces. */
export function byKeys(answer: Awaited<ReturnType<typeof ask>>['answer']): Map<string, readonly number[]> {
  return new Map(answer!.series.rows.map(({ keys, values }) => [keys.join(' | '), values]));
}

export function csvRecords(text: string): Record<string, string>[] {
  const [heading = [], ...rows] = readCsv(text).rows;
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [heading[i]!.text, cell.text])));
}
