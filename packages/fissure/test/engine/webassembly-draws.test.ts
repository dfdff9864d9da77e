// Draws of the WebAssembly module against draws.ts: every distribution, over the arguments where its cases meet.
import { expect, test } from 'vitest';
import { uniformAt } from '../../src/base/random.ts';
import { drawValue } from '../../src/engine/draws.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import type { DrawKind } from '../../src/model/plan.ts';
import { PlanBuilder } from './plan-builder.ts';

const STEP_COUNT = 400;
const ARGUMENTS: Readonly<Record<DrawKind, readonly (readonly [number, number])[]>> = {
  uniform: [
    [0, 1],
    [-3, 8],
    [2, 2],
    [3, 1],
    [NaN, 1],
  ],
  normal: [
    [0, 1],
    [100, 1e-3],
    [5, 0],
    [0, -1],
    [0, NaN],
  ],
  lognormal: [
    [1, 1],
    [30, 200],
    [1e-9, 1e-3],
    [0, 0],
    [0, 1],
    [-1, 1],
    [2, -1],
    [1e-300, 1e300],
  ],
  exponential: [
    [1, 0],
    [1e5, 0],
    [0, 0],
    [-1, 0],
  ],
  poisson: [
    [0, 0],
    [0.01, 0],
    [3, 0],
    [9.99, 0],
    [10, 0],
    [37.5, 0],
    [499, 0],
    [500, 0],
    [501, 0],
    [1e6, 0],
    [-1, 0],
    [Infinity, 0],
  ],
};

test.each(Object.keys(ARGUMENTS) as DrawKind[])('%s draws have the bits of draws.ts', (distribution) => {
  const builder = new PlanBuilder({ dt: 1, stepCount: STEP_COUNT });
  const first = builder.parameter('first', 0);
  const second = builder.parameter('second', 0);
  const drawn = builder.slot('drawn', 'held');
  // Kept values must be finite: those that are not become -1, which no good draw gives here but by chance.
  const shown = builder.step('shown', {
    op: 'if',
    condition: { op: 'binary', fn: 'eq', a: drawn, b: drawn },
    consequent: drawn,
    alternative: { op: 'const', value: -1 },
  });
  const stream = [0xdeadbeef, 0x80000001] as const;
  const plan = {
    ...builder.build(),
    held: [{ kind: 'draw' as const, slot: drawn.slot, distribution, stream, args: [first, second] }],
  };
  const cases = ARGUMENTS[distribution].flatMap((args) => [7, 0xffffffff].map((member) => ({ args, member })));
  const batch = compileWebAssembly(plan);
  const runs = batch.simulateBatch(
    cases.map(({ args, member }) => ({
      segments: [{ fromStep: 0, parameters: Float64Array.from(args) }],
      stream: [20150315, member],
      keep: [shown.slot],
    })),
  );
  for (const [i, { args, member }] of cases.entries()) {
    const { saved } = runs[i]!;
    for (let step = 0; step <= STEP_COUNT; step++) {
      const u = uniformAt([20150315, member], stream[0], stream[1], step, 0);
      const expected = drawValue(distribution, u, args[0], args[1]);
      const actual = saved[step];
      if (!Object.is(actual, Number.isNaN(expected) ? -1 : expected)) {
        expect.fail(`${distribution}(${args}) of ${u}: ${actual}, should be ${expected}`);
      }
    }
  }
});
