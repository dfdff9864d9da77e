import { describe, expect, test } from 'vitest';
import { printPlan } from '../../src/model/print-plan.ts';
import { streamId } from '../../src/model/stream-id.ts';
import { planOf, type StudyText, slotNamed } from './make-study.ts';
import { simulatePlan, simulateStudy } from './simulate-study.ts';

const M = { m: { aux: 'month', equation: 2 } };

/** The sections of a printed plan, without the line of the clock. */
function sections(text: StudyText, observe: readonly string[] = []): Record<string, readonly string[]> {
  const parts = printPlan(planOf(text, observe)).trimEnd().split('\n\n').slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title.split(':')[0]!, lines.map((line) => line.trim())];
    }),
  );
}

describe('tiers', () => {
  const text: StudyText = {
    dimensions: { origin: ['foreign', 'local'] },
    parameters: { rate: { unit: '1/month', value: 0.1 }, start: { unit: 'person', value: 10 } },
    variables: {
      half: { aux: '1/month', equation: 'rate / 2' },
      people: {
        stock: 'person',
        over: ['origin'],
        equation: 'start * half / rate',
        inflows: ['births'],
        outflows: ['exits'],
      },
      births: { flow: 'person/month', over: ['origin'], equation: 'people * rate' },
      exits: { flow: 'person/month', over: ['origin'], equation: { foreign: 'people * half', local: 'wave * rate' } },
      wave: { aux: 'person', equation: 'start * SIN(TIME * rate)' },
    },
    conserved: { persons: { unit: 'person', sources: ['births'], sinks: ['exits'] } },
  };

  test('what depends on parameters alone is for the member, the rest for the step', () => {
    expect(sections(text, ['SUM(people[*])', 'half', 'people[local]'])).toEqual({
      parameters: ['rate = 0.1', 'start = 10'],
      member: ['half = rate / 2'],
      initial: ['people[foreign] = (start * half) / rate', 'people[local] = (start * half) / rate'],
      step: [
        'births[foreign] = people[foreign] * rate',
        'births[local] = people[local] * rate',
        'exits[foreign] = people[foreign] * half',
        'wave = start * sin(TIME * rate)',
        'exits[local] = wave * rate',
      ],
      stocks: [
        'd people[foreign] / dt = births[foreign] - exits[foreign]',
        'd people[local] / dt = births[local] - exits[local]',
      ],
      observe: ['observed·1 = people[foreign] + people[local]'],
      observed: ['observed·1', 'half', 'people[local]'],
      conserved: [
        'persons: people[foreign] + people[local], from births[foreign], births[local], to exits[foreign], exits[local]',
      ],
    });
  });

  test('observing does not change the model that others see', () => {
    const plan = planOf(text);
    const watched = planOf(text, ['SMTH1(SUM(people[*]), 3 / half * half * 1 / rate)']);
    expect(watched.slots.slice(0, plan.slots.length)).toEqual(plan.slots);
    expect(watched.stocks.slice(0, plan.stocks.length)).toEqual(plan.stocks);
    expect(watched.stocks).toHaveLength(plan.stocks.length + 1);
  });

  test('literals are folded, nothing else is', () => {
    const folded = sections({
      variables: { x: { aux: '1', equation: '2 * 3 + 1 / 4 - -1 + 0 * y' }, y: { aux: '1', equation: 1 } },
    });
    expect(folded.member).toEqual(['y = 1', 'x = 7.25 + (0 * y)']);
  });
});

describe('functions with a memory become cells', () => {
  const of = (equation: string, aux = '1') =>
    sections({ variables: { x: { aux: '1', equation: 'TIME / m' }, y: { aux, equation }, ...M } });

  test('SMTH1', () => {
    expect(of('SMTH1(x, m)')).toMatchObject({
      initial: ['x = TIME * (1/m)', 'y·smth1·2 = x'],
      step: ['x = TIME * (1/m)', 'y = y·smth1·2'],
      stocks: ['d y·smth1·2 / dt = (x - y·smth1·2) * (1/y·smth1·1)'],
      member: ['m = 2', 'y·smth1·1 = m / 1', '(1/m) = 1 / m', '(1/y·smth1·1) = 1 / y·smth1·1'],
    });
  });

  test('SMTHN with a start of its own and an input that is an expression', () => {
    expect(of('SMTHN(x + 1, m, 2, 5)')).toMatchObject({
      initial: ['y·smthn·3 = 5', 'y·smthn·4 = 5'],
      step: ['x = TIME * (1/m)', 'y = y·smthn·4', 'y·smthn·1 = x + 1'],
      stocks: [
        'd y·smthn·3 / dt = (y·smthn·1 - y·smthn·3) * (1/y·smthn·2)',
        'd y·smthn·4 / dt = (y·smthn·3 - y·smthn·4) * (1/y·smthn·2)',
      ],
    });
  });

  test('DELAY3 is three material delays in a row', () => {
    const { stocks, initial, step } = of('DELAY3(x, m, 1)');
    expect(initial).toEqual([2, 3, 4].map((n) => `y·delay3·${n} = 1 * y·delay3·1`));
    expect(stocks).toEqual([
      'd y·delay3·2 / dt = x - (y·delay3·2 * (1/y·delay3·1))',
      'd y·delay3·3 / dt = (y·delay3·2 * (1/y·delay3·1)) - (y·delay3·3 * (1/y·delay3·1))',
      'd y·delay3·4 / dt = (y·delay3·3 * (1/y·delay3·1)) - (y·delay3·4 * (1/y·delay3·1))',
    ]);
    expect(step).toContain('y = y·delay3·4 * (1/y·delay3·1)');
  });

  test('TREND and FORCST', () => {
    expect(of('TREND(x, m, 0)', '1/month')).toMatchObject({
      initial: ['x = TIME * (1/m)', 'y·trend·1 = x * (1/(1 + (0 * m)))'],
      stocks: ['d y·trend·1 / dt = (x - y·trend·1) * (1/m)'],
      step: ['x = TIME * (1/m)', 'y = (x - y·trend·1) / (y·trend·1 * m)'],
    });
    expect(of('FORCST(x, m, 3 * m)').step).toEqual([
      'x = TIME * (1/m)',
      'y = x * (1 + ((3 * m) * ((x - y·trend·1) / (y·trend·1 * m))))',
    ]);
  });

  test('DELAY is a pipeline, PREVIOUS looks one step back, INIT keeps the start', () => {
    expect(of('DELAY(x, m, 7)')).toMatchObject({
      initial: ['y·delay·1 = m', 'y·delay·2 = 7', 'y·delay·3 = y·delay·2'],
      held: ['y·delay·3 = x delayed by y·delay·1, at first y·delay·2'],
      step: ['x = TIME * (1/m)', 'y = y·delay·3'],
    });
    expect(of('PREVIOUS(2 * x, 7)')).toMatchObject({
      initial: ['y·previous·2 = 7'],
      held: ['y·previous·2 = previous y·previous·1'],
      step: ['x = TIME * (1/m)', 'y = y·previous·2', 'y·previous·1 = 2 * x'],
    });
    expect(of('PREVIOUS(SELF, 7) + x')).toMatchObject({ held: ['y·previous·1 = previous y'] });
    expect(of('x - INIT(x)')).toMatchObject({
      initial: ['x = TIME * (1/m)', 'y·init·1 = x'],
      step: ['x = TIME * (1/m)', 'y = x - y·init·1'],
    });
  });

  test('divisions by what parameters decide become multiplications, but not where the very value decides', () => {
    expect(of('(x / (m + m) + (IF x / m > x / m THEN x / 12 / m ELSE INT(x) / m)) * m').step).toEqual([
      'x = TIME * (1/m)',
      'y = ((x * (1/(m + m))) + (if (x / m) > (x / m) then (x / 12) * (1/m) else int(x) * (1/m))) * m',
    ]);
  });

  test('signals and lookups', () => {
    expect(of('STEP(1, m) + m * PULSE(2, m, m) + RAMP(3, m) / m').step).toEqual([
      'x = TIME * (1/m)',
      'y = (step(1, m) + (m * pulse(2, m, m))) + (ramp(3, m) * (1/m))',
    ]);
  });
});

describe('what those functions do over time', () => {
  // Step response of n smooths in a row of time constant T/n each: 1 - exp(-nt/T) * sum over k < n of (nt/T)^k / k!.
  const response = (n: number, t: number, T: number) => {
    let [term, sum] = [1, 1];
    for (let k = 1; k < n; k += 1) {
      term *= (n * t) / T / k;
      sum += term;
    }
    return 1 - Math.exp((-n * t) / T) * sum;
  };
  const fine = { dt: 1 / 64, stepCount: 640, saveEvery: 64, method: 'rk4' as const };

  test.each([
    ['SMTH1(one, m, 0)', 1],
    ['SMTH3(one, m, 0)', 3],
    ['SMTHN(one, m, 5, 0)', 5],
    ['DELAY1(one, m, 0)', 1],
    ['DELAY3(one, m, 0)', 3],
    ['DELAYN(one, m, 4, 0)', 4],
  ])('%s: step response of order %i', (equation, order) => {
    const text = { time: fine, variables: { one: { aux: '1', equation: 1 }, y: { aux: '1', equation }, ...M } };
    const saved = simulateStudy(text, ['y'])[0]!;
    // RK4 at a 128th of the time constant: error below 1e-7.
    for (const [t, value] of saved.entries()) expect(value).toBeCloseTo(response(order, t, 2), 6);
  });

  test('without a start they begin in balance', () => {
    const text = {
      variables: { x: { aux: '1', equation: 3 }, y: { aux: '1', equation: 'DELAY3(x, m) + SMTH3(x, m)' }, ...M },
    };
    expect(simulateStudy(text, ['y'])[0]!.every((value) => Math.abs(value - 6) < 1e-12)).toBe(true);
  });

  test('TREND of exponential growth settles at g / (1 + g T), FORCST follows it', () => {
    const text = {
      time: fine,
      parameters: { g: { unit: '1/month', value: 0.1 } },
      variables: {
        x: { aux: '1', equation: 'EXP(g * TIME)' },
        y: { aux: '1/month', equation: 'TREND(x, m, g)' },
        ...M,
      },
    };
    // The average lags: s = x / (1 + g T), so (x - s) / (s T) = g.
    for (const value of simulateStudy(text, ['y'])[0]!) expect(value).toBeCloseTo(0.1, 9);
    const forecast = simulateStudy(text, ['FORCST(x, m, m, g) / x'])[0]!;
    for (const value of forecast) expect(value).toBeCloseTo(1 + 0.1 * 2, 9);
  });

  test('DELAY is the input some whole steps ago, PREVIOUS one step ago', () => {
    const text = { variables: { x: { aux: 'month', equation: 'TIME' }, ...M, none: { aux: 'month', equation: 0 } } };
    const [delayed, before] = simulateStudy(text, ['DELAY(x, m, none - m)', 'PREVIOUS(x, none - m)']);
    expect(delayed).toEqual([-2, -2, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(before).toEqual([-2, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]);
  });

  test('SELF counts', () => {
    expect(simulateStudy({ variables: { n: { aux: '1', equation: 'PREVIOUS(SELF, 0) + 1' } } }, ['n'])[0]).toEqual(
      Array.from({ length: 11 }, (_, i) => 2 * i + 1),
    );
  });

  test('SAFEDIV', () => {
    const variables = { zero: { aux: '1', equation: 0 }, two: { aux: '1', equation: 2 } };
    const values = simulateStudy({ variables }, ['SAFEDIV(1, zero)', 'SAFEDIV(1, zero, 7)', 'SAFEDIV(1, two)']);
    expect(values.map((v) => v[0])).toEqual([0, 7, 0.5]);
  });
});

describe('inputs', () => {
  const rows = [
    [1, 10],
    [3, 30],
  ] as const;
  const input = (rest: object): StudyText => ({ inputs: { x: { series: { '': rows }, ...rest } } });
  test.each([
    ['step, held', {}, [10, 10, 10, 30, 30]],
    ['step, numbers outside', { before: 0, after: -1 }, [0, 10, 10, 30, -1]],
    ['interpolated, held', { between: 'interpolate' }, [10, 10, 20, 30, 30]],
    ['interpolated, numbers outside', { between: 'interpolate', before: 0, after: -1 }, [0, 10, 20, 30, -1]],
  ])('%s', (_, rest, expected) => {
    expect(simulateStudy(input(rest), ['x'])[0]!.slice(0, 5)).toEqual(expected);
  });

  test('a row at a step takes effect at that step, however the time was written', () => {
    const time = { dt: 0.1, stepCount: 10, saveEvery: 1 };
    // 3 * 0.1 and 0.3 differ in the last bit.
    const saved = simulateStudy(
      {
        time,
        inputs: {
          x: {
            series: {
              '': [
                [0, 0],
                [0.3, 1],
                [0.7, 2],
              ],
            },
          },
        },
      },
      ['x'],
    )[0]!;
    expect(saved).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });

  test('one series per element', () => {
    const text: StudyText = {
      dimensions: { country: ['iraq', 'syria'] },
      inputs: { x: { over: ['country'], series: { iraq: [[0, 1]], syria: [[0, 2]] } } },
    };
    expect(simulateStudy(text, ['x[iraq]', 'x[syria]']).map((v) => v[0])).toEqual([1, 2]);
  });
});

describe('random draws', () => {
  test('streams: FNV-1a of 64 bits', () => {
    // Published test vectors of the authors of FNV.
    expect(streamId('')).toEqual([0xcbf29ce4, 0x84222325]);
    expect(streamId('a')).toEqual([0xaf63dc4c, 0x8601ec8c]);
    expect(streamId('foobar')).toEqual([0x85944171, 0xf73967e8]);
    expect(streamId('é')).not.toEqual(streamId('e'));
  });

  const noisy: StudyText = {
    dimensions: { origin: ['foreign', 'local'] },
    variables: {
      x: { aux: '1', over: ['origin'], equation: 'NORMAL(0, 1) + NORMAL(0, 1)' },
      s: { stock: '1', equation: 10, outflows: ['deaths'] },
      rate: { aux: '1', equation: 's / 10' },
      deaths: { flow: '1/month', equation: 'POISSON(rate) / m' },
      ...M,
    },
  };

  test('every call has a stream of its own', () => {
    const plan = planOf(noisy);
    const streams = plan.held.flatMap((cell) => (cell.kind === 'draw' ? [cell.stream.join(' ')] : []));
    expect(streams).toHaveLength(5);
    expect(new Set(streams).size).toBe(5);
  });

  test('adding a variable with draws changes no draw that was there', () => {
    const more: StudyText = {
      ...noisy,
      variables: { before: { aux: '1', equation: 'NORMAL(0, 1)' }, ...noisy.variables },
    };
    expect(simulateStudy(more, ['x[local]', 's'])).toEqual(simulateStudy(noisy, ['x[local]', 's']));
  });

  test('auxiliaries that a draw needs are evaluated before it', () => {
    const { held, step } = sections(noisy);
    const at = (text: string) => held!.findIndex((line) => line.startsWith(text));
    expect(at('rate = s / 10')).toBeGreaterThanOrEqual(0);
    expect(at('deaths·poisson·1 ~ poisson(rate)')).toBeGreaterThan(at('rate'));
    expect(step).toContain('rate = s / 10');
  });

  test('a smooth of noise starts at the first draw', () => {
    const text: StudyText = {
      variables: { x: { aux: '1', equation: 'RANDOM(5, 6)' }, y: { aux: '1', equation: 'SMTH1(x, m)' }, ...M },
    };
    const plan = planOf(text, ['x', 'y']);
    const [x, y] = simulatePlan(plan);
    expect(y![0]).toBe(x![0]);
    expect(new Set(x).size).toBe(x!.length);
    expect(plan.initial.some((entry) => entry.kind === 'draw')).toBe(true);
  });
});

describe('non-negative stocks', () => {
  test('outflows are plain slots', () => {
    const text: StudyText = {
      variables: {
        s: { stock: '1', equation: 10, outflows: ['a', 'b'], nonNegative: true },
        a: { flow: '1/month', equation: '30 / m' },
        b: { flow: '1/month', equation: '1 / m' },
        ...M,
      },
    };
    const plan = planOf(text);
    expect(plan.stocks[0]).toEqual({
      ...{ slot: slotNamed(plan, 's'), inflows: [], nonNegative: true },
      outflows: ['a', 'b'].map((id) => ({ op: 'slot', slot: slotNamed(plan, id) })),
    });
  });
});
