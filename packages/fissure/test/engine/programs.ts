/** Both ways to run a plan, for tests that must hold for each. */
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Program } from '../../src/engine/run.ts';
import type { Plan } from '../../src/model/plan.ts';

export const BACK_ENDS: readonly (readonly [string, (plan: Plan) => Program])[] = [
  ['interpreted', interpretPlan],
  ['compiled', compileJavaScript],
];
