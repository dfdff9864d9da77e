/**
 * Compiles a plan to WebAssembly. The bits are those of the interpreter, for every member and however members are
 * grouped.
 */
import type { Plan } from '../../model/plan.ts';
import type { BatchProgram } from '../batch.ts';
import { buildIr } from '../ir/build-ir.ts';
import type { Ir, PlanUse } from '../ir/ir.ts';
import type { Run } from '../run.ts';
import { assertBatch, type Fixed } from './assert-batch.ts';
import { emitWebAssembly } from './emit-webassembly.ts';
import { Group } from './group.ts';
import type { WebAssemblyStyle } from './module-functions.ts';

/**
 * Measured on Node 20 and 24, see docs/explanation/speed.md: small models gain from more members side by side, large ones
 * run out of registers and of room for code; constants in memory are never slower, and much faster on newer V8.
 */
export function defaultStyle(ir: Ir): WebAssemblyStyle {
  return { units: ir.nodes.length < SMALL ? 3 : 2, constants: 'memory', functionSize: 600, loads: 64 };
}

/** In nodes: about 300 equations. */
const SMALL = 2000;

export function compileWebAssembly(plan: Plan, style: Partial<WebAssemblyStyle> = {}, use: PlanUse = {}): BatchProgram {
  const ir = buildIr(plan, use);
  const emitted = emitWebAssembly(ir, { ...defaultStyle(ir), ...style });
  const group = new Group(plan, use, emitted);
  const { lanes } = emitted.layout;
  const fixed: Fixed = {
    indices: Int32Array.from(use.fixed?.keys() ?? []),
    values: Float64Array.from(use.fixed?.values() ?? []),
  };
  return {
    plan,
    lanes,
    simulateBatch(requests) {
      assertBatch(plan, use.kept, fixed, requests);
      const runs: Run[] = [];
      for (let i = 0; i < requests.length; i += lanes) runs.push(...group.simulate(requests.slice(i, i + lanes)));
      return runs;
    },
  };
}
