/** The map of a study: places from a table, outlines from a GeoJSON file. */
import { canonicalName } from '../base/names.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import { decodeText } from './decode-text.ts';
import { namesField, sourceOf } from './node-values.ts';
import type { MapDeclaration, MapPlace, StudyFiles } from './study.ts';
import { fieldOf, type YamlNode } from './yaml-node.ts';

type Ring = MapDeclaration['outlines'][number];

const MOST_POINTS = 20_000;

export function buildMap(settings: YamlNode, files: StudyFiles, context: BuildContext): MapDeclaration | undefined {
  const node = fieldOf(settings, 'map');
  const path = sourceOf(fieldOf(node, 'places'));
  if (node === undefined || path === undefined) return undefined;
  const outlines = sourceOf(fieldOf(node, 'outlines'));
  const places = readPlaces(path, context);
  const rings = outlines === undefined ? [] : readOutlines(outlines, files, context);
  if (outlines !== undefined) checkWhereabouts(outlines, rings, places, context);
  return { places, outlines: rings, show: namesField(node, 'show') };
}

function readPlaces(path: SourceText, { tables, problems }: BuildContext): readonly MapPlace[] {
  const table = tables.at(path);
  if (table === undefined) return [];
  const named = (text: string) => tables.column(table, { ...path, text });
  const [id, latitude, longitude] = [named('id'), named('latitude'), named('longitude')];
  if (id === undefined || latitude === undefined || longitude === undefined) return [];
  const name = table.header.findIndex((heading) => canonicalName(heading) === 'name');
  return table.rows.flatMap((row): MapPlace[] => {
    const [north, east] = [tables.number(table, row, latitude), tables.number(table, row, longitude)];
    if (north === undefined || east === undefined) return [];
    const cell = tables.cell(table, row, id);
    if (Math.abs(north) > 90 || Math.abs(east) > 180) {
      problems.add('study/not-on-earth', { name: cell.text.trim() }, placeIn(cell));
      return [];
    }
    const text = cell.text.trim();
    const shown = name < 0 ? text : tables.cell(table, row, name).text.trim();
    return [{ id: canonicalName(text), name: shown, longitude: east, latitude: north }];
  });
}

function readOutlines(path: SourceText, files: StudyFiles, { problems }: BuildContext): readonly Ring[] {
  const file = path.text.trim().replace(/^\.\//, '');
  const bytes = files.get(file);
  const text = bytes && decodeText(file, bytes, problems, new Map());
  // Of a file that is no text there is a diagnostic already.
  if (bytes !== undefined && text === undefined) return [];
  const rings = text === undefined ? 'the study has no such file' : ringsIn(text);
  if (typeof rings !== 'string') return rings;
  problems.add('study/outlines-unreadable', { file, reason: rings, count: MOST_POINTS }, placeIn(path));
  return [];
}

/** Outlines in which no place lies are most often of another country, or have latitude before longitude. */
function checkWhereabouts(
  path: SourceText,
  outlines: readonly Ring[],
  places: readonly MapPlace[],
  { problems }: BuildContext,
): void {
  const points = outlines.flat();
  if (points.length === 0 || places.length === 0) return;
  const [west, east] = endsOf(points.map(([longitude]) => longitude));
  const [south, north] = endsOf(points.map(([, latitude]) => latitude));
  const isWithin = ({ longitude, latitude }: MapPlace) =>
    longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  if (!places.some(isWithin)) problems.add('study/outlines-elsewhere', { file: path.text.trim() }, placeIn(path));
}

function endsOf(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((least, value) => Math.min(least, value), Infinity),
    values.reduce((most, value) => Math.max(most, value), -Infinity),
  ];
}

/** The rings of all polygons of a GeoJSON file; in words why they cannot be drawn, where they cannot. */
function ringsIn(text: string): readonly Ring[] | string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return 'it is not JSON, or was cut off';
  }
  const types = new Set<string>();
  const rings = fieldList(root, 'features', [root]).flatMap((feature) => {
    const geometry = fieldOfObject(feature, 'geometry') ?? feature;
    return fieldList(geometry, 'geometries', [geometry]).flatMap((one) => {
      const type = fieldOfObject(one, 'type');
      const coordinates = fieldOfObject(one, 'coordinates');
      if (typeof type === 'string') types.add(type);
      const polygons = type === 'MultiPolygon' ? coordinates : type === 'Polygon' ? [coordinates] : [];
      return listOf(polygons).flatMap((polygon) => listOf(polygon).map(ringOf));
    });
  });
  const points = rings.flat();
  if (points.length === 0) {
    const found = [...types].filter((type) => KNOWN_TYPES.has(type)).join(', ');
    return `it has no polygons${found === '' ? '' : ` (found: ${found})`}`;
  }
  if (points.length > MOST_POINTS) return `it has ${points.length} points`;
  if (points.some(([east, north]) => Math.abs(east) > 180 || Math.abs(north) > 90))
    return 'some of its points do not lie on the earth, as where they are in metres';
  return rings;
}

/** Of what a file may hold in place of polygons; `Topology` is TopoJSON. */
const KNOWN_TYPES: ReadonlySet<string> = new Set(
  'Point MultiPoint LineString MultiLineString Polygon MultiPolygon Topology'.split(' '),
);

function ringOf(value: unknown): Ring {
  return listOf(value).flatMap((point): (readonly [number, number])[] => {
    const [east, north] = listOf(point);
    return Number.isFinite(east) && Number.isFinite(north) ? [[east as number, north as number]] : [];
  });
}

function fieldList(value: unknown, name: string, otherwise: readonly unknown[]): readonly unknown[] {
  const field = fieldOfObject(value, name);
  return Array.isArray(field) ? field : otherwise;
}

function fieldOfObject(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
