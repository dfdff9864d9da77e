/** Who stood where, and how far judged pressures are off: counted anew from UCDP's battles of 2014, which are no part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../exchange/events/support.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const SHARED = resolve(import.meta.dirname, '../../../../../shared/data');
const EVENTS = resolve(SHARED, 'ucdp-ged/ged-is-yearly-undated-2013-2019.csv.gz');
const OUTLINES = resolve(SHARED, 'geography/governorates.geojson');

type Ring = readonly (readonly [number, number])[];
interface Feature {
  readonly properties: { readonly iso_3166_2: string };
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: readonly unknown[] };
}

const table = (name: string) => csvRecords(readRepositoryFile(`studies/islamic-state/data/${name}.csv`));
const opponents = table('opponents');

describe('outside forces by governorate', () => {
  it('are known forces in known governorates, each pair once', () => {
    const places = new Set(table('governorates').map(({ id }) => id));
    const pairs = opponents.map(({ place, force }) => `${place} ${force}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { place, stands, basis } of opponents)
      expect([places.has(place), stands, basis!.length > 5]).toEqual([true, '1', true]);
    expect(new Set(opponents.map(({ place }) => place))).toEqual(places);
  });
});

describe.skipIf(!existsSync(EVENTS))('battles of 2014 by event (UCDP)', () => {
  const battles = existsSync(EVENTS) ? battlesOf2014() : [];

  it('are as many between each force and the group in each governorate as opponents.csv has', () => {
    for (const { place, force, ucdp_events_2014: count } of opponents) {
      if (count === '') continue;
      const found = battles.filter((battle) => battle.place === place && battle.force === force);
      expect([place, force, found.length]).toEqual([place, force, Number(count)]);
    }
  });

  it('are fought by no other force of the model, but for rebels driven out before June and Iraqi forces across the border', () => {
    const known = new Set(opponents.map(({ place, force }) => `${place} ${force}`));
    const others = battles.filter(({ place, force }) => place !== undefined && !known.has(`${place} ${force}`));
    const pairs = others.map(({ place, force }) => `${place} ${force}`);
    const counts = [...new Set(pairs)].map((pair) => [pair, pairs.filter((own) => own === pair).length] as const);
    expect(Object.fromEntries(counts.filter(([, count]) => count > 10))).toEqual({
      'raqqa rebels': 85,
      'hasakah rebels': 70,
      'raqqa army_iraq': 16,
      'deir_ez_zor army_iraq': 36,
    });
  });

  it('differ from pressure times people ruled by the standard deviation that the evidence states', () => {
    const start = new Map(table('governorates-start').map((row) => [row.id, row]));
    const logs = table('governorates').map(({ id, population }) => {
      const { ground_pressure, share_held_2014_06, share_held_2014_09 } = start.get(id!)!;
      const held = (Number(share_held_2014_06) + Number(share_held_2014_09)) / 2;
      // Battles on the Syrian side of no outline are those at Kobane, on the border.
      const own = battles.filter(({ place, atBorder }) => place === id || (id === 'aleppo' && atBorder));
      const dead = own.reduce((sum, { deaths }) => sum + deaths, 0);
      return Math.log(dead / (Number(ground_pressure) * held * Number(population)));
    });
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1));
    const stated = /G\.ucdp-places-2014:[\s\S]*?value: ([\d.]+)/.exec(
      readRepositoryFile('studies/islamic-state/evidence.yaml'),
    );
    expect(deviation).toBeCloseTo(Number(stated![1]), 2);
  });
});

function battlesOf2014() {
  const outlines = (JSON.parse(readFileSync(OUTLINES, 'utf8')) as { features: Feature[] }).features;
  const ids = new Map(table('governorates').map(({ iso, id }) => [iso, id!]));
  return csvRecords(gunzipSync(readFileSync(EVENTS)).toString('utf8'))
    .filter(({ year }) => year === '2014')
    .map((row) => {
      const point = [Number(row.longitude), Number(row.latitude)] as const;
      const iso = outlines.find((outline) => isInside(point, outline))?.properties.iso_3166_2;
      const counts = [row.deaths_a, row.deaths_b, row.deaths_civilians, row.deaths_unknown].map(Number);
      return {
        place: iso === undefined ? undefined : ids.get(iso),
        atBorder: iso === undefined && row.country === 'Syria',
        force: forceOf(row.dyad_name!),
        deaths: counts.reduce((sum, count) => sum + count, 0),
      };
    });
}

function forceOf(dyad: string): string {
  if (dyad.includes('Government of Iraq')) return 'army_iraq';
  if (dyad.includes('Government of Syria')) return 'army_syria';
  return /SDF|PYD|YPG/.test(dyad) ? 'kurdish_led' : 'rebels';
}

function isInside(point: readonly [number, number], { geometry }: Feature): boolean {
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as readonly Ring[][];
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== crosses(point, ring), false));
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function crosses([x, y]: readonly [number, number], ring: Ring): boolean {
  return ring.reduce((odd, [xi, yi], i) => {
    const [xj, yj] = ring.at(i - 1)!;
    return yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi ? !odd : odd;
  }, false);
}
