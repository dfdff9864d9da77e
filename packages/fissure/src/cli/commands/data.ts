/** `fissure data`: a file of events, or any table, as series by period and group. */
import { basename } from 'node:path';
import { Problems } from '../../diagnostics/problems.ts';
import type { TableSchema } from '../../exchange/data/table-schema.ts';
import type { Series } from '../../exchange/events/aggregate-events.ts';
import { daysOf, PERIOD_UNITS } from '../../exchange/events/periods.ts';
import { readSeries, type SeriesAnswer } from '../../exchange/events/read-series.ts';
import { longCsv, wideCsv } from '../../exchange/events/series-csv.ts';
import { type HistoryOptions, seriesHistory } from '../../exchange/events/series-history.ts';
import { lineValueCount, MOST_LINE_VALUES } from '../../exchange/events/series-lines.ts';
import type { SeriesQuestion } from '../../exchange/events/series-request.ts';
import { findTableSchema, readSchemaText } from '../../host/find-table-schema.ts';
import { openDataFile } from '../../host/open-data-file.ts';
import { writeAtomically } from '../../host/write-atomically.ts';
import { CommandError, environmentError, usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { seriesTable, tallySentences } from '../text/series-text.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

/** `series` is for a study's history.yaml. */
export type SeriesForm = 'long' | 'wide' | 'series';

export interface DataOptions extends OutputOptions, Omit<SeriesQuestion, 'measures'> {
  readonly measure: readonly string[];
  readonly actor?: string;
  readonly date?: string;
  readonly sheet?: string;
  readonly schema?: string;
  readonly as?: SeriesForm;
  readonly published?: string;
  readonly out?: string;
}

export async function dataCommand(path: string, options: DataOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const question = { ...options, by: options.by.length > 0 ? options.by : ['month'], measures: options.measure };
  const problems = new Problems();
  const texts = new Map<string, string>();
  if (options.published !== undefined && daysOf(options.published) === undefined)
    throw usageError('data/bad-date-option', { text: options.published });
  const schema = await schemaFor(path, options.schema, problems, texts);
  if (problems.hasErrors) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  const file = await openDataFile(path).catch((error: unknown) => {
    throw environmentError('command/cannot-read', path, error);
  });
  let answer: SeriesAnswer | undefined;
  try {
    answer = await readSeries(file, { ...question, schema }, problems, texts);
  } finally {
    await file.close();
  }
  if (answer === undefined || problems.hasErrors) throw new CommandError(problems.list, exitCodeOf(problems), texts);
  if (!options.json) writeDiagnostics(terminal, problems.list, texts, false);
  await show(path, answer, question, options, problems, texts, terminal);
  return EXIT.ok;
}

/** The one that was named, or that stands beside the file. */
async function schemaFor(
  path: string,
  named: string | undefined,
  problems: Problems,
  texts: Map<string, string>,
): Promise<TableSchema | undefined> {
  const found =
    named === undefined
      ? await findTableSchema(path)
      : await readSchemaText(named).catch((error: unknown) => {
          throw environmentError('command/cannot-read', named, error);
        });
  if (found === undefined) return undefined;
  texts.set(found.file, found.text);
  const { readTableSchema } = await import('../../exchange/data/table-schema.ts');
  const schema = readTableSchema(found.file, found.text, basename(path), problems);
  if (schema === undefined && named !== undefined && !problems.hasErrors)
    problems.add('data/no-schema', { file: found.file });
  return schema;
}

async function show(
  path: string,
  answer: SeriesAnswer,
  question: SeriesQuestion,
  options: DataOptions,
  problems: Problems,
  texts: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<void> {
  const { series, layout, actor } = answer;
  const sentences = tallySentences(series.tally, question, actor);
  const form = options.as ?? (options.out === undefined ? undefined : 'long');
  const origin = [`From ${basename(path)}, ${layout.title}, by ${series.keys.join(', ')}.`, ...sentences];
  const text = form && textIn(form, series, { published: options.published, origin });
  if (options.out !== undefined)
    await writeAtomically(options.out, text!).catch((error: unknown) => {
      throw environmentError('command/cannot-write', options.out!, error);
    });
  if (options.json) {
    writeAnswer(terminal, 'data', problems.list, texts, { kind: layout.kind, actor, ...series, file: options.out });
    return;
  }
  if (text === undefined) terminal.out(seriesTable(series, terminal));
  else if (options.out === undefined) terminal.out(text);
  for (const sentence of sentences) terminal.notice(sentence);
  if (options.out !== undefined) terminal.notice(`Written to ${options.out}.`);
}

function textIn(form: SeriesForm, series: Series, history: HistoryOptions): string {
  const count = form === 'long' ? 0 : lineValueCount(series);
  if (count > MOST_LINE_VALUES) throw usageError('data/too-wide', { count, limit: MOST_LINE_VALUES });
  switch (form) {
    case 'long':
      return longCsv(series);
    case 'wide':
      return wideCsv(series);
    case 'series':
      if (!PERIOD_UNITS.some((unit) => unit === series.keys[0])) throw usageError('data/series-need-time', {});
      return seriesHistory(series, history);
  }
}

const USAGE = new Set([
  ...['data/unknown-column', 'data/unknown-measure', 'data/bad-condition', 'data/bad-date-option', 'data/two-periods'],
  ...['data/no-dates', 'data/no-sides', 'data/unknown-actor', 'data/whose-events', 'data/unknown-sheet'],
]);

/** What was asked does not fit the file, or the file itself is wrong. */
function exitCodeOf({ list }: Problems): ExitCode {
  return list.some(({ code }) => USAGE.has(code)) ? EXIT.usage : EXIT.invalidStudy;
}
