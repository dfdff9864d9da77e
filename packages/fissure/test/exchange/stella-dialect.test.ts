// What real files of Stella hold and the SDX suite lacks, each against numbers worked out by hand. Time runs 0 to 4 by 1.
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { importedSeries } from './imported-series.ts';

const always = (value: number): number[] => [value, value, value, value, value];
const aux = (name: string, equation: string, more = '') => `<aux name="${name}"><eqn>${equation}</eqn>${more}</aux>`;
const flow = (name: string, equation: string, more = '') => `<flow name="${name}"><eqn>${equation}</eqn>${more}</flow>`;
const array = (name: string, over: string, equation: string) =>
  `<aux name="${name}"><dimensions>${[...over].map((d) => `<dim name="${d}"/>`).join('')}</dimensions><eqn>${equation}</eqn></aux>`;
/** A connection as Stella writes it: twice. */
const pair = (to: string, from: string) =>
  `<connect to="${to}" from="${from}"/><connect2 to="${to.replace(/^\./, '')}" from="${from.replace(/^\./, '')}"/>`;
const V = array('v', 'd', '3, 1, 2');
const M = array('m', 'de', '1, 2; 3, 4; 5, 6');

function file(variables: string, more = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>isee systems, inc.</vendor><product version="1.9" isee:build_number="1">Stella Architect</product></header>
<sim_specs method="Euler" time_units="Months"><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<dimensions><dim name="d"><elem name="A1"/><elem name="B1"/><elem name="C1"/></dim><dim name="e"><elem name="P1"/><elem name="Q1"/></dim><dim name="f"><elem name="C1"/><elem name="A1"/></dim></dimensions>
<model><variables>${variables}</variables></model>${more}</xmile>`;
}

type Case = readonly [
  name: string,
  variables: string,
  expected: Readonly<Record<string, readonly number[]>>,
  more?: string,
];

const graph = (name: string, xs: string, ys: string) =>
  aux(name, 'TIME', `<gf><xpts>${xs}</xpts><ypts>${ys}</ypts></gf>`);

const CASES: readonly Case[] = [
  [
    // The first place at which a graph has a height; the manual of isee says so of graphs that go up and down, or are flat.
    'LOOKUPINV of graphs that turn or are flat',
    `${graph('w', '0,1,2,3,4', '0,4,2,6,1')}${graph('m', '0,1,2', '3,5,0')}${graph('s', '0,1,2,3', '5,3,3,0')}
     ${aux('h', 'LOOKUPINV(w, TIME + 2)')}${aux('g', 'LOOKUPINV(m, TIME + 1)')}${aux('k', 'LOOKUPINV(s, TIME + 0.5)')}${aux('k3', 'LOOKUPINV(s, 3)')}`,
    // Heights 2 to 6; 1 to 5; 0.5 to 4.5.
    {
      h: [0.5, 0.75, 1, 2.75, 3],
      g: [1.8, 1.6, 0, 0.5, 1],
      k: [3 - 0.5 / 3, 2.5, 3 - 2.5 / 3, 0.75, 0.25],
      k3: always(1),
    },
  ],
  [
    // XMILE 1.0, 4.8: the default may name the parameters before it.
    'macros with parameters that may be left out',
    aux('h', 'SM(TIME)') + aux('g', 'SM(TIME, 1)') + aux('k', 'SM(TIME, 1, 5)'),
    { h: [0, 0, 0.5, 1.25, 2.125], g: [0, 0, 1, 2, 3], k: [5, 0, 1, 2, 3] },
    '<macro name="SM"><parm>in</parm><parm default="2">lag</parm><parm default="in * (lag - lag + 1)">first</parm><eqn>level</eqn><variables><stock name="level"><eqn>first</eqn><inflow>ch</inflow></stock><flow name="ch"><eqn>(in - level) / lag</eqn></flow></variables></macro>',
  ],
  [
    // XMILE 1.0, 4.7.1: a connection may stand at the lowest common ancestor alone.
    'an input of a module within a module, connected where both meet',
    `<module name="Up"/><module name="Down"><connect to="Inner.take" from="Up.give"/><connect to="Down.own" from=".one"/></module>${aux('one', '1')}${aux('h', 'Down.res')}`,
    { h: [11, 21, 31, 41, 51] },
    `<model name="Up"><variables>${aux('give', 'TIME + 1')}</variables></model>
     <model name="Down"><variables><aux name="own" access="input"><eqn>0</eqn></aux><module name="Inner"/>${aux('res', 'Inner.out + own')}</variables></model>
     <model name="Inner"><variables><aux name="take" access="input"><eqn>0</eqn></aux>${aux('out', 'take * 10')}</variables></model>`,
  ],
  [
    // Crop stands in Food, Energy Balance in Climate: Stella names both by their own names wherever they stand.
    'modules in different modules, connected by their own names, as Stella writes it',
    `<module name="Climate">${pair('Crop.temp', 'Energy_Balance.temperature')}</module><module name="Food">${pair('Crop.temp', 'Energy_Balance.temperature')}${pair('.total', 'Crop.yield')}</module>
     ${aux('seen', 'Energy_Balance.temperature * 10')}<aux name="total" access="input"><eqn>0</eqn></aux>${aux('h', 'total + 1')}`,
    {
      climate_energy_balance_temperature: [14, 15, 16, 17, 18],
      food_crop_yield: [86, 85, 84, 83, 82],
      seen: [140, 150, 160, 170, 180],
      h: [87, 86, 85, 84, 83],
    },
    `<model name="Climate"><variables><module name="Energy Balance">${pair('Crop.temp', 'Energy_Balance.temperature')}</module></variables></model>
     <model name="Energy_Balance"><variables><stock name="temperature"><eqn>14</eqn><inflow>warming</inflow></stock>${flow('warming', '1')}</variables></model>
     <model name="Food"><variables><module name="Crop">${pair('Crop.temp', 'Energy_Balance.temperature')}${pair('.total', 'Crop.yield')}</module></variables></model>
     <model name="Crop"><variables><aux name="temp" access="input"><eqn>{Enter equation for use when not hooked up to other models}</eqn></aux>${aux('yield', '100 - temp')}</variables></model>`,
  ],
  [
    'an array of the outermost model that a module feeds under its own name',
    `${V}<module name="M">${pair('.out', 'M.out')}${pair('M.v', '.v')}</module><aux name="out" access="input"><dimensions><dim name="d"/></dimensions><eqn>M</eqn></aux>${array('h', 'd', 'out * 2')}`,
    { 'h[a1]': always(8), 'h[b1]': always(6), 'h[c1]': always(10) },
    `<model name="M"><variables><aux name="v" access="input"><dimensions><dim name="d"/></dimensions><eqn>100</eqn></aux><aux name="out" access="output"><dimensions><dim name="d"/></dimensions><eqn>v + d</eqn></aux></variables></model>`,
  ],
  [
    'names with dots in them, in quotation marks',
    `${aux('U.S. population', '3')}${aux('h', '"U.S._population" * 2')}<stock name="A.b"><eqn>1</eqn><inflow>"c.d"</inflow></stock>${flow('c.d', '"A.b" / 2')}
     <module name="M"><connect to="M.given" from='."U.S._population"'/></module>${aux('g', 'M."v.w" + 1')}`,
    { h: always(6), a_b: [1, 1.5, 2.25, 3.375, 5.0625], g: always(16), m_k: always(20) },
    `<model name="M"><variables><aux name="given" access="input"><eqn>0</eqn></aux>${aux('v.w', 'given * 5')}${aux('k', '"v.w" + 2 + ."U.S._population"')}</variables></model>`,
  ],
  [
    // A stock takes all elements of a flow that has a dimension more; one that lacks a dimension enters each element.
    'flows that have other dimensions than their stock',
    `<stock name="all"><eqn>0</eqn><inflow>each</inflow><inflow>both</inflow></stock>
     <stock name="rows"><dimensions><dim name="d"/></dimensions><eqn>0</eqn><inflow>both</inflow><inflow>same</inflow></stock>
     <flow name="each"><dimensions><dim name="d"/></dimensions><eqn>d * 1</eqn></flow>
     <flow name="both"><dimensions><dim name="d"/><dim name="e"/></dimensions><eqn>d * 10 + e</eqn></flow>${flow('same', '100')}`,
    {
      all: [0, 135, 270, 405, 540],
      'rows[a1]': [0, 123, 246, 369, 492],
      'rows[c1]': [0, 163, 326, 489, 652],
    },
  ],
  [
    // 10 is there: 3, 1 and 2 are wanted of it each time, and given in this order.
    'a stock that must not become negative shares what there is among the elements of its outflow',
    `${V}<stock name="left"><eqn>10</eqn><outflow>leaving</outflow><non_negative/></stock>
     <flow name="leaving"><dimensions><dim name="d"/></dimensions><eqn>v</eqn></flow>
     <stock name="gone"><dimensions><dim name="d"/></dimensions><eqn>0</eqn><inflow>leaving</inflow></stock>`,
    {
      left: [10, 4, 0, 0, 0],
      'leaving[a1]': [3, 3, 0, 0, 0],
      'leaving[b1]': [1, 1, 0, 0, 0],
      'leaving[c1]': [2, 0, 0, 0, 0],
      'gone[a1]': [0, 3, 6, 6, 6],
      'gone[c1]': [0, 2, 2, 2, 2],
    },
  ],
  [
    'a conveyor takes all elements of a flow into it',
    `<stock name="belt"><eqn>0</eqn><inflow>each</inflow><outflow>end</outflow><conveyor><len>2</len></conveyor></stock>
     <flow name="each"><dimensions><dim name="d"/></dimensions><eqn>d * 1</eqn></flow><flow name="end"/>`,
    { belt: [0, 6, 12, 12, 12], end: [0, 0, 6, 6, 6] },
  ],
  ['HISTORY', aux('k', 'TIME * 2 + 1') + aux('h', 'HISTORY(k, TIME - 2)'), { h: [0, 0, 1, 3, 5] }],
  [
    'LOOKUP of a graph that has an equation of its own',
    `${aux('g', 'TIME', '<gf><xscale min="0" max="4"/><ypts>0,10,30,30,30</ypts></gf>')}${aux('h', 'LOOKUP(g, 1.5)')}
     <aux name="k"><dimensions><dim name="e"/></dimensions><element subscript="P1"><eqn>TIME</eqn><gf><xscale min="0" max="4"/><ypts>0,4</ypts></gf></element><element subscript="Q1"><eqn>0</eqn><gf><xscale min="0" max="4"/><ypts>4,0</ypts></gf></element></aux>
     ${array('r', 'e', 'LOOKUP(k[e], 1)')}`,
    { g: [0, 10, 30, 30, 30], h: always(20), 'k[p1]': [0, 1, 2, 3, 4], 'r[p1]': always(1), 'r[q1]': always(3) },
  ],
  [
    'names with quotation marks in them, as Stella writes them here and there',
    `<stock name="young"><eqn>16</eqn><outflow>"up_to_\\"adult\\"_(S)"</outflow></stock><flow name='up to "adult" (S)'><eqn>young / 2</eqn></flow>${aux('h', '"up_to_\\"adult\\"_(S)" * 2')}`,
    { young: [16, 8, 4, 2, 1], h: [16, 8, 4, 2, 1] },
  ],
  [
    // XMILE 1.1: elements are matched by name, in whatever order; what the part lacks is 0.
    'part of a dimension as one of its own',
    `${V}${array('p', 'f', 'v[f] + 10')}${array('w', 'd', 'p[d]')}${aux('h', 'SUM(v[*:f])')}`,
    {
      'p[c1]': always(12),
      'p[a1]': always(13),
      'w[a1]': always(13),
      'w[b1]': always(0),
      'w[c1]': always(12),
      h: always(5),
    },
  ],
  [
    'SAFEDIV and //',
    aux('h', 'SAFEDIV(1, TIME, 7)') + aux('g', '4 // TIME * 2'),
    { h: [7, 1, 1 / 2, 1 / 3, 1 / 4], g: [0, 8, 4, 8 / 3, 2] },
  ],
  [
    'INIT and PREVIOUS',
    aux('k', 'TIME+3') + aux('h', 'INIT(k)') + aux('g', 'PREVIOUS(k, -1)'),
    { h: always(3), g: [-1, 3, 4, 5, 6] },
  ],
  [
    'elements by the name of their dimension',
    `${V}${M}${array('k', 'd', 'IF d = d.B1 THEN v[d.C1] ELSE 10 * d')}${aux('h', 'm[d.C1, e.P1] + e.Q1')}`,
    { 'k[a1]': always(10), 'k[b1]': always(2), 'k[c1]': always(30), h: always(7) },
  ],
  [
    'a module whose name ends in a digit',
    `<module name="R 2"><connect to="R_2.k" from="five"/></module>${aux('five', '5')}${aux('h', 'R_2.g + 2.5e0')}`,
    { h: always(12.5) },
    `<model name="R 2"><variables>${aux('k', '0')}${aux('g', 'k * d.B1')}</variables></model>`,
  ],
  ['COUNTER', aux('h', 'COUNTER(1, 4)'), { h: [1, 2, 3, 1, 2] }],
  [
    'DERIVN',
    aux('k', 'TIME^2') + aux('h', 'DERIVN(k, 1)') + aux('g', 'DERIVN(k, 2)'),
    { h: [0, 1, 3, 5, 7], g: [0, 1, 2, 2, 2] },
  ],
  [
    'folds over a whole array, and ranks',
    `${V}${aux('s', 'SIZE(v)')}${aux('mean_v', 'MEAN(v)')}${aux('sd', 'STDDEV(v)')}${aux('total', 'SUM(v)')}${aux('older', 'ARRAYSUM(v[*]) + ARRAYMEAN(v[*])')}${aux('lo', 'MIN(v)')}${aux('hi', 'MAX(v[*])')}
     ${aux('product', 'PROD(v)')}${aux('least', 'RANK(v, 1)')}${aux('most', 'v[RANK(v, 3)]')}${aux('t', 'TIME')}`,
    {
      mean_v: always(2),
      sd: always(Math.sqrt(2 / 3)),
      total: always(6),
      older: always(8),
      lo: always(1),
      hi: always(3),
      product: always(6),
      least: always(2),
      most: always(3),
      s: always(3),
    },
  ],
  [
    'a variable named as a function is that the equations call',
    `${V}${aux('mean', 'MEAN(v) + TIME')}${aux('max', 'MAX(v) + mean')}${aux('abs', 'ABS(-mean)')}`,
    { mean_2: [2, 3, 4, 5, 6], max_2: [5, 6, 7, 8, 9], abs_2: [2, 3, 4, 5, 6] },
  ],
  [
    'arrays read between their elements, of one dimension and of two',
    `${V}${M}${aux('a', 'INTERPOLATE(v, TIME / 4)')}${aux('b', 'INTERPOLATE(v[*], 5 + TIME) - INTERPOLATE(v, -1)')}${aux('k', 'INTERPOLATE(m, 0.25, 0.5 + 0 * TIME)')}${aux('r', 'INTERPOLATE(m[2, *], TIME / 4)')}`,
    { a: [3, 2, 1, 1.5, 2], b: always(-1), k: always(2.5), r: [3, 3.25, 3.5, 3.75, 4] },
  ],
  [
    'subscripts by range, by position and by what a variable comes to',
    `${V}${aux('i', 'TIME')}${aux('r', 'SUM(v[1:2])')}${aux('q', 'SUM(v[A1:B1])')}${aux('b', 'v[2]')}${aux('x', 'v[i]')}${aux('u', 'v[i + 1]')}`,
    { r: always(4), q: always(4), b: always(1), x: [0, 3, 1, 2, 0], u: [3, 1, 2, 0, 0] },
  ],
  [
    'a matrix turned about',
    `${M}${array('t', 'ed', "m'")}${array('u', 'ed', 'm[@2, @1]')}${array('w', 'e', 'SUM(m[*, e])')}${array('x', 'd', 'SUM(m[@1, *])')}`,
    { 't[p1,b1]': always(3), 't[q1,c1]': always(6), 'u[q1,a1]': always(2), 'w[q1]': always(12), 'x[c1]': always(11) },
  ],
  [
    'equations over all elements',
    `${V}${array('w', 'd', 'v * 2 + 1')}${array('z', 'd', 'SUM(v[*]) - v')}`,
    { 'w[b1]': always(3), 'z[a1]': always(3) },
  ],
  [
    'LOOKUPXY: the heights of one graph over those of another, of which the last has no partner',
    `${aux('day', 'TIME', '<gf><xscale min="1" max="3"/><ypts>1,3,4</ypts></gf>')}
     ${aux('flow', 'TIME', '<gf><xscale min="1" max="4"/><ypts>12,8,15,99</ypts></gf>')}
     ${aux('h', 'LOOKUPXY(day, flow, TIME)')}${aux('late', 'LOOKUPXY(day, flow, TIME + 3)')}`,
    { h: [12, 12, 10, 8, 15], late: [8, 15, 15, 15, 15] },
  ],
  [
    'lookups by name',
    `<gf name="g"><xscale min="0" max="4"/><ypts>0,4,8</ypts></gf>${aux('h', 'LOOKUP(g, TIME)')}${aux('k', 'LOOKUPINV(g, 3)')}${aux('a', 'LOOKUPAREA(g, 0, 2)')}`,
    { h: [0, 2, 4, 6, 8], k: always(1.5), a: always(4) },
  ],
  [
    'areas under graphs: the end first, in either order, nothing beyond where the graph does not go on',
    `<gf name="g"><xscale min="0" max="4"/><ypts>0,4,8</ypts></gf><gf name="x" type="extrapolate"><xscale min="0" max="4"/><ypts>0,4,8</ypts></gf>
     <gf name="k" type="discrete"><xscale min="0" max="4"/><ypts>1,5,7</ypts></gf>
     ${aux('a', 'LOOKUPAREA(g)')}${aux('b', 'LOOKUPAREA(g, TIME * 2)')}${aux('c', 'LOOKUPAREA(g, 1, 3) + LOOKUPAREA(g, 3, 1)')}${aux('f', 'LOOKUPAREA(g, 6, -2)')}
     ${aux('h', 'LOOKUPAREA(x, TIME * 2)')}${aux('l', 'LOOKUPAREA(k, TIME)')}${aux('i', 'LOOKUPINV(x, TIME * 4)')}`,
    {
      a: always(16),
      b: [0, 4, 16, 16, 16],
      c: always(16),
      f: always(16),
      h: [0, 4, 16, 36, 64],
      l: [0, 1, 2, 7, 12],
      i: [0, 2, 4, 6, 8],
    },
  ],
  [
    // SciPy 1.17: norm.cdf(1.5) - norm.cdf(-1), norm.cdf(9, 3, 2) - norm.cdf(-40, 3, 2), norm.cdf(-8), norm.ppf(0.3),
    // norm.ppf(0.975, 10, 2), norm.ppf(1e-9), norm.ppf(1e-15).
    'the normal distribution and its inverse',
    `${aux('a', 'NORMALCDF(-1, 1.5)')}${aux('b', 'NORMALCDF(-40, 9, 3, 2)')}${aux('c', '1e16 * NORMALCDF(-50, -8)')}
     ${aux('f', 'INVNORM(0.3)')}${aux('g', 'INVNORM(0.975, 10, 2)')}${aux('h', 'INVNORM(1e-9)')}${aux('i', 'INVNORM(1e-15)')}${aux('half', 'NORMALCDF(-1e9, TIME, 2, 1)')}`,
    {
      a: always(0.7745375447996848),
      b: always(0.9986501019683699),
      c: always(6.22096057427174),
      f: always(-0.5244005127080409),
      g: always(13.919927969080108),
      h: always(-5.9978070150076865),
      i: always(-7.941345326170998),
      // norm.cdf([-2, -1, 0, 1, 2])
      half: [0.022750131948179195, 0.15865525393145707, 0.5, 0.8413447460685429, 0.9772498680518208],
    },
  ],
  [
    // The loan of the manual is paid off by -332.14 a month; the other two undo it.
    'loans',
    `${aux('a', 'ROUND(100 * PMT(0.01, 36, 10000, 0))')}${aux('b', 'PV(0.01, 36, PMT(0.01, 36, 10000, 0), 0)')}${aux('c', 'FV(0.01, 36, PMT(0.01, 36, 10000, 500), 10000)')}
     ${aux('f', 'PMT(0, 10, 1000, 200)')}${aux('g', 'FV(0, 10, -120, 1000)')}`,
    { a: always(-33214), b: always(10000), c: always(500), f: always(-120), g: always(200) },
  ],
  [
    'graphs of three kinds, with points between semicolons',
    `${aux('h', 'TIME', '<gf type="extrapolate"><xscale min="0" max="2"/><ypts>0,1,3</ypts></gf>')}
     ${aux('g', 'TIME', '<gf type="discrete"><xpts>0,1,2</xpts><ypts>5,6,7</ypts></gf>')}
     ${aux('c', 'TIME', '<gf><xscale min="0" max="2"/><yscale min="0" max="9"/><ypts sep=";">0;1;3</ypts></gf>')}`,
    { h: [0, 1, 3, 5, 7], g: [5, 6, 7, 7, 7], c: [0, 1, 3, 3, 3] },
  ],
  [
    'conditions, MOD as a word and as a function',
    `${aux('h', 'IF TIME &gt; 1 AND NOT (TIME = 3) OR TIME = 0 THEN 1 ELSE 0')}${aux('g', 'IF (TIME &lt;&gt; 2) THEN 5 ELSE 6')}${aux('m', '7 MOD 3')}
     ${aux('k', 'IF TIME &gt; 1 THEN MOD(7,3) ELSE MOD (8, 3)')}${aux('nest', 'IF TIME = 1 THEN 10 ELSE IF TIME = 2 THEN 20 ELSE 30')}`,
    { h: [1, 0, 1, 0, 1], g: [5, 5, 6, 5, 5], m: always(1), k: [2, 2, 1, 1, 1], nest: [30, 10, 20, 30, 30] },
  ],
  [
    'comments, names in quotation marks and over two lines',
    `${aux('h', '3 {three} + 1')}${aux('quoted name', '4')}${aux('g', '"quoted name" * 2')}${aux('new\\nline', '2')}${aux('u', 'new_line + 1')}`,
    { h: always(4), g: always(8), u: always(3) },
  ],
  [
    'names over two lines wherever they stand',
    `<stock name="in\\ncamp"><eqn>1</eqn><inflow>coming\\nin</inflow></stock>${flow('coming\\nin', 'STEP(2, 2)')}${aux('h', '"in\\ncamp" * 2')}`,
    { h: [2, 2, 2, 6, 10] },
  ],
  [
    'growth that compounds to what a unit of time is to have',
    `<stock name="s"><eqn>100</eqn><inflow>f</inflow></stock>${flow('f', 's * CGROWTH(10)')}`,
    { s: [100, 110, 121, 133.1, 146.41] },
  ],
  [
    'waves, counts of arrangements, rounding',
    `${aux('s', 'SINWAVE(2, 4)')}${aux('c', 'COSWAVE(2, 4)')}${aux('f', 'FACTORIAL(10)')}${aux('k', 'COMBINATIONS(5, 2)')}${aux('p', 'PERMUTATIONS(5, 2)')}
     ${aux('r', 'ROUND(2.5)')}${aux('l', 'GAMMALN(5)')}${aux('w', '-2^2 + 2^-1 + 2^3^2')}`,
    {
      s: [0, 2, 0, -2, 0],
      c: [2, 0, -2, 0, 2],
      f: always(3628800),
      k: always(10),
      p: always(20),
      r: always(3),
      l: always(Math.log(24)),
      w: always(508.5),
    },
  ],
  [
    'test inputs without a blank after the comma',
    `${aux('h', 'STEP(2,2)+RAMP(1,1)')}${aux('p', 'PULSE(10,1,2)')}${aux('q', 'PULSE(10)')}${aux('k', 'MAX(MIN(3,4),2) + abs(-1)')}`,
    { h: [0, 0, 3, 4, 5], p: [0, 10, 0, 10, 0], q: always(10), k: always(4) },
  ],
  [
    'smooths and delays',
    `${aux('k', 'STEP(1, 1)')}${aux('a', 'SMTH1(k, 2)')}${aux('b', 'DELAY(k, 2, 9)')}${aux('c', 'SMTHN(k, 2, 2)')}${aux('f', 'FORCST(t, 2, 3)')}${aux('t', '4')}`,
    { a: [0, 0, 0.5, 0.75, 0.875], b: [9, 9, 0, 1, 1], c: [0, 0, 0, 1, 1], f: always(4) },
  ],
  [
    'a stock that cannot go below 0, and what then leaves it',
    `<stock name="s"><eqn>3</eqn><outflow>f</outflow><non_negative/></stock>${flow('f', '2')}`,
    { s: [3, 1, 0, 0, 0], f: [2, 1, 0, 0, 0] },
  ],
  [
    'an array of stocks with flows of their own',
    `<stock name="s"><dimensions><dim name="d"/></dimensions><element subscript="A1"><eqn>1</eqn></element><element subscript="B1"><eqn>2</eqn></element>
     <element subscript="C1"><eqn>3</eqn></element><inflow>f</inflow></stock><flow name="f"><dimensions><dim name="d"/></dimensions><eqn>s</eqn></flow>`,
    { 's[a1]': [1, 2, 4, 8, 16], 's[c1]': [3, 6, 12, 24, 48] },
  ],
  [
    'modules within modules, with connections',
    `<module name="Sector_A"><connect to="Sector_A.input" from="k"/></module>${aux('k', 'TIME + 1')}${aux('o', 'Sector_A.out * 2 + Sector_A.Inner.r')}`,
    // The stock of the sector gathers 1, 2, 3, 4; its inner module triples it.
    { o: [5, 10, 20, 35, 55] },
    `<model name="Sector_A"><variables><aux name="input" access="input"><eqn>0</eqn></aux><stock name="st"><eqn>1</eqn><inflow>fl</inflow></stock>
     <flow name="fl"><eqn>input</eqn></flow><aux name="out" access="output"><eqn>st</eqn></aux><module name="Inner"><connect to="Inner.q" from="st"/></module></variables></model>
     <model name="Inner"><variables><aux name="q" access="input"><eqn>0</eqn></aux><aux name="r" access="output"><eqn>q * 3</eqn></aux></variables></model>`,
  ],
  [
    'variables of other modules and of the outermost model, from inside of a module',
    `<module name="Prey"/><module name="root"><connect to="hunted" from="Prey.density"/></module>${aux('area', '10')}${aux('density', '1000')}
     ${aux('k', '.area + root.hunted_twice')}`,
    { k: [16, 18, 20, 22, 24], root_sum: [104, 105, 106, 107, 108], root_inner_far: [14, 15, 16, 17, 18] },
    `<model name="Prey"><variables>${aux('density', 'TIME + 3')}</variables></model>
     <model name="root"><variables>${aux('area', '100')}<stock name="hunted" access="input"><eqn>{not connected}</eqn></stock>
     ${aux('hunted_twice', '2*(Prey.density)')}${aux('sum', 'area+hunted+.5+Inner.half')}<module name="Inner"/></variables></model>
     <model name="Inner"><variables>${aux('half', '.5')}${aux('far', '.area+(.Prey.density)+Inner.half+root.Inner.half')}</variables></model>`,
  ],
  [
    'quoted names of modules, in connections and in equations',
    `<module name="Team"><connect to='Team."load, in %"' from='Plan."need (in %)"'/></module><module name="Plan"/>
     ${aux('top %', '100')}${aux('h', 'Team.&quot;twice (in %)&quot; + Plan.&quot;need (in %)&quot;')}`,
    { h: always(15), team_top: always(103) },
    `<model name="Team"><variables>${aux('load, in %', '0')}${aux('twice (in %)', '&quot;load,_in_%&quot; * 2')}${aux('top', '.&quot;top_%&quot; + 3')}</variables></model>
     <model name="Plan"><variables>${aux('need (in %)', '5')}</variables></model>`,
  ],
  [
    'ALLOCATE, with the dimension of those that ask before the star',
    // No two priorities are within a width of each other: who stands first takes all it asks for.
    `${array('ask', 'd', '2, 3, 4')}${array('rank', 'd', '9, 6, 3')}${array('got', 'd', 'ALLOCATE(TIME * 2, d, ask[d.*], rank[d.*], 1)')}
     ${array('same', 'd', 'ALLOCATE(6, d, ask, v*0 + 1, 1)')}${V}`,
    {
      'got[a1]': [0, 2, 2, 2, 2],
      'got[b1]': [0, 0, 2, 3, 3],
      'got[c1]': [0, 0, 0, 1, 3],
      'same[c1]': always((6 * 4) / 9),
    },
  ],
  [
    'names with apostrophes, commas and signs',
    `${aux("Can't pay'", '3')}${aux('R&amp;D, and\\ncosts', '5')}${aux('A&gt;B 2017-21', '7')}
     ${aux('h', "IF Can't_pay'=3 THEN &quot;A&gt;B_2017-21&quot; - Can't_Pay' ELSE 0")}${aux('g', "&quot;R&amp;D,_and_costs&quot; + &quot;Can't_pay'&quot;")}`,
    { h: always(4), g: always(8) },
  ],
  [
    'macros with stocks of their own',
    `${aux('h', 'GATHER(2) + GATHER(TIME)')}${aux('g', 'ADDER(3, TIME)')}`,
    { h: [0, 2, 5, 9, 14], g: [3, 4, 5, 6, 7] },
    `<macro name="GATHER"><parm>rate</parm><eqn>st</eqn><variables><stock name="st"><eqn>0</eqn><inflow>fl</inflow></stock><flow name="fl"><eqn>rate</eqn></flow></variables></macro>
     <macro name="ADDER"><parm>aa</parm><parm>bb</parm><eqn>aa + bb</eqn></macro>`,
  ],
  [
    'elements of the vendor and events',
    `<aux name="h" isee:summing="true"><eqn>3</eqn><isee:delay_aux/></aux>${flow('f', '1', '<isee:spreadflow>first_dt</isee:spreadflow>')}
     <stock name="s"><eqn>0</eqn><inflow>f</inflow><event_poster min="0" max="10"><threshold value="5"><event>hi</event></threshold></event_poster></stock>${aux('u', 'h + TIME')}`,
    { s: [0, 1, 2, 3, 4], u: [3, 4, 5, 6, 7] },
  ],
  [
    'names in other scripts, CR LF and tabs',
    `${aux('größe', '3 + TIME')}${aux('人口', 'größe * 2')}<aux name="h">\r\n\t<eqn>\t3\r\n + TIME\t</eqn>\r\n</aux>`,
    { 人口: [6, 8, 10, 12, 14], h: [3, 4, 5, 6, 7] },
  ],
];

describe('files of Stella', () => {
  const cases = CASES.map(([name, variables, expected, more = '']) => ({ name, variables, expected, more }));
  it.each(cases)('$name', ({ variables, expected, more }) => {
    for (const [variable, values] of Object.entries(expected)) {
      const series = importedSeries('m.xmile', file(variables, more), variable);
      expect(series, variable).toHaveLength(values.length);
      for (const [i, value] of values.entries())
        expect(Math.abs(series[i]! - value), `${variable} at ${i} is ${series[i]}`).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(value)),
        );
    }
  });

  it.each([
    ['ENDVAL(k, 5)', 'every run here stands alone'],
    ['RUNCOUNT', 'does not know its number'],
    ['LOOKUPXY(k, k, 1)', 'a graphical function of x'],
    ['HISTORY(k, k)', 'fixed time ago'],
    ['NPV(k, 0.1)', 'in a stock'],
    ['CYCLETIME(k)', 'under way'],
    ['GEOMETRIC(0.3)', 'for the failures before it'],
    ["(k + 1)'", 'only a whole array'],
    ['k[@1]', 'has 0 subscripts'],
    ['Plan.nothing', 'no variable `Plan.nothing`'],
    ['.nowhere', 'no variable `nowhere`'],
    ['ALLOCATE(k, k, k, k, 1)', 'must name a dimension'],
  ])('%s is refused in words', (equation, words) => {
    const problems = new Problems();
    importModel('m.xmile', file(aux('k', 'TIME') + aux('h', equation)), new Map(), problems);
    const [found] = problems.list.filter(({ severity }) => severity === 'error');
    expect(found?.message).toContain(words);
    expect(found?.place?.start).toBeGreaterThan(0);
  });
});

it('a mark that says nothing but what the equation says is no notice', () => {
  const problems = new Problems();
  importModel('m.xmile', file(aux('h', 'DELAY(TIME, 2)', '<isee:delay_aux/>')), new Map(), problems);
  expect(problems.list).toStrictEqual([]);
});

it.each([
  ['an attribute of a variable', '<aux name="a" isee:strange="1"><eqn>1</eqn></aux>', '', '`isee:strange` of `a`'],
  [
    'steps of a module',
    '<module name="m"/>',
    '<model name="m"><sim_specs><dt>0.5</dt></sim_specs></model>',
    'module `m`',
  ],
])('what is not read is told: %s', (_, variables, more, words) => {
  const problems = new Problems();
  importModel('m.xmile', file(variables, more), new Map(), problems);
  expect(problems.list.map(({ message }) => message).join()).toContain(words);
});

it('a module that repeats the steps of the whole model is no notice', () => {
  const problems = new Problems();
  const specs = '<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>';
  importModel('m.xmile', file('<module name="m"/>', `<model name="m">${specs}</model>`), new Map(), problems);
  expect(problems.list).toStrictEqual([]);
});

it('a discrete conveyor with steps below a unit of time, and flows within a step, are told', () => {
  const problems = new Problems();
  const belt = `<stock name="s"><eqn>4</eqn><outflow>out</outflow><conveyor discrete="true"><len>2</len></conveyor></stock><flow name="out"/>`;
  const text = file(belt).replace('<dt>1', '<dt>0.5').replace('method=', 'isee:instantaneous_flows="true" method=');
  importModel('m.xmile', text, new Map(), problems);
  const told = problems.list.map(({ message }) => message).join();
  for (const words of ['`s` is discrete', 'within the same step']) expect(told).toContain(words);
});

describe('array builtins of Stella 10 and later, and of older versions', () => {
  const W = array('w', 'd', 'v * TIME');
  it.each<readonly [string, (time: number) => number]>([
    ['MAX(v, 0)', () => 3],
    ['MAX(v, 2 + TIME)', (t) => Math.max(3, 2 + t)],
    ['MAX(v, w)', (t) => Math.max(3, 3 * t)],
    ['MIN(v[*], w[*])', (t) => Math.min(1, t)],
    ['MAX(m[A1, *], 1.5)', () => 2],
    ['MEAN(1, TIME, 5)', (t) => (6 + t) / 3],
    ['SUM(v, 10)', () => 16],
    ['ARRAYSTDDEV(v[*])', () => Math.sqrt(2 / 3)],
    ['v[2] + m[3, 2]', () => 7],
    ['SIZE(SELF) + TIME', (t) => 1 + t],
  ])('%s', (equation, wanted) => {
    const found = importedSeries('m.xmile', file(V + W + M + aux('h', equation)), 'h');
    for (const [time, value] of found.entries()) expect(value).toBeCloseTo(wanted(time), 12);
  });

  it('MAX goes element by element where the equation stands for elements, and SIZE(SELF) counts them', () => {
    const text = file(V + W + array('a', 'd', 'MAX(v, w)') + array('b', 'd', 'SIZE(SELF) + TIME'));
    expect(importedSeries('m.xmile', text, 'a[b1]')).toEqual([1, 1, 2, 3, 4]);
    expect(importedSeries('m.xmile', text, 'b[b1]')).toEqual([3, 4, 5, 6, 7]);
  });

  it.each(['SIZE(s)', 'MEAN(s)', 'MAX(s)', 'STDDEV(s)', 's[1]'])(
    '%s of a conveyor or a queue is refused',
    (equation) => {
      for (const kind of ['<conveyor><len>2</len></conveyor>', '<queue/>']) {
        const problems = new Problems();
        const line = `<stock name="s"><eqn>4</eqn><outflow>out</outflow>${kind}</stock><flow name="out"/>`;
        importModel('m.xmile', file(line + aux('h', equation)), new Map(), problems);
        expect(problems.list.map(({ message }) => message).join()).toContain('only SUM');
      }
    },
  );
});

it('a module feeds a variable of the outermost model, as the standard connects it', () => {
  const sub =
    '<model name="m"><variables><aux name="in" access="input"/><aux name="out"><eqn>in * 10</eqn></aux></variables></model>';
  const links = '<connect to="in" from=".given"/><connect to=".taken" from="m.out"/>';
  const text = file(`<module name="m">${links}</module>${aux('given', 'TIME')}<aux name="taken" access="input"/>`, sub);
  expect(importedSeries('m.xmile', text, 'taken')).toEqual([0, 10, 20, 30, 40]);
});

it('the clock is an index too, and beyond an array there is 0 or, where the file asks for it, nothing', () => {
  const text = file(V + aux('h', 'v[TIME]') + aux('known', 'IF h = h THEN 1 ELSE 0'));
  expect(importedSeries('m.xmile', text, 'h')).toEqual([0, 3, 1, 2, 0]);
  const options = '<header><options><uses_arrays invalid_index_value="NaN"/></options>';
  expect(importedSeries('m.xmile', text, 'known')).toEqual(always(1));
  expect(importedSeries('m.xmile', text.replace('<header>', options), 'known')).toEqual([0, 1, 1, 1, 0]);
});

it.each([
  // Growth of 10% in steps of 1, of a half, and by RK4.
  ['Euler" time_units="Months', '<dt>1</dt>', 1.1, []],
  ['RK4, Euler', '<dt>1</dt>', 1.1051708333333332, []],
  ['rk45, euler', '<dt>1</dt>', 1.1, []],
  ['Cycle-Time', '<dt>1</dt>', 1.1, []],
  ['rk45', '<dt>1</dt>', 1.1051708333333332, ['exchange/method']],
  ['Euler', '<dt>1/2</dt>', 1.1025, []],
  ['Euler', '<dt reciprocal="true">1+1</dt>', 1.1025, []],
])('the clock: method="%s", %s', (method, dt, after, codes) => {
  const problems = new Problems();
  const text = `<xmile><sim_specs method="${method}"><start>0</start><stop>1</stop>${dt}</sim_specs><model><variables>
<stock name="s"><eqn>1</eqn><inflow>f</inflow></stock>${flow('f', 's / 10')}</variables></model></xmile>`;
  importModel('m.xmile', text, new Map(), problems);
  expect(problems.list.map(({ code }) => code)).toStrictEqual(codes);
  expect(importedSeries('m.xmile', text, 's').at(-1)).toBeCloseTo(after, 14);
});

it.each([
  ['a step that is no number', '<dt>small</dt>', '', 'exchange/not-understood'],
  ['a graph of a stock', '<dt>1</dt>', '<gf><ypts>0,1</ypts></gf>', 'exchange/not-supported'],
])('%s is no silence', (_, dt, graph, code) => {
  const problems = new Problems();
  const text = `<xmile><sim_specs><start>0</start><stop>1</stop>${dt}</sim_specs><model><variables><stock name="s"><eqn>1</eqn>${graph}</stock></variables></model></xmile>`;
  importModel('m.xmile', text, new Map(), problems);
  expect(problems.list.filter(({ severity }) => severity === 'error').map((one) => one.code)).toStrictEqual([code]);
});

it('a module of which Stella keeps the model in a file of its own says so', () => {
  const problems = new Problems();
  importModel('m.xmile', file('<module name="m" url="/home/me/whole_Modules/part.itmx"/>'), new Map(), problems);
  const [found] = problems.list.filter(({ code }) => code === 'exchange/unknown-module');
  expect(found?.help).toContain('part.itmx');
});

it('a module whose model stands in another file says so', () => {
  const problems = new Problems();
  importModel('m.xmile', file('<module name="m" resource="part.xmile"/>'), new Map(), problems);
  expect(problems.list[0]?.help).toContain('"part.xmile", which is not read');
});

it('an equation for the start of the run breaks a loop, as Stella writes ACTIVE INITIAL', () => {
  const cycle = (name: string, equation: string, first = '') =>
    `<aux name="${name}"><eqn>${equation}</eqn>${first === '' ? '' : `<init_eqn>${first}</init_eqn>`}</aux>`;
  const stock = '<stock name="capacity"><eqn>target</eqn><inflow>f</inflow></stock>';
  const text = file(
    stock +
      flow('f', '1') +
      cycle('use', 'capacity / 10') +
      cycle('target', 'capacity * use', 'start') +
      aux('start', '5'),
  );
  expect(importedSeries('m.xmile', text, 'capacity')).toEqual([5, 6, 7, 8, 9]);
  expect(importedSeries('m.xmile', text, 'target')[1]).toBeCloseTo(3.6, 12);
});

it('an array whose elements have equations of their own stands over the dimension that it declares', () => {
  const each = (name: string, over: string, equations: Readonly<Record<string, string>>) =>
    `<aux name="${name}"><dimensions><dim name="${over}"/></dimensions>${Object.entries(equations)
      .map(([element, equation]) => `<element subscript="${element}"><eqn>${equation}</eqn></element>`)
      .join('')}</aux>`;
  // `g` has the elements of `d` in another order: the first of them is C1.
  const turned = '<dim name="g"><elem name="C1"/><elem name="A1"/><elem name="B1"/></dim></dimensions>';
  const x = each('x', 'g', { A1: '10', B1: '20', C1: 'v * 100 + TIME' });
  const text = file(V + x + aux('first', 'x[1] + TIME') + aux('least', 'RANK(x, 1) + TIME')).replace(
    '</dimensions>',
    turned,
  );
  expect(importedSeries('m.xmile', text, 'first')).toEqual([200, 202, 204, 206, 208]);
  expect(importedSeries('m.xmile', text, 'least')).toEqual([2, 3, 4, 5, 6]);
});

describe('a stock that must not become negative', () => {
  const stock = (flows: string) => `<stock name="s"><eqn>5</eqn>${flows}<non_negative/></stock>`;
  const oneWay = (name: string, equation: string) => flow(name, equation, '<non_negative/>');
  it.each<readonly [string, string, readonly number[], readonly number[]]>([
    [
      'by a flow that runs backwards',
      stock('<inflow>f</inflow>') + flow('f', '-2'),
      [5, 3, 1, 0, 0],
      [-2, -2, -1, 0, 0],
    ],
    [
      'by such a flow beside another',
      stock('<inflow>f</inflow><inflow>c</inflow>') + flow('f', '-4') + oneWay('c', '1'),
      [5, 2, 0, 0, 0],
      [-4, -3, -1, -1, -1],
    ],
    [
      'by one on which another rests',
      stock('<inflow>f</inflow><inflow>c</inflow>') + flow('f', '-4') + oneWay('c', '-f / 2'),
      [5, 3, 1.5, 0.75, 0.375],
      [-4, -3, -1.5, -0.75, -0.375],
    ],
    [
      'by one from a stock of its kind',
      `${stock('<inflow>f</inflow>')}<stock name="t"><eqn>1</eqn><outflow>f</outflow><non_negative/></stock>${flow('f', 'IF TIME &lt; 2 THEN 3 ELSE -4')}`,
      [5, 6, 6, 2, 0],
      [1, 0, -4, -2, 0],
    ],
  ])('%s', (_, variables, contents, rate) => {
    expect(importedSeries('m.xmile', file(variables), 's')).toEqual(contents);
    expect(importedSeries('m.xmile', file(variables), 'f')).toEqual(rate);
  });
});

describe('what a stock gives that must not become negative is what equations read', () => {
  const guarded = (name: string, initial: number, flows: string) =>
    `<stock name="${name}"><eqn>${initial}</eqn>${flows}<non_negative/></stock>`;
  it.each<readonly [string, string, Readonly<Record<string, readonly number[]>>]>([
    [
      'of a flow',
      guarded('s', 20, '<outflow>f</outflow>') + flow('f', '8') + aux('r', 'f * 2'),
      { s: [20, 12, 4, 0, 0], f: [8, 8, 4, 0, 0], r: [16, 16, 8, 0, 0] },
    ],
    [
      'of the second of two',
      guarded('s', 9, '<inflow>c</inflow><outflow>g</outflow><outflow>f</outflow>') +
        ['c=1', 'g=4', 'f=3'].map((one) => flow(one[0]!, one.slice(2))).join('') +
        aux('r', 'f * 2'),
      { s: [9, 3, 0, 0, 0], g: [4, 4, 1, 1, 1], f: [3, 0, 0, 0, 0], r: [6, 0, 0, 0, 0] },
    ],
    [
      'down a row of stocks',
      guarded('s', 5, '<outflow>f</outflow>') +
        guarded('t', 1, '<inflow>f</inflow><outflow>g</outflow>') +
        guarded('u', 0, '<inflow>g</inflow>') +
        flow('f', '3') +
        flow('g', '9') +
        aux('r', 'g + f'),
      { s: [5, 2, 0, 0, 0], f: [3, 2, 0, 0, 0], g: [4, 2, 0, 0, 0], r: [7, 4, 0, 0, 0] },
    ],
    [
      'where each waits for what the other gives: what is wanted',
      guarded('s', 4, '<inflow>g</inflow><outflow>f</outflow>') +
        guarded('t', 4, '<inflow>f</inflow><outflow>g</outflow>') +
        flow('f', '3') +
        flow('g', '5') +
        aux('r', 'f + g'),
      { r: [8, 8, 8, 8, 8] },
    ],
  ])('%s', (_, variables, expected) => {
    for (const [name, values] of Object.entries(expected))
      expect(importedSeries('m.xmile', file(variables), name), name).toEqual(values);
  });

  it('down a row of thousands, in time in proportion', () => {
    const row = (count: number) =>
      Array.from({ length: count }, (_, i) => {
        const inflow = i === 0 ? '' : `<inflow>f${i - 1}</inflow>`;
        return guarded(`s${i}`, 1, `${inflow}<outflow>f${i}</outflow>`) + flow(`f${i}`, '2');
      }).join('');
    const last = 3000;
    expect(importedSeries('m.xmile', file(row(last + 1) + aux('r', `f${last}`)), 'r')).toEqual([2, 2, 2, 2, 2]);
  });

  it('exchange/reads-what-is-wanted: where that would rest on itself', () => {
    const problems = new Problems();
    const ring =
      guarded('s', 4, '<inflow>g</inflow><outflow>f</outflow>') +
      guarded('t', 4, '<inflow>f</inflow><outflow>g</outflow>');
    const text = file(ring + flow('f', '3') + flow('g', '5') + aux('r', 'f'));
    importModel('m.xmile', text, new Map(), problems);
    expect(problems.list.map(({ code, message }) => [code, message])).toEqual([
      [
        'exchange/reads-what-is-wanted',
        'Equations read what is wanted of `f`, not what `s` gives: that would rest on itself within a step.',
      ],
    ]);
  });
});

it('stages that read the stage before by its place are no loop', () => {
  const chain = (name: string, equation: string) => array(name, 'd', equation);
  const text = file(chain('into', 'IF d = 1 THEN 8 + TIME ELSE out[d - 1]') + chain('out', 'into / 2'));
  expect(importedSeries('m.xmile', text, 'out[c1]')).toEqual([1, 1.125, 1.25, 1.375, 1.5]);
});

it('how often values are saved may stand in an element of its own', () => {
  const text = file(aux('h', 'TIME')).replace('<dt>1</dt>', '<dt>0.5</dt><savestep>2</savestep>');
  expect(importedSeries('m.xmile', text, 'h')).toEqual([0, 2, 4]);
});
