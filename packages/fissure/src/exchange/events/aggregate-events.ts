/**
 * Events -> series by period and group. Sums are exact, so that the order of the rows does not matter, and what is not in
 * the series is told: events outside of the period, of other actors, left out for their length.
 */
import { ExactSum } from '../../base/exact-sum.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow, DataTable } from '../data/data-table.ts';
import { sideOf } from './actor.ts';
import type { EventLayout } from './event-layout.ts';
import { compareKeys, UNKNOWN } from './keys.ts';
import { type Days, type Period, type PeriodUnit, periodAt } from './periods.ts';
import { RowReader } from './row-reader.ts';
import { columnsOf, type NamedMeasure, type SeriesRequest } from './series-request.ts';

export interface Series {
  /** The period, where there is one, and the other keys. */
  readonly keys: readonly string[];
  readonly measures: readonly string[];
  /** In order of keys; only groups in which there is an event. */
  readonly rows: readonly SeriesRow[];
  readonly totals: readonly number[];
  readonly tally: SeriesTally;
}

export interface SeriesRow {
  readonly keys: readonly string[];
  readonly values: readonly number[];
}

/** Deaths are those of the first usual measure besides `events`. */
export interface Counted {
  readonly events: number;
  readonly deaths: number;
}

export interface SeriesTally {
  /** What `deaths` counts: `best`, `fatalities`; `''` where the table has no such thing. */
  readonly deathsMeasure: string;
  readonly rows: number;
  readonly counted: Counted;
  readonly ofOthers: Counted;
  readonly notSelected: Counted;
  /** With their share, where only some of their days lie outside. */
  readonly outside: Counted;
  readonly long: Counted;
  /** By key: events without a value there. */
  readonly unknown: Readonly<Record<string, number>>;
  /** Rows in which the lowest figure is above the best one, or the highest below. */
  readonly lowAboveBest: number;
  readonly highBelowBest: number;
  /** First and last day of what was counted. */
  readonly days: Days | undefined;
}

/** Groups, over all periods. Each holds a sum for every measure. */
const MOST_GROUPS = 200_000;
/** Times that events are put into periods: on the average, and in all where there are few of them. */
const MOST_STEPS_PER_EVENT = 20;
const FREE_STEPS = 500_000;

/** Undefined, with diagnostics, where a row cannot be counted: nothing is left out in silence. */
export async function aggregateEvents(
  table: DataTable,
  layout: EventLayout,
  request: SeriesRequest,
  actor: string | undefined,
  problems: Problems,
): Promise<Series | undefined> {
  const aggregator = new Aggregator(layout, request, actor, problems);
  for await (const rows of table.batches(columnsOf(layout, request))) {
    for (const row of rows) {
      aggregator.add(row);
      if (aggregator.isFull || problems.isFull) return undefined;
    }
  }
  return problems.hasErrors ? undefined : aggregator.series();
}

class Counter {
  events = 0;
  readonly #deaths = new ExactSum();

  add(deaths: number, share = 1): void {
    this.events += 1;
    this.#deaths.add(deaths * share);
  }

  get counted(): Counted {
    return { events: this.events, deaths: this.#deaths.value };
  }
}

interface Group {
  readonly keys: readonly string[];
  readonly sums: readonly ExactSum[];
}

class Aggregator {
  isFull = false;
  readonly #layout: EventLayout;
  readonly #request: SeriesRequest;
  readonly #actor: string | undefined;
  readonly #reader: RowReader;
  readonly #problems: Problems;
  readonly #deaths: NamedMeasure | undefined;
  readonly #groups = new Map<string, Group>();
  readonly #totals: readonly ExactSum[];
  readonly #unknown: Record<string, number> = {};
  readonly #counted = new Counter();
  readonly #ofOthers = new Counter();
  readonly #notSelected = new Counter();
  readonly #outside = new Counter();
  readonly #long = new Counter();
  #rows = 0;
  #steps = 0;
  #lowAboveBest = 0;
  #highBelowBest = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  /** By day: to find the period of a day takes longer than all else that is done for it. */
  readonly #periods = new Map<number, Period>();

  constructor(layout: EventLayout, request: SeriesRequest, actor: string | undefined, problems: Problems) {
    this.#layout = layout;
    this.#request = request;
    this.#actor = actor;
    this.#problems = problems;
    this.#reader = new RowReader(layout, problems);
    this.#totals = request.measures.map(() => new ExactSum());
    const deaths = layout.usual[1];
    const measure = deaths === undefined ? undefined : layout.measures.get(deaths);
    this.#deaths = measure && { name: deaths!, measure };
    for (const { name } of request.keys) this.#unknown[name] = 0;
  }

  add(row: DataRow): void {
    const { sides } = this.#layout;
    const { conditions, measures, keys } = this.#request;
    this.#rows += 1;
    this.#reader.begin();
    const side = sides && this.#actor !== undefined ? sideOf(row, sides, this.#actor) : undefined;
    const deaths = this.#deaths === undefined ? 0 : this.#reader.valueOf(row, this.#deaths.measure, side);
    if (this.#actor !== undefined && side === undefined) {
      this.#ofOthers.add(deaths);
      return;
    }
    if (!conditions.every((condition) => condition.holds(row, side))) {
      this.#notSelected.add(deaths);
      return;
    }
    const days = this.#reader.daysOf(row);
    if (days === undefined) return;
    const values = measures.map(({ measure }) => this.#reader.valueOf(row, measure, side));
    const names = keys.map((key) => key.read(row, side));
    this.#noticeOdd(row);
    this.#place(names, values, deaths, days);
  }

  #place(names: readonly string[], values: readonly number[], deaths: number, days: Days): void {
    const { dates, long, longDays, from, to } = this.#request;
    const length = days.last - days.first + 1;
    const last = dates === 'start' ? days.first : days.last;
    const whole = last - days.first + 1;
    const [start, end] = [Math.max(days.first, from), Math.min(last, to)];
    const inside = Math.max(0, end - start + 1);
    if (inside < whole) this.#outside.add(deaths, 1 - inside / whole);
    if (inside === 0) return;
    if (length > longDays) {
      this.#long.add(deaths, inside / whole);
      if (long === 'leave-out') return;
    }
    this.#counted.add(deaths, inside / whole);
    this.#first = Math.min(this.#first, start);
    this.#last = Math.max(this.#last, end);
    names.forEach((name, i) => {
      if (name === UNKNOWN) this.#unknown[this.#request.keys[i]!.name]! += 1;
    });
    this.#spread(names, values, start, end, whole);
  }

  /** A day has one part in `whole` of the event. */
  #spread(names: readonly string[], values: readonly number[], start: number, end: number, whole: number): void {
    const { unit } = this.#request;
    for (let day = start; day <= end && !this.isFull; ) {
      const period = unit === undefined ? undefined : this.#periodAt(unit, day);
      const next = Math.min(period?.next ?? Number.POSITIVE_INFINITY, end + 1);
      const group = this.#groupOf(period === undefined ? names : [period.label, ...names]);
      const share = next - day;
      values.forEach((value, i) => {
        const part = share === whole ? value : (value * share) / whole;
        group.sums[i]!.add(part);
        this.#totals[i]!.add(part);
      });
      day = next;
      this.#steps += 1;
      if (this.#steps > FREE_STEPS + MOST_STEPS_PER_EVENT * this.#rows)
        this.#giveUp('data/too-many-steps', this.#steps);
    }
  }

  #periodAt(unit: PeriodUnit, day: number): Period {
    let period = this.#periods.get(day);
    if (period === undefined) {
      period = periodAt(unit, day);
      this.#periods.set(day, period);
    }
    return period;
  }

  #groupOf(keys: readonly string[]): Group {
    const id = keys.join('\0');
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = { keys, sums: this.#request.measures.map(() => new ExactSum()) };
    this.#groups.set(id, group);
    if (this.#groups.size > MOST_GROUPS) this.#giveUp('data/too-many-groups', MOST_GROUPS);
    return group;
  }

  #giveUp(code: 'data/too-many-groups' | 'data/too-many-steps', limit: number): void {
    if (!this.isFull) this.#problems.add(code, { limit });
    this.isFull = true;
  }

  #noticeOdd(row: DataRow): void {
    const [low, best, high] = ['low', 'best', 'high'].map((name) => this.#layout.measures.get(name));
    if (!low || !best || !high) return;
    const value = this.#reader.valueOf(row, best, undefined);
    if (this.#reader.valueOf(row, low, undefined) > value) this.#lowAboveBest += 1;
    if (this.#reader.valueOf(row, high, undefined) < value) this.#highBelowBest += 1;
  }

  series(): Series {
    const { unit, keys, measures } = this.#request;
    const groups = [...this.#groups.values()].sort((a, b) => compareKeys(a.keys, b.keys));
    return {
      keys: [...(unit === undefined ? [] : [unit]), ...keys.map(({ name }) => name)],
      measures: measures.map(({ name }) => name),
      rows: groups.map((group) => ({ keys: group.keys, values: group.sums.map((sum) => sum.value) })),
      totals: this.#totals.map((sum) => sum.value),
      tally: {
        deathsMeasure: this.#deaths?.name ?? '',
        rows: this.#rows,
        counted: this.#counted.counted,
        ofOthers: this.#ofOthers.counted,
        notSelected: this.#notSelected.counted,
        outside: this.#outside.counted,
        long: this.#long.counted,
        unknown: this.#unknown,
        lowAboveBest: this.#lowAboveBest,
        highBelowBest: this.#highBelowBest,
        days:
          this.#layout.first !== undefined && this.#first <= this.#last
            ? { first: this.#first, last: this.#last }
            : undefined,
      },
    };
  }
}
