// XMILE as Vensim exports it: its own language under the standard's tags. Against numbers worked out by hand; time runs 0 to 4 by 1.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { importedSeries } from './imported-series.ts';

const always = (value: number): number[] => [value, value, value, value, value];
const DATA = new Map([['sales.csv', new TextEncoder().encode('Time,sold\n0,2\n2,6\n4,8\n')]]);
const aux = (name: string, equation: string, more = '') =>
  `<aux name="${name}"><eqn> ${equation}\t\t</eqn>${more}</aux>`;
const over = (...names: readonly string[]) =>
  `<dimensions>${names.map((name) => `<dim name="${name}"/>`).join('')}</dimensions>`;

function file(variables: string, more = '', dt = '1', save = 'TIME_STEP'): string {
  return `<?xml version="1.0" encoding="utf-8" ?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0" xmlns:vensim="http://www.vensim.com/XMILE">
<header><product version="1.0" lang="en">Vensim</product></header>
<sim_specs method="euler" time_units="Month"><start>0<doc>The start.</doc></start><stop>4<doc>The end.</doc></stop>
<dt>${dt}<doc>A step.</doc></dt><vensim:saveper>${save}<doc>What is kept.</doc></vensim:saveper></sim_specs>
${more}<model><variables>${variables}<aux name="TIME_STEP"><eqn>DT</eqn></aux></variables></model></xmile>`;
}

type Case = readonly [
  name: string,
  variables: string,
  expected: Readonly<Record<string, readonly number[]>>,
  more?: string,
];

const FOLLOW = `<macro name="FOLLOW"><parm>target</parm><parm>lag</parm><eqn>FOLLOW</eqn><variables>
<stock name="FOLLOW"><eqn>target*2</eqn><vensim:netflow>GAP/MAX(lag,TIME STEP$)</vensim:netflow><units>target</units></stock>
<aux name="GAP" access="output"><eqn>target-FOLLOW</eqn></aux></variables></macro>`;

const RANGES = `<dimensions><dim name="City" vensim:kind="family"><elem name="Ayr"/><elem name="Bo"/><elem name="Cork"/>
<dim name="Coast" vensim:kind="subrange"><elem name="Ayr"/><elem name="Cork"/></dim>
<dim name="Inland" vensim:kind="subrange"><elem name="Bo"/></dim>
<dim name="To" vensim:kind="equivalent"/></dim>
<dim name="Region" vensim:kind="family"><elem name="Sea"/><elem name="Land"/>
<vensim:map from="Sea" to="Coast"/><vensim:map from="Land" to="Inland"/></dim></dimensions>`;

const CASES: readonly Case[] = [
  [
    // In a file of XML all calls of an equation stand in one place. Each begins at twice its target and closes the gap in a step.
    'calls of one macro in one equation are runs of their own',
    `${aux('x', 'FOLLOW(10,1:gap)+FOLLOW(1,1)')}${aux('w', 'gap * 1')}`,
    { x: [22, 11, 11, 11, 11], w: [-10, 0, 0, 0, 0] },
    FOLLOW,
  ],
  [
    'a stock by its net flow, and words of Vensim between colons',
    `<stock name="water"><eqn>
\t10
\t</eqn><vensim:netflow>rain-IF_THEN_ELSE(water&gt;14 :AND: :NOT: rain&lt;1,4,0)</vensim:netflow></stock>${aux('rain', '3')}`,
    { water: [10, 13, 16, 15, 14] },
    '',
  ],
  [
    'the step under two names that stand for each other',
    `${aux('DT', 'TIME_STEP')}${aux('x', 'DT+TIME_STEP')}`,
    { x: always(2) },
    '',
  ],
  [
    'functions mean what they mean in Vensim',
    `${aux('p', 'PULSE(1,2)')}${aux('m', 'MODULO(-3,2)')}${aux('d', 'DELAY_FIXED(Time,2,7)')}${aux('u', 'IF_THEN_ELSE(gone=:NA:,1,0)')}${aux('gone', ':NA:')}`,
    { p: [0, 1, 1, 0, 0], m: always(-1), d: [7, 7, 0, 1, 2], u: always(1) },
    '',
  ],
  [
    'lookups, called by their name',
    `${aux('x', 'heights(Time/4)')}<aux name="heights"><gf><xscale min="0.0" max="1.0"/><xpts>0.0,1.0</xpts><ypts>0.0,2.0</ypts></gf></aux>`,
    { x: [0, 0.5, 1, 1.5, 2] },
    '',
  ],
  [
    'a macro with a further output',
    `${aux('x', 'FOLLOW(three,2:the_gap)')}${aux('w', 'the_gap*2')}${aux('three', '3')}`,
    // From 6 half way to 3 each month.
    { x: [6, 4.5, 3.75, 3.375, 3.1875], w: [-6, -3, -1.5, -0.75, -0.375] },
    FOLLOW,
  ],
  [
    'ranges in ranges, other names of them, and what belongs to what',
    `<aux name="trips">${over('City')}<element subscript="Ayr"><eqn>1</eqn></element><element subscript="Bo"><eqn>2</eqn></element><element subscript="Cork"><eqn>3</eqn></element></aux>
     <aux name="weather">${over('Region')}<element subscript="Sea"><eqn>10</eqn></element><element subscript="Land"><eqn>20</eqn></element></aux>
     <aux name="local">${over('City')}<eqn>weather[Region]+trips[City]</eqn></aux>
     <aux name="pairs">${over('City', 'To')}<eqn>trips[City]*10+trips[To]</eqn></aux>
     ${aux('coast', 'SUM(trips[Coast!])')}${aux('all', 'SUM(pairs[City!,To!])')}`,
    {
      'local[ayr]': always(11),
      'local[bo]': always(22),
      'local[cork]': always(13),
      'pairs[ayr,cork]': always(13),
      coast: always(4),
      // 3 times (10 + 20 + 30) and 3 times (1 + 2 + 3).
      all: always(198),
    },
    RANGES,
  ],
  [
    'data variables of a file beside the model, and data made of them',
    `<aux vensim:kind="data" name="sold"><eqn>:INTERPOLATE:\t</eqn></aux><aux vensim:kind="data" name="twice"><eqn>:INTERPOLATE::=2*sold</eqn></aux>${aux('x', 'twice+1')}
     <aux vensim:kind="string" name="link"><eqn>:IS: 'https://example.org/a.html'</eqn></aux>`,
    { x: [5, 9, 13, 15, 17] },
    '',
  ],
];

it.each(CASES.map((one) => [one[0], one] as const))('%s', (_, [, variables, expected, more]) => {
  for (const [name, values] of Object.entries(expected))
    importedSeries('m.xmile', file(variables, more), name, DATA).forEach((value, k) => {
      expect(value, `${name} at ${k}`).toBeCloseTo(values[k]!, 12);
    });
});

it('what is kept has a clock of its own', () => {
  const { study } = importModel('m.xmile', file(aux('x', '1'), '', '0.5', '2'), new Map(), new Problems())!;
  expect(study.settings.time).toMatchObject({ dt: 0.5, saveEvery: 4 });
});

it('tests of reality are told and passed over; an equation that cannot be read is told where it stands', () => {
  const rule =
    '<vensim:rc kind="constraint" name="dry"><eqn>:THE CONDITION: x = 0 :IMPLIES: x &lt; 10</eqn></vensim:rc>';
  const text = file(`${aux('x', '1 +')}${rule}`);
  const problems = new Problems();
  importModel('m.xmile', text, new Map(), problems);
  expect(problems.list.map(({ code, place }) => [code, text.slice(place!.start, place!.end)])).toStrictEqual([
    ['exchange/syntax', '<eqn> 1 +\t\t</eqn>'],
    ['exchange/reality-check', rule],
  ]);
});
