// What a file's own graphs show is what is looked at first.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';

const titlesOf = (file: string, text: string): readonly string[] => {
  const problems = new Problems();
  const titles = importModel(file, text, new Map(), problems)!.study.settings.outputs.map(({ title }) => title);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toEqual([]);
  return titles;
};

const EQUATIONS = `d: A, B ~~|
stock = INTEG(flow, 1) ~~|
flow = 0.1 * stock ~~|
"other, flow" = 2 ~~|
by d[d] = stock ~~|
of time = Time ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
const SKETCH = String.raw`
\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
///---\\\
`;
const SETTINGS = ':L\x7f<%^E!@\n1:Current.vdf\n15:0,0,0,0,0,0\n';

it.each([
  ['without any, the stocks', '', ['stock']],
  [
    'in its order, each once',
    ':GRAPH G\n:SCALE\n:VAR flow\n:VAR by d[A]\n:GRAPH H\n:VAR flow\n',
    ['flow', 'by d, total'],
  ],
  ['tables and reports are none', ':TABLE T\n:VAR flow\n:REPORT R\n:VAR flow\n:END-OF-REPORT\n', ['stock']],
  ['what is in no equation is left out', ':GRAPH G\n:VAR gone\n:VAR of time|0\n:VAR of time\n', ['of time']],
])('Vensim, %s', (_, graphs, expected) => {
  expect(titlesOf('m.mdl', `{UTF-8}\n${EQUATIONS}${SKETCH}${graphs}${SETTINGS}`)).toEqual(expected);
});

const xmile = (views: string, more = '', modules = '') => `<xmile version="1.0">
<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<model><variables><stock name="A stock"><eqn>1</eqn></stock><aux name="The aux"><eqn>TIME</eqn></aux>${modules}</variables>
<views>${views}</views></model>${more}</xmile>`;
const graph = (...names: readonly string[]) =>
  `<graph type="time_series">${names.map((name, i) => `<plot index="${i}"><entity name="${name}"/></plot>`).join('')}</graph>`;

it.each([
  ['without any, the stocks', '<style><graph color="black"/></style>', ['A stock']],
  [
    'in its order, also within stacks',
    `<view><stacked_container>${graph('The_aux', 'A stock')}</stacked_container></view>`,
    ['The aux', 'A stock'],
  ],
])('XMILE, %s', (_, views, expected) => {
  expect(titlesOf('m.xmile', xmile(views))).toEqual(expected);
});

it('XMILE, of a module, named from above or within', () => {
  const inner = (views: string) =>
    `<model name="inner"><variables><aux name="own"><eqn>1 + TIME</eqn></aux></variables><views>${views}</views></model>`;
  const module = '<module name="inner"/>';
  expect(titlesOf('m.xmile', xmile(`<view>${graph('inner.own')}</view>`, inner(''), module))).toEqual(['inner.own']);
  expect(titlesOf('m.xmile', xmile('', inner(`<view>${graph('own')}</view>`), module))).toEqual(['inner.own']);
});

it('XMILE, without what is NAN at some time, and says so', () => {
  const problems = new Problems();
  const late = '<aux name="Shown late"><eqn>IF TIME &lt; 2 THEN NAN ELSE TIME</eqn></aux>';
  const text = xmile(`<view>${graph('Shown_late', 'The_aux')}</view>`, '', late);
  const { study } = importModel('m.xmile', text, new Map(), problems)!;
  expect(study.settings.outputs.map(({ title }) => title)).toEqual(['The aux']);
  expect(problems.list.map(({ code, message }) => [code, message])).toEqual([
    ['exchange/ignored', expect.stringContaining('`Shown late`, which is NAN at some time')],
  ]);
});
