/** Which columns of a table say when an event was, where, between whom and how many died. Found by name, not by order. */

export type EventKind = 'ucdp-ged' | 'acled' | 'table';

export interface EventLayout {
  readonly kind: EventKind;
  /** For people. */
  readonly title: string;
  readonly headings: readonly string[];
  /** Columns of the first and the last day. The last may be missing, or both where there is a year alone. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Columns of the two sides. */
  readonly sides: readonly [number, number] | undefined;
  /** Names under which columns may be asked for besides their own. */
  readonly aliases: ReadonlyMap<string, number>;
  readonly measures: ReadonlyMap<string, Measure>;
  /** Measures that are shown where none is asked for. */
  readonly usual: readonly string[];
}

export type Measure =
  /** Every event is 1. */
  | { readonly kind: 'events' }
  | { readonly kind: 'sum'; readonly columns: readonly number[] }
  /** Deaths of the actor's own side, or of the other one. */
  | { readonly kind: 'side'; readonly whose: 'own' | 'opposed'; readonly columns: readonly [number, number] };

export function columnsOfMeasure(measure: Measure): readonly number[] {
  return measure.kind === 'events' ? [] : measure.columns;
}

/** Types of violence in UCDP GED. */
export const VIOLENCE_TYPES: Readonly<Record<string, string>> = {
  '1': 'state-based',
  '2': 'non-state',
  '3': 'one-sided',
};

export function layoutOf(headings: readonly string[], dateColumn?: string): EventLayout {
  const column = (...names: readonly string[]): number | undefined => {
    return names.map((name) => columnNamed(headings, name)).find((one) => one !== undefined);
  };
  const date = dateColumn === undefined ? undefined : column(dateColumn);
  const [sideA, sideB] = [column('side_a'), column('side_b')];
  const deaths = ['deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown'].map((name) => column(name));
  const best = column('best', 'best_est');
  if (sideA !== undefined && sideB !== undefined && (best !== undefined || deaths.every((one) => one !== undefined)))
    return gedLayout(headings, column, date, [sideA, sideB], best, deaths);
  const [eventDate, fatalities] = [column('event_date'), column('fatalities')];
  if (eventDate !== undefined && fatalities !== undefined)
    return acledLayout(headings, column, date ?? eventDate, fatalities);
  const first = date ?? column('date', 'date_start', 'start_date', 'month', 'week', 'year', 'time');
  return {
    ...{ kind: 'table', title: 'a table', headings, first, last: undefined, sides: undefined },
    ...{ aliases: new Map(), measures: new Map([['events', { kind: 'events' }]]), usual: ['events'] },
  };
}

type ColumnOf = (...names: readonly string[]) => number | undefined;

function gedLayout(
  headings: readonly string[],
  column: ColumnOf,
  date: number | undefined,
  sides: readonly [number, number],
  best: number | undefined,
  deaths: readonly (number | undefined)[],
): EventLayout {
  const measures = new Map<string, Measure>([['events', { kind: 'events' }]]);
  const sum = (name: string, columns: readonly (number | undefined)[]) => {
    if (columns.every((one) => one !== undefined)) measures.set(name, { kind: 'sum', columns });
  };
  // Releases without `best` have its four parts.
  sum('best', best === undefined ? deaths : [best]);
  sum('low', [column('low', 'low_est')]);
  sum('high', [column('high', 'high_est')]);
  sum('civilians', [deaths[2]]);
  sum('unknown', [deaths[3]]);
  const [own, other] = deaths;
  if (own !== undefined && other !== undefined) {
    measures.set('own', { kind: 'side', whose: 'own', columns: [own, other] });
    measures.set('opposed', { kind: 'side', whose: 'opposed', columns: [own, other] });
  }
  return {
    ...{ kind: 'ucdp-ged', title: 'UCDP GED events', headings, sides, measures },
    first: date ?? column('date_start', 'year'),
    last: date === undefined ? column('date_end') : undefined,
    aliases: aliases({ place: column('adm_1'), type: column('type_of_violence'), dyad: column('dyad_name') }),
    usual: ['events', 'best', 'low', 'high'].filter((name) => measures.has(name)),
  };
}

function acledLayout(headings: readonly string[], column: ColumnOf, first: number, fatalities: number): EventLayout {
  const [actor1, actor2] = [column('actor1'), column('actor2')];
  const sum: Measure = { kind: 'sum', columns: [fatalities] };
  return {
    ...{ kind: 'acled', title: 'ACLED events', headings, first, last: undefined },
    sides: actor1 === undefined || actor2 === undefined ? undefined : [actor1, actor2],
    aliases: aliases({ place: column('admin1'), type: column('event_type') }),
    measures: new Map<string, Measure>([
      ['events', { kind: 'events' }],
      ['fatalities', sum],
      ['best', sum],
    ]),
    usual: ['events', 'fatalities'],
  };
}

/** Index of a column, whatever the case of its name. */
export function columnNamed(headings: readonly string[], name: string): number | undefined {
  const wanted = name.trim().toLowerCase();
  const at = headings.findIndex((heading) => heading.toLowerCase() === wanted);
  return at < 0 ? undefined : at;
}

function aliases(columns: Readonly<Record<string, number | undefined>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(columns).flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const])));
}
