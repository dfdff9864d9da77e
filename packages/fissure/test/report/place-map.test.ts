/** A map from a small study: what each tile has, where it stands, and that nothing of it is more than points. */
import { describe, expect, it } from 'vitest';
import { everyStep, recordedRun, slotsToRecord } from '../../src/analysis/loops/recorded-run.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { placeMap, TILE } from '../../src/report/figures/place-map.ts';
import { placeMapFigure } from '../../src/report/figures/place-map-svg.ts';
import { readStudy } from '../../src/study/read-study.ts';
import { makeStudy, planOf, type StudyText } from '../model/make-study.ts';

const text: StudyText = {
  dimensions: { place: ['north', 'south', 'near_south'], side: ['red', 'blue'] },
  variables: {
    people: {
      stock: 'person',
      over: ['place', 'side'],
      equation: { 'north, *': 1, 'south, *': 2, otherwise: 5 },
      inflows: ['births'],
    },
    births: { flow: 'person/month', over: ['place', 'side'], equation: 1 },
    total: { aux: 'person', equation: 'SUM(people[*, *])' },
  },
};
const map = {
  places: [
    { id: 'north', name: 'North', longitude: 40, latitude: 37 },
    { id: 'south', name: 'South', longitude: 44, latitude: 33 },
    { id: 'near_south', name: 'Near south', longitude: 44.01, latitude: 33.01 },
    { id: 'elsewhere', name: 'Elsewhere', longitude: 42, latitude: 35 },
  ],
  outlines: [
    [
      [39, 32],
      [45, 32],
      [45, 38],
      [39, 38],
    ] as [number, number][],
  ],
  show: [],
};

function recorded() {
  const plan = everyStep(planOf(text));
  const segments = [{ fromStep: 0, parameters: Float64Array.from(plan.parameters, ({ value }) => value) }];
  return recordedRun(
    plan,
    segments,
    interpretPlan(plan).simulate({ segments, stream: [1, 1], keep: [], seen: slotsToRecord(plan) }),
    [],
  );
}

describe('placeMap', () => {
  const drawn = placeMap(makeStudy(text), map, recorded(), 'people')!;

  it('sums over what is not a place, at the start and at the end', () => {
    // Ten months of one birth a month on each of two sides.
    expect(drawn.panels[0]!.values).toEqual([2, 4, 10, Number.NaN]);
    expect(drawn.panels.at(-1)!.values).toEqual([22, 24, 30, Number.NaN]);
  });

  it('puts north above south and west before east, and no tile on another', () => {
    const [north, south] = drawn.places;
    expect(north!.y).toBeLessThan(south!.y);
    expect(north!.x).toBeLessThan(south!.x);
    drawn.places.forEach((a, i) => {
      for (const b of drawn.places.slice(i + 1))
        expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThan(TILE - 0.5);
    });
  });

  it('has nothing for a variable without places', () => {
    expect(placeMap(makeStudy(text), map, recorded(), 'total')).toBeUndefined();
  });

  it('draws every panel with a title and says all numbers in a table', () => {
    const { html } = placeMapFigure(drawn);
    expect(html.match(/<svg/g)).toHaveLength(drawn.panels.length + 1);
    expect(html.match(/<title id=/g)).toHaveLength(drawn.panels.length + 1);
    expect(html).toContain('<th>Near south</th><td>10</td>');
    expect(html.match(/class="land"/g)).toHaveLength(1);
  });
});

describe('map in study.yaml', () => {
  const read = (settings: string, files: Readonly<Record<string, string>>) => {
    const all = {
      'study.yaml': `fissure: 1\ntitle: t\nquestion: q\ntime: { start: 0, stop: 1, dt: 1, unit: month }\n${settings}`,
      'model.yaml':
        'parameters: { a: { unit: 1, value: 1, because: [] } }\nvariables: { b: { aux: 1, equation: a } }\n',
      ...files,
    };
    const problems = new Problems();
    const bytes = new Map(Object.entries(all).map(([path, content]) => [path, new TextEncoder().encode(content)]));
    const study = readStudy(bytes, problems);
    return {
      map: study?.settings.map,
      codes: problems.list.map(({ code }) => code),
      messages: problems.list.map(({ message }) => message),
    };
  };
  const places = 'id,name,latitude,longitude\nmosul,Mosul,36.3,43.1\n';
  const square = '{"type":"Polygon","coordinates":[[[40,33],[41,33],[41,34],[40,33]]]}';

  it('reads places and outlines', () => {
    const { map: found } = read('map: { places: data/p.csv, outlines: data/o.geojson, show: [b] }\n', {
      'data/p.csv': places,
      'data/o.geojson': `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":${square}}]}`,
    });
    expect(found?.places).toEqual([{ id: 'mosul', name: 'Mosul', longitude: 43.1, latitude: 36.3 }]);
    expect(found?.outlines).toEqual([
      [
        [40, 33],
        [41, 33],
        [41, 34],
        [40, 33],
      ],
    ]);
  });

  const withOutlines = (content: string | undefined) =>
    read('map: { places: data/p.csv, outlines: data/o.geojson, show: [b] }\n', {
      'data/p.csv': places,
      ...(content === undefined ? {} : { 'data/o.geojson': content }),
    });

  it.each([
    ['nonsense', 'it is not JSON, or was cut off'],
    ['[]', 'it has no polygons'],
    ['{"type":"Polygon","coordinates":[[["x",1],null,{}]]}', 'it has no polygons (found: Polygon)'],
    ['{"type":"LineString","coordinates":[[40,33],[41,34]]}', 'it has no polygons (found: LineString)'],
    ['{"type":"Topology","arcs":[]}', 'it has no polygons (found: Topology)'],
    [square.replaceAll('4', '4000'), 'some of its points do not lie on the earth, as where they are in metres'],
    [square.replace('[[', `[[${'[40,33],'.repeat(20_000)}`), 'it has 20004 points'],
    [undefined, 'the study has no such file'],
  ])('says why %.60s cannot be drawn as outlines', (content, reason) => {
    const { codes, messages } = withOutlines(content);
    expect(codes).toContain('study/outlines-unreadable');
    expect(messages).toContain(`data/o.geojson cannot be drawn as outlines: ${reason}.`);
  });

  it('says once of outlines that are no text why they cannot be read', () => {
    expect(withOutlines('{"a": "\u0000"}').codes).toEqual(['read/control-character']);
  });

  it('reads a collection of geometries, and says that no place lies within outlines with latitude first', () => {
    const collection = (ring: string) => `{"type":"GeometryCollection","geometries":[${ring}]}`;
    const found = withOutlines(collection(square.replace('[41,34]', '[45,37]')));
    expect(found.map?.outlines).toHaveLength(1);
    expect(found.codes).toEqual([]);
    const turned = withOutlines(collection('{"type":"Polygon","coordinates":[[[33,40],[37,45],[33,45]]]}'));
    expect(turned.codes).toEqual(['study/outlines-elsewhere']);
  });

  it('says that a place does not lie on the earth', () => {
    const { codes } = read('map: { places: data/p.csv, show: [b] }\n', { 'data/p.csv': places.replace('36.3', '363') });
    expect(codes).toContain('study/not-on-earth');
  });
});
