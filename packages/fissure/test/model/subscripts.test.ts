import { describe, expect, test } from 'vitest';
import { check, type StudyText } from './make-study.ts';
import { simulateStudy } from './simulate-study.ts';

const DIMENSIONS: StudyText['dimensions'] = {
  origin: ['foreign', 'local'],
  motive: ['believer', 'opportunist'],
  country: ['iraq', 'syria'],
  place: { elements: ['anbar', 'raqqa', 'aleppo'], maps: { country: ['iraq', 'syria', 'syria'] } },
  neighbour: { sameAs: 'place' },
  syrian_place: { partOf: 'place', elements: ['raqqa', 'aleppo'] },
};

const PARAMETERS: StudyText['parameters'] = {
  pay: { over: ['origin'], value: { foreign: 8, local: 4 } },
  grid: {
    over: ['origin', 'motive'],
    value: { 'foreign,believer': 1, 'foreign,opportunist': 2, 'local,believer': 3, 'local,opportunist': 4 },
  },
  people: { over: ['place'], value: { anbar: 100, raqqa: 10, aleppo: 1 } },
  strikes: { over: ['country'], value: { iraq: 5, syria: 7 } },
  near: {
    over: ['place', 'neighbour'],
    value: {
      ...{ 'anbar,anbar': 0, 'anbar,raqqa': 1, 'anbar,aleppo': 0 },
      ...{ 'raqqa,anbar': 1, 'raqqa,raqqa': 0, 'raqqa,aleppo': 1 },
      ...{ 'aleppo,anbar': 0, 'aleppo,raqqa': 1, 'aleppo,aleppo': 0 },
    },
  },
};

/** Value of one auxiliary `x` at the start, by element in order. */
function valuesOf(
  over: readonly string[],
  equation: string | Record<string, string>,
  elements: readonly string[],
): number[] {
  const text = { dimensions: DIMENSIONS, parameters: PARAMETERS, variables: { x: { aux: '1', over, equation } } };
  const observed = elements.map((element) => (element === '' ? 'x' : `x[${element}]`));
  return simulateStudy(text, observed).map((values) => values[0]!);
}

function problemsOf(over: readonly string[], equation: string | Record<string, string>) {
  return check({ dimensions: DIMENSIONS, parameters: PARAMETERS, variables: { x: { aux: '1', over, equation } } });
}

const ORIGINS = ['foreign', 'local'];
const PLACES = ['anbar', 'raqqa', 'aleppo'];

describe('what a subscript means', () => {
  test.each([
    ['own dimensions need none', ['origin'], 'pay * 2', ORIGINS, [16, 8]],
    ['the dimension by name', ['origin'], 'pay[origin] * 2', ORIGINS, [16, 8]],
    ['an element', ['origin'], 'pay[local]', ORIGINS, [4, 4]],
    ['an element in another spelling', [], 'pay[LOCAL]', [''], [4]],
    ['a position', [], 'pay[2] - pay[1]', [''], [-4]],
    ['some dimensions own, some fixed', ['origin'], 'grid[origin, opportunist]', ORIGINS, [2, 4]],
    ['a dimension to which the own one maps', ['place'], 'strikes[country]', PLACES, [5, 7, 7]],
    ['the own dimension where the mapped one is expected', ['place'], 'strikes[place]', PLACES, [5, 7, 7]],
    ['the second name of a dimension', ['neighbour'], 'people[neighbour]', PLACES, [100, 10, 1]],
    ['a part of a dimension', ['syrian_place'], 'people[syrian_place]', ['raqqa', 'aleppo'], [10, 1]],
    ['the map of the dimension behind a part', ['syrian_place'], 'strikes[country]', ['raqqa', 'aleppo'], [7, 7]],
    [
      'both names in one equation',
      ['place', 'neighbour'],
      'people[place] - people[neighbour]',
      ['anbar, raqqa', 'aleppo, anbar'],
      [90, -99],
    ],
  ] as const)('%s', (_, over, equation, elements, expected) => {
    expect(valuesOf(over, equation, elements)).toEqual(expected);
  });
});

describe('what a reduction runs over', () => {
  test.each([
    ['a star', [], 'SUM(pay[*])', [''], [12]],
    ['a star in an equation over the same dimension', ['origin'], 'pay / SUM(pay[*])', ORIGINS, [8 / 12, 4 / 12]],
    ['a bare array', [], 'SUM(pay)', [''], [12]],
    ['two stars of two dimensions', [], 'SUM(grid[*, *])', [''], [10]],
    ['own dimension and star', ['origin'], 'SUM(grid[origin, *])', ORIGINS, [3, 7]],
    ['stars of one dimension run together', [], 'SUM(pay[*] * grid[*, believer])', [''], [8 * 1 + 4 * 3]],
    ['a bare array and a star run together', [], 'SUM(pay * grid[*, believer])', [''], [20]],
    ['a free dimension', [], 'SUM(people[place])', [''], [111]],
    ['neighbours', ['place'], 'SUM(near[place, neighbour] * people[neighbour])', PLACES, [10, 101, 10]],
    ['the same through *', [], 'SUM(near[*, *])', [''], [4]],
    ['a part', [], 'SUM(people[*:syrian_place])', [''], [11]],
    ['a range', [], 'SUM(people[anbar:raqqa])', [''], [110]],
    ['a range of positions', [], 'SUM(people[2:3])', [''], [11]],
    [
      'the country of the place it runs over',
      [],
      'SUM(people[place] * strikes[country])',
      [''],
      [100 * 5 + 10 * 7 + 7],
    ],
    [
      'a free dimension in an equation over the mapped one',
      ['country'],
      'SUM(people[place]) * strikes',
      ['iraq'],
      [555],
    ],
    ['a reduction in a reduction', [], 'SUM(pay[origin] * MAX(grid[origin, *]))', [''], [8 * 2 + 4 * 4]],
    ['a reduction beside one', [], 'MAX(pay[*]) - MIN(pay[*])', [''], [4]],
    ['each with its own star', [], 'SUM(pay[*] * SUM(pay[*]))', [''], [144]],
    ['mean', [], 'MEAN(people[*])', [''], [37]],
    ['product', [], 'PROD(people[*])', [''], [1000]],
    ['size', [], 'SIZE(grid[*, *])', [''], [4]],
    ['standard deviation of a population', [], 'STDDEV(grid[*, *])', [''], [Math.sqrt(1.25)]],
    ['rank: position of the smallest', [], 'RANK(people[*], 1)', [''], [3]],
    ['rank: of the largest', [], 'RANK(people[*], SIZE(people[*]))', [''], [1]],
    ['rank: equal ones in the order of their positions', [], 'RANK(0 * people[*], 2)', [''], [2]],
    ['rank: equal ones by the tie-breaker', [], 'RANK(0 * people[*], 1, people[*])', [''], [3]],
    [
      'the price at which those that ask get, together, what there is',
      [],
      'CLEARINGPRICE(6, pay[*], 1, 5 + grid[*, believer], 2)',
      [''],
      [6.5],
    ],
    ['a function within', [], 'SUM(MAX(pay[*] - 5, 0))', [''], [3]],
    ['smallest of two is no reduction', ['origin'], 'MIN(pay, 6)', ORIGINS, [6, 4]],
  ] as const)('%s', (_, over, equation, elements, expected) => {
    expect(valuesOf(over, equation, elements)).toEqual(expected);
  });
});

describe('mistakes in subscripts', () => {
  test.each([
    ['no such element', [], 'pay[locl]', 'dimension/unknown-subscript', 'locl', 'Did you mean "local"?'],
    [
      'missing subscript',
      [],
      'pay',
      'dimension/missing-subscript',
      'pay',
      'Name an element, as in pay[foreign], or reduce, as in SUM(pay[*]).',
    ],
    [
      'a mapped dimension left out',
      ['place'],
      'strikes',
      'dimension/missing-subscript',
      'strikes',
      'Write strikes[country].',
    ],
    [
      'a part left out',
      ['syrian_place'],
      'people',
      'dimension/missing-subscript',
      'people',
      'Write people[syrian_place].',
    ],
    [
      'ambiguous in a reduction',
      ['origin'],
      'SUM(grid)',
      'dimension/ambiguous',
      'grid',
      'Write grid[origin, *] for this element, or grid[*, *] for all elements.',
    ],
    ['not own', [], 'people[place]', 'dimension/not-own', 'place', undefined],
    ['wrong dimension', ['origin'], 'people[origin]', 'dimension/wrong-dimension', 'origin', undefined],
    ['the whole where a part is expected', ['place'], 'y[place]', 'dimension/wrong-dimension', 'place', undefined],
    ['too few', ['origin'], 'grid[origin]', 'dimension/subscript-count', 'grid[origin]', undefined],
    ['a scalar', [], 'one[local]', 'dimension/scalar', 'one[local]', undefined],
    ['star outside', [], 'pay[*]', 'dimension/star-outside', '*', undefined],
    ['range outside', [], 'people[1:2]', 'dimension/star-outside', '1:2', undefined],
    ['range backwards', [], 'SUM(people[3:1])', 'dimension/range', '3:1', undefined],
    ['position too large', [], 'pay[3]', 'dimension/position', '3', undefined],
    ['not a part', [], 'SUM(people[*:syrian])', 'dimension/not-a-part', '*:syrian', undefined],
    [
      'a star and a part',
      [],
      'SUM(people[*] * people[*:syrian_place])',
      'dimension/untied',
      '*:syrian_place',
      undefined,
    ],
    ['a star beside a name', ['origin'], 'SUM(near[raqqa, neighbour] * people[*])', 'dimension/untied', '*', undefined],
    [
      'nothing to run over',
      ['origin'],
      'SUM(pay[origin])',
      'dimension/nothing-to-run-over',
      'SUM(pay[origin])',
      undefined,
    ],
    [
      'a price of one alone',
      ['origin'],
      'CLEARINGPRICE(6, pay, 1, 5, 2)',
      'dimension/ambiguous',
      'pay',
      'Write pay[origin] for this element, or pay[*] for all elements.',
    ],
    [
      'a price without those that ask',
      ['origin'],
      'CLEARINGPRICE(6, pay[origin], 1, 5, 2)',
      'dimension/nothing-to-run-over',
      'CLEARINGPRICE(6, pay[origin], 1, 5, 2)',
      undefined,
    ],
    ['a price of too little', [], 'CLEARINGPRICE(1)', 'check/argument-count', 'CLEARINGPRICE', undefined],
    ['a rank that is not said', [], 'RANK(1)', 'check/argument-count', 'RANK', undefined],
    [
      'two dimensions that map',
      ['place', 'neighbour'],
      'strikes[country]',
      'dimension/ambiguous-map',
      'country',
      'Write the one that is meant: place or neighbour.',
    ],
    ['transposed', ['place', 'neighbour'], "near'", 'dimension/transpose', "near'", undefined],
  ] as const)('%s', (_, over, equation, code, text, help) => {
    const { list, codes, textAt } = check({
      dimensions: DIMENSIONS,
      parameters: { ...PARAMETERS, one: { value: 1 } },
      variables: { x: { aux: '1', over, equation }, y: { aux: '1', over: ['syrian_place'], equation: 1 } },
    });
    expect(codes).toEqual([code]);
    expect(textAt(list[0]!)).toBe(text);
    if (help !== undefined) expect(list[0]!.help).toContain(help);
  });

  test('every mistake of one equation is reported', () => {
    expect(problemsOf([], 'pay[nobody] + people[nowhere] + nothing').codes).toEqual([
      'dimension/unknown-subscript',
      'dimension/unknown-subscript',
      'check/unknown-name',
    ]);
  });
});

describe('equations by element', () => {
  test.each([
    ['one each', ['origin'], { foreign: '1', local: 'pay' }, ORIGINS, [1, 4]],
    [
      'partly',
      ['origin', 'motive'],
      { 'foreign, *': 'pay', 'local, believer': '1', otherwise: '2' },
      ['foreign, believer', 'local, believer', 'local, opportunist'],
      [8, 1, 2],
    ],
    ['by part', ['place'], { syrian_place: 'people', anbar: '0' }, PLACES, [0, 10, 1]],
    ['by *:part', ['place'], { '*:syrian_place': '7', otherwise: '0' }, PLACES, [0, 7, 7]],
  ] as const)('%s', (_, over, equation, elements, expected) => {
    expect(valuesOf(over, equation, elements)).toEqual(expected);
  });

  test('two for one element', () => {
    const { list, codes, textAt } = problemsOf(['origin', 'motive'], {
      'foreign, *': '1',
      '*, believer': '2',
      otherwise: '0',
    });
    expect(codes).toEqual(['dimension/covered-twice']);
    expect(list[0]!.message).toContain('[foreign, believer]');
    expect(textAt(list[0]!)).toBe('*, believer');
    expect(list[0]!.related).toHaveLength(1);
  });

  test('none for some elements', () => {
    const { list, codes } = problemsOf(['place'], { anbar: '1' });
    expect(codes).toEqual(['dimension/not-covered']);
    expect(list[0]!.message).toContain('[raqqa], [aleppo]');
  });

  test('unknown element, wrong count, nothing left', () => {
    expect(problemsOf(['origin'], { foreign: '1', lokal: '2' }).codes).toEqual(['dimension/unknown-element']);
    expect(problemsOf(['origin'], { 'foreign, x': '1', otherwise: '2' }).codes).toEqual(['dimension/entry-count']);
    expect(problemsOf(['origin'], { foreign: '1', local: '2', otherwise: '3' }).codes).toEqual([
      'dimension/otherwise-empty',
    ]);
  });
});

describe('declarations of dimensions', () => {
  const codesOf = (dimensions: StudyText['dimensions'], over: readonly string[] = []) =>
    check({ dimensions, variables: { x: { aux: '1', over, equation: 1 } } }).codes;

  test.each([
    ['unknown', {}, ['nowhere'], ['dimension/unknown']],
    ['twice', { a: ['x1', 'x2'] }, ['a', 'a'], ['dimension/over-twice']],
    ['element twice', { a: ['p', 'P'] }, [], ['dimension/element-twice']],
    ['part of nothing', { a: { partOf: 'b', elements: ['p'] } }, [], ['dimension/unknown']],
    ['a stranger in a part', { a: ['p'], b: { partOf: 'a', elements: ['q'] } }, [], ['dimension/unknown-element']],
    [
      'a ring',
      { a: { sameAs: 'b', elements: ['p'] }, b: { sameAs: 'a', elements: ['p'] } },
      [],
      ['dimension/parent-loop', 'dimension/parent-loop'],
    ],
    ['a map to nothing', { a: { elements: ['p'], maps: { c: ['q'] } } }, [], ['dimension/unknown']],
    [
      'a map to a stranger',
      { a: { elements: ['p'], maps: { b: ['r'] } }, b: ['q'] },
      [],
      ['dimension/unknown-element'],
    ],
    ['a short map', { a: { elements: ['p', 's'], maps: { b: ['q'] } }, b: ['q'] }, [], ['dimension/map-incomplete']],
  ] as const)('%s', (_, dimensions, over, codes) => {
    expect(codesOf(dimensions as StudyText['dimensions'], over)).toEqual(codes);
  });
});
