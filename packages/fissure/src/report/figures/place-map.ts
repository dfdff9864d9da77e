/**
 * A variable by place at a few moments, as plain data: tiles where the places lie, a background of outlines.
 * `place-map-svg.ts` draws it; the table of numbers is read from it in terminal and page.
 */
import { type RecordedRun, replay } from '../../analysis/loops/recorded-run.ts';
import type { CalendarSettings } from '../../base/calendar.ts';
import { canonicalName, spokenName } from '../../base/names.ts';
import type { MapDeclaration, Study } from '../../study/study.ts';
import { numberText } from '../number-text.ts';
import { timeText } from './time-axis.ts';

export interface PlaceMap {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Middles of the tiles, and outlines, within 0 to `width` and 0 to `height`. */
  readonly width: number;
  readonly height: number;
  readonly places: readonly { readonly id: string; readonly name: string; readonly x: number; readonly y: number }[];
  readonly outlines: readonly (readonly (readonly [number, number])[])[];
  /** One value per place; NaN where the variable has none. */
  readonly panels: readonly { readonly label: string; readonly values: readonly number[] }[];
}

export const TILE = 22;
const WIDTH = 210;
const MARGIN = 20;
const MOST_PANELS = 8;

/** Undefined where the variable has no element that is a place. */
export function placeMap(study: Study, map: MapDeclaration, run: RecordedRun, variable: string): PlaceMap | undefined {
  const declared = study.variables.find(({ name }) => canonicalName(name.text) === variable);
  const places = map.places.map(({ id }) => id);
  const moments = declared && placeValues(run, places, variable, evenSteps(run.stepCount, MOST_PANELS));
  if (moments === undefined) return undefined;
  const { label, unit } = declared!;
  return drawnMap(map, { variable, label, unit: unit.text, time: study.settings.time }, moments);
}

/** What each place has of a variable at one simulated time; NaN where it has none. */
export interface PlaceMoment {
  readonly time: number;
  /** In the order of the places. */
  readonly values: readonly number[];
}

/** By canonical names. Undefined where the variable has no element that is a place. */
export function placeValues(
  run: RecordedRun,
  places: readonly string[],
  variable: string,
  steps: readonly number[],
): readonly PlaceMoment[] | undefined {
  const slots = places.map((place) => slotsOf(run, variable, place));
  if (slots.every((own) => own.length === 0)) return undefined;
  const { context, seek } = replay(run);
  return steps.map((step) => {
    seek(step);
    const values = slots.map((own) =>
      own.length === 0 ? Number.NaN : own.reduce((sum, slot) => sum + context.row[slot]!, 0),
    );
    return { time: run.plan.time.start + step * run.plan.time.dt, values };
  });
}

export interface MapSubject {
  /** Canonical name. */
  readonly variable: string;
  readonly label: string;
  readonly unit: string;
  readonly time: CalendarSettings;
}

/** One panel for each moment. */
export function drawnMap(map: MapDeclaration, subject: MapSubject, moments: readonly PlaceMoment[]): PlaceMap {
  const { variable, label, unit, time } = subject;
  return {
    ...projected(map),
    id: `map-${variable}`,
    title: label || spokenName(variable),
    unit,
    panels: moments.map((moment) => ({ label: timeText(moment.time, time), values: moment.values })),
  };
}

/** `the most is 12,300, in Ninawa, Jan 2015`, of all moments that are shown. */
export function mapHeadline({ places, panels }: Pick<PlaceMap, 'places' | 'panels'>): string {
  const all = panels.flatMap(({ label, values }) =>
    values.map((value, i) => ({ label, value, name: places[i]!.name })),
  );
  const known = all.filter(({ value }) => Number.isFinite(value));
  const most = known.reduce((best, one) => (one.value > best.value ? one : best), known[0] ?? NOWHERE);
  return most.value > 0 ? `the most is ${numberText(most.value)}, in ${most.name}, ${most.label}` : 'nothing anywhere';
}

const NOWHERE = { label: '', value: 0, name: '' };

/** All elements of the variable that belong to a place: summed, where it is by other dimensions as well. */
function slotsOf({ plan }: RecordedRun, variable: string, place: string): readonly number[] {
  return plan.slots.flatMap(({ id }, slot) => {
    if (!id.startsWith(`${variable}[`)) return [];
    const elements = id.slice(variable.length + 1, -1).split(',');
    return elements.includes(place) ? [slot] : [];
  });
}

/** No more than `most`, with the first and the last. */
export function evenSteps(stepCount: number, most: number): readonly number[] {
  const count = Math.min(most, stepCount + 1);
  return Array.from({ length: count }, (_, i) => Math.round((i * stepCount) / Math.max(1, count - 1)));
}

/** Degrees of longitude shrunk by the cosine of the middle latitude: right distances over a few hundred kilometres. */
function projected({ places, outlines }: MapDeclaration): Pick<PlaceMap, 'width' | 'height' | 'places' | 'outlines'> {
  const norths = places.map(({ latitude }) => latitude);
  const easts = places.map(({ longitude }) => longitude);
  const [south, north] = [Math.min(...norths), Math.max(...norths)];
  const [west, east] = [Math.min(...easts), Math.max(...easts)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max(1e-6, (east - west) * shrink, (north - south) * 0.9);
  const point = (longitude: number, latitude: number): readonly [number, number] => [
    MARGIN + (longitude - west) * shrink * scale,
    MARGIN + (north - latitude) * scale,
  ];
  return {
    width: WIDTH,
    height: 2 * MARGIN + (north - south) * scale,
    places: apart(
      places.map(({ id, name, longitude, latitude }) => {
        const [x, y] = point(longitude, latitude);
        return { id, name, x, y };
      }),
    ),
    outlines: outlines.map((ring) => ring.map(([longitude, latitude]) => point(longitude, latitude))),
  };
}

/** Tiles that would lie on one another give way, each half of the way. */
function apart(places: PlaceMap['places']): PlaceMap['places'] {
  const moved = places.map((place) => ({ ...place }));
  for (let round = 0; round < 60; round += 1) {
    for (let i = 0; i < moved.length; i += 1) {
      for (let j = i + 1; j < moved.length; j += 1) {
        const [a, b] = [moved[i]!, moved[j]!];
        const [overX, overY] = [TILE + 2 - Math.abs(a.x - b.x), TILE + 2 - Math.abs(a.y - b.y)];
        if (overX <= 0 || overY <= 0) continue;
        const axis = overX < overY ? 'x' : 'y';
        const push = (Math.min(overX, overY) / 2) * (a[axis] <= b[axis] ? 1 : -1);
        a[axis] -= push;
        b[axis] += push;
      }
    }
  }
  return moved;
}
