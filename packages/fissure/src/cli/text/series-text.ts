/** Series for a terminal: a row for every group, with its course as a sparkline; and what was left out, in sentences. */
import { dateOfDays } from '../../base/calendar.ts';
import type { Counted, Series, SeriesTally } from '../../exchange/events/aggregate-events.ts';
import { largestLines, linesOf } from '../../exchange/events/series-lines.ts';
import type { SeriesQuestion } from '../../exchange/events/series-request.ts';
import { countedText, countText, numberText } from '../../report/number-text.ts';
import type { Terminal } from '../terminal.ts';
import { sparkline } from './sparkline.ts';
import { type Column, textTable } from './text-table.ts';

const MOST_LINES = 40;
const WIDEST_LINE = 60;

export function seriesTable(series: Series, { width, paint }: Terminal): string {
  const { keys, measures, tally } = series;
  const drawn = Math.max(0, measures.indexOf(tally.deathsMeasure));
  const { unit, periods, lines } = linesOf(largestLines(series, drawn, MOST_LINES));
  const names = unit === undefined ? keys : keys.slice(1);
  const total = (course: readonly number[]) => course.reduce((sum, value) => sum + value, 0);
  const sorted = lines.toSorted((a, b) => total(b.courses[drawn]!) - total(a.courses[drawn]!));
  const columns: Column[] = [
    ...names.map((title) => ({ title, wrap: true })),
    ...measures.map((title) => ({ title, align: 'right' as const })),
  ];
  if (unit !== undefined) columns.push({ title: `${measures[drawn]} by ${unit}` }, { title: 'most in' });
  const room = width - 14 * names.length - 10 * measures.length - 12;
  const table = textTable(
    columns,
    sorted.map((line) => {
      const course = line.courses[drawn]!;
      const totals = line.courses.map((one) => numberText(total(one), 6));
      if (unit === undefined) return [...line.keys, ...totals];
      const drawing = sparkline(course, Math.min(WIDEST_LINE, Math.max(12, room)));
      return [...line.keys, ...totals, paint.cyan(drawing), periods[indexOfMost(course)]?.label ?? ''];
    }),
    { width, heading: paint.dim },
  );
  const isCut = lines.length === MOST_LINES;
  return isCut ? `${table}\n${paint.dim(`The ${MOST_LINES} with most; --as long has all of them.`)}` : table;
}

/** -1 where nothing is above zero. */
function indexOfMost(course: readonly number[]): number {
  return course.reduce((best, value, i) => (value > (course[best] ?? 0) ? i : best), -1);
}

/** What a reader of the table must know: what is not in it, and what is odd in the file. */
export function tallySentences(tally: SeriesTally, question: SeriesQuestion, actor: string | undefined): string[] {
  const { ofOthers, notSelected, outside, unknown, lowAboveBest, highBelowBest, days, deathsMeasure } = tally;
  const events = ({ events: count, deaths }: Counted) => {
    const what = deathsMeasure === '' ? '' : ` (${deathsMeasure} ${numberText(deaths, 6)})`;
    return `${countedText(count, 'event')}${what}`;
  };
  const period = days === undefined ? '' : ` from ${dateOfDays(days.first)} to ${dateOfDays(days.last)}`;
  const sentences = [
    `Counted: ${events(tally.counted)}${period}${actor === undefined ? '' : `, with ${actor} on either side`}.`,
  ];
  if (tally.long.events > 0) sentences.push(longSentence(events(tally.long), tally.long.events === 1, question));
  if (ofOthers.events > 0) sentences.push(`Left out: ${events(ofOthers)} without ${actor}.`);
  if (notSelected.events > 0) sentences.push(`Left out by --where: ${events(notSelected)}.`);
  if (outside.events > 0) sentences.push(`Outside of the period, in whole or in part: ${events(outside)}.`);
  for (const [name, count] of Object.entries(unknown))
    if (count > 0)
      sentences.push(
        `${countText(count)} of them ${count === 1 ? `has no ${name}: it stands` : `have no ${name}: they stand`} under (unknown).`,
      );
  if (lowAboveBest + highBelowBest > 0)
    sentences.push(
      `Odd in the file: low is above best in ${countedText(lowAboveBest, 'row')}, high below best in ${countText(highBelowBest)}.`,
    );
  return sentences;
}

function longSentence(events: string, isOne: boolean, { long, longDays, dates }: SeriesQuestion): string {
  const [last, their, them] = isOne ? ['lasts', 'its', 'it'] : ['last', 'their', 'them'];
  const which = `${events} that ${last} more than ${countedText(longDays, 'day')}`;
  if (long === 'leave-out') return `Left out: ${which}.`;
  if (dates === 'start')
    return `Among them ${which}, whole at ${their} first day; --long leave-out leaves ${them} out.`;
  return `Among them ${which}, spread over ${their} days; --long leave-out leaves ${them} out.`;
}
