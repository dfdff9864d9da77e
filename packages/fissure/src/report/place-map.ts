/**
 * A variable by place at a few moments, as plain data: tiles where the places lie, a background of outlines.
 * `place-map-svg.ts` draws it; the table of numbers is read from it in terminal and page.
 */
import { type RecordedRun, replay } from '../analysis/loops/recorded-run.ts';
import { canonicalName } from '../base/names.ts';
import type { MapDeclaration, Study } from '../study/study.ts';
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
  const slots = map.places.map((place) => slotsOf(run, variable, place.id));
  if (declared === undefined || slots.every((own) => own.length === 0)) return undefined;
  const { context, seek } = replay(run);
  const panels = panelSteps(run.stepCount).map((step) => {
    seek(step);
    const values = slots.map((own) =>
      own.length === 0 ? Number.NaN : own.reduce((sum, slot) => sum + context.row[slot]!, 0),
    );
    return { label: timeText(run.plan.time.start + step * run.plan.time.dt, study.settings.time), values };
  });
  return {
    ...projected(map),
    id: `map-${variable}`,
    title: declared.label || variable.replaceAll('_', ' '),
    unit: declared.unit.text,
    panels,
  };
}

/** All elements of the variable that belong to a place: summed, where it is by other dimensions as well. */
function slotsOf({ plan }: RecordedRun, variable: string, place: string): readonly number[] {
  return plan.slots.flatMap(({ id }, slot) => {
    if (!id.startsWith(`${variable}[`)) return [];
    const elements = id.slice(variable.length + 1, -1).split(',');
    return elements.includes(place) ? [slot] : [];
  });
}

function panelSteps(stepCount: number): readonly number[] {
  const count = Math.min(MOST_PANELS, stepCount + 1);
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
