/** Chooses the engine that runs ensembles. All engines give the same bits, so that the choice is one of speed alone. */
import type { Plan } from '../model/plan.ts';
import { type BatchProgram, batchOf } from './batch.ts';
import { compilePlan } from './compile-javascript.ts';
import { interpretPlan } from './interpreter.ts';
import type { PlanUse } from './ir/ir.ts';
import { compileWebAssembly } from './webassembly/compile-webassembly.ts';
import { hasVectorWebAssembly } from './webassembly/webassembly-api.ts';

export type EngineName = 'webassembly' | 'javascript' | 'interpreter';

/** What `compileBatch` takes if nothing else is asked for: WebAssembly, or JavaScript where the host has no vectors. */
export function defaultEngine(): EngineName {
  return hasVectorWebAssembly() ? 'webassembly' : 'javascript';
}

/** `use`: what is known of all runs of the program, for an engine that can make something of it. */
export function compileBatch(plan: Plan, engine: EngineName = defaultEngine(), use: PlanUse = {}): BatchProgram {
  switch (engine) {
    case 'webassembly':
      return hasVectorWebAssembly() ? compileWebAssembly(plan, {}, use) : batchOf(compilePlan(plan, use));
    case 'javascript':
      return batchOf(compilePlan(plan, use));
    case 'interpreter':
      return batchOf(interpretPlan(plan));
  }
}
