/** Chooses the engine that runs ensembles. All engines give the same bits, so that the choice is one of speed alone. */
import type { Plan } from '../model/plan.ts';
import { type BatchProgram, batchOf } from './batch.ts';
import { compilePlan } from './compile-javascript.ts';
import { interpretPlan } from './interpreter.ts';
import { compileWebAssembly } from './webassembly/compile-webassembly.ts';
import { hasVectorWebAssembly } from './webassembly/webassembly-api.ts';

export type EngineName = 'webassembly' | 'javascript' | 'interpreter';

/** What `compileBatch` takes if nothing else is asked for: WebAssembly, or JavaScript where the host has no vectors. */
export function defaultEngine(): EngineName {
  return hasVectorWebAssembly() ? 'webassembly' : 'javascript';
}

export function compileBatch(plan: Plan, engine: EngineName = defaultEngine()): BatchProgram {
  switch (engine) {
    case 'webassembly':
      return hasVectorWebAssembly() ? compileWebAssembly(plan) : batchOf(compilePlan(plan));
    case 'javascript':
      return batchOf(compilePlan(plan));
    case 'interpreter':
      return batchOf(interpretPlan(plan));
  }
}
