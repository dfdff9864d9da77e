/**
 * A switch cuts every term of its mechanism, for every actor and place: with the mechanism off, each variable named under
 * its `off` has its neutral value at every saved step. Read off the slots of a whole run, not off the equations.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canonicalName } from '../../src/base/names.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { savedCount } from '../../src/engine/run.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Replacement } from '../../src/study/study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model, problems } = openStudy(folder);
const plan = lowerToPlan(model!, []);
const program = compileJavaScript(plan);
// Parameters are left out: the time at which an input freezes is infinite, and what is kept must be finite.
const keep = [...plan.slots.keys()].filter((slot) => plan.slots[slot]!.role !== 'parameter');

describe('the flagship', () => {
  it('is free of mistakes, and has all mechanisms and claims', () => {
    expect(problems.list).toEqual([]);
    expect(study!.mechanisms.map(({ name }) => name.text)).toEqual(Array.from({ length: 27 }, (_, i) => `M${i + 1}`));
    expect(study!.claims.map(({ name }) => name.text)).toEqual(Array.from({ length: 13 }, (_, i) => `C${i + 1}`));
  });

  for (const { name, off } of study!.mechanisms)
    it(`cuts every term of ${name.text}`, () => {
      const terms = off.map((term) => ({ term, neutral: neutralNumber(term) }));
      expect(terms.length).toBeGreaterThan(0);
      const run = simulate({ [canonicalName(name.text)]: 0 });
      for (const { term, neutral } of terms) {
        if (neutral === undefined) {
          expectNeutralForm(term, canonicalName(name.text));
          continue;
        }
        const values = valuesOf(run, canonicalName(term.variable.text));
        expect(values.length).toBeGreaterThan(0);
        expect([term.variable.text, ...new Set(values)]).toEqual([term.variable.text, neutral]);
      }
    });

  it('keeps persons, with each mechanism off', () => {
    for (const { name } of study!.mechanisms)
      for (const imbalance of simulate({ [canonicalName(name.text)]: 0 }).imbalance)
        expect(imbalance).toBeLessThan(1e-12);
  });
});

/** A neutral form that is an expression: a twin of the variable with that form for its equation has the same values. */
function expectNeutralForm({ variable: { text }, equations }: Replacement, mechanism: string): void {
  const variable = study!.variables.find((own) => canonicalName(own.name.text) === canonicalName(text))!;
  const twin = {
    ...variable,
    name: { ...variable.name, text: `neutral_${text}` },
    kind: 'auxiliary' as const,
    equations,
  };
  const twins = new Problems();
  const twinPlan = lowerToPlan(checkModel({ ...study!, variables: [...study!.variables, twin] }, twins), []);
  expect(twins.hasErrors).toBe(false);
  const parameters = Float64Array.from(twinPlan.parameters, ({ kind, name, value }) =>
    kind === 'switch' && name === mechanism ? 0 : value,
  );
  const slots = [...twinPlan.slots.keys()];
  const of = (id: string) => slots.filter((slot) => twinPlan.slots[slot]!.variable === id);
  const [own, neutral] = [of(canonicalName(text)), of(canonicalName(`neutral_${text}`))];
  const simulated = compileJavaScript(twinPlan).simulate({
    segments: [{ fromStep: 0, parameters }],
    stream: [1, 0],
    keep: [...own, ...neutral],
  });
  const half = simulated.saved.length / 2;
  expect(own.length).toBeGreaterThan(0);
  expect([...simulated.saved.subarray(0, half)]).toEqual([...simulated.saved.subarray(half)]);
}

/** Undefined where the neutral form is an expression or differs between elements. */
function neutralNumber({ equations }: Replacement): number | undefined {
  const numbers = new Set(equations.map(({ equation }) => Number(equation.text)));
  const [only] = numbers;
  return numbers.size === 1 && Number.isFinite(only) ? only : undefined;
}

function simulate(switches: Readonly<Record<string, number>>) {
  const parameters = Float64Array.from(plan.parameters, ({ kind, name, value }) =>
    kind === 'switch' ? (switches[name] ?? value) : value,
  );
  return program.simulate({ segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep });
}

function valuesOf(run: ReturnType<typeof simulate>, variable: string): number[] {
  const count = savedCount(plan);
  return keep.flatMap((slot, i) => {
    const { id } = plan.slots[slot]!;
    const isOurs = id === variable || id.startsWith(`${variable}[`);
    return isOurs ? [...run.saved.subarray(i * count, (i + 1) * count)] : [];
  });
}
