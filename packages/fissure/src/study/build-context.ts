/** What every builder of a part of the study is handed. */
import { parseDate, timeOfDate } from '../base/calendar.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { TimeSettings } from './study.ts';
import type { Tables } from './tables.ts';
import { numberOfText } from './yaml-node.ts';

export interface BuildContext {
  readonly problems: Problems;
  readonly tables: Tables;
  readonly time: TimeSettings;
}

/**
 * Simulated time of a date as the author wrote it: `2014-06` or `2014-06-30` where the study has a calendar, else a
 * number. Undefined, with a diagnostic, for anything else.
 */
export function timeAt(source: SourceText, context: BuildContext): number | undefined {
  const { time, problems } = context;
  const text = source.text.trim();
  const result = time.calendarStart === undefined ? numberOfText(text) : timeOfDate(text, time);
  if (result === undefined) {
    const code = time.calendarStart === undefined ? 'study/not-a-time' : 'study/not-a-date';
    problems.add(code, { text }, placeIn(source));
  }
  return result;
}

/** As `timeAt`, and within the run. */
export function timeInRun(source: SourceText, context: BuildContext): number | undefined {
  const result = timeAt(source, context);
  const { start, stop } = context.time;
  // A billionth of the run forgives the rounding of the parts of a month.
  const slack = (stop - start) * 1e-9;
  if (result === undefined || (result >= start - slack && result <= stop + slack)) return result;
  context.problems.add('study/outside-run', { date: source.text }, placeIn(source), {
    related: [{ message: 'the clock of the run', place: context.time.place }],
  });
  return undefined;
}

/** The text of a date that need not lie in the run and may be a year alone: of a publication, of a finding. */
export function dateText(source: SourceText | undefined, context: BuildContext): string {
  if (source === undefined) return '';
  const text = source.text.trim();
  if (parseDate(text) !== undefined) return text;
  if (context.time.calendarStart === undefined && numberOfText(text) !== undefined) return text;
  context.problems.add('study/not-a-date', { text }, placeIn(source));
  return '';
}
