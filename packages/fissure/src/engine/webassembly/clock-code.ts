/** Time is start + (whole step + fraction) * dt, never a running sum. */
import { Assembler } from './assembler.ts';
import { type ModuleFunctions, NOTHING } from './module-functions.ts';

/** A function that sets the simulated time of a stage. */
export function clockFunction({ layout, plan, builder }: ModuleFunctions, fraction: number): number {
  const index = builder.declare(NOTHING);
  const a = new Assembler();
  a.int(0)
    .int(0)
    .access('f64Load', layout.clock + 8)
    .double(fraction)
    .op('f64Add');
  a.double(plan.time.dt).op('f64Mul').double(plan.time.start).op('f64Add').access('f64Store', layout.clock);
  builder.define(index, [], a.code);
  return index;
}
