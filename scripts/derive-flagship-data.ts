/**
 * Makes the derived tables of `studies/islamic-state/data` from a folder of public source data.
 *
 * Run with `npm run derive-flagship -- <folder>`. The folder holds `data/geography/` (governorates.geojson, adjacency.csv,
 * external-borders.csv, population.csv, cities.csv); `studies/islamic-state/data/README.md` says where they come from.
 * Judged tables (governorates-start.csv) and counts typed from sources (strikes-cumulative.csv) are read or left alone,
 * never written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Row = Readonly<Record<string, string>>;
type Point = readonly [longitude: number, latitude: number];
type Ring = readonly Point[];

interface Governorate {
  readonly id: string;
  readonly iso: string;
  readonly name: string;
  readonly country: 'iraq' | 'syria';
}

/** From Aleppo to Diyala: the governorates held in whole or in large part. Baghdad's belt is left out: see README.md. */
const GOVERNORATES: readonly Governorate[] = [
  { id: 'aleppo', iso: 'SY-HL', name: 'Aleppo', country: 'syria' },
  { id: 'raqqa', iso: 'SY-RA', name: 'Raqqa', country: 'syria' },
  { id: 'deir_ez_zor', iso: 'SY-DY', name: 'Deir ez-Zor', country: 'syria' },
  { id: 'hasakah', iso: 'SY-HA', name: 'Hasakah', country: 'syria' },
  { id: 'homs', iso: 'SY-HI', name: 'Homs', country: 'syria' },
  { id: 'hama', iso: 'SY-HM', name: 'Hama', country: 'syria' },
  { id: 'ninewa', iso: 'IQ-NI', name: 'Ninewa', country: 'iraq' },
  { id: 'anbar', iso: 'IQ-AN', name: 'Anbar', country: 'iraq' },
  { id: 'salah_al_din', iso: 'IQ-SD', name: 'Salah al-Din', country: 'iraq' },
  { id: 'kirkuk', iso: 'IQ-KI', name: 'Kirkuk', country: 'iraq' },
  { id: 'diyala', iso: 'IQ-DI', name: 'Diyala', country: 'iraq' },
];

const FIRST_MONTH = '2014-06';
const LAST_MONTH = '2019-03';
const DAY_MS = 86_400_000;
const target = fileURLToPath(new URL('../studies/islamic-state/data/', import.meta.url));

function main(folder: string | undefined): void {
  if (folder === undefined || !existsSync(join(folder, 'data/geography'))) {
    throw new Error('Usage: npm run derive-flagship -- <folder that holds data/geography>');
  }
  const geography = (name: string) => join(folder, 'data/geography', name);
  const outlines = readOutlines(geography('governorates.geojson'));
  write('governorates.csv', governorateTable(geography, outlines));
  write('adjacency.csv', adjacencyTable(readTable(geography('adjacency.csv'))));
  write('distances.csv', distanceTable(outlines));
  write('strikes-monthly.csv', strikesTable(readTable(join(target, 'strikes-cumulative.csv'))));
}

// --- places ---------------------------------------------------------------------------------------------------------

interface Outline {
  readonly label: Point;
  readonly centre: Point;
}

function readOutlines(path: string): ReadonlyMap<string, Outline> {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] };
  return new Map(
    features.map(({ properties, geometry }) => [
      properties.iso_3166_2,
      {
        label: [properties.label_lon, properties.label_lat],
        centre: centroid(geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()),
      },
    ]),
  );
}

interface Feature {
  readonly properties: { readonly iso_3166_2: string; readonly label_lon: number; readonly label_lat: number };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: Ring[][] };
}

/** Centroid of closed rings in plane longitude and latitude (holes wind the other way and subtract). */
function centroid(rings: readonly Ring[]): Point {
  let twiceArea = 0;
  let sumX = 0;
  let sumY = 0;
  for (const ring of rings) {
    ring.slice(1).forEach(([x1, y1], index) => {
      const [x0, y0] = ring[index] as Point;
      const cross = x0 * y1 - x1 * y0;
      twiceArea += cross;
      sumX += (x0 + x1) * cross;
      sumY += (y0 + y1) * cross;
    });
  }
  return [sumX / (3 * twiceArea), sumY / (3 * twiceArea)];
}

/** Great-circle distance on a sphere of 6,371 km (haversine). */
function kilometres([lonA, latA]: Point, [lonB, latB]: Point): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const chord = half(latB - latA) + Math.cos(latA * radians) * Math.cos(latB * radians) * half(lonB - lonA);
  return 2 * 6371 * Math.asin(Math.sqrt(chord));
}

function governorateTable(geography: (name: string) => string, outlines: ReadonlyMap<string, Outline>): readonly Row[] {
  const population = keyed(readTable(geography('population.csv')), 'governorate_iso');
  const cities = readTable(geography('cities.csv'));
  const borders = readTable(geography('external-borders.csv'));
  return GOVERNORATES.map(({ id, iso, name, country }) => {
    const people = population.get(iso)!;
    const [longitude, latitude] = outlines.get(iso)!.label;
    const turkey = borders.find((row) => row.governorate === iso && row.neighbour === 'Turkey');
    return {
      id,
      name,
      iso,
      country,
      population: people.population_used!,
      ...urbanShare(people, cities),
      area_km2: people.area_km2_polygon!,
      latitude: String(latitude),
      longitude: String(longitude),
      turkey_border_km: turkey?.shared_border_km ?? '0',
    };
  });
}

/** Iraq's is official; for Syria the share of people in the cities that the map knows, which leaves out small towns. */
function urbanShare(people: Row, cities: readonly Row[]): { urban_share: string; urban_share_basis: string } {
  if (people.urban_share !== '') {
    return { urban_share: people.urban_share!, urban_share_basis: 'COSIT projection 2010' };
  }
  const inCities = cities
    .filter((city) => city.governorate_iso === people.governorate_iso)
    .reduce((sum, city) => sum + Number(city.pop_max), 0);
  return {
    urban_share: (inCities / Number(people.population_used)).toFixed(3),
    urban_share_basis: 'derived: Natural Earth cities over population; a lower bound',
  };
}

/** Weight: shared border over the longest shared border of the table. Pairs marked as artefacts are left out. */
function adjacencyTable(pairs: readonly Row[]): readonly Row[] {
  const used = pairs.flatMap((row) => {
    const a = byIso(row.a!);
    const b = byIso(row.b!);
    return a && b && row.use === '1' ? [{ a, b, km: Number(row.shared_border_km) }] : [];
  });
  const longest = Math.max(...used.map(({ km }) => km));
  return used.map(({ a, b, km }) => ({ a, b, weight: (km / longest).toFixed(3), shared_border_km: km.toFixed(1) }));
}

function distanceTable(outlines: ReadonlyMap<string, Outline>): readonly Row[] {
  return GOVERNORATES.flatMap((from, index) =>
    GOVERNORATES.slice(index + 1).map((to) => ({
      a: from.id,
      b: to.id,
      distance_km: kilometres(outlines.get(from.iso)!.centre, outlines.get(to.iso)!.centre).toFixed(1),
    })),
  );
}

function byIso(iso: string): string | undefined {
  return GOVERNORATES.find((governorate) => governorate.iso === iso)?.id;
}

// --- strikes --------------------------------------------------------------------------------------------------------

interface Count {
  readonly day: number;
  readonly iraq: number;
  readonly syria: number;
}

/**
 * Strikes per month and country: differences of the cumulative counts, linear between two of them. Where a row has the
 * total only, its increment is split as the whole stretch between the nearest rows with a known split.
 */
function strikesTable(rows: readonly Row[]): readonly Row[] {
  const counts = splitCounts(rows);
  const result: Row[] = [];
  for (let month = FIRST_MONTH; month <= LAST_MONTH; month = following(month)) {
    const from = countOn(counts, dayOf(`${month}-01`));
    const to = countOn(counts, dayOf(`${following(month)}-01`));
    result.push({ month, iraq: (to.iraq - from.iraq).toFixed(1), syria: (to.syria - from.syria).toFixed(1) });
  }
  return result;
}

/** A count dated to a day includes that day, so it holds at the day's end. */
function splitCounts(rows: readonly Row[]): readonly Count[] {
  return rows.map((row, index) => {
    const day = dayOf(row.date!) + (index === 0 ? 0 : 1);
    if (isSplit(row)) return { day, iraq: Number(row.iraq), syria: Number(row.syria) };
    const before = rows.slice(0, index).findLast(isSplit)!;
    const after = rows.slice(index).find(isSplit)!;
    const part = (Number(row.total) - Number(before.total)) / (Number(after.total) - Number(before.total));
    const along = (country: string) =>
      Number(before[country]) + part * (Number(after[country]) - Number(before[country]));
    return { day, iraq: along('iraq'), syria: along('syria') };
  });
}

function isSplit(row: Row): boolean {
  return row.iraq !== '';
}

function countOn(counts: readonly Count[], day: number): Count {
  const next = counts.findIndex((count) => count.day >= day);
  if (next <= 0) return { ...counts.at(next === 0 ? 0 : -1)!, day };
  const [a, b] = [counts[next - 1]!, counts[next]!];
  const part = (day - a.day) / (b.day - a.day);
  return { day, iraq: a.iraq + part * (b.iraq - a.iraq), syria: a.syria + part * (b.syria - a.syria) };
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function following(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

// --- tables ---------------------------------------------------------------------------------------------------------

function keyed(rows: readonly Row[], column: string): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row[column]!, row]));
}

function readTable(path: string): readonly Row[] {
  const [header = [], ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map(cells);
  return lines.map((line) => {
    if (line.length !== header.length) throw new Error(`${path}: a row has ${line.length} cells, not ${header.length}`);
    return Object.fromEntries(header.map((name, index) => [name, line[index]!]));
  });
}

/** The cells of one line; quoted cells may hold commas, none of these tables holds a line break. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

function write(name: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0]!);
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]!))];
  writeFileSync(join(target, name), `${lines.map((line) => line.map(cell).join(',')).join('\n')}\n`);
}

main(process.argv[2]);
