/**
 * Makes `studies/islamic-state/data/outlines.geojson`: the outlines of Iraq and Syria, the background of the study's
 * map, from Natural Earth 1:50m (public domain) as the npm package world-atlas ships it. `npm run derive-outlines`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';

// ISO 3166-1 numeric.
const COUNTRIES = new Map([
  ['368', 'Iraq'],
  ['760', 'Syria'],
]);

interface Country {
  readonly id?: string | number;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

const atlas = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8'),
);
const { features } = feature(atlas, atlas.objects.countries) as unknown as { readonly features: readonly Country[] };
const kept = features
  .filter(({ id }) => COUNTRIES.has(String(id)))
  .map(({ id, geometry }) => ({
    type: 'Feature',
    properties: { name: COUNTRIES.get(String(id)) },
    geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) },
  }));
const target = fileURLToPath(new URL('../studies/islamic-state/data/outlines.geojson', import.meta.url));
writeFileSync(target, `${JSON.stringify({ type: 'FeatureCollection', features: kept })}\n`);

/** A hundredth of a degree is a kilometre: finer than any picture shows. */
function rounded(coordinates: unknown): unknown {
  return Array.isArray(coordinates) ? coordinates.map(rounded) : Math.round(100 * Number(coordinates)) / 100;
}
