/**
 * Delays that pass on what came in a while ago. Each lane has a ring of its own, whose address and length stand in the table
 * of pipelines, since delays differ by member.
 */
import { Assembler } from './assembler.ts';
import { type ModuleFunctions, NOTHING, ONE_INT } from './module-functions.ts';

export class PipelineCode {
  readonly #m: ModuleFunctions;

  constructor(functions: ModuleFunctions) {
    this.#m = functions;
  }

  settleFunction(): number {
    const { layout, plan } = this.#m;
    const pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
    const index = this.#m.builder.declare(ONE_INT);
    const a = new Assembler();
    for (const [p, { slot }] of pipelines.entries()) {
      a.get(0).int(p).op('i32Eq');
      a.when(() => {
        for (let lane = 0; lane < layout.lanes; lane++) {
          a.int(0);
          this.#writeRingAddress(a, p, lane);
          a.access('f64Load', 0).access('f64Store', layout.slots[slot]! + 8 * lane);
        }
      });
    }
    this.#m.builder.define(index, [], a.code);
    return index;
  }

  remember(): number[] {
    const { layout, plan } = this.#m;
    const pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
    return pipelines.map(({ input }, p) => {
      const index = this.#m.builder.declare(NOTHING);
      const a = new Assembler();
      for (let lane = 0; lane < layout.lanes; lane++) {
        this.#writeRingAddress(a, p, lane);
        a.int(0)
          .access('f64Load', layout.slots[input]! + 8 * lane)
          .access('f64Store', 0);
      }
      this.#m.builder.define(index, [], a.code);
      return index;
    });
  }

  /** Puts the address of the place in a lane's ring that belongs to this step on the stack. */
  #writeRingAddress(a: Assembler, pipeline: number, lane: number): void {
    const entry = this.#m.layout.pipelines + 8 * (pipeline * this.#m.layout.lanes + lane);
    a.int(0).access('i32Load', entry);
    a.int(0).access('i32Load', this.#m.layout.clock + 16);
    a.int(0).access('i32Load', entry + 4);
    a.op('i32RemU').int(8).op('i32Mul', 'i32Add');
  }
}
