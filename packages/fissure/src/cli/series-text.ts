/** Series for a terminal: a row for every group, with its course as a sparkline; and what was left out, in sentences. */
import { dateOfDays } from '../base/calendar.ts';
import type { Counted, Series, SeriesTally } from '../exchange/events/aggregate-events.ts';
import { type PeriodUnit, periodsBetween } from '../exchange/events/periods.ts';
import type { SeriesQuestion } from '../exchange/events/series-request.ts';
import { countText, numberText } from '../report/number-text.ts';
import { sparkline } from './sparkline.ts';
import type { Terminal } from './terminal.ts';
import { type Column, textTable } from './text-table.ts';

const MOST_ROWS = 40;
const WIDEST_LINE = 60;

interface Line {
  readonly keys: readonly string[];
  readonly totals: readonly number[];
  /** Of the measure that is drawn, by period. */
  readonly course: readonly number[];
}

export function seriesTable(series: Series, unit: PeriodUnit | undefined, { width, paint }: Terminal): string {
  const { keys, measures, tally } = series;
  const names = unit === undefined ? keys : keys.slice(1);
  const drawn = Math.max(0, measures.indexOf(tally.deathsMeasure));
  const labels =
    unit === undefined || tally.days === undefined
      ? []
      : periodsBetween(unit, tally.days.first, tally.days.last).map(({ label }) => label);
  const lines = linesOf(series, labels, drawn);
  const shown = lines.slice(0, MOST_ROWS);
  const columns: Column[] = [
    ...names.map((title) => ({ title, wrap: true })),
    ...measures.map((title) => ({ title, align: 'right' as const })),
  ];
  if (unit !== undefined) columns.push({ title: `${measures[drawn]} by ${unit}` }, { title: 'most in' });
  const spark = Math.min(WIDEST_LINE, Math.max(12, width - 34 - 12 * measures.length - 18 * names.length));
  const table = textTable(
    columns,
    shown.map((line) => [
      ...line.keys,
      ...line.totals.map((value) => numberText(value, 6)),
      ...(unit === undefined
        ? []
        : [paint.cyan(sparkline(line.course, spark)), labels[indexOfMost(line.course)] ?? '']),
    ]),
    { width, heading: paint.dim },
  );
  const rest = lines.length - shown.length;
  return rest > 0 ? `${table}\n${paint.dim(`and ${countText(rest)} more`)}` : table;
}

/** One for every group, the largest first; over all groups where there is nothing but the period. */
function linesOf(series: Series, labels: readonly string[], drawn: number): readonly Line[] {
  const at = new Map(labels.map((label, i) => [label, i]));
  const lines = new Map<string, { keys: readonly string[]; totals: number[]; course: number[] }>();
  const hasPeriod = labels.length > 0;
  for (const { keys, values } of series.rows) {
    const names = hasPeriod ? keys.slice(1) : keys;
    const id = names.join('\0');
    const line = lines.get(id) ?? { keys: names, totals: values.map(() => 0), course: labels.map(() => 0) };
    lines.set(id, line);
    values.forEach((value, i) => {
      line.totals[i]! += value;
    });
    if (hasPeriod) line.course[at.get(keys[0]!)!]! += values[drawn]!;
  }
  return [...lines.values()].sort((a, b) => b.totals[drawn]! - a.totals[drawn]!);
}

function indexOfMost(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > (values[best] ?? 0) ? i : best), -1);
}

/** What a reader of the table must know: what is not in it, and what is odd in the file. */
export function tallySentences(tally: SeriesTally, question: SeriesQuestion, actor: string | undefined): string[] {
  const { ofOthers, notSelected, outside, long, unknown, lowAboveBest, highBelowBest, days, deathsMeasure } = tally;
  const deaths = ({ deaths }: Counted) => (deathsMeasure === '' ? '' : ` (${deathsMeasure} ${numberText(deaths, 6)})`);
  const events = (counted: Counted) =>
    `${countText(counted.events)} ${counted.events === 1 ? 'event' : 'events'}${deaths(counted)}`;
  const sentences: string[] = [];
  const period = days && ` from ${dateOfDays(days.first)} to ${dateOfDays(days.last)}`;
  sentences.push(
    `Counted: ${events(tally.counted)}${period ?? ''}${actor === undefined ? '' : `, with ${actor} on either side`}.`,
  );
  if (long.events > 0) sentences.push(longSentence(events(long), question));
  if (ofOthers.events > 0) sentences.push(`Left out: ${events(ofOthers)} without ${actor}.`);
  if (notSelected.events > 0) sentences.push(`Left out by --where: ${events(notSelected)}.`);
  if (outside.events > 0) sentences.push(`Outside of the period, in whole or in part: ${events(outside)}.`);
  for (const [name, count] of Object.entries(unknown))
    if (count > 0) sentences.push(`${countText(count)} of them have no ${name}: they stand under (unknown).`);
  if (lowAboveBest + highBelowBest > 0)
    sentences.push(
      `Odd in the file: low is above best in ${countText(lowAboveBest)} rows, high below best in ${countText(highBelowBest)}.`,
    );
  return sentences;
}

function longSentence(events: string, { long, longDays, dates }: SeriesQuestion): string {
  const which = `${events} that ${events.startsWith('1 event ') ? 'lasts' : 'last'} more than ${longDays} days`;
  if (long === 'leave-out') return `Left out: ${which}.`;
  if (dates === 'start')
    return `Among them ${which}, counted whole at their first day: mind false peaks (--long leave-out).`;
  return `Among them ${which}, spread over their days; --long leave-out leaves them out.`;
}
