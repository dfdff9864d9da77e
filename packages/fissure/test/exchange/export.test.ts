// The studies of this repository, exported and imported again, give the same bits in every variable, in either format.
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalName } from '../../src/base/names.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { writeVensim } from '../../src/exchange/export/write-vensim.ts';
import { writeXmile } from '../../src/exchange/export/write-xmile.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { writeStudy } from '../../src/exchange/write-study.ts';
import { checkStudy } from '../../src/host/open-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import { readStudy } from '../../src/study/read-study.ts';
import { exportAndImport, valuesOf } from './conformance.ts';

it.each([
  ['garrison', 'xmile'],
  ['islamic-state', 'xmile'],
  ['garrison', 'mdl'],
  ['islamic-state', 'mdl'],
] as const)('%s -> %s -> study', { timeout: 120_000 }, (name, format) => {
  const { model, problems } = checkStudy(resolve(import.meta.dirname, '../../../../studies', name));
  expect(problems.hasErrors).toBe(false);
  const before = valuesOf(model!);
  const after = valuesOf(exportAndImport(model!, format));
  expect(before.size).toBeGreaterThan(9);
  for (const [id, values] of before) expect(after.get(id), id).toStrictEqual(values);
});

function modelOf(variables: string) {
  const problems = new Problems();
  const text = `<xmile><header><vendor>Fissure</vendor></header><sim_specs method="RK4"><start>0</start><stop>6</stop><dt>0.25</dt></sim_specs>
<dimensions><dim name="d"><elem name="a"/><elem name="b"/></dim></dimensions><model><variables>${variables}</variables></model></xmile>`;
  const imported = importModel('m.xmile', text, new Map(), problems);
  const model = checkModel(imported!.study, problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  return model;
}

const aux = (name: string, equation: string) =>
  `<aux name="${name}"><eqn>${equation.replaceAll('<', '&lt;')}</eqn></aux>`;
const WAVE = aux('wave', 'SIN(TIME * 3) * 7.3');

it.each([
  ['rounding', 'INT(wave) + INT(-wave / 3)'],
  ['a remainder with the sign of the divisor', 'wave MOD 2 + wave MOD (-0.7)'],
  ['division by nothing', 'SAFEDIV(wave, INT(wave), 4) + SAFEDIV(1, 0)'],
  ['logic in the middle of a sum', '3 + (wave > 1 AND NOT (wave > 5 OR TIME < 2)) * 2 - (wave = 0)'],
  ['signs and powers', '-2^2 - -wave * (-3)^3 + 2^-1 + (2^3)^2 + 7 - (4 - 3)'],
  ['what it was', 'PREVIOUS(wave, 5) + DELAY(wave, 1.5) + DELAY(wave, 0.75, 2) + INIT(wave + 1) * 2'],
  ['itself a step ago', 'PREVIOUS(SELF, 3) * 0.5 + wave'],
  [
    'chains of stages',
    'DELAY1(wave, 2) + DELAY3(wave, 2, 1) + DELAYN(wave, 3, 5) + SMTH1(wave, 2, 1) + SMTH3(wave, 1) + SMTHN(wave, 3, 4, 0)',
  ],
  ['trends', 'TREND(wave + 9, 2, 0.1) + TREND(wave + 9, 3) + FORCST(wave + 9, 2, 4)'],
  ['test inputs', 'STEP(3, 1.1) + RAMP(2, 0.6) + PULSE(5, 1.3) + PULSE(2, 0.5, 1)'],
  ['pulses that stocks take in', 'SMTH1(PULSE(5, 1.3) + PULSE(2, 0.5, 1), 2) + DELAY1(PULSE(3, 2), 1)'],
  ['the least and the greatest of three', 'MIN(wave, 3, TIME) + MAX(wave, 1, -TIME)'],
  ['logarithms', 'LOG10(wave * wave + 1) + LN(wave * wave + 2)'],
  ['PI and infinity', 'MIN(INF, PI * wave)'],
])('Vensim says the same: %s', (_, equation) => {
  const model = modelOf(`${WAVE}${aux('x', equation)}`);
  const [before, after] = [valuesOf(model), valuesOf(exportAndImport(model, 'mdl'))];
  expect(new Set(before.get('x')).size).toBeGreaterThan(2);
  expect(after.get('x')).toStrictEqual(before.get('x'));
});

it('stocks that may not fall below zero give what they hold, in Vensim as well', () => {
  const model =
    modelOf(`<stock name="upper"><eqn>5</eqn><inflow>rain</inflow><outflow>fall</outflow><outflow>leak</outflow><non_negative/></stock>
<stock name="lower"><eqn>1</eqn><inflow>fall</inflow><outflow>away</outflow><non_negative/></stock>
${['rain=1', 'fall=3 + TIME', 'leak=2', 'away=4'].map((one) => `<flow name="${one.split('=')[0]}"><eqn>${one.split('=')[1]}</eqn></flow>`).join('')}
${aux('seen', 'fall * 2')}`);
  const [before, after] = [valuesOf(model), valuesOf(exportAndImport(model, 'mdl'))];
  expect(Math.min(...before.get('upper')!)).toBeCloseTo(0, 6);
  for (const [id, values] of before) expect(after.get(id), id).toStrictEqual(values);
});

it('exchange/no-such-notion: stocks around a ring that may not fall below zero', () => {
  const stock = (name: string, from: string, to: string) =>
    `<stock name="${name}"><eqn>5</eqn><inflow>${from}</inflow><outflow>${to}</outflow><non_negative/></stock><flow name="${to}"><eqn>9</eqn></flow>`;
  const model = modelOf(`${stock('one', 'g', 'f')}${stock('two', 'f', 'g')}`);
  const problems = new Problems();
  writeVensim(model, lowerToPlan(model, []), problems);
  expect(problems.list.map(({ code }) => code)).toStrictEqual(['exchange/no-such-notion', 'exchange/no-such-notion']);
  expect(problems.list[0]!.place?.file).toBe('m.xmile');
});

it('exchange/written-otherwise: draws and infinity', () => {
  const model = modelOf(aux('x', 'MIN(INF, NORMAL(0, 1) + LOGNORMAL(1, 1) + POISSON(3) + EXPRND(2) + RANDOM(0, 1))'));
  const { text, notices } = writeVensim(model, lowerToPlan(model, []), new Problems());
  expect(notices).toHaveLength(2);
  expect(text).toContain('RANDOM NORMAL(');
  const after = valuesOf(exportAndImport(model, 'mdl')).get('x')!;
  expect(after.every(Number.isFinite)).toBe(true);
});

it('the settings of a Vensim file say how it is integrated', () => {
  const decay = 's = INTEG(-s, 1) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 0.25 ~~|';
  const end = (code: number) => {
    const problems = new Problems();
    const text = `${decay}\n\\\\\\---/// Sketch\nV300\n///---\\\\\\\n:L<%^E!@\n15:0,0,0,${code},0,0\n`;
    const model = checkModel(importModel('m.mdl', text, new Map(), problems)!.study, problems);
    return { value: valuesOf(model).get('s')!.at(-1)!, codes: problems.list.map(({ code: one }) => one) };
  };
  expect(end(0).value).toBeCloseTo(0.75 ** 4, 14);
  const oneStep = 1 - 0.25 + 0.25 ** 2 / 2 - 0.25 ** 3 / 6 + 0.25 ** 4 / 24;
  expect(end(5).value).toBeCloseTo(oneStep ** 4, 14);
  expect(end(1).value).toBe(end(5).value);
  expect(end(3).codes).toContain('exchange/method');
});

it.each([
  [
    'mdl',
    `x = 1 ~~| s = INTEG(x, 0) ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~|
\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
10,1,s,438,256,40,20,3,3,0,0,0,0,0,0
///---\\\\\\
:L<%^E!@
15:0,0,0,0,0,0
`,
    '10,1,s,438,256,40,20,3,3,0,0,0,0,0,0',
    'diagram.vensim',
  ],
  [
    'xmile',
    '<xmile><sim_specs><start>0</start><stop>4</stop></sim_specs><model><variables><aux name="x"><eqn>TIME</eqn></aux></variables><views><view isee:page="1"><aux x="10" y="20" name="x"/></view></views></model></xmile>',
    '<views><view isee:page="1"><aux x="10" y="20" name="x"/></view></views>',
    'diagram.xmile',
  ],
] as const)('the diagram of %s is kept in the study and written back', (format, text, diagram, file) => {
  const problems = new Problems();
  const { study } = importModel(`m.${format}`, text, new Map(), problems)!;
  const files = writeStudy(study);
  expect(files.get(file)).toContain(diagram);
  const encoder = new TextEncoder();
  const read = readStudy(new Map([...files].map(([name, one]) => [name, encoder.encode(one)])), problems)!;
  const model = checkModel(read, problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const plan = lowerToPlan(model, []);
  const written = format === 'mdl' ? writeVensim(model, plan, problems).text : writeXmile(model, plan);
  expect(written).toContain(diagram);
  expect(written.split('15:0,0,0').length).toBe(format === 'mdl' ? 2 : 1);
  expect(importModel(`again.${format}`, written, new Map(), problems)!.study.diagram?.text).toContain(diagram);
});

it('names keep the letters and blanks that people gave them, in both formats', () => {
  const problems = new Problems();
  const text = `Old Town: East Side, West ~~| Stock One[Old Town] = INTEG(Table of Flow(Time), 1) ~~| Table of Flow((0,1),(4,2)) ~~|
    FINAL TIME = 4 ~~| TIME STEP = 1 ~~|`;
  const model = checkModel(importModel('m.mdl', text, new Map(), problems)!.study, problems);
  const plan = lowerToPlan(model, []);
  for (const written of [writeVensim(model, plan, problems).text, writeXmile(model, plan)])
    for (const name of ['Stock One', 'Table of Flow', 'East Side']) expect(written).toContain(name);
});

it('a Vensim file has the names that no study can have, but not that of another variable', () => {
  const problems = new Problems();
  const text = 'y = Time ~~| date = y * 2 ~~| off 2 = 1 ~~| off = date ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~|';
  const model = checkModel(importModel('m.mdl', text, new Map(), problems)!.study, problems);
  const written = writeVensim(model, lowerToPlan(model, []), problems).text;
  for (const line of ['y = Time', 'date = y * 2', 'off 2 = 1', 'off = date']) expect(written).toContain(`\n${line}\n`);
});

it('the code of exchange bundles for browsers: nothing of it asks for Node', async () => {
  const { build } = await import('vite');
  const entry = resolve(import.meta.dirname, '../../src/exchange/import-model.ts');
  const external: string[] = [];
  await build({
    ...{ configFile: false, logLevel: 'silent' },
    build: {
      ...{ write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'exchange' } },
      rollupOptions: {
        external: (id) => {
          if (id.startsWith('node:')) external.push(id);
          return false;
        },
      },
    },
  });
  expect(external).toStrictEqual([]);
});

it('views of modules are kept, in the names that variables have in the whole model', () => {
  const text = `<xmile><sim_specs><start>0</start><stop>4</stop></sim_specs><model><variables>
<module name="Farm 1"><connect to="Farm_1.rate" from="growth"/></module><aux name="growth"><eqn>0.5</eqn></aux></variables>
<views><view zoom="1"><module x="1" y="2" name="Farm 1"/><aux x="3" y="4" name="growth"/><connector uid="1"><from>growth</from><to>Farm_1</to></connector></view></views></model>
<model name="Farm 1"><variables><stock name="pop"><eqn>100</eqn><inflow>in flow</inflow></stock><flow name="in flow"><eqn>rate * pop</eqn></flow><aux name="rate" access="input"><eqn>0</eqn></aux></variables>
<views><view><aux x="9" y="9" name="rate"/><stock x="5" y="6" name="pop"/><flow x="5" y="6" name="in\\nflow"><pts><pt x="1" y="1"/></pts></flow><connector uid="1"><from>rate</from><to>in_flow</to></connector><connector uid="2"><from>pop</from><to>in_flow</to></connector><alias uid="3" x="4" y="5"><of>pop</of></alias></view></views></model></xmile>`;
  const kept = [
    '<view zoom="1"><aux x="3" y="4" name="growth"/></view>',
    '<view><stock x="5" y="6" name="Farm 1_pop"/><flow x="5" y="6" name="Farm 1_in flow"><pts><pt x="1" y="1"/></pts></flow><connector uid="2"><from>Farm 1_pop</from><to>Farm 1_in_flow</to></connector><alias uid="3" x="4" y="5"><of>Farm 1_pop</of></alias></view>',
  ];
  const problems = new Problems();
  const { study } = importModel('m.xmile', text, new Map(), problems)!;
  expect(problems.list.filter(({ severity }) => severity === 'error')).toEqual([]);
  const model = checkModel(study, problems);
  const written = writeXmile(model, lowerToPlan(model, []));
  for (const view of kept) expect(written).toContain(view);
  const drawn = [...written.matchAll(/<(?:stock|flow|aux) x="[^>]* name="([^"]*)"/g)].map((match) =>
    canonicalName(match[1]!),
  );
  expect(drawn).toEqual(['growth', 'farm_1_pop', 'farm_1_in_flow']);
  for (const name of drawn) expect(written).toContain(`name="${name}"><eqn>`);
  expect(importModel('again.xmile', written, new Map(), problems)!.study.diagram?.text).toBe(study.diagram?.text);
});

it.each(['xmile', 'mdl'] as const)('flows with other dimensions than their stock come back the same: %s', (format) => {
  const dims = (over: string) => `<dimensions>${[...over].map((one) => `<dim name="${one}"/>`).join('')}</dimensions>`;
  const text = `<xmile><sim_specs><start>0</start><stop>4</stop><dt>0.5</dt></sim_specs>
<dimensions><dim name="d"><elem name="A"/><elem name="B"/></dim><dim name="e"><elem name="P"/><elem name="Q"/><elem name="R"/></dim></dimensions><model><variables>
<stock name="left"><eqn>20</eqn><inflow>same</inflow><outflow>out</outflow><outflow>off</outflow><non_negative/></stock>
<stock name="rows">${dims('d')}<eqn>d</eqn><inflow>out</inflow><inflow>same</inflow><outflow>gone</outflow><non_negative/></stock>
<stock name="cells">${dims('de')}<eqn>1</eqn><inflow>off</inflow></stock>
<flow name="out">${dims('de')}<eqn>d + e * 0.7</eqn><non_negative/></flow><flow name="off">${dims('de')}<eqn>TIME + d</eqn></flow>
<flow name="gone">${dims('ed')}<eqn>rows[d] / e</eqn></flow><flow name="same"><eqn>0.3</eqn></flow></variables></model></xmile>`;
  const problems = new Problems();
  const model = checkModel(importModel('m.xmile', text, new Map(), problems)!.study, problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const before = valuesOf(model);
  const after = valuesOf(exportAndImport(model, format));
  expect(Math.min(...before.get('left')!)).toBe(0);
  for (const [id, values] of before) expect(after.get(id), id).toStrictEqual(values);
});

it.each(['xmile', 'mdl'] as const)('functions that are written out as others come back the same: %s', (format) => {
  const text = `l((0,0),(1,1),(2,1.5)) ~~| flat((0,1),(1,1)) ~~| p: P1, P2, P3 ~~| w[p] = 1, 1, 3 ~~| k = 3 + STEP(3, 2) ~~|
    slope = LOOKUP SLOPE(l, Time / 2, 0) ~~| vector = VECTOR LOOKUP(w[P1], Time, 0, 4, 3) ~~| area = VECTOR LOOKUP(w[P1], Time, 0, 4, 1) ~~|
    piped = DELAYP(k, 6 : under way) ~~| belt = DELAY CONVEYOR(k, 3, 0.1, flat, 30, 3) ~~| worth = DEPRECIATE STRAIGHTLINE(k, 3, 1, 0) ~~|
    normal = NORMALCDF(-1, Time / 3) + INVNORM(0.2 + Time / 20) ~~| loan = PMT(0.01, 36, 10000 * k, 0) ~~|
    INITIAL TIME = 0 ~~| FINAL TIME = 8 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  const problems = new Problems();
  const model = checkModel(importModel('m.mdl', text, new Map(), problems)!.study, problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const before = valuesOf(model);
  const after = valuesOf(exportAndImport(model, format));
  expect(before.size).toBeGreaterThan(20);
  for (const [id, values] of before) expect(after.get(id), id).toStrictEqual(values);
});
