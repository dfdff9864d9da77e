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
  return {
    places: readPlaces(path, context),
    outlines: outlines === undefined ? [] : readOutlines(outlines, files, context),
    show: namesField(node, 'show'),
  };
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
  const rings = text === undefined ? undefined : ringsIn(text);
  if (rings !== undefined) return rings;
  problems.add('study/outlines-unreadable', { file, count: MOST_POINTS }, placeIn(path));
  return [];
}

/** The rings of all polygons of a GeoJSON file; undefined where it holds none, or too many points. */
function ringsIn(text: string): readonly Ring[] | undefined {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  const rings = fieldList(root, 'features', [root]).flatMap((feature) => {
    const geometry = fieldOfObject(feature, 'geometry') ?? feature;
    const type = fieldOfObject(geometry, 'type');
    const coordinates = fieldOfObject(geometry, 'coordinates');
    const polygons = type === 'MultiPolygon' ? coordinates : type === 'Polygon' ? [coordinates] : [];
    return listOf(polygons).flatMap((polygon) => listOf(polygon).map(ringOf));
  });
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  return count === 0 || count > MOST_POINTS ? undefined : rings;
}

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
