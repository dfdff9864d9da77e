/** The numbers and days of one event. What cannot be read is told once a row, and counts nothing. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow } from '../data/data-table.ts';
import type { EventLayout, Measure } from './event-layout.ts';
import type { ActorSide } from './keys.ts';
import { type Days, daysOf } from './periods.ts';

/** Counts of events and sums of money alike are far below; sums of 2^24 such numbers stay finite. */
const LARGEST_NUMBER = 1e300;

const LONGEST_EVENT_DAYS = 36_525;

export class RowReader {
  readonly #layout: EventLayout;
  readonly #problems: Problems;
  /** Of the row at hand, by column. */
  #numbers: (number | undefined)[] = [];

  constructor(layout: EventLayout, problems: Problems) {
    this.#layout = layout;
    this.#problems = problems;
  }

  /** Another row follows. */
  begin(): void {
    this.#numbers = [];
  }

  valueOf(row: DataRow, measure: Measure, side: ActorSide): number {
    switch (measure.kind) {
      case 'events':
        return 1;
      case 'side':
        return this.#number(row, measure.columns[(measure.whose === 'own') === (side === 0) ? 0 : 1]!);
      case 'sum':
        return measure.columns.reduce((sum, column) => sum + this.#number(row, column), 0);
    }
  }

  /** Of the row at hand: a wrong one is told once. */
  #number(row: DataRow, column: number): number {
    const known = this.#numbers[column];
    if (known !== undefined) return known;
    const number = this.#readNumber(row, column);
    this.#numbers[column] = number;
    return number;
  }

  /** An empty cell counts nothing. */
  #readNumber(row: DataRow, column: number): number {
    const text = row.text(column).trim();
    if (text === '') return 0;
    const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && Math.abs(value) < LARGEST_NUMBER) return value;
    const name = this.#layout.headings[column]!;
    this.#problems.add('data/not-a-number', { text: text.slice(0, 60), name }, row.place(column));
    return 0;
  }

  /** From its first to its last day; undefined, and told, where that cannot be. */
  daysOf(row: DataRow): Days | undefined {
    const { first, last, headings } = this.#layout;
    if (first === undefined) return { first: 0, last: 0 };
    const start = this.#dateIn(row, first);
    if (start === undefined || last === undefined) return start;
    const end = row.text(last).trim() === '' ? start : this.#dateIn(row, last);
    if (end === undefined) return undefined;
    const days = { first: start.first, last: end.last };
    if (days.last < days.first)
      this.#problems.add(
        'data/ends-before-it-begins',
        { start: headings[first]!, end: headings[last]! },
        row.place(last),
      );
    else if (days.last - days.first >= LONGEST_EVENT_DAYS)
      this.#problems.add('data/too-long-event', {}, row.place(last));
    else return days;
    return undefined;
  }

  #dateIn(row: DataRow, column: number): Days | undefined {
    const text = row.text(column);
    const days = daysOf(text);
    if (days === undefined)
      this.#problems.add(
        'data/not-a-date',
        { text: text.slice(0, 60), name: this.#layout.headings[column]! },
        row.place(column),
      );
    return days;
  }
}
