// Arrays go out as arrays: one equation where the study has one, in the other tool's own words, and back with the same bits.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { writeVensim } from '../../src/exchange/export/write-vensim.ts';
import { writeXmile } from '../../src/exchange/export/write-xmile.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Model } from '../../src/model/model.ts';
import { check, type StudyText } from '../model/make-study.ts';
import { exportAndImport, valuesOf } from './conformance.ts';

const DIMENSIONS: StudyText['dimensions'] = {
  town: ['oslo', 'rome', 'bonn'],
  north: { partOf: 'town', elements: ['oslo', 'bonn'] },
  again: { sameAs: 'town' },
  age: ['young', 'old'],
};

const PARAMETERS: StudyText['parameters'] = {
  people: { over: ['town'], value: { oslo: 1, rome: 2.5, bonn: -3 } },
  share: {
    over: ['town', 'age'],
    value: { 'oslo,young': 1, 'oslo,old': 2, 'rome,young': 3, 'rome,old': 4, 'bonn,young': 5, 'bonn,old': 6 },
  },
  near: {
    over: ['town', 'again'],
    value: Object.fromEntries(
      ['oslo', 'rome', 'bonn'].flatMap((a, i) => ['oslo', 'rome', 'bonn'].map((b, j) => [`${a},${b}`, i + 10 * j])),
    ),
  },
};

type Equation = string | Readonly<Record<string, string>>;

type Case = readonly [
  name: string,
  over: readonly string[],
  equation: Equation,
  vensim: readonly string[],
  xmile: readonly string[],
];

const CASES: readonly Case[] = [
  [
    'the own element',
    ['town'],
    'people[town] * TIME / DT',
    ['x[town] = people[town] * Time / TIME STEP'],
    ['people[town] * TIME / DT'],
  ],
  [
    'an element that is named',
    ['town'],
    'people[town] - people[rome]',
    ['x[town] = people[town] - people[rome]'],
    ['people[town] - people[rome]'],
  ],
  [
    'sums, products and extremes',
    [],
    'SUM(people[*]) + PROD(share[*, old]) + MIN(people[*] * 2) + MAX(share[*, *])',
    ['x = SUM(people[town!]) + PROD(share[town!, old]) + VMIN(people[town!] * 2) + VMAX(share[town!, age!])'],
    ['SUM(people[*]) + PROD(share[*, old]) + MIN(people[*] * 2) + MAX(share[*, *])'],
  ],
  ['a mean', ['age'], 'MEAN(share[*, age])', ['x[age] = SUM(share[town!, age]) / 3'], ['SUM(share[*, age]) / 3']],
  [
    'a sum over the own dimension: Vensim has no two uses of one name',
    ['town'],
    'people[town] / SUM(share[*, old])',
    ['oslo', 'rome', 'bonn'].map((town) => `x[${town}] = people[${town}] / SUM(share[town!, old])`),
    ['people[town] / SUM(share[*, old])'],
  ],
  [
    'a part of a dimension',
    ['north'],
    'people[north] + SUM(people[*:north])',
    ['x[north] = people[north] + (people[oslo] + people[bonn])'],
    ['people[north] + (people[oslo] + people[bonn])'],
  ],
  [
    'the other way round',
    ['again'],
    'SUM(near[*, again])',
    ['x[again] = SUM(near[town!, again])'],
    ['SUM(near[*, again])'],
  ],
  [
    'equations of some elements',
    ['town'],
    { rome: '7', otherwise: 'people[town]' },
    ['x[oslo] = people[oslo]', 'x[rome] = 7', 'x[bonn] = people[bonn]'],
    ['people[oslo]', '7', 'people[bonn]'],
  ],
  [
    'what must stand alone',
    ['town'],
    'INIT(people[town] + TIME / DT) * 2 + SUM(share[town, *])',
    [
      'x at the start[town] = INITIAL(people[town] + Time / TIME STEP)',
      'x[town] = x at the start[town] * 2 + SUM(share[town, age!])',
    ],
    ['INIT(people[town] + TIME / DT) * 2 + SUM(share[town, *])'],
  ],
  [
    'what must stand alone in a sum',
    [],
    'SUM(PREVIOUS(people[*] * TIME / DT, 5))',
    [
      'x a step ago = DELAY FIXED(people[oslo] * Time / TIME STEP, TIME STEP, 5)',
      'x a step ago 2 = DELAY FIXED(people[rome] * Time / TIME STEP, TIME STEP, 5)',
      'x a step ago 3 = DELAY FIXED(people[bonn] * Time / TIME STEP, TIME STEP, 5)',
      'x = x a step ago + x a step ago 2 + x a step ago 3',
    ],
    [
      'PREVIOUS(people[oslo] * TIME / DT, 5) + PREVIOUS(people[rome] * TIME / DT, 5) + PREVIOUS(people[bonn] * TIME / DT, 5)',
    ],
  ],
];

it.each(CASES)('%s', (_, over, equation, vensim, xmile) => {
  const model = modelOf(over, equation);
  expect(vensimOf(model)).toEqual(vensim);
  expect(xmileOf(model)).toEqual(xmile);
  const before = valuesOf(model);
  for (const format of ['mdl', 'xmile'] as const) {
    const after = valuesOf(exportAndImport(model, format));
    for (const [id, values] of before) expect(after.get(id), `${id} by ${format}`).toStrictEqual(values);
  }
});

it('constants are lists there: of one dimension, and of two by rows', () => {
  const text = vensimTextOf(modelOf([], '1'));
  expect(text).toContain('people[town] = 1, 2.5, -3');
  expect(text).toContain('share[town, age] = 1, 2; 3, 4; 5, 6;');
});

function modelOf(over: readonly string[], equation: Equation): Model {
  const { model, list } = check({
    dimensions: DIMENSIONS,
    parameters: PARAMETERS,
    variables: { x: { aux: '1', over, equation } },
  });
  expect(list.filter(({ severity }) => severity === 'error')).toEqual([]);
  return model;
}

function vensimTextOf(model: Model): string {
  return writeVensim(model, lowerToPlan(model, []), new Problems()).text;
}

/** The equations of `x`, and what was made for them. */
function vensimOf(model: Model): readonly string[] {
  return vensimTextOf(model)
    .replace(/\\\n\t\t/g, ' ')
    .split('\n')
    .filter((line) => /^x\b.* = /.test(line));
}

function xmileOf(model: Model): readonly string[] {
  const text = writeXmile(model, lowerToPlan(model, []));
  const own = /name="x">.*?<\/aux>/s.exec(text)![0];
  return [...own.matchAll(/<eqn>(.*?)<\/eqn>/g)].map(([, equation]) => equation!);
}
