/** A model of another tool as text -> the saved values of one variable by its id, on the interpreter and on the compiled engine. */
import { expect } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { savedCount } from '../../src/engine/run.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';

export function importedSeries(
  file: string,
  text: string,
  variable: string,
  beside: ReadonlyMap<string, Uint8Array> = new Map(),
): readonly number[] {
  const problems = new Problems();
  const imported = importModel(file, text, beside, problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const plan = lowerToPlan(checkModel(imported!.study, problems), []);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const slot = plan.slots.findIndex(({ id }) => id === variable);
  expect(slot, `a variable ${variable}`).toBeGreaterThanOrEqual(0);
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const [first, second] = (['interpreter', 'webassembly'] as const).map((engine) => {
    const [run] = compileBatch(plan, engine).simulateBatch([
      { segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep: [slot] },
    ]);
    expect(run!.status).toMatchObject({ kind: 'completed' });
    return [...run!.saved.subarray(0, savedCount(plan))];
  });
  expect(second).toStrictEqual(first);
  return first!;
}
