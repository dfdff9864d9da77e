/** Turns the code of emit-javascript.ts into a program. */
import { clearingPrice } from '../base/clearing-price.ts';
import * as elementary from '../base/elementary.ts';
import type { Plan } from '../model/plan.ts';
import { type CodeLink, emitJavaScript } from './emit-javascript.ts';
import { modulo, power } from './functions.ts';
import { interpretPlan } from './interpreter.ts';
import { buildIr } from './ir/build-ir.ts';
import type { PlanUse } from './ir/ir.ts';
import { allocateKernelMemory, type Kernel, type KernelMemory } from './kernel.ts';
import { prepareLookup } from './lookup.ts';
import { prepareLookupCalls } from './lookup-calls.ts';
import type { Program } from './run.ts';
import { makeProgram } from './simulate.ts';

type GeneratedMethods = Omit<Kernel, keyof KernelMemory>;

let compiledCount = 0;

/** Throws an EvalError where the host forbids code from strings; `compilePlan` then takes the interpreter. */
export function compileJavaScript(plan: Plan, use: PlanUse = {}): Program {
  const memory = allocateKernelMemory(plan);
  const lookups = plan.lookups.map(prepareLookup);
  const lookupCalls = (lookupOfCall: readonly number[]) => prepareLookupCalls(lookups, lookupOfCall);
  const link: CodeLink = { ...memory, lookupCalls, modulo, power, elementary, clearingPrice };
  // A text of its own for every program: V8 shares functions between equal texts, and then no longer knows their memory.
  compiledCount += 1;
  const code = `${emitJavaScript(buildIr(plan, use))}\n//# sourceURL=fissure-plan-${compiledCount}.js`;
  const methods: GeneratedMethods = new Function('link', code)(link);
  return makeProgram(plan, { ...memory, ...methods });
}

/** The fastest program that the host allows; all give the same bits. */
export function compilePlan(plan: Plan, use: PlanUse = {}): Program {
  try {
    return compileJavaScript(plan, use);
  } catch (error) {
    if (error instanceof EvalError) return interpretPlan(plan);
    throw error;
  }
}
