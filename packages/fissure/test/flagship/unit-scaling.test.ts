/** A model does not care in which unit people, money and ground are counted: counted in other units, each variable is another number of them. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { savedCount } from '../../src/engine/run.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { model } = openStudy(folder);
const plan = lowerToPlan(model!, []);
const program = compileJavaScript(plan);
const keep = [...plan.slots.keys()].filter((slot) => ['stock', 'flow', 'auxiliary'].includes(plan.slots[slot]!.role));

/** A power of two, so that counting otherwise does not round. */
const FACTOR = 1024;

describe('the flagship, counted in other units', () => {
  for (const base of ['person', 'usd', 'km2'])
    it(`gives the same, ${base} counted ${FACTOR} times as fine`, () => {
      const power = (variable: string) => {
        const own = model!.parameters.get(variable) ?? model!.variables.get(variable);
        return own?.unit?.exponents.get(base) ?? 0;
      };
      const simulate = (factor: number) => {
        const parameters = Float64Array.from(plan.parameters, ({ kind, name, value }) =>
          kind === 'parameter' ? value * factor ** power(name) : value,
        );
        return program.simulate({ segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep });
      };
      const [own, scaled] = [simulate(1), simulate(FACTOR)];
      const count = savedCount(plan);
      const wrong = keep.filter((slot, row) => {
        const factor = FACTOR ** power(plan.slots[slot]!.variable);
        const values = own.saved.subarray(row * count, (row + 1) * count);
        const others = scaled.saved.subarray(row * count, (row + 1) * count);
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        return values.some((value, i) => !(Math.abs(others[i]! / factor - value) <= 1e-9 * largest));
      });
      expect(keep.some((slot) => power(plan.slots[slot]!.variable) !== 0)).toBe(true);
      expect(wrong.map((slot) => plan.slots[slot]!.id)).toEqual([]);
    });
});
