/** What is asked of a table of events, as typed and as understood. */
import { nearestName } from '../../base/nearest-name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { type Condition, readCondition } from './conditions.ts';
import { columnNamed, columnsOfMeasure, type EventLayout, type Measure } from './event-layout.ts';
import { type Key, keyNamed } from './keys.ts';
import { daysOf, PERIOD_UNITS, type PeriodUnit } from './periods.ts';

export interface SeriesQuestion {
  /** `month`, `place`, `opponent` ... */
  readonly by: readonly string[];
  readonly measures: readonly string[];
  readonly where: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** Whether an event counts in every period that it touches, by days, or whole in that of its first day. */
  readonly dates: 'spread' | 'start';
  /** What becomes of events that last more than `longDays`. */
  readonly long: 'keep' | 'leave-out';
  readonly longDays: number;
}

export interface SeriesRequest extends Pick<SeriesQuestion, 'dates' | 'long' | 'longDays'> {
  readonly unit: PeriodUnit | undefined;
  readonly keys: readonly Key[];
  readonly measures: readonly NamedMeasure[];
  readonly conditions: readonly Condition[];
  /** Day numbers; both ends included. */
  readonly from: number;
  readonly to: number;
  readonly needsActor: boolean;
}

export interface NamedMeasure {
  readonly name: string;
  readonly measure: Measure;
}

/** Undefined, with diagnostics, where the table has no such columns. */
export function readQuestion(
  question: SeriesQuestion,
  layout: EventLayout,
  problems: Problems,
): SeriesRequest | undefined {
  const units = PERIOD_UNITS.filter((unit) => question.by.includes(unit));
  if (units.length > 1) problems.add('data/two-periods', { names: units.join(', ') });
  const needsDates = units.length > 0 || question.from !== undefined || question.to !== undefined;
  if (needsDates && layout.first === undefined) problems.add('data/no-dates', { title: layout.title });
  const keys = question.by
    .filter((name) => !units.includes(name as PeriodUnit))
    .map((name) => keyNamed(name, layout, problems));
  const names = question.measures.length === 0 ? layout.usual : question.measures;
  const measures = names.map((name) => measureNamed(name, layout, problems));
  const conditions = question.where.map((text) => readCondition(text, layout, problems));
  const [from, to] = [dayOf(question.from, 'first', problems), dayOf(question.to, 'last', problems)];
  if (problems.hasErrors) return undefined;
  const known = <T>(list: readonly (T | undefined)[]) => list.filter((one) => one !== undefined);
  const asked = [...known(keys), ...known(conditions).map(({ key }) => key)];
  return {
    ...question,
    unit: units[0],
    keys: known(keys),
    measures: known(measures),
    conditions: known(conditions),
    from: from ?? Number.NEGATIVE_INFINITY,
    to: to ?? Number.POSITIVE_INFINITY,
    needsActor: asked.some((key) => key.needsActor) || known(measures).some(({ measure }) => measure.kind === 'side'),
  };
}

/** What is looked at in a row to answer. */
export function columnsOf(layout: EventLayout, { keys, measures, conditions }: SeriesRequest): ReadonlySet<number> {
  const asked = [...keys, ...conditions.map(({ key }) => key)].flatMap((key) => key.columns);
  const figures = [...measures.map(({ measure }) => measure), ...layout.measures.values()];
  const dates = [layout.first, layout.last].filter((column) => column !== undefined);
  return new Set([...dates, ...(layout.sides ?? []), ...asked, ...figures.flatMap(columnsOfMeasure)]);
}

/** A measure of the layout, or the sum of a column. */
function measureNamed(name: string, layout: EventLayout, problems: Problems): NamedMeasure | undefined {
  const measure = layout.measures.get(name.trim().toLowerCase());
  if (measure !== undefined) return { name: name.trim().toLowerCase(), measure };
  const column = columnNamed(layout.headings, name);
  if (column !== undefined) return { name: name.trim(), measure: { kind: 'sum', columns: [column] } };
  const near = nearestName(name, [...layout.measures.keys(), ...layout.headings]);
  const help =
    near === undefined
      ? `Here it can be ${[...layout.measures.keys()].join(', ')}, or a column of numbers.`
      : `Did you mean \`${near}\`?`;
  problems.add('data/unknown-measure', { name, title: layout.title }, undefined, { help });
  return undefined;
}

function dayOf(text: string | undefined, end: 'first' | 'last', problems: Problems): number | undefined {
  if (text === undefined) return undefined;
  const days = daysOf(text);
  if (days === undefined) problems.add('data/bad-date-option', { text });
  return days?.[end];
}
