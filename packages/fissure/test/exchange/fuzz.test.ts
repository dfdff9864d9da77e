// 1,500 mutants of small models; `npm run fuzz-readers` goes on for as long as it is told.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { chance, mutate, readMutant } from './fuzz.ts';
import { importedSeries } from './imported-series.ts';

const VENSIM = `{UTF-8}
dim: A, B, C ~~|
part: A, B -> other ~~|
other: X, Y ~~|
rate[dim] = 0.1, 0.2, 0.3 ~ 1/Month ~ how fast |
level[dim] = INTEG(-rate[dim] * level[dim] + SMOOTH(Time, 3), 100) ~ Widgets [0,?] ~|
moved[other] = level[part] ~~|
total = SUM(level[dim!]) ~~|
graph([(0,0)-(10,10)],(0,0),(5,8),(10,9)) ~~|
shown = graph(Time) + IF THEN ELSE(total > 50 :AND: Time < 4, 1, :NA:) ~~|
:MACRO: TWICE(x)
TWICE = 2 * x ~~|
:END OF MACRO:
twice = TWICE(total) ~~|
FINAL TIME = 10 ~~|
INITIAL TIME = 0 ~~|
TIME STEP = 0.5 ~~|
SAVEPER = TIME STEP ~~|
`;

const XMILE = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><header><vendor>x</vendor></header>
<sim_specs method="RK4"><start>0</start><stop>10</stop><dt reciprocal="true">4</dt></sim_specs>
<dimensions><dim name="d" size="3"/></dimensions>
<model><variables><stock name="s"><eqn>100</eqn><outflow>f</outflow><non_negative/></stock>
<flow name="f"><eqn>s / 5 + PULSE(2, 3)</eqn></flow><aux name="g"><eqn>TIME</eqn><gf><xscale min="0" max="10"/><ypts>0,1,4</ypts></gf></aux>
<aux name="a"><dimensions><dim name="d"/></dimensions><element subscript="1"><eqn>s</eqn></element><element subscript="2"><eqn>2</eqn></element><element subscript="3"><eqn>3</eqn></element></aux>
<aux name="t"><eqn>IF g > 1 AND SUM(a[*]) > 3 THEN SMTH1(s, 3) ELSE INIT(s)</eqn></aux></variables></model></xmile>
`;

it.each([
  ['m.mdl', VENSIM],
  ['m.xmile', XMILE],
])('mutants of %s give a study or diagnostics, within a second', (file, text) => {
  expect(readMutant(file, text)).toBeLessThan(1000);
  const next = chance(1);
  let slowest = 0;
  for (let i = 0; i < 750; i += 1) slowest = Math.max(slowest, readMutant(file, mutate(text, next)));
  expect(slowest).toBeLessThan(1000);
});

const DOUBLED = Array.from({ length: 40 }, (_, i) => `x${i + 1} = x${i} + x${i} ~~| `).join('');

it.each([
  ['a step of time that names itself', 'x = 1 ~~| TIME STEP = LOG(TIME STEP, TIME STEP) ~~|'],
  ['numbers that each name the one before twice', `x0 = 1 ~~| ${DOUBLED} TIME STEP = x40 / 2^40 ~~|`],
])('what it took minutes to find out is found out at once: %s', (_, text) => {
  expect(readMutant('m.mdl', `${text} INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~|`)).toBeLessThan(1000);
});

const LARGE = `d: (e1-e2000) ~~| x[d] = 2 ~~|`;
const END = ' INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|';

it.each([
  ['SUM(x[d!])', 4000],
  ['SUM(x[d!] * x[d!])', 8000],
  ['PROD(x[d!] / 2)', 1],
  ['VMAX(x[d!])', 2],
])('functions over thousands of elements are read: %s', (call, value) => {
  expect(importedSeries('m.mdl', `${LARGE} total = ${call} ~~|${END}`, 'total')).toEqual([value, value]);
});

const lengthOf = (text: string): number => {
  const { study } = importModel('m.mdl', `${text}${END}`, new Map(), new Problems())!;
  return study.variables.flatMap(({ equations }) => equations).reduce((sum, one) => sum + one.equation.text.length, 0);
};

it('putting a vector in order compares each element with each, once for all elements', () => {
  const sorted = (count: number) =>
    lengthOf(
      `d: (e1-e${count}) ~~| x[d] = Time ~~| o[d] = VECTOR SORT ORDER(x[d] * 2, 1) ~~| r[d] = VECTOR RANK(x[d], 1) ~~|`,
    );
  expect(sorted(80) / sorted(40)).toBeLessThan(5);
});

const CLOCK = '<sim_specs><start>0</start><stop>2</stop><dt>1</dt></sim_specs>';
const ASKERS = 'a: (a1-a400) ~~| q[a] = Time ~~| w[a] = Time ~~|';
const NESTED = Array.from(
  { length: 11 },
  (_, i) =>
    `<model name="m${i}"><variables>${[1, 2, 3, 4].map((k) => `<module name="q${k}" resource="m${i + 1}"/>`).join('')}<aux name="x"><eqn>1</eqn></aux></variables></model>`,
).join('');

it.each([
  [
    'thousands of operators in a row',
    'm.mdl',
    `t = ${'Time + '.repeat(5000)}1 ~~|${END}`,
    /more than 1000 operators in a row/,
  ],
  [
    'a market of hundreds',
    'm.mdl',
    `${ASKERS} o[a] = ALLOCATE BY PRIORITY(q[a], w[a], 400, 1, 5) ~~|${END}`,
    /more than 2000000 parts/,
  ],
  [
    'thousands in order',
    'm.mdl',
    `d: (e1-e3000) ~~| x[d] = Time ~~| o[d] = VECTOR RANK(x[d], 1) ~~|${END}`,
    /3000 elements, and at most 200/,
  ],
  [
    'thousands of subscripts',
    'm.xmile',
    `<xmile>${CLOCK}<model><variables><aux name="t"><eqn>${'t[x + 1] + '.repeat(5000)}1</eqn></aux></variables></model></xmile>`,
    /more than 1000 operators/,
  ],
  [
    'modules within modules',
    'm.xmile',
    `<xmile>${CLOCK}<model><variables><module name="m0"/></variables></model>${NESTED}</xmile>`,
    /modules stand in one another without end/,
  ],
])('more than can be held is refused, before it is made: %s', (_, file, text, message) => {
  const problems = new Problems();
  importModel(file, text, new Map(), problems);
  const errors = problems.list.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message).join()).toMatch(message);
  expect(errors.length).toBeLessThan(5);
});

it('an action of VECTOR SELECT that shows at each step is not written out eleven times', () => {
  // What is selected is a term: no stars can say it.
  const withAction = (action: string) =>
    lengthOf(`d: (e1-e20) ~~| x[d] = 2 ~~| y = VECTOR SELECT(x[d!] - 1, x[d!] + Time, 0, ${action}, 0) ~~|`);
  expect(withAction('Time')).toBeLessThan(5 * withAction('0'));
});

it.each([
  ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xmile>&b;</xmile>'],
  ['a file of the system', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xmile/>'],
  ['elements without end', `<xmile>${'<a>'.repeat(5000)}</xmile>`],
  [
    'brackets without end',
    `<xmile><model><variables><aux name="a"><eqn>${'('.repeat(50_000)}</eqn></aux></variables></model></xmile>`,
  ],
])('hostile XML is refused: %s', (_, text) => {
  const problems = new Problems();
  importModel('x.xmile', text, new Map(), problems);
  expect(problems.hasErrors).toBe(true);
});

it('data outside of the model folder is not read', () => {
  const problems = new Problems();
  const text = "x = GET DIRECT CONSTANTS('../secret.csv', ',', 'A1') ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|";
  importModel('x.mdl', text, new Map([['secret.csv', new Uint8Array([49])]]), problems);
  expect(problems.list.map(({ message }) => message).join()).toContain('../secret.csv');
});
