import { describe, expect, it } from 'vitest';
import { placeIn, type SourceText } from '../../src/diagnostics/source-text.ts';
import { edited, FILES, read } from './a-study.ts';

function good() {
  const { study, problems } = read();
  expect(problems.list).toEqual([]);
  return study!;
}

const texts = (names: readonly SourceText[]) => names.map((name) => name.text);

describe('a study without mistakes', () => {
  it('gives its settings', () => {
    const { settings } = good();
    expect(settings.time).toMatchObject({ calendarStart: '2014-06', start: 0, stop: 12, dt: 0.0625, unit: 'month' });
    expect(settings.time).toMatchObject({ method: 'euler', stepCount: 192, saveEvery: 16 });
    expect([settings.seed, settings.memberCount, settings.replicateCount]).toEqual([1, 1000, 1]);
    expect(texts(settings.units.map((unit) => unit.name))).toEqual(['person', 'USD', 'kUSD']);
    expect(settings.units[2]!.equals!.text).toBe('1000 USD');
    expect(texts(settings.conserved[0]!.sources)).toEqual(['recruitment']);
    expect(settings.outputs[0]).toMatchObject({ title: 'Fighters', unit: 'person' });
    expect(settings.intendedUse).toBe('Testing.');
  });

  it('gives dimensions with elements from lists, tables and parents', () => {
    const [origin, , place, neighbour, north] = good().dimensions;
    expect(texts(origin!.elements)).toEqual(['foreign', 'local']);
    expect(texts(place!.elements)).toEqual(['raqqa', 'Mosul']);
    expect(place!.labels).toEqual(
      new Map([
        ['raqqa', 'Raqqa'],
        ['mosul', 'Mosul, city'],
      ]),
    );
    expect(place!.maps[0]!.to.text).toBe('country');
    expect(texts(place!.maps[0]!.elements)).toEqual(['syria', 'iraq']);
    expect(placeIn(place!.elements[1]!)).toEqual({ file: 'data/places.csv', start: 49, end: 54 });
    expect(texts(neighbour!.elements)).toEqual(['raqqa', 'Mosul']);
    expect(neighbour!.sameAs!.text).toBe('place');
    expect(texts(north!.elements)).toEqual(['raqqa']);
  });

  it('gives values and priors by element', () => {
    const [envy, pay, population, adjacency] = good().parameters;
    expect(envy!.values).toEqual(new Map([['', 0.6]]));
    expect(envy!.priors).toMatchObject([
      { elements: [''], mode: 'set', distribution: { kind: 'triangular', low: 0.2, mode: 0.6, high: 1.2 } },
    ]);
    expect(envy!.confidence).toBe('low');
    expect(pay!.values).toEqual(
      new Map([
        ['foreign', 800],
        ['local', 400],
      ]),
    );
    expect(pay!.priors.map((prior) => [prior.elements, prior.distribution.kind])).toEqual([
      [['foreign'], 'triangular'],
      [['local'], 'uniform'],
    ]);
    expect(population!.values).toEqual(
      new Map([
        ['raqqa', 900],
        ['mosul', 1500],
      ]),
    );
    expect(population!.priors).toMatchObject([
      { elements: ['raqqa', 'mosul'], mode: 'multiply', distribution: { kind: 'lognormal', median: 1, sigma: 0.1 } },
    ]);
    expect(Object.fromEntries(adjacency!.values)).toEqual({
      'raqqa,mosul': 0.4,
      'mosul,raqqa': 0.4,
      'raqqa,raqqa': 0,
      'mosul,mosul': 0,
    });
  });

  it('lets one number and one prior stand for every element', () => {
    const change = edited('model.yaml', 'value: { foreign: 800, local: 400 }', 'value: 500');
    const both = change['model.yaml']!.replace(/prior: \{ foreign.*\n/, 'prior: { uniform: [100, 900] }\n');
    const pay = read({ 'model.yaml': both }).study!.parameters[1]!;
    expect(pay.values).toEqual(
      new Map([
        ['foreign', 500],
        ['local', 500],
      ]),
    );
    expect(pay.priors.map((prior) => prior.elements)).toEqual([['foreign'], ['local']]);
  });

  it('gives lookups, inputs and variables', () => {
    const { lookups, inputs, variables } = good();
    expect(lookups[0]).toMatchObject({
      points: [
        [0, 1],
        [0.5, 0.6],
        [1, 0.2],
      ],
      between: 'interpolate',
      outside: 'hold',
    });
    expect(inputs[0]).toMatchObject({ between: 'step', before: 0, after: 'hold' });
    expect(inputs[0]!.series).toEqual(
      new Map([
        [
          'iraq',
          [
            [0, 0],
            [3, 12],
          ],
        ],
        [
          'syria',
          [
            [0, 0],
            [3, 3.5],
          ],
        ],
      ]),
    );
    const [fighters, recruitment] = variables;
    expect(fighters).toMatchObject({ kind: 'stock', nonNegative: true });
    expect(fighters!.equations).toMatchObject([{ subscripts: undefined, equation: { text: '100' } }]);
    expect(texts(fighters!.inflows)).toEqual(['recruitment']);
    expect(recruitment!.equations).toMatchObject([
      { subscripts: { text: 'foreign' }, equation: { text: '10 * envy' } },
      { subscripts: 'otherwise', equation: { text: '5 * envy' } },
    ]);
  });

  it('gives the argument', () => {
    const { argument } = good();
    expect(argument.title).toBe('The argument');
    expect(argument.introduction).toBe('Whose it is.');
    const [first, second, third] = argument.paragraphs[0]!.statements;
    expect(first).toMatchObject({
      id: { text: 'p1.1' },
      status: 'modelled',
      text: 'Foreigners are paid more than locals.',
    });
    expect(texts(first!.carriedBy)).toEqual(['M1']);
    expect(second!.status).toBe('claim');
    expect(third).toMatchObject({ status: 'out of scope', reason: 'a matter of style: see above', carriedBy: [] });
    const file = FILES['argument.md']!;
    const place = placeIn(first!.carriedBy[0]!);
    expect(file.slice(place.start, place.end)).toBe('M1');
  });

  it('gives interventions, claims and history with times counted from the start', () => {
    const { scenarios, claims, history, structures, mechanisms } = good();
    const { intervention } = scenarios[0]!;
    expect(intervention.from).toBeCloseTo(6 + 15 / 31, 14);
    expect(intervention.set.map(({ target, value }) => [target.text, value])).toEqual([
      ['envy', 0],
      ['pay[local]', 800],
    ]);
    expect(intervention.scale.map(({ target, factor }) => [target.text, factor])).toEqual([['pay', 0.5]]);
    expect(intervention.freeze.map(({ input, at }) => [input.text, at])).toEqual([['strikes', 3]]);
    expect(claims[0]!.arms.map((arm) => [arm.name.text, arm.scenario?.text, arm.intervention?.set.length])).toEqual([
      ['calm', 'quiet', undefined],
      ['equal', undefined, 1],
    ]);
    expect(history.knownBy).toBe('2015-03-31');
    const [at, over] = history.series[0]!.points;
    expect(at).toMatchObject({ time: { kind: 'at', at: 3 }, date: '2014-09', low: 200, high: 315 });
    expect(over!.time).toEqual({ kind: 'over', from: 0.5, to: 6 });
    expect(history.series[0]!.error).toEqual({ kind: 'lognormal', sd: 0.25, dof: 4 });
    expect(structures[0]!.alternatives.map((one) => [one.name.text, one.weight])).toEqual([
      ['plain', 1],
      ['rival', 0.5],
    ]);
    expect(mechanisms[0]!.off[0]!.equations.map((one) => one.equation.text)).toEqual(['0', '0']);
  });

  it('puts every source text where it stands in its file', () => {
    let count = 0;
    visit(good(), (source) => {
      const file = FILES[source.file]!;
      const { start, end } = placeIn(source);
      expect(file.slice(start, end)).toBe(source.text);
      count += 1;
    });
    expect(count).toBeGreaterThan(90);
  });

  it('joins model/*.yaml to model.yaml and accepts line ends of any kind', () => {
    const more = 'parameters:\n  more: { unit: 1, value: 3 }\n';
    expect(texts(read({ 'model/more.yaml': more }).study!.parameters.map((one) => one.name))).toContain('more');
    const crlf = Object.fromEntries(Object.entries(FILES).map(([file, text]) => [file, text.replaceAll('\n', '\r\n')]));
    const { study, problems } = read(crlf);
    expect(problems.list).toEqual([]);
    expect(JSON.stringify(plain(study))).toBe(JSON.stringify(plain(good())));
  });

  it('accepts a byte order mark', () => {
    const { problems } = read({ 'study.yaml': `\ufeff${FILES['study.yaml']}` });
    expect(problems.list).toEqual([]);
  });
});

/** Every source text of a study whose characters stand together in the file. */
function visit(value: unknown, see: (source: SourceText) => void): void {
  if (value instanceof Map) for (const one of value.values()) visit(one, see);
  else if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (typeof value === 'object' && value !== null)
    if ('offsets' in value) {
      const source = value as SourceText;
      const { offsets } = source;
      const together =
        typeof offsets === 'number' || (Array.isArray(offsets) && offsets.every((at, i) => at === offsets[0] + i));
      if (together) see(source);
    } else for (const one of Object.values(value)) visit(one, see);
}

/** Without places, which differ between line ends. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return plain([...value].filter(([key]) => !String(key).includes('.yaml')));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !['texts', 'place', 'offsets', 'end'].includes(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}
