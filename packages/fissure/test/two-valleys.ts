/** A study of two places with plain numbers and a map: 100 people each, and about five a month move from one to the other. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeTwoValleys(folder: string): void {
  mkdirSync(join(folder, 'data'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
}

const FILES = {
  'study.yaml': `fissure: 1
title: Two valleys
question: Where do people go?
time: { start: 0, stop: 10, dt: 1, unit: month }
seed: 1
members: 40
units:
  person: { aliases: [people, persons] }
outputs:
  all: { show: "SUM(people[*])", title: All people, unit: person }
map: { places: data/places.csv, outlines: data/outlines.geojson, show: [people] }
intended_use: A test.
`,
  'data/places.csv': `id,name,latitude,longitude
upper,<img src=x onerror="window.hostile=1">,36,40
lower,Lower valley,34,42
`,
  'data/outlines.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [39, 33],
              [43, 33],
              [43, 37],
              [39, 37],
              [39, 33],
            ],
          ],
        },
      },
    ],
  }),
  'model.yaml': `dimensions:
  valley: [upper, lower]
parameters:
  moving:
    unit: person/month
    value: 5
    prior: { uniform: [4, 6] }
variables:
  people:
    stock: person
    over: [valley]
    initial: 100
    inflows: [arrivals]
  arrivals:
    flow: person/month
    over: [valley]
    equation: { upper: 0 - moving, lower: moving }
`,
};
