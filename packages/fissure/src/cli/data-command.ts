/** `fissure data`: a file of events, or any table, as series by period and group. */
import { Problems } from '../diagnostics/problems.ts';
import { PERIOD_UNITS } from '../exchange/events/periods.ts';
import { readSeries, type SeriesAnswer } from '../exchange/events/read-series.ts';
import { longCsv } from '../exchange/events/series-csv.ts';
import type { SeriesQuestion } from '../exchange/events/series-request.ts';
import { openDataFile } from '../host/open-data-file.ts';
import { writeAtomically } from '../host/write-atomically.ts';
import { CommandError, environmentError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { OutputOptions } from './options.ts';
import { seriesTable, tallySentences } from './series-text.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { writeAnswer, writeDiagnostics } from './write-diagnostics.ts';

export interface DataOptions extends OutputOptions, Omit<SeriesQuestion, 'measures'> {
  readonly measure: readonly string[];
  readonly actor?: string;
  readonly date?: string;
  readonly csv?: boolean;
  readonly out?: string;
}

export async function dataCommand(path: string, options: DataOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const question = { ...options, by: options.by.length > 0 ? options.by : ['month'], measures: options.measure };
  const problems = new Problems();
  const texts = new Map<string, string>();
  const file = await openDataFile(path).catch((error: unknown) => {
    throw environmentError('command/cannot-read', path, error);
  });
  let answer: SeriesAnswer | undefined;
  try {
    answer = await readSeries(file, question, problems, texts);
  } finally {
    await file.close();
  }
  if (answer === undefined || problems.hasErrors) throw new CommandError(problems.list, exitCodeOf(problems), texts);
  if (!options.json) writeDiagnostics(terminal, problems.list, texts, false);
  await show(answer, question, options, problems, texts, terminal);
  return EXIT.ok;
}

async function show(
  answer: SeriesAnswer,
  question: SeriesQuestion,
  options: DataOptions,
  problems: Problems,
  texts: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<void> {
  const { series, layout, actor } = answer;
  const csv = options.csv || options.out !== undefined ? longCsv(series) : '';
  if (options.out !== undefined)
    await writeAtomically(options.out, csv).catch((error: unknown) => {
      throw environmentError('command/cannot-write', options.out!, error);
    });
  const unit = PERIOD_UNITS.find((one) => one === series.keys[0]);
  if (options.json) {
    writeAnswer(terminal, 'data', problems.list, texts, { kind: layout.kind, actor, ...series, file: options.out });
    return;
  }
  if (options.csv) terminal.out(csv);
  else if (options.out === undefined) terminal.out(seriesTable(series, unit, terminal));
  for (const sentence of tallySentences(series.tally, question, actor)) terminal.notice(sentence);
  if (options.out !== undefined) terminal.notice(`Written to ${options.out}: ${series.rows.length} rows.`);
}

const USAGE = new Set([
  ...['data/unknown-column', 'data/unknown-measure', 'data/bad-condition', 'data/bad-date-option', 'data/two-periods'],
  ...['data/no-dates', 'data/no-sides', 'data/unknown-actor', 'data/whose-events'],
]);

/** What was asked does not fit the file, or the file itself is wrong. */
function exitCodeOf({ list }: Problems): ExitCode {
  return list.some(({ code }) => USAGE.has(code)) ? EXIT.usage : EXIT.invalidStudy;
}
