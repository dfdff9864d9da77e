/** A file of events and a question -> series. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataFile } from '../data/data-file.ts';
import { openTable, type TableOptions } from '../data/open-table.ts';
import { findActor } from './actor.ts';
import { aggregateEvents, type Series } from './aggregate-events.ts';
import { type EventLayout, layoutOf } from './event-layout.ts';
import { readQuestion, type SeriesQuestion } from './series-request.ts';

export interface SeriesAnswer {
  readonly layout: EventLayout;
  /** Whose events they are, as the file spells it; undefined where nothing depends on it. */
  readonly actor: string | undefined;
  readonly series: Series;
}

/** Undefined, with diagnostics, where there is no answer. Without an actor that is needed, the file is gone through once more to find it. */
export async function readSeries(
  file: DataFile,
  question: SeriesQuestion & TableOptions & { readonly actor?: string; readonly date?: string },
  problems: Problems,
  texts: Map<string, string>,
): Promise<SeriesAnswer | undefined> {
  const table = await openTable(file, question, problems, texts);
  if (table === undefined) return undefined;
  const layout = layoutOf(table.headings, question.date);
  const request = readQuestion(question, layout, problems);
  if (request === undefined) return undefined;
  if (!request.needsActor && question.actor === undefined) {
    const series = await aggregateEvents(table, layout, request, undefined, problems);
    return series && { layout, actor: undefined, series };
  }
  if (layout.sides === undefined) {
    problems.add('data/no-sides', { title: layout.title });
    return undefined;
  }
  const actor = await findActor(table, layout.sides, question.actor, problems);
  const again =
    actor === undefined || problems.hasErrors ? undefined : await openTable(file, question, problems, texts);
  const series = again && (await aggregateEvents(again, layout, request, actor, problems));
  return series && { layout, actor, series };
}
