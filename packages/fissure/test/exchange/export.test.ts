// The studies of this repository, exported to XMILE and imported again, give the same bits in every variable.
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { savedCount } from '../../src/engine/run.ts';
import { exportXmile } from '../../src/exchange/export-xmile.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkStudy } from '../../src/host/open-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Plan } from '../../src/model/plan.ts';

const SHOWN: ReadonlySet<string> = new Set(['stock', 'flow', 'auxiliary', 'input']);

function valuesOf(plan: Plan): Map<string, readonly number[]> {
  const keep = plan.slots.flatMap(({ role, id }, slot) => (SHOWN.has(role) && !id.includes('·') ? [slot] : []));
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const { saved, status } = interpretPlan(plan).simulate({
    segments: [{ fromStep: 0, parameters }],
    stream: [1, 0],
    keep,
  });
  expect(status.kind).toBe('completed');
  const count = savedCount(plan);
  return new Map(keep.map((slot, i) => [plan.slots[slot]!.id, [...saved.subarray(i * count, (i + 1) * count)]]));
}

it.each(['garrison', 'islamic-state'])('%s -> XMILE -> study', { timeout: 120_000 }, (name) => {
  const { model, problems } = checkStudy(resolve(import.meta.dirname, '../../../../studies', name));
  expect(problems.hasErrors).toBe(false);
  const plan = lowerToPlan(model!, []);
  const { text, refused } = exportXmile(model!, plan);
  expect(refused).toStrictEqual([]);
  const again = new Problems();
  const imported = importModel('model.xmile', text, new Map(), again);
  expect(
    again.list.map(({ message, place }) => `${message} ${text.slice(place?.start, place?.end).slice(0, 200)}`),
  ).toStrictEqual([]);
  const checked = checkModel(imported!.study, again);
  expect(again.list.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toStrictEqual([]);
  const after = valuesOf(lowerToPlan(checked, []));
  const before = valuesOf(plan);
  expect(before.size).toBeGreaterThan(9);
  for (const [id, values] of before) expect(after.get(id), id).toStrictEqual(values);
});
