// Vector code and base/elementary.ts are written separately: here they meet on many arguments, the awkward ones included.
import { expect, test } from 'vitest';
import * as elementary from '../../src/base/elementary.ts';
import { philoxInto } from '../../src/base/random.ts';
import { modulo, power } from '../../src/engine/functions.ts';
import type { RunRequest } from '../../src/engine/run.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import type { PlanExpr } from '../../src/model/plan.ts';
import { call, join, num, PlanBuilder } from './plan-builder.ts';

const { exp, ln, log10, sin, cos, tan, arcsin, arccos, arctan } = elementary;
const FUNCTIONS = { exp, ln, log10, sin, cos, tan, arcsin, arccos, arctan };

const SPECIAL = [
  ...[0, 1, 0.5, 2, 3, 1 / 3, 708, 708.1, 745.2, 1e6, 1e6 + 1, 2 ** -27, 5e-324, 2.3e-308, 1e-310, 1e308, Infinity],
  ...[Math.PI / 2, Math.PI, Math.SQRT2, Math.SQRT1_2, 0.9999999999999999, 1.0000000000000002, 2 ** 64, 2 ** 65],
].flatMap((x) => [x, -x]);

const words = new Uint32Array(4);
function uniform(i: number, j: number): number {
  philoxInto(words, 8, j, i, 0, 0, 0);
  return (words[0]! + 0.5) / 2 ** 32;
}

/** Of many sizes and both signs, specials first. */
function argument(i: number, j: number): number {
  if (j === 0 && i < SPECIAL.length) return SPECIAL[i]!;
  if (j === 1 && i < SPECIAL.length ** 2) return SPECIAL[Math.floor(i / SPECIAL.length)]!;
  const sign = uniform(i, 4 * j + 2) < 0.7 ? 1 : -1;
  const size =
    i % 3 === 0 ? 10 * uniform(i, j) : 10 ** (i % 3 === 1 ? 6 * uniform(i, j) - 3 : 600 * uniform(i, j) - 300);
  return sign * size;
}

/** A value that is not finite would end the run. */
const STAND_IN = -7;
const keepFinite = (value: PlanExpr): PlanExpr => ({
  op: 'if',
  condition: join('lt', call('abs', value), num(Infinity)),
  consequent: value,
  alternative: num(STAND_IN),
});

test('vector code gives the bits of base/elementary.ts', () => {
  const width = 50;
  const builder = new PlanBuilder({ dt: 1, stepCount: 1, saveEvery: 1, method: 'euler' });
  const xs = Array.from({ length: width }, (_, i) => builder.parameter(`x${i}`, 0));
  const ys = Array.from({ length: width }, (_, i) => builder.parameter(`y${i}`, 0));
  const names = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];
  const slots = xs.flatMap((x, i) => [
    ...names.map((name) => builder.step(`${name}${i}`, keepFinite(call(name, x)))),
    builder.step(`pow${i}`, keepFinite(join('pow', x, ys[i]!))),
    builder.step(`mod${i}`, keepFinite(join('mod', x, ys[i]!))),
  ]);
  const plan = builder.build();
  const requests = Array.from({ length: 400 }, (_, member): RunRequest => {
    const values = [0, 1].flatMap((j) => Array.from({ length: width }, (_, i) => argument(member * width + i, j)));
    const parameters = Float64Array.from(values);
    return { segments: [{ fromStep: 0, parameters }], stream: [1, 1], keep: slots.map(({ slot }) => slot) };
  });
  const finite = (value: number) => (Number.isFinite(value) ? value : STAND_IN);
  const wrong: string[] = [];
  for (const [member, { saved }] of compileWebAssembly(plan).simulateBatch(requests).entries()) {
    const { parameters } = requests[member]!.segments[0]!;
    for (let i = 0; i < width; i++) {
      const [x, y] = [parameters[i]!, parameters[width + i]!];
      const expected = [...names.map((name) => FUNCTIONS[name](x)), power(x, y), modulo(x, y)].map(finite);
      for (const [k, value] of expected.entries()) {
        const actual = saved[(i * expected.length + k) * 2]!;
        if (!Object.is(actual, value))
          wrong.push(`${names[k] ?? `power or mod ${y}`} of ${x}: ${actual}, not ${value}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
