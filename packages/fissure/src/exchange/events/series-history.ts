/** Series as observed series of a study's history.yaml: a point for every period, with what its first and last day are. */
import { dateOfDays } from '../../base/calendar.ts';
import { canonicalName } from '../../base/names.ts';
import type { Series } from './aggregate-events.ts';
import { linesOf, type SeriesLine, type SeriesLines } from './series-lines.ts';

export interface HistoryOptions {
  /** When the data were published: a record has no place in a fit without it. */
  readonly published: string | undefined;
  /** Told in a comment: where the numbers come from. */
  readonly origin: readonly string[];
}

/**
 * YAML to put under `series:`. The error is normal, with the standard deviation of the series about its mean: a wide one, since
 * a count that can be zero has no lognormal error; whoever knows the source puts a better one there.
 */
export function seriesHistory(series: Series, options: HistoryOptions): string {
  const lines = linesOf(series);
  const blocks = lines.lines.map((line) => block(line, lines, series, options));
  return [...options.origin.map((text) => `# ${text}\n`), 'series:\n', ...blocks].join('');
}

function block(line: SeriesLine, lines: SeriesLines, { measures }: Series, { published }: HistoryOptions): string {
  const [measure = ''] = measures;
  const values = line.courses[0]!;
  const points = lines.periods.map(({ first, next }, i) => {
    const fields = [`from: ${dateOfDays(first)}`, `to: ${dateOfDays(next)}`];
    if (published !== undefined) fields.push(`published: ${published}`);
    fields.push(`value: ${numberOf(values[i]!)}`, ...boundsAt(line, measures, i));
    return `      - { ${fields.join(', ')} }\n`;
  });
  const label = [measure, ...line.keys].join(', ');
  return [
    `  ${identifierOf([measure, ...line.keys])}:\n`,
    `    label: ${JSON.stringify(label)}\n`,
    `    unit: ${measure === 'events' ? 'event' : 'person'}\n`,
    `    observes: ${identifierOf([measure])} # put the variable here that the source would see\n`,
    `    error: { normal: ${numberOf(deviation(values))} }\n`,
    '    use: show\n',
    '    points:\n',
    ...points,
  ].join('');
}

/** Figures that are out of order in the source bound nothing. */
function boundsAt({ courses }: SeriesLine, measures: readonly string[], at: number): readonly string[] {
  if (measures[0] !== 'best') return [];
  const [low, high] = ['low', 'high'].map((name) => courses[measures.indexOf(name)]?.[at]);
  const value = courses[0]![at]!;
  const isInOrder = low !== undefined && high !== undefined && low <= value && value <= high && low < high;
  return isInOrder ? [`low: ${numberOf(low)}`, `high: ${numberOf(high)}`] : [];
}

/** Standard deviation, at least 1: a series without any change does not say that its source is never wrong. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return Math.max(1, Math.sqrt(square));
}

/** Parts of events are good to a hundredth. */
function numberOf(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Letters, digits and `_`, as names of a study are; without accents, which few people can type. */
function identifierOf(words: readonly string[]): string {
  const plain = words.join(' ').normalize('NFKD').replace(/\p{M}/gu, '');
  const name = canonicalName(plain.replace(/[^\p{L}\p{Nd}]+/gu, ' '));
  return /^\p{L}/u.test(name) ? name : `series_${name}`;
}
