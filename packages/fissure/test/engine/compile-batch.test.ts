import { afterEach, expect, test, vi } from 'vitest';
import { type BatchProgram, batchOf } from '../../src/engine/batch.ts';
import { compileBatch, defaultEngine } from '../../src/engine/compile-batch.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Program } from '../../src/engine/run.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import { num, PlanBuilder, run } from './plan-builder.ts';

function decay() {
  const builder = new PlanBuilder({ dt: 0.5, stepCount: 4, saveEvery: 1, method: 'euler' });
  const stock = builder.stock('x', 8);
  builder.flows(stock, [], [builder.step('out', stock)]);
  return { plan: builder.build(), stock };
}

/** One run at a time, with the other lanes idle. */
function programOf(batch: BatchProgram): Program {
  return { plan: batch.plan, simulate: (request) => batch.simulateBatch([request])[0]! };
}

afterEach(() => vi.unstubAllGlobals());

test.each(['webassembly', 'javascript', 'interpreter'] as const)('%s halves a stock at every step', (engine) => {
  const { plan, stock } = decay();
  const program = programOf(compileBatch(plan, engine));
  expect([...run(program, [stock]).saved]).toEqual([8, 4, 2, 1, 0.5]);
});

test('without vectors in WebAssembly, JavaScript takes its place', () => {
  const { plan, stock } = decay();
  expect(defaultEngine()).toBe('webassembly');
  vi.stubGlobal('WebAssembly', { validate: () => false });
  expect(defaultEngine()).toBe('javascript');
  const batch = compileBatch(plan, 'webassembly');
  expect(batch.lanes).toBe(1);
  expect([...run(programOf(batch), [stock]).saved]).toEqual([8, 4, 2, 1, 0.5]);
  vi.stubGlobal('WebAssembly', undefined);
  expect(defaultEngine()).toBe('javascript');
});

test('runs of a batch that differ in structure are refused', () => {
  const { plan, stock } = decay();
  const parameters = new Float64Array(0);
  const request = { segments: [{ fromStep: 0, parameters }], stream: [1, 1] as const, keep: [stock.slot] };
  const batch = compileWebAssembly(plan);
  expect(() => batch.simulateBatch([request, { ...request, snapshotAt: 2 }])).toThrow('structure');
  const later = { ...request, segments: [...request.segments, { fromStep: 2, parameters }] };
  expect(() => batch.simulateBatch([request, later])).toThrow('structure');
  expect(batch.simulateBatch([])).toEqual([]);
});

test('a thousand steps and more go over several calls into the module', () => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 1500, saveEvery: 500, method: 'euler' });
  const stock = builder.stock('x', 0);
  builder.flows(stock, [num(2)]);
  const plan = builder.build();
  expect([...run(programOf(compileWebAssembly(plan)), [stock]).saved]).toEqual([0, 1000, 2000, 3000]);
  expect([...run(programOf(batchOf(interpretPlan(plan))), [stock]).saved]).toEqual([0, 1000, 2000, 3000]);
});
