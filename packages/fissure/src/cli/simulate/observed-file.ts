/** `--data`: a table of observations in place of a study's record. */
import { basename } from 'node:path';
import { Problems } from '../../diagnostics/problems.ts';
import { readObservedSeries } from '../../exchange/data/observed-series.ts';
import { openTable } from '../../exchange/data/open-table.ts';
import { openDataFile } from '../../host/open-data-file.ts';
import type { ObservedSeries, Study } from '../../study/study.ts';
import { CommandError, environmentError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

export async function readObservedFile(
  path: string,
  study: Study,
  areRelative: boolean,
): Promise<readonly ObservedSeries[]> {
  const file = await openDataFile(path).catch((error: unknown) => {
    throw environmentError('command/cannot-read', path, error);
  });
  const problems = new Problems();
  const texts = new Map<string, string>();
  try {
    const table = await openTable(file, {}, problems, texts);
    const series = table && (await readObservedSeries(table, study, { file: basename(path), areRelative }, problems));
    if (series === undefined || problems.hasErrors) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
    return series;
  } finally {
    await file.close();
  }
}
