// What real Vensim files hold and the SDX suite lacks, each against numbers worked out by hand. Time runs 0 to 4 by 1.
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { importedSeries } from './imported-series.ts';

const CLOCK = ' INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = TIME STEP ~~|';
const always = (value: number): number[] => [value, value, value, value, value];
const DATA = new Map(
  Object.entries({
    'data.csv': 'Time,sold\n0,2\n2,6\n4,8\n',
    'history.dat': 'Rain in town[North]\n0\t1\n4\t9\nrain in town[South]\n0\t2\n4\t2e+00\nsnow\n2 5\n',
    'inputs/list.csv': 'name,,\nP,Q,R\nX,,\n',
    'm.dat': 'snow\n0\t7\n',
    'commas.dat': '"hail, large"\n0\t3\n4\t3\nsleet["by, night",North]\n0\t4\n',
    'commas.csv':
      'Time,"""fog, thick""",plain,"mist[""by, night"",South]",dew["by, night",North]\n"0","5",1,6,7\n"4","5",n/a,6,7\n',
    'two.csv': 'time,0,1,x,3,,7,8\nx,2,,4,6,,50,60\n,time,0,1,2,,,\n,y,5,n/a,9,,,\n',
    'table.csv': 'place,height\n"Rain, in town",5\n6" pipe,8\n',
  }).map(([name, text]) => [name, new TextEncoder().encode(text)]),
);

type Case = readonly [name: string, text: string, expected: Readonly<Record<string, readonly number[]>>];

const CASES: readonly Case[] = [
  [
    'a mapping of many to one',
    `city: a, b, c ~~| cs1: a, b ~~| cs2: c ~~| state: s1, s2 -> (city: cs1, cs2) ~~|
     w[state] = 10, 20 ~~| z[city] = w[state] + 1 ~~|`,
    { 'z[a]': always(11), 'z[b]': always(11), 'z[c]': always(21) },
  ],
  [
    'a mapping that lists elements again',
    'city: a, b, c -> (state: s1, s1, s2) ~~| state: s1, s2 ~~| w[state] = 10, 20 ~~| z[city] = w[state] ~~|',
    { 'z[b]': always(10), 'z[c]': always(20) },
  ],
  [
    'two mappings of one dimension',
    'A: a1, a2 -> B, (C: c2, c1) ~~| B: b1, b2 ~~| C: c1, c2 ~~| x[A] = 1, 2 ~~| u[B] = x[A] ~~| z[C] = x[A] ~~|',
    { 'u[b1]': always(1), 'z[c1]': always(2) },
  ],
  [
    'exceptions of several kinds',
    `d: A, B, C ~~| e: P, Q ~~| s: B, C ~~| x[d, e] :EXCEPT: [A, e], [B, Q] = 1 ~~| x[A, e] = 2 ~~| x[B, Q] = 3 ~~|
     v[d] :EXCEPT: [s] = 4 ~~| v[s] = 5 ~~|`,
    {
      'x[a,p]': always(2),
      'x[b,p]': always(1),
      'x[b,q]': always(3),
      'x[c,q]': always(1),
      'v[a]': always(4),
      'v[c]': always(5),
    },
  ],
  [
    'tests of reality are passed over',
    'x = 3 ~~| t1 :TEST INPUT: x = RC STEP(x, 2) ~~| ok :THE CONDITION: t1 :IMPLIES: x > 2 ~~|',
    { x: always(3) },
  ],
  [
    'units with a range, and a mark for what is supplementary',
    'x = 3 * Time ~ widgets [0,10,0.1] ~ a comment ~ :SUPPLEMENTARY |',
    { x: [0, 3, 6, 9, 12] },
  ],
  [
    'SINTEG between two numbers, on one side of a number, and free',
    `d: A, B ~~| r[d] = 2, -2 ~~| both[d] = SINTEG(r[d], 5, 1, 8, :NA:, :NA:, :NA:) ~~|
     above = SINTEG(-2, -1, 0, :NA:, :NA:, :NA:, :NA:) ~~| free = SINTEG(both[A], 0, :NA:, :NA:, :NA:, :NA:, :NA:) ~~|`,
    { 'both[a]': [5, 7, 8, 8, 8], 'both[b]': [5, 3, 1, 1, 1], above: always(0), free: [0, 5, 12, 20, 28] },
  ],
  [
    'delays whose time and order are known in an array or pass through a macro',
    `:MACRO: PIPE(in, time of it, first)
     PIPE = DELAY MATERIAL(in, time of it, first, 0) ~~|
     :END OF MACRO:
     :MACRO: STAGES(in, time of it, first, how many)
     STAGES = DELAY N(in, time of it, first, how many) ~~|
     :END OF MACRO:
     d: A, B ~~| lag[d] = 1, 3 ~~| in = STEP(10, 1) ~~| none = 0 ~~|
     by n[d] = DELAY N(in, lag[d], 0, 3) ~~| as belt[d] = DELAY MATERIAL(in, lag[d], 0, 0) ~~|
     piped = PIPE(in, lag[A] + 1, in) ~~| staged = STAGES(in, lag[A], 0, MAX(1, none + 2)) ~~|`,
    {
      // A stage lasts a step at least: of the three with a time of 1 there is one.
      'by_n[a]': [0, 0, 10, 10, 10],
      'by_n[b]': [0, 0, 0, 0, 10],
      'as_belt[b]': [0, 0, 0, 0, 10],
      piped: [0, 0, 0, 10, 10],
      staged: [0, 0, 10, 10, 10],
    },
  ],
  [
    'a series ends where its times end, whatever stands beyond in the same row; values that are no numbers are passed over',
    `a := GET DIRECT DATA('two.csv', ',', '1', 'B2') ~~| x = a ~~| b = GET DIRECT LOOKUPS('two.csv', ',', '3', 'C4') ~~| z = b(Time) ~~|`,
    { x: always(2), z: [5, 7, 9, 9, 9] },
  ],
  ['REINITIAL', 'x = REINITIAL(Time + 3) ~~|', { x: always(3) }],
  [
    'SAMPLE IF TRUE that names itself means its value a step before, also inside a function, and in a macro',
    `:MACRO: PEAK(x)
     PEAK = SAMPLE IF TRUE(x > PEAK, x, x) ~~|
     :END OF MACRO:
     d: A, B ~~| x[A] = IF THEN ELSE(Time = 2, 9, Time) ~~| x[B] = 10 - x[A] ~~|
     most[d] = SAMPLE IF TRUE(ZIDZ(x[d] - most[d], 1) > 0, x[d], x[d]) ~~| peak of x = PEAK(x[A]) ~~|
     started = SAMPLE IF TRUE(:NOT: started :AND: x[A] > 1, Time, 0) ~~| n = SAMPLE IF TRUE(x[A] > 1, n + 1, 0) ~~|`,
    {
      'most[a]': [0, 1, 9, 9, 9],
      'most[b]': always(10),
      peak_of_x: [0, 1, 9, 9, 9],
      started: [0, 0, 2, 2, 2],
      n_2: [0, 0, 1, 2, 3],
    },
  ],
  [
    'folds over elements',
    `d: A, B, C ~~| v[d] = 2, 3, 4 ~~| p = PROD(v[d!]) ~~| lo = VMIN(v[d!]) ~~| hi = VMAX(v[d!]) ~~| count = ELMCOUNT(d) + 0 * Time ~~|
     many = SUM(IF THEN ELSE(v[d!] > 2, 1, 0)) ~~|`,
    { p: always(24), lo: always(2), hi: always(4), count: always(3), many: always(2) },
  ],
  [
    'QUANTUM, MODULO and INTEGER cut towards 0',
    'a = QUANTUM(7.9, 2) ~~| b = QUANTUM(-7.9, 2) ~~| c = MODULO(-7, 3) ~~| d = INTEGER(-1.5) ~~|',
    { a: always(6), b: always(-6), c: always(-1), d: always(-1) },
  ],
  [
    'lookups read in five ways',
    `l((0,0),(1,2),(2,3)) ~~| x = TABXL(l, Time) ~~| f = LOOKUP FORWARD(l, Time - 0.5) ~~| b = LOOKUP BACKWARD(l, 1.5) ~~|
     inv = LOOKUP INVERT(l, 2.5) ~~| area = LOOKUP AREA(l, 0, Time) ~~| back = LOOKUP AREA(l, 2, -1) ~~|`,
    {
      x: [0, 2, 3, 4, 5],
      f: [0, 2, 3, 3, 3],
      b: always(2),
      inv: always(1.5),
      area: [0, 1, 3.5, 6.5, 9.5],
      back: always(-3.5),
    },
  ],
  [
    // The points for which the worked values of the manual hold: it shows others beside them.
    'LOOKUP SLOPE between points, at them and beyond',
    `l((0,0),(1,1),(2,1.5)) ~~| x = LOOKUP SLOPE(l, Time - 1, 0) ~~| u = LOOKUP SLOPE(l, Time - 1, 1) ~~| z = LOOKUP SLOPE(l, Time * 1.25 - 0.5, -1) ~~|
     j((0,0),(1,1),(1,5),(2,6)) ~~| jump = LOOKUP SLOPE(j, Time / 2, 1) ~~|`,
    {
      x: [0, 0.5, 0.75, 0.25, 0],
      u: [1, 1, 0.75, 0.5, 0.5],
      z: [-(2 ** 109), 1, 0.5, -(2 ** 109), -(2 ** 109)],
      jump: [1, 1, -(2 ** 109), 1, 1],
    },
  ],
  [
    'VECTOR LOOKUP of elements that move, in each of its ways',
    `p: P1, P2, P3 ~~| q: Q1, Q2 ~~| v[P1, q] = 0 ~~| v[P2, Q1] = 0 ~~| v[P2, Q2] = 0 ~~| v[P3, q] = 0 ~~|
     w[p] = 1, 1, 3 ~~| k = Time ~~|
     u = VECTOR LOOKUP(w[P1], k * 2 - 2, 0, 4, 0) ~~| e = VECTOR LOOKUP(w[P1], k * 2 - 2, 0, 4, 3) ~~|
     b = VECTOR LOOKUP(w[P1], k + 0.5, 0, 4, 2) ~~| f = VECTOR LOOKUP(w[P1], k + 0.5, 0, 4, 4) ~~|
     a = VECTOR LOOKUP(w[P1], k * 2 - 2, 0, 4, 1) ~~| ae = VECTOR LOOKUP(w[P1], k * 2 - 2, 0, 4, 7) ~~|
     s = VECTOR LOOKUP(w[P1], k * 2 - 1, 0, 4, 6) ~~| se = VECTOR LOOKUP(w[P1], k * 2 - 1, 0, 4, 9) ~~|
     m[p] = w[p] * k ~~| my = VECTOR LOOKUP(m[P1], 3, 0, 4, 0) ~~| n[q, p] = 1, 2, 3; 4, 5, 6; ~~| ny[q] = VECTOR LOOKUP(n[q, P1], 1, 0, 4, 0) ~~|`,
    {
      u: [1, 1, 1, 3, 3],
      e: [1, 1, 1, 3, 5],
      b: [1, 1, 1, 1, 3],
      f: [1, 1, 3, 3, 3],
      // Places 0, 2, 4: flat over the first stretch, then from 1 to 3; held, or carried on, to the place 6.
      a: [-2, 0, 2, 6, 12],
      ae: [-2, 0, 2, 6, 14],
      s: [0, 0, 1, 0, 0],
      se: [0, 0, 1, 1, 1],
      my: [0, 2, 4, 6, 8],
      'ny[q1]': always(1.5),
      'ny[q2]': always(4.5),
    },
  ],
  [
    'DELAYP and its pipeline, which holds what has not left',
    `k = 3 + STEP(3, 2) ~~| u = DELAYP(k, 6 : w) ~~| d3 = DELAY3(k, 6) ~~| gap = d3 - u ~~| under = INTEG(k - d3, 18) ~~| rest = under - w ~~|`,
    { gap: always(0), rest: always(0), u: [3, 3, 3, 3, 3], w: [18, 18, 18, 21, 24] },
  ],
  [
    'DELAY CONVEYOR with a leak: what leaves, and what is on it by the balance of the manual',
    `flat((0,1),(1,1)) ~~| k = 10 + STEP(10, 1) ~~| leak = 0.1 ~~| len = 3 ~~| out = DELAY CONVEYOR(k, len, leak, flat, 30, 3) ~~|
     ahead = all + TIME STEP * (k - out) ~~| lost = ahead * leak ~~| all = INTEG(k - out - lost, 30) ~~|`,
    {
      out: [10, 9, 8.1, 7.29, 14.58],
      // On it are the last three that came in, each less 10 % for every step that it has been there.
      all: [30, 27, 18 + 8.1 + 8.1, 18 + 16.2 + 7.29, 18 + 16.2 + 14.58],
    },
  ],
  [
    // Of a run of Vensim: https://github.com/climateinteractive/SDEverywhere/blob/main/models/depreciate/depreciate.dat has the same shape.
    'DEPRECIATE STRAIGHTLINE: each investment in equal parts over its life, and what was there before goes on',
    `str = IF THEN ELSE(Time = 1, 1000, IF THEN ELSE(Time = 2, 400, 0)) ~~| x = DEPRECIATE STRAIGHTLINE(str, 2, 1, 0) ~~|
     u = DEPRECIATE STRAIGHTLINE(40, 3, 1, 40) ~~| z = DEPRECIATE STRAIGHTLINE(0, 3, 1, 30) ~~|`,
    { x: [0, 500, 700, 200, 0], u: always(40), z: [20, 10, 0, 0, 0] },
  ],
  [
    'INVERT MATRIX, with rows that must be exchanged',
    `r: R1, R2, R3 ~~| c <-> r ~~| m[r, c] = 0, 2, 1; 1, 0, 4; 3, 1, 1; ~~| i[r, c] = INVERT MATRIX(m[r, c], 3) ~~|
     det = 1 * (0*(0*1-4*1) - 2*(1*1-4*3) + 1*(1*1-0*3)) ~~| a = i[R1, R1] * det ~~| b = i[R2, R3] * det ~~| z = i[R3, R1] * det ~~|`,
    // The adjugate of the matrix by hand: -4, 1, 1 there.
    { a: always(-4), b: always(1), z: always(1) },
  ],
  [
    'INVERT MATRIX of as many rows as a range has elements, which a comment explains one by one',
    `s: one,\t{Mining, quarrying}\n two\t{~ is not the end} ~~| t <-> s ~~| m[s, t] = 4, 7; 2, 6; ~~| i[s, t] = INVERT MATRIX(m[s, s], ELMCOUNT(s)) ~~|
     a = i[one, one] ~~| b = i[one, two] ~~| z = i[two, one] ~~|`,
    // By the adjugate over the determinant of 10.
    { a: always(0.6), b: always(-0.7), z: always(-0.2) },
  ],
  ['an equation of data', 'a := 3 ~~| b = a * 2 ~~|', { b: always(6) }],
  ['a number that cannot change', 'a == 3 ~~| b = a * 2 ~~|', { b: always(6) }],
  [
    'lines that go on, tabs, and CR LF',
    'long name \\\r\n  of\tvariable = 1 + \\\r\n\t2\r\n\t~\tWidget\r\n\t~\tdoc\r\n\t|\r\nb = long name of variable * 2 ~~|',
    { b: always(6) },
  ],
  [
    'names in quotation marks and in other scripts',
    '"price ($/lb) \\"x\\"" = 3 ~~| Größe = "price ($/lb) \\"x\\"" * 2 ~~| 人口 = Größe + 1 ~~| население = 人口 + 1 ~~|',
    { größe: always(6), 人口: always(7), население: always(8) },
  ],
  [
    'elements with commas, quotes and other scripts in their names',
    `region: "North, East", "O\\"Neil", Süd ~~| e: P, Q ~~| v[region] = 1, 2, 3 ~~| s[region] = INTEG(v[region], 10) ~~|
     w[region, e] = v[region] * 2 ~~| w["North, East", Q] = 7 ~~| l["North, East"]((0,0),(4,8)) ~~| l["O\\"Neil"]((0,0),(4,4)) ~~| l[Süd]((0,0),(4,2)) ~~|
     u[region] = l[region](Time) ~~| k = SUM(s[region!]) ~~|`,
    {
      's[north_east]': [10, 11, 12, 13, 14],
      's[o_neil]': [10, 12, 14, 16, 18],
      'w[north_east,p]': always(2),
      'w[north_east,q]': always(7),
      'w[süd,q]': always(6),
      'u[north_east]': [0, 2, 4, 6, 8],
      'u[süd]': [0, 0.5, 1, 1.5, 2],
      k: [30, 36, 42, 48, 54],
    },
  ],
  ['comments in braces', 'a = 3 {this is } + 1 ~~| {a whole comment} b = a ~~|', { b: always(4) }],
  [
    'a macro that is given a lookup',
    ':MACRO: F(x, l)\nF = l(x) + x ~~|\n:END OF MACRO:\ng((0,0),(10,20)) ~~| u = F(Time, g) ~~|',
    { u: [0, 3, 6, 9, 12] },
  ],
  [
    'a macro with further outputs',
    ':MACRO: F(x : a, b)\nF = x + 1 ~~| a = x * 2 ~~| b = INTEG(x, 0) ~~|\n:END OF MACRO:\nu = F(Time : p, q) ~~| z = p + q ~~|',
    { u: [1, 2, 3, 4, 5], p: [0, 2, 4, 6, 8], q: [0, 0, 1, 3, 6], z: [0, 2, 5, 9, 14] },
  ],
  [
    'macros in macros, and over elements',
    ':MACRO: G(x)\nG = x * 2 ~~|\n:END OF MACRO:\n:MACRO: F(x)\nF = G(x) + 1 ~~|\n:END OF MACRO:\nd: A, B ~~| v[d] = 1, 2 ~~| u[d] = F(v[d]) ~~|',
    { 'u[a]': always(3), 'u[b]': always(5) },
  ],
  [
    'delays by whole steps',
    'm = DELAY MATERIAL(Time, 2, 7, 0) ~~| i = DELAY INFORMATION(Time, 2, 7) ~~| s = SMOOTHI(Time, 2, 7) ~~|',
    { m: [7, 7, 0, 1, 2], i: [7, 7, 0, 1, 2], s: [7, 3.5, 2.25, 2.125, 2.5625] },
  ],
  [
    'what is worth now, at the beginning and at the end of each period',
    'a = NPV(10, 0.1, 0, 1) ~~| b = NPVE(10, 0.1, 0, 1) ~~|',
    {
      a: [0, 1, 2, 3, 4].map((n) => 10 * Array.from({ length: n + 1 }, (_, k) => 1.1 ** -k).reduce((x, y) => x + y)),
      b: [0, 1, 2, 3, 4].map(
        (n) => 10 * Array.from({ length: n + 1 }, (_, k) => 1.1 ** -(k + 1)).reduce((x, y) => x + y),
      ),
    },
  ],
  [
    // 1000 and 400 in parts of 0.5, 0.3 and 0.2, in the period in which they come and the two after it.
    'DEPRECIATE BY SCHEDULE: each investment by the parts of a schedule, beside what was left to write off',
    `p: p1, p2, p3 ~~| sch[p] = 50, 30, 20 ~~| left[p] = 10, 20, 30 ~~| none = 0 ~~|
     str = IF THEN ELSE(Time = 1, 1000, IF THEN ELSE(Time = 2, 400, 0)) ~~|
     x = DEPRECIATE BY SCHEDULE(str, sch[p1], none, 3, Time) ~~| w = DEPRECIATE BY SCHEDULE(str, sch[p1], left[p1], 3, -6) ~~|`,
    { x: [0, 500, 500, 320, 80], w: [10, 520, 530, 320, 80] },
  ],
  ['a name that ends in a dollar sign', 'US$ = 2 ~~| u = US$ * Time ~~|', { u: [0, 2, 4, 6, 8] }],
  ['SAVEPER that no line of the file gives', 'u = SAVEPER + Time ~~|', { u: [1, 2, 3, 4, 5] }],
  ['a base of time', 'x = TIME BASE(1970, 0.5) ~~|', { x: [1970, 1970.5, 1971, 1971.5, 1972] }],
  [
    'conditions and what is missing',
    'a = IF THEN ELSE(Time > 1 :AND: Time < 3 :OR: :NOT: Time > 0, 1, 0) ~~| b = IF THEN ELSE(Time > 1, :NA:, 1) ~~| c = IF THEN ELSE(b = :NA:, 5, b) ~~|',
    { a: [1, 0, 1, 0, 0], c: [1, 1, 5, 5, 5] },
  ],
  [
    'VECTOR SELECT and VECTOR ELM MAP',
    `d: A, B, C ~~| v[d] = 2, 3, 4 ~~| s[d] = 1, 0, 1 ~~| total = VECTOR SELECT(s[d!], v[d!], 0, 0, 0) ~~|
     most = VECTOR SELECT(s[d!], v[d!], 0, 3, 0) ~~| x[d] = VECTOR ELM MAP(v[A], d - 1) ~~| next[d] = VECTOR ELM MAP(v[d], 1) ~~|`,
    { total: always(6), most: always(4), 'x[c]': always(4), 'next[a]': always(3) },
  ],
  [
    'ranges of numbered elements, and elements as numbers',
    'd: (A1-A5) ~~| v[d] = d ~~| s: (A2-A4) ~~| t = SUM(v[s!]) ~~| x[d] = IF THEN ELSE(d = A2, 10, d) ~~|',
    { t: always(9), 'x[a2]': always(10), 'x[a3]': always(3) },
  ],
  [
    'lists of two dimensions and turned about',
    'd: A, B ~~| e: P, Q, R ~~| m[d, e] = 1, 2, 3; 4, 5, 6; ~~| t[e, d] = m[d, e] ~~| r[e] = SUM(m[d!, e]) ~~| k[d] = TABBED ARRAY(\n7\t8 ) ~~|',
    { 't[r,b]': always(6), 'r_2[q]': always(7), 'k[b]': always(8) },
  ],
  [
    'text that names a file',
    "file :IS: 'data.csv' ~~| x = GET DIRECT CONSTANTS(file, ',', 'B3') ~~| u = x * 2 ~~|",
    { u: always(12) },
  ],
  [
    'data of a .dat file, whose points stand under the name; results of a run of the model count last',
    `place: North, South ~~| rain in town[place] ~~| snow ~~| w[place] = rain in town[place] * 10 ~~| z = snow ~~|`,
    { 'w[north]': [10, 30, 50, 70, 90], 'w[south]': always(20), z: always(5) },
  ],
  [
    'data under names and elements that hold commas',
    `place: North, South ~~| when: "by, night", noon ~~| "hail, large" ~~| sleet["by, night", North] ~~| "fog, thick" ~~| mist["by, night", South] ~~| dew["by, night", North] ~~|
     a = "hail, large" ~~| b = "fog, thick" ~~| c = sleet["by, night", North] ~~| e = mist["by, night", South] ~~| f = dew["by, night", North] ~~|`,
    { a: always(3), b: always(5), c: always(4), e: always(6), f: always(7) },
  ],
  [
    'cells of a CSV file that hold commas and other signs of quoting',
    `x = GET DIRECT CONSTANTS('table.csv', ',', 'B2') ~~| z = GET DIRECT CONSTANTS('table.csv', ',', 'B3') ~~| u = x + z + 0 * Time ~~|`,
    { u: always(13) },
  ],
  [
    'elements along the row and down the column of the first cell, up to an empty one, in a file of another folder',
    `a: GET DIRECT SUBSCRIPT('inputs\\list.csv', ',', 'A2', '2', '') ~~| b: GET DIRECT SUBSCRIPT('Inputs/list.csv', ',', 'a2', 'A', '') ~~|
     u[a] = 1, 2, 3 ~~| v[b] = 4, 5 ~~| both = u[R] + v[X] + Time ~~|`,
    { both: [8, 9, 10, 11, 12] },
  ],
  [
    'a file that the settings at the end give for a tag',
    `x = GET DIRECT CONSTANTS('?sales', ',', 'B3') ~~| u = x * 2 ~~|${CLOCK}
\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
///---\\\\\\
:L<%^E!@
30:?Sales=data.csv
`,
    { u: always(12) },
  ],
  [
    'data at other times than now',
    `sold ~~| ahead := TIME SHIFT(sold, 2) ~~| x = ahead ~~| mid = GET DATA BETWEEN TIMES(sold, Time + 1, 0) ~~|
     later = GET DATA BETWEEN TIMES(sold, 1, 1) ~~| earlier = GET DATA BETWEEN TIMES(sold, 1, -1) ~~|
     at = IF THEN ELSE(GET DATA AT TIME(sold, Time) = :NA:, -1, GET DATA AT TIME(sold, Time)) ~~|
     past = IF THEN ELSE(GET DATA BETWEEN TIMES(sold, 5, 0) = :NA:, -1, 0) ~~|
     high = GET DATA MAX(sold, 0, 3) + 0 * Time ~~| last = GET DATA LAST TIME(sold) + 0 * Time ~~| avg = GET DATA MEAN(sold, 0, 4) + 0 * Time ~~|`,
    {
      x: [6, 7, 8, 8, 8],
      mid: [4, 6, 7, 8, -(2 ** 109)],
      later: always(6),
      earlier: always(2),
      at: [2, -1, 6, -1, 8],
      past: always(-1),
      high: always(6),
      last: always(4),
      avg: always(16 / 3),
    },
  ],
  [
    'a market of supply and demand, in rectangles',
    `dm: d1, d2 ~~| sp: s1, s2 ~~| pp: pt, pr, pw, pe ~~| dq[dm] = 10, 20 ~~| sq[sp] = 10, 20 ~~|
     dc[dm, pp] = 1, 5, 4, 0; 1, 5, 4, 0; ~~| sc[sp, pp] = 1, 5, 4, 0; 1, 6, 4, 0; ~~|
     price = FIND MARKET PRICE(dq[d1], dc[d1, pt], sq[s1], sc[s1, pt]) ~~|
     a[dm] = DEMAND AT PRICE(dq[dm], dc[dm, pt], price) ~~| b[sp] = SUPPLY AT PRICE(sq[sp], sc[sp, pt], price) ~~|`,
    // 30 (7 - p) / 4 = 10 (p - 3) / 4 + 20 (p - 4) / 4, so p = 16 / 3.
    { price: always(16 / 3), 'a[d1]': always(25 / 6), 'b[s2]': always(20 / 3) },
  ],
  [
    'a market priority, and what each gets at it',
    'd: A, B ~~| q[d] = 10, 20 ~~| p[d] = 1, 2 ~~| mp = MARKETP(q[A], p[A], 2, 1, 15) ~~| g[d] = ALLOC P(q[d], p[d], 1, mp) ~~|',
    { 'g[a]': always(0), 'g[b]': always(15) },
  ],
  [
    'MIN and MAX within a function that runs over elements',
    `d: A, B, C ~~| e: P, Q ~~| v[d] = 3, 1, 2 ~~| m[d, e] = 1, 2; 3, 4; 5, 6; ~~| w[d] = v[d] * Time ~~|
     x = SUM(MAX(v[d!], 2)) ~~| y[d] = SUM(MIN(m[d, e!], 2 + Time)) ~~| z = VMAX(MIN(w[d!], 5)) ~~|`,
    { x: always(7), 'y_2[b]': [4, 6, 7, 7, 7], z: [0, 3, 5, 5, 5] },
  ],
  [
    'data under another name have their own way between points, also in a macro',
    `:MACRO: gaps(given, level : seen) gaps = IF THEN ELSE(y = :NA:, -1, y) ~~| y :RAW: := given ~~|
     n := level ~~| seen = INTEG(IF THEN ELSE(y = :NA:, 0, n), 0) ~~| :END OF MACRO:
     town: North, South ~~| Rain in town[town] ~~| s = INTEG(1, 1) ~~|
     x[town] := Rain in town[town] ~~| ahead[town] :LOOK FORWARD: := x[town] ~~|
     held :HOLD BACKWARD: := x[North] ~~| own = IF THEN ELSE(bare = :NA:, -1, bare) ~~| bare :RAW: := x[North] ~~|
     within = gaps(Rain in town[North], s : seen within) ~~| half := Rain in town[North] / 2 ~~|`,
    {
      'ahead[north]': [1, 9, 9, 9, 9],
      held: [1, 1, 1, 1, 9],
      own: [1, -1, -1, -1, 9],
      within: [1, -1, -1, -1, 9],
      seen_within: [0, 1, 1, 1, 1],
      half: [0.5, 1.5, 2.5, 3.5, 4.5],
      'x[south]': always(2),
    },
  ],
  [
    'VECTOR ELM MAP over the stage before, and beyond an array',
    `d: A, B, C ~~| into[d] = IF THEN ELSE(d = A, 8 + Time, VECTOR ELM MAP(out[d], -1)) ~~| out[d] = into[d] / 2 ~~|
     v[d] = 3, 1, 2 ~~| known = IF THEN ELSE(VECTOR ELM MAP(v[B], Time - 2) = :NA:, -1, VECTOR ELM MAP(v[B], Time - 2)) ~~|
     none = IF THEN ELSE(VECTOR ELM MAP(v[A], 3) = :NA:, Time, 0) ~~|`,
    { 'out[c]': [1, 1.125, 1.25, 1.375, 1.5], known: [-1, 3, 1, 2, -1], none: [0, 1, 2, 3, 4] },
  ],
];

describe('Vensim files', () => {
  it.each(CASES)('%s', (_, text, expected) => {
    for (const [variable, values] of Object.entries(expected)) {
      const series = importedSeries(
        'm.mdl',
        text + (text.includes('SAVEPER') ? CLOCK.replace(/SAVEPER.*/, '') : CLOCK),
        variable,
        DATA,
      );
      expect(series, variable).toHaveLength(values.length);
      for (const [i, value] of values.entries())
        expect(Math.abs(series[i]! - value), `${variable} at ${i} is ${series[i]}`).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(value)),
        );
    }
  });

  it.each([
    ['x = A FUNCTION OF(a) ~~| a = 1 ~~|', 'no equation yet'],
    ['x :RAW: := Time * 2 ~~|', ':RAW: is understood of data'],
    ['x = SIMULTANEOUS(0.5 * x + 1, 0) ~~|', 'break the loop'],
    [
      'd: A, B ~~| s[d] = INTEG(0, 1) ~~| x = SHIFT IF TRUE(s[A], Time = 1, 2, 0, 0) ~~|',
      'by flows between the elements',
    ],
    ['x = NO SUCH THING(1) ~~|', 'is not known'],
    ['x = SSHAPE(0.5, 2) ~~|', 'its :MACRO: is missing'],
    ['l((0,0),(1,2),(2,1)) ~~| x = LOOKUP INVERT(l, 1.5) ~~|', 'goes up and down'],
    ['l((0,0),(1,0)) ~~| x = RANDOM LOOKUP(l, 0, 1, 0, 1, 0) ~~|', 'an area above 0'],
    ['l((0,1),(1,-0.5)) ~~| x = RANDOM LOOKUP(l, 0, 1, 0, 1, 0) ~~|', 'no height below 0'],
    ['f((0,1),(1,2)) ~~| x = DELAY CONVEYOR(1, 2, 0, f, 2, 2) ~~|', 'a flat profile'],
    ['f((0,1),(1,1)) ~~| x = DELAY CONVEYOR(1, 2 + Time, 0, f, 2, 2) ~~|', 'at one speed'],
    ['x = DEPRECIATE STRAIGHTLINE(1, 4, 2, 0) ~~|', 'as long as its fiscal period'],
    ['d: A, B ~~| v[d] = 1, 2 ~~| x = DEPRECIATE BY SCHEDULE(1, v[A], 0, 4, Time) ~~|', 'that are its fiscal periods'],
    ['d: A, B ~~| v[d] = 1, 2 ~~| x = DEPRECIATE BY SCHEDULE(1, v[A], 7, 2, Time) ~~|', 'left to write off'],
    ['x = DEPRECIATE BY SCHEDULE(1, 2, 0, 2, Time) ~~|', 'a schedule is an array'],
    ['x = DELAY BATCH(1, 2, 3, 0, 0, 0) ~~|', 'gather and release by stocks'],
    ['d: A, B ~~| v[d] = 1, 2 ~~| x = VECTOR LOOKUP(v[A], 1, 0, 1, 5) ~~|', 'use LOOKUP INVERT'],
    [
      'r: (a1-a13) ~~| c: (b1-b13) ~~| m[r, c] = Time + r - c ~~| i[r, c] = INVERT MATRIX(m[r, c], 13) ~~|',
      'known before the run',
    ],
    ['r: (a1-a13) ~~| c: (b1-b13) ~~| m[r, c] = r - c ~~| i[r, c] = INVERT MATRIX(m[r, c], 13) ~~|', 'has no inverse'],
    ["x = GET XLS DATA('?sales data', 'users', 'A', 'B2') ~~|", 'beside the model as `sales data.xlsx`'],
    ['x = SINTEG(1, 0, 0, 9, 1, :NA:, :NA:) ~~|', 'a least and a largest value alone'],
    ['a = 1 ~~| x = GET DATA BETWEEN TIMES(a, 1, 0) ~~|', 'no data that are read from a file'],
    ['x = DELAY MATERIAL(1, 2 + Time, 0, 0) ~~|', 'known before the run'],
  ])('%s is refused in words, at its place', (text, words) => {
    const problems = new Problems();
    importModel('m.mdl', text + CLOCK, new Map(), problems);
    const [found] = problems.list.filter(({ severity }) => severity === 'error');
    expect(found?.message).toContain(words);
    expect(text.slice(found!.place!.start, found!.place!.end)).not.toBe('');
  });
});

it('draws by the inverse of a distribution have its mean', () => {
  const clock = ' INITIAL TIME = 0 ~~| FINAL TIME = 20000 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|';
  const mean = (call: string) => {
    const series = importedSeries('m.mdl', `x = ${call} ~~|${clock}`, 'x');
    return series.reduce((sum, value) => sum + value, 0) / series.length;
  };
  // Standard errors: 2.04 / 141, 0.52 / 141, and 2 / 141 widened by the correlation of some ten steps.
  expect(Math.abs(mean('RANDOM TRIANGULAR(-100, 100, 0, 5, 10, 1)') - 5)).toBeLessThan(0.07);
  expect(Math.abs(mean('RANDOM WEIBULL(-100, 100, 2, 1, 1, 1)') - (1 + Math.sqrt(Math.PI) / 2))).toBeLessThan(0.02);
  expect(Math.abs(mean('RANDOM PINK NOISE(3, 2, 5, 1)') - 3)).toBeLessThan(0.25);
});

it('shows the sum of an array of stocks, in which a model may have all that it computes', () => {
  const text = `d: A, B ~~| s[d] = INTEG(0, 2) ~ people ~| t = INTEG(0, 1) ~~|${CLOCK}`;
  const outputs = importModel('m.mdl', text, new Map(), new Problems())!.study.settings.outputs;
  expect(outputs.map(({ show, title }) => [show.text, title])).toStrictEqual([
    ['SUM(s[*])', 's, total (people)'],
    ['t', 't'],
  ]);
});

it('all outputs of a macro are of one run of it: they drew random numbers of their own', () => {
  const text = `:MACRO: DRAW(x : drawn)
    DRAW = x + 2 * drawn ~~|
    drawn = RANDOM UNIFORM(0, 1, 1) ~~|
    :END OF MACRO:
    d: A, B ~~| in[d] = 3, 4 ~~| out[d] = DRAW(in[d] : luck[d]) ~~|
    rest[d] = out[d] - in[d] - 2 * luck[d] ~~| apart = luck[A] - luck[B] ~~|${CLOCK}`;
  for (const variable of ['rest[a]', 'rest[b]'])
    for (const value of importedSeries('m.mdl', text, variable)) expect(value).toBeCloseTo(0, 12);
  for (const value of importedSeries('m.mdl', text, 'apart')) expect(value).not.toBe(0);
});

it('data to compare with, whose file is missing, are left aside and said where nothing reads them, and refused where something does', () => {
  const found = (text: string) => {
    const problems = new Problems();
    const study = importModel('m.mdl', text + CLOCK, new Map(), problems)?.study;
    return [
      study?.variables.map(({ name }) => name.text),
      problems.list.map(({ severity, message }) => `${severity}: ${message}`),
    ];
  };
  expect(found('d: A, B ~~| seen[d] :RAW: ~~| x = Time ~~|')).toStrictEqual([
    ['x'],
    ['note: Left aside: `seen`, which nothing reads and of which there are no data here.'],
  ]);
  expect(found('d: A, B ~~| seen[d] :RAW: ~~| x = SUM(seen[d!]) ~~|')[1]).toStrictEqual([
    'error: This is not understood: `seen` has no equation, and no data file beside the model has a column of that name.',
  ]);
});

it('INVERT MATRIX of a large matrix of numbers, which the import works out: rows must be exchanged, and sums and files are read', () => {
  const size = 30;
  const table = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => ((i * 7 + j * 13) % 11) / 3).join(','),
  );
  const text = `r: (a1-a${size}) ~~| c: (b1-b${size}) ~~| size = ELMCOUNT(r) ~~|
    t[r, c] = GET DIRECT CONSTANTS('table.csv', ',', 'A1') ~~| total[c] = SUM(t[r!, c]) ~~|
    share[r, c] = ZIDZ(t[r, c], total[c]) ~~|
    m[r, c] = IF THEN ELSE(r + c = ${size + 1}, 1, 0) - share[r, c] / 2 ~~|
    i[c, r] = INVERT MATRIX(m[r, c], size) ~~|
    unit[r] = SUM(m[r, c!] * i[c!, a3]) + 0 * Time ~~|${CLOCK}`;
  const beside = new Map([['table.csv', new TextEncoder().encode(table.join('\n'))]]);
  for (const row of [1, 2, 3, 4, size])
    for (const value of importedSeries('m.mdl', text, `unit[a${row}]`, beside))
      expect(value).toBeCloseTo(row === 3 ? 1 : 0, 12);
});

it('numbers that the import writes into equations are no parameters, and say so', () => {
  const text = `order = 3 ~~ How many stages.| time of delay = 2 ~~| last = 4 ~~| other = last * 2 ~~|
    x = DELAY N(STEP(other, 1), time of delay, 0, order) ~~| s = INTEG(x, 0) ~~|${CLOCK.replace('FINAL TIME = 4', 'FINAL TIME = last')}`;
  const { study } = importModel('m.mdl', text, new Map(), new Problems())!;
  expect(study.parameters.map(({ name }) => name.text)).toStrictEqual(['time_of_delay']);
  const order = study.variables.find(({ name }) => name.text === 'order')!;
  expect(order.equations.map(({ equation }) => equation.text)).toStrictEqual(['3']);
  expect(order.doc).toBe('The import wrote this number into equations: change it in the model file. How many stages.');
  expect(importedSeries('m.mdl', text, 'x').at(-1)).toBeGreaterThan(0);
});
