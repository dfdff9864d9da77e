/** A file of events and a question -> series. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataFile } from '../data/data-file.ts';
import type { DataTable } from '../data/data-table.ts';
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

type Question = SeriesQuestion & TableOptions & { readonly actor?: string; readonly date?: string };

/**
 * Undefined, with diagnostics, where there is no answer. The file is gone through once more where the actor must be found
 * first: it was not named, or is spelled in another way.
 */
export async function readSeries(
  file: DataFile,
  question: Question,
  problems: Problems,
  texts: Map<string, string>,
): Promise<SeriesAnswer | undefined> {
  const open = () => openTable(file, question, problems, texts);
  const table = await open();
  if (table === undefined) return undefined;
  const layout = layoutOf(table.headings, question.date);
  const request = readQuestion(question, layout, problems);
  if (request === undefined) return undefined;
  const answer = async (from: DataTable | undefined, actor: string | undefined) => {
    const series = from && (await aggregateEvents(from, layout, request, actor, problems));
    return series && { layout, actor, series };
  };
  const { sides } = layout;
  if (!request.needsActor && question.actor === undefined) return told(await answer(table, undefined), problems);
  if (sides === undefined) {
    problems.add('data/no-sides', { title: layout.title });
    return undefined;
  }
  const first = question.actor === undefined ? undefined : await answer(table, question.actor);
  if (problems.hasErrors || (first !== undefined && hasActor(first))) return told(first, problems);
  const again = question.actor === undefined ? table : await open();
  const actor = again && (await findActor(again, sides, question.actor, problems));
  return actor === undefined || problems.hasErrors ? undefined : told(await answer(await open(), actor), problems);
}

function hasActor({ series: { tally } }: SeriesAnswer): boolean {
  return tally.rows > tally.ofOthers.events;
}

function told(answer: SeriesAnswer | undefined, problems: Problems): SeriesAnswer | undefined {
  if (answer !== undefined && answer.series.rows.length === 0) problems.add('data/nothing-counted', {});
  return answer;
}
