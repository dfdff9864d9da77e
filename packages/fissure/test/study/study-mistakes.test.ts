import { describe, expect, it } from 'vitest';
import type { MessageCode } from '../../src/diagnostics/messages.generated.ts';
import { edited, FILES, read } from './a-study.ts';

type Change = readonly [file: string, from: string, to: string];

/** Each mistake alone in a study that is otherwise good: its code, and the text at the place shown. */
const MISTAKES: readonly (readonly [MessageCode, Change, shown: string, help?: string])[] = [
  ['study/unknown-field', ['model.yaml', 'because: [B1.study]', 'becuase: [B1.study]'], 'becuase', 'because'],
  ['study/unknown-field', ['study.yaml', 'limits:', 'limmits:'], 'limmits', 'limits'],
  ['study/unknown-field', ['model.yaml', 'triangular: [0.2', 'triangualr: [0.2'], 'triangualr', 'triangular'],
  ['study/unknown-field', ['model.yaml', 'otherwise: 0 }', 'otherwize: 0 }'], 'otherwize', 'otherwise'],
  ['study/missing-field', ['model.yaml', '    unit: 1\n    value: 0.6', '    value: 0.6'], 'envy'],
  ['study/missing-field', ['claims.yaml', '  holds: n[equal] < n[base]\n', ''], 'C1'],
  ['study/missing-field', ['model.yaml', '    initial: 100\n', ''], 'fighters'],
  ['study/no-value', ['claims.yaml', 'says: Envy matters.', 'says:'], 'says'],
  ['study/no-value', ['study.yaml', 'title: A small study', 'title: ""'], 'title'],
  ['study/no-value', ['study.yaml', 'question: Does it read?', "question: '  '"], 'question'],
  ['study/no-value', ['study.yaml', 'title: Fighters', 'title: " "'], 'title'],
  ['study/no-value', ['study.yaml', '  - None.', '  - ""'], ''],
  ['study/no-value', ['claims.yaml', 'says: Envy matters.', 'says: ""'], 'says'],
  ['study/no-value', ['structures.yaml', 'label: Plain', 'label: ""'], 'label'],
  ['study/wrong-type', ['model.yaml', 'value: 0.6', 'value: 0,6'], '0,6', 'decimal point'],
  ['study/wrong-type', ['model.yaml', 'because: [B1.study]', 'because: B1.study'], 'B1.study', '[B1.study]'],
  ['study/wrong-type', ['model.yaml', '[0.2, 0.6, 1.2]', '[0.2, 1.2]'], '[0.2, 1.2]'],
  ['study/wrong-type', ['model.yaml', 'points: [[0, 1], [0.5, 0.6]', 'points: [[0, 1], [0.5]'], '[0.5]'],
  ['study/wrong-type', ['study.yaml', 'fissure: 1', 'fissure: 2'], '2'],
  ['study/not-a-choice', ['model.yaml', 'between: step', 'between: steps'], 'steps', 'step'],
  ['study/not-a-choice', ['study.yaml', 'unit: month', 'unit: months'], 'months', 'month'],
  ['study/not-a-choice', ['argument.md', '**modelled**', '**modeled**'], 'modeled', 'modelled'],
  ['study/out-of-range', ['study.yaml', 'title:', 'members: 0\ntitle:'], '0'],
  ['study/out-of-range', ['study.yaml', 'dt: 1/16', 'dt: -1'], '-1'],
  ['study/bad-name', ['model.yaml', '  restraint:', '  re-straint:'], 're-straint', 're_straint'],
  ['study/duplicate-name', ['model.yaml', 'lookups:', '  Envy: { unit: 1, value: 1 }\nlookups:'], 'Envy'],
  ['study/not-a-date', ['scenarios.yaml', 'from: 2014-12-16', 'from: 2014-12-32'], '2014-12-32'],
  ['study/not-a-date', ['scenarios.yaml', 'from: 2014-12-16', 'from: 6'], '6'],
  ['study/not-a-date', ['study.yaml', 'stop: 2015-06', 'stop: 12'], '12'],
  ['study/not-a-date', ['evidence.yaml', 'date: 2014', 'date: spring'], 'spring'],
  ['study/stop-before-start', ['study.yaml', 'stop: 2015-06', 'stop: 2013-06'], '2013-06'],
  ['study/not-whole-steps', ['study.yaml', 'stop: 2015-06', 'stop: 2015-06-10'], '{ start'],
  ['study/not-whole-steps', ['study.yaml', 'unit: month }', 'unit: month, save: 0.1 }'], '0.1'],
  ['study/too-many-steps', ['study.yaml', 'dt: 1/16', 'dt: 1/100000'], '{ start'],
  ['study/outside-run', ['scenarios.yaml', 'from: 2014-12-16', 'from: 2019-12'], '2019-12'],
  ['study/elements-from', ['model.yaml', '{ same_as: place }', '{ same_as: place, elements: [x] }'], 'neighbour'],
  ['study/no-elements', ['model.yaml', 'origin: [foreign, local]', 'origin: []'], 'origin'],
  ['study/missing-elements', ['model.yaml', 'value: { foreign: 800, local: 400 }', 'value: { local: 400 }'], 'pay'],
  ['study/missing-elements', ['model.yaml', 'symmetric: true, otherwise: 0', 'symmetric: true'], 'adjacency'],
  [
    'study/unknown-element',
    ['model.yaml', 'value: { foreign: 800', 'value: { foriegn: 1, foreign: 800'],
    'foriegn',
    'foreign',
  ],
  ['study/unknown-element', ['data/adjacency.csv', 'raqqa,mosul', 'raqa,mosul'], 'raqa', 'raqqa'],
  [
    'study/unknown-element',
    ['model.yaml', 'columns: { iraq: iraq,', 'columns: { iran: iraq, iraq: iraq,'],
    'iran',
    'iraq',
  ],
  ['study/too-many-levels', ['model.yaml', 'value: 0.6', 'value: { a: 0.6 }'], '{ a: 0.6 }'],
  [
    'study/table-for-scalar',
    ['model.yaml', 'value: 0.6', 'value: { from: data/places.csv, column: population }'],
    '{ from',
  ],
  ['study/key-columns', ['model.yaml', 'keys: [a, b]', 'keys: [a]'], '[a]'],
  ['study/element-twice-in-table', ['data/adjacency.csv', 'mosul,0.4\n', 'mosul,0.4\nRaqqa,Mosul,0.5\n'], 'Raqqa'],
  ['study/not-square', ['model.yaml', 'column: population }', 'column: population, symmetric: true }'], 'true'],
  ['study/not-symmetric', ['data/adjacency.csv', 'mosul,0.4\n', 'mosul,0.4\nmosul,raqqa,0.5\n'], 'true'],
  [
    'study/missing-table',
    ['model.yaml', 'from: data/adjacency.csv', 'from: data/adjacencies.csv'],
    'data/adjacencies.csv',
    'data/adjacency.csv',
  ],
  ['study/unknown-column', ['model.yaml', 'column: population', 'column: populaton'], 'populaton', 'population'],
  ['study/empty-cell', ['data/strikes.csv', '12,3.5', '12,'], ''],
  ['study/cell-not-a-number', ['data/strikes.csv', '12,3.5', '12,many'], 'many'],
  ['study/empty-series', ['data/strikes.csv', '2014-06,0,0\n2014-09,12,3.5\n', ''], 'data/strikes.csv'],
  ['study/series-order', ['data/strikes.csv', '2014-09', '2014-05'], '2014-05'],
  ['study/not-a-date', ['data/strikes.csv', '2014-09', 'Sept'], 'Sept'],
  ['study/column-or-columns', ['model.yaml', 'time: month\n', 'time: month\n    column: iraq\n'], 'iraq'],
  ['read/csv-cell-count', ['data/strikes.csv', '2014-09,12,3.5', '2014-09,12'], '2014-09,12'],
  ['read/csv-quote', ['data/places.csv', '"Mosul, city"', '"Mosul, city'], '"'],
  [
    'study/one-distribution',
    ['model.yaml', '{ triangular: [0.2, 0.6, 1.2] }', '{ uniform: [0, 1], beta: [1, 2] }'],
    'beta',
  ],
  ['study/prior-arguments', ['model.yaml', '[0.2, 0.6, 1.2]', '[1.2, 0.6, 0.2]'], '[1.2, 0.6, 0.2]'],
  ['study/value-outside-prior', ['model.yaml', 'value: 0.6', 'value: 6'], '{ triangular: [0.2, 0.6, 1.2] }'],
  ['study/points-order', ['model.yaml', '[0.5, 0.6]', '[-1, 0.6]'], '[-1, 0.6]'],
  ['study/too-few-points', ['model.yaml', '[[0, 1], [0.5, 0.6], [1, 0.2]]', '[[0, 1]]'], '[[0, 1]]'],
  ['study/kind-of-variable', ['model.yaml', '    flow: person/month\n', ''], 'recruitment'],
  ['study/field-of-other-kind', ['model.yaml', 'initial: 100', 'equation: 100\n    initial: 100'], 'equation'],
  [
    'study/one-alternative',
    ['structures.yaml', '    rival: { weight: 1/2, equations: { recruitment: 7 } }\n', ''],
    'form',
  ],
  [
    'study/first-alternative',
    ['structures.yaml', '{ label: Plain }', '{ equations: { recruitment: 1 } }'],
    '{ recruitment: 1 }',
  ],
  ['study/unknown-reference', ['model.yaml', 'because: [B1.study]', 'because: [B1.stduy]'], 'B1.stduy', 'B1.study'],
  ['study/unknown-reference', ['evidence.yaml', 'reference: study', 'reference: studdy'], 'studdy', 'study'],
  ['study/unknown-reference', ['argument.md', '**modelled** M1', '**modelled** M2'], 'M2'],
  ['study/unknown-reference', ['claims.yaml', 'scenario: quiet', 'scenario: quite'], 'quite', 'quiet'],
  ['study/unknown-reference', ['claims.yaml', 'statements: [p1.2]', 'statements: [p1.9]'], 'p1.9'],
  ['study/unknown-reference', ['history.yaml', 'output: strength', 'output: strenght'], 'strenght', 'strength'],
  ['study/range-order', ['evidence.yaml', '[1, 3]', '[3, 1]'], '[3, 1]'],
  ['study/error-model', ['history.yaml', 'lognormal: 0.25, dof', 'dof'], '{ dof: 4 }'],
  ['study/out-of-range', ['history.yaml', 'lognormal: 0.25', 'lognormal: 0'], '0'],
  ['study/no-points', ['history.yaml', /points:[\s\S]*/.exec(FILES['history.yaml']!)![0], 'points: []\n'], '[]'],
  [
    'study/date-or-period',
    ['history.yaml', 'to: 2014-12, ', ''],
    '{ from: 2014-06-16, published: 2015-03, value: 120 }',
  ],
  [
    'study/unpublished-fit',
    ['history.yaml', 'published: 2015-03, ', ''],
    '{ from: 2014-06-16, to: 2014-12, value: 120 }',
  ],
  ['study/fitted-later', ['history.yaml', 'published: 2015-03,', 'published: 2015,'], '2015'],
  ['study/argument-heading', ['argument.md', '## p1 Pay', '## Pay'], '## Pay'],
  ['study/statement-form', ['argument.md', 'C1: Envy', 'C1 Envy'], '- `p1.2` **claim** C1 Envy makes locals leave.'],
  ['study/statement-id', ['argument.md', '`p1.1`', '`p2.1`'], 'p2.1'],
  ['study/duplicate-name', ['argument.md', '`p1.3`', '`p1.2`'], 'p1.2'],
  ['study/not-carried', ['argument.md', '**modelled** M1', '**modelled**'], 'p1.1'],
  ['study/carried-context', ['argument.md', '**out of scope**', '**context** M1'], 'M1'],
  ['study/no-reason', ['argument.md', ' (a matter of style: see above)', ''], 'p1.3'],
  ['study/loose-text', ['argument.md', '## p1 Pay\n', '## p1 Pay\n\nSome words.\n'], 'Some words.'],
];

describe('mistakes', () => {
  const cases = MISTAKES.map(([code, change, shown, help]) => ({ code, change, shown, help }));
  it.each(cases)('$code $change', ({ code, change: [file, from, to], shown, help }) => {
    const change = edited(file, from, to);
    const { study, problems } = read(change);
    const problem = problems.list.find((one) => one.code === code);
    expect(problem, problems.list.map((one) => `${one.code}: ${one.message}`).join('\n')).toBeDefined();
    expect(study).toBeDefined();
    const { place } = problem!;
    const text = (change[place!.file] ?? FILES[place!.file])!.slice(place!.start, place!.end);
    if (shown === '{ start' || shown === '{ from') expect(text.startsWith(shown)).toBe(true);
    else expect(text.replace(/^["']|["']$/g, '')).toBe(shown.replace(/^["']$/, ''));
    if (help !== undefined) expect(problem!.help).toContain(help);
    // Nor the words of the library that checks the shape.
    expect(problem!.message).not.toMatch(/[{}]\w*[{}]|undefined|NaN|Invalid|pattern/);
  });

  it('stand alone: most of them cause no second message', () => {
    const echoes = MISTAKES.filter(([, [file, from, to]]) => read(edited(file, from, to)).problems.list.length > 1);
    // A misspelled field is also a missing one; a changed statement id is also missing where it was used.
    expect(echoes.length).toBeLessThan(20);
  });
});

describe('files that are not there', () => {
  it('are reported where they are needed, and only there', () => {
    const { study, problems } = read({ 'study.yaml': undefined });
    expect(study).toBeUndefined();
    expect(problems.list.map((one) => one.code)).toEqual(['read/missing-file']);
  });

  it('leave nothing behind where they are not needed', () => {
    const bare = Object.fromEntries(Object.keys(FILES).map((file) => [file, undefined]));
    const { study, problems } = read({
      ...bare,
      'study.yaml': 'fissure: 1\ntitle: T\nquestion: Q?\ntime: { start: 0, stop: 10, dt: 0.1, unit: day }\n',
      'model.yaml': 'variables:\n  x: { stock: 1, initial: 1 }\n',
    });
    expect(problems.list).toEqual([]);
    expect(study!.settings.time).toMatchObject({ start: 0, stop: 10, stepCount: 100, saveEvery: 10 });
    expect(study!.claims).toEqual([]);
  });

  it('are not looked into when they could not be read', () => {
    const { problems } = read({ 'evidence.yaml': 'B1: &x\n' });
    expect(problems.list.map((one) => one.code)).toEqual(['read/alias']);
  });
});
