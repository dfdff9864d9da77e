import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderSlots } from '../../src/model/order-slots.ts';
import { stopwatch } from '../time-spent.ts';
import { check, planOf, type StudyText } from './make-study.ts';
import { simulateStudy } from './simulate-study.ts';

describe('orderSlots', () => {
  test('every slot of a random graph comes after what it needs, or stands in a loop', () => {
    const graph = fc
      .integer({ min: 1, max: 25 })
      .chain((count) =>
        fc.array(fc.array(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count }),
      );
    fc.assert(
      fc.property(graph, (needs) => {
        const nodes = needs.map((_, i) => i);
        const { order, loops } = orderSlots(nodes, (slot) => needs[slot]!);
        const inLoop = nodes.filter((slot) => reaches(needs, slot, slot));
        expect([...order].sort((a, b) => a - b)).toEqual(nodes.filter((slot) => !inLoop.includes(slot)));
        for (const [position, slot] of order.entries())
          for (const other of needs[slot]!)
            if (!inLoop.includes(other)) expect(order.indexOf(other)).toBeLessThan(position);
        for (const loop of loops)
          for (const [i, slot] of loop.entries()) expect(needs[slot]).toContain(loop[(i + 1) % loop.length]);
        expect(loops.length === 0).toBe(inLoop.length === 0);
      }),
    );
  });

  test('a chain of 200,000 does not exhaust the stack', () => {
    const nodes = Array.from({ length: 200_000 }, (_, i) => i);
    const { order } = orderSlots(nodes, (slot) => (slot + 1 < nodes.length ? [slot + 1] : []));
    expect(order[0]).toBe(nodes.length - 1);
    expect(order.at(-1)).toBe(0);
  });
});

/** Slow twin: whether `to` can be reached from `from` in one or more steps. */
function reaches(needs: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [...needs[from]!];
  while (open.length > 0) {
    const slot = open.pop()!;
    if (slot === to) return true;
    if (seen.has(slot)) continue;
    seen.add(slot);
    open.push(...needs[slot]!);
  }
  return false;
}

describe('simultaneous equations', () => {
  const codesOf = (variables: StudyText['variables'], rest: StudyText = {}) => check({ ...rest, variables }).codes;

  test('the loop is shown with a place for each step of it', () => {
    const { list, codes, textAt } = check({
      variables: {
        a: { aux: '1', equation: 'b + 1' },
        b: { aux: '1', equation: '2 * c' },
        c: { aux: '1', equation: 'd - a' },
        d: { aux: '1', equation: 1 },
      },
    });
    expect(codes).toEqual(['check/simultaneous']);
    expect(list[0]!.message).toContain('a -> b -> c -> a');
    expect(textAt(list[0]!)).toBe('b');
    expect(list[0]!.related.map(({ message }) => message)).toEqual(['b needs c', 'c needs a']);
  });

  test('an equation that needs itself', () => {
    const { list } = check({ variables: { a: { aux: '1', equation: 'a + 1' } } });
    expect(list[0]!.message).toContain('a -> a');
  });

  test('two loops are two messages, one loop over all elements is one', () => {
    expect(
      codesOf({
        a: { aux: '1', equation: 'b' },
        b: { aux: '1', equation: 'a' },
        c: { aux: '1', equation: 'd' },
        d: { aux: '1', equation: 'c' },
      }),
    ).toEqual(['check/simultaneous', 'check/simultaneous']);
    const dimensions = { origin: ['foreign', 'local'] };
    const over = ['origin'];
    expect(
      codesOf({ a: { aux: '1', over, equation: 'b' }, b: { aux: '1', over, equation: 'a' } }, { dimensions }),
    ).toEqual(['check/simultaneous']);
  });

  test('elements of one variable may need one another where that is no loop', () => {
    const dimensions = { age: ['young', 'grown', 'old'] };
    const x = { aux: '1', over: ['age'], equation: { old: 1, grown: '2 * x[old]', young: '3 * x[grown]' } };
    expect(
      simulateStudy({ dimensions, variables: { x } }, ['x[young]', 'x[grown]', 'x[old]']).map((v) => v[0]),
    ).toEqual([6, 2, 1]);
    const ring = { aux: '1', over: ['age'], equation: { old: 'x[young]', grown: 'x[old]', young: 'x[grown]' } };
    const { list } = check({ dimensions, variables: { x: ring } });
    expect(list[0]!.message).toContain('x[young] -> x[grown] -> x[old] -> x[young]');
  });

  test.each([
    [
      'a stock',
      {
        s: { stock: '1', equation: 1, inflows: ['f'] },
        f: { flow: '1/month', equation: 's / m' },
        m: { aux: 'month', equation: 1 },
      },
    ],
    ['PREVIOUS', { a: { aux: '1', equation: 'b + 1' }, b: { aux: '1', equation: 'PREVIOUS(a, 0)' } }],
    ['SELF', { a: { aux: '1', equation: 'PREVIOUS(SELF, 0) + 1' } }],
    ['a smooth with a start', { a: { aux: '1', equation: 'SMTH1(a, m, 0) + 1' }, m: { aux: 'month', equation: 1 } }],
    ['a delay with a start', { a: { aux: '1', equation: 'DELAY3(a, m, 0) + 1' }, m: { aux: 'month', equation: 1 } }],
    ['a pipeline with a start', { a: { aux: '1', equation: 'DELAY(a, m, 0) + 1' }, m: { aux: 'month', equation: 1 } }],
  ] as const)('%s breaks a loop', (_, variables) => {
    expect(codesOf(variables)).toEqual([]);
  });

  test('a smooth without a start of its own makes a loop at the start only', () => {
    const { codes, list } = check({
      variables: { a: { aux: '1', equation: 'SMTH1(a, m) + 1' }, m: { aux: 'month', equation: 1 } },
    });
    expect(codes).toEqual(['check/initial-loop']);
    expect(list[0]!.message).toContain('a');
  });

  test('initial values that need one another', () => {
    const { codes, list } = check({
      variables: {
        s: { stock: '1', equation: 't', inflows: ['f'] },
        t: { stock: '1', equation: 'u', inflows: ['f'] },
        u: { aux: '1', equation: '2 * s' },
        f: { flow: '1/month', equation: 1 },
      },
    });
    expect(codes).toEqual(['check/initial-loop']);
    expect(list[0]!.message).toContain('s -> t -> u -> s');
  });

  test('a draw that needs what it gives', () => {
    expect(codesOf({ a: { aux: '1', equation: 'NORMAL(a, 1)' } })).toEqual(['check/simultaneous']);
  });

  test('a system with a loop has no plan', () => {
    expect(check({ variables: { a: { aux: '1', equation: 'a' } } }).model.system).toBeUndefined();
    expect(() => planOf({ variables: { a: { aux: '1', equation: 'a' } } })).toThrow('check/simultaneous');
  });
});

describe('large models', () => {
  test('a chain of 10,000 variables', () => {
    const variables: Record<string, { aux: string; equation: string }> = {};
    for (let i = 0; i < 10_000; i += 1)
      variables[`v${i}`] = { aux: '1', equation: i === 9_999 ? 'TIME / m' : `v${i + 1} + 1` };
    const text = { variables: { ...variables, m: { aux: 'month', equation: 1 } } };
    expect(simulateStudy(text, ['v0'])[0]!.slice(0, 2)).toEqual([9_999, 10_000]);
  });

  test('a model of 5,000 variables is checked and lowered in seconds', () => {
    const variables: Record<
      string,
      { aux?: string; stock?: string; flow?: string; equation: string; inflows?: string[] }
    > = {
      m: { aux: 'month', equation: '1' },
    };
    for (let i = 0; i < 1_250; i += 1) {
      variables[`s${i}`] = { stock: 'person', equation: '100', inflows: [`f${i}`] };
      variables[`f${i}`] = { flow: 'person/month', equation: `MAX(0, a${i} - b${i}) / m` };
      variables[`a${i}`] = { aux: 'person', equation: `s${i} * (1 + w) - s${(i * 7) % 1_250}` };
      variables[`b${i}`] = { aux: 'person', equation: `SMTH1(a${i}, 2 * m) + s${(i * 11) % 1_250}` };
    }
    const text = { parameters: { w: { value: 0.5 } }, variables };
    const spent = stopwatch();
    expect(planOf(text).stocks).toHaveLength(2_500);
    // About 0.8 s on an idle core; anything quadratic would take minutes, and a busy machine is no failure.
    expect(spent()).toBeLessThan(10_000);
  });
});

test('a constant outflow that was cut flows again in full when its stock has filled up', () => {
  const [outflow] = simulateStudy(
    {
      time: { dt: 1, stop: 6, stepCount: 6, saveEvery: 1 },
      parameters: { height: { unit: 'person/month', value: 10 }, begin: { unit: 'month', value: 3 } },
      variables: {
        box: { stock: 'person', equation: 1, inflows: ['refill'], outflows: ['drain'], nonNegative: true },
        refill: { flow: 'person/month', equation: 'STEP(height, begin)' },
        drain: { flow: 'person/month', equation: 2 },
      },
    },
    ['drain'],
  );
  expect(outflow).toEqual([1, 0, 0, 2, 2, 2, 2]);
});
