// Arrays of other tools stay arrays: one equation where the file has one, each form with numbers by hand. Time runs 0 to 1 by 1.
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { importedSeries } from './imported-series.ts';

const DIMENSIONS = `d: a, b, c, d4 ~~| inner: b, c ~~| ends: a, d4 ~~| e: P, Q ~~|
x[d] = 1, 2, 3, 4 ~~| w[e] = 10, 100 ~~| m[d, e] = 1, 2; 3, 4; 5, 6; 7, 8; ~~| square[e, e] = 1, 2; 3, 4; ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;

type Case = readonly [
  name: string,
  text: string,
  equations: readonly string[],
  values: Readonly<Record<string, number>>,
];

const CASES: readonly Case[] = [
  ['the own element', 'z[d] = x[d] * 2 + Time', ['x[d] * 2 + TIME'], { 'z[a]': 2, 'z[d4]': 8 }],
  ['an element that is named', 'z[d] = x[d] - x[a]', ['x[d] - x[a]'], { 'z[a]': 0, 'z[c]': 2 }],
  ['two dimensions', 'z[d, e] = m[d, e] * w[e]', ['m[d, e] * w[e]'], { 'z[a,q]': 200, 'z[c,p]': 50 }],
  ['dimensions the other way round', 'z[e, d] = m[d, e]', ['m[d, e]'], { 'z[q,a]': 2, 'z[p,d4]': 7 }],
  ['a sum', 'z = SUM(x[d!])', ['SUM(x[*])'], { z: 10 }],
  ['a sum of products', 'z[d] = SUM(m[d, e!] * w[e!])', ['SUM(m[d, *] * w[*])'], { 'z[a]': 210, 'z[d4]': 870 }],
  ['a sum over both', 'z = SUM(m[d!, e!])', ['SUM(m[*, *])'], { z: 36 }],
  ['the least and the largest', 'z = VMIN(x[d!]) + VMAX(m[d!, P])', ['MIN(x[*]) + MAX(m[*, p])'], { z: 8 }],
  ['a product', 'z = PROD(x[d!])', ['PROD(x[*])'], { z: 24 }],
  ['a part in one piece', 'z = SUM(x[inner!])', ['SUM(x[b:c])'], { z: 5 }],
  ['a part in two pieces', 'z = SUM(x[ends!])', ['x[a] + x[d4]'], { z: 5 }],
  [
    'a sum within a sum',
    'z = SUM(x[d!] * SUM(w[e!]))',
    ['x[a] * SUM(w[*]) + x[b] * SUM(w[*]) + x[c] * SUM(w[*]) + x[d4] * SUM(w[*])'],
    { z: 1100 },
  ],
  ['all pairs of one dimension', 'z = SUM(square[e!, e!])', ['square[p, p] + square[q, q]'], { z: 5 }],
  [
    'the own row of a square',
    'z[e] = SUM(square[e, e!])',
    ['SUM(square[e, *])'],
    {
      'z[p]': 3,
      'z[q]': 7,
    },
  ],
  ['exceptions', 'z[d] :EXCEPT: [a] = x[d] ~~| z[a] = 9', ['x[b]', 'x[c]', 'x[d4]', '9'], { 'z[a]': 9, 'z[b]': 2 }],
  [
    'a row of its own',
    'z[a, e] = 9 * w[e] ~~| z[inner, e] = 8 ~~| z[d4, e] = m[d4, e]',
    ['9 * w[e]', '8', '8', '8', '8', 'm[d4, e]'],
    { 'z[a,q]': 900, 'z[b,p]': 8, 'z[d4,q]': 8 },
  ],
  [
    'a subrange that reads its own',
    'z[inner] = x[inner] + SUM(x[d!])',
    ['x[b] + SUM(x[*])', 'x[c] + SUM(x[*])'],
    {
      'z[b]': 12,
    },
  ],
  [
    'what is selected',
    'z[e] = VECTOR SELECT(m[d!, e], x[d!] * Time, 0, 0, 0)',
    ['IF SUM(m[*, e] <> 0) = 0 THEN 0 ELSE SUM(IF m[*, e] <> 0 THEN x[*] * TIME * m[*, e] ELSE 0)'],
    { 'z[p]': 0 },
  ],
  [
    'what is selected of more',
    'z = VECTOR SELECT(x[d!], m[d!, e!], 0, 9, 0)',
    ['IF SUM(x[*] <> 0) * 2 = 0 THEN 0 ELSE MAX(IF x[*] <> 0 THEN m[*, *] ELSE -INF)'],
    { z: 8 },
  ],
  [
    'a mean of what is selected',
    'z = VECTOR SELECT(x[d!], m[d!, e!], 0, 10, 0)',
    ['IF SUM(x[*] <> 0) * 2 = 0 THEN 0 ELSE SUM(IF x[*] <> 0 THEN m[*, *] ELSE 0) / (SUM(x[*] <> 0) * 2)'],
    { z: 4.5 },
  ],
];

function equationsOf(text: string): readonly string[] {
  const problems = new Problems();
  const imported = importModel('m.mdl', text, new Map(), problems);
  expect(problems.list).toEqual([]);
  return imported!.study.variables
    .find(({ name }) => name.text === 'z')!
    .equations.map(({ equation }) => equation.text);
}

describe('of Vensim', () => {
  it.each(CASES)('%s', (_, text, equations, values) => {
    const model = `${text} ~~| ${DIMENSIONS}`;
    expect(equationsOf(model)).toEqual(equations);
    for (const [name, value] of Object.entries(values)) expect(importedSeries('m.mdl', model, name)[0]).toBe(value);
  });
});
