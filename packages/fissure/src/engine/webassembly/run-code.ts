/** The loop over steps, in the order of simulate.ts; saving; and the watch for lanes that have failed. */
import { Assembler } from './assembler.ts';
import { clockFunction } from './clock-code.ts';
import type { ModuleFunctions } from './module-functions.ts';

const FAIL_STOCK = 0;
export const FAIL_KEPT = 1;

/** Functions to call at each turn. */
export interface RunCalls {
  readonly held: readonly number[];
  readonly evaluate: number;
  readonly observe: readonly number[];
  readonly compare: readonly number[];
  readonly remember: readonly number[];
  readonly advance: readonly number[];
}

export class RunCode {
  readonly #m: ModuleFunctions;

  constructor(functions: ModuleFunctions) {
    this.#m = functions;
  }

  write(calls: RunCalls): void {
    const { plan, layout, builder } = this.#m;
    const index = builder.declare({ params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], results: [] }, 'run');
    const [from, to, last, step] = [0, 1, 2, 6];
    const setTime = clockFunction(this.#m, 0);
    const check = this.#checkFunction();
    const save = this.#saveFunction();
    const a = new Assembler();
    const callAll = (functions: readonly number[]) => {
      for (const callee of functions) a.call(callee);
    };
    const stopIf = (isOver: () => void) => {
      isOver();
      a.when(() => a.op('return'));
    };
    a.get(from).set(step);
    a.while(
      () => a.get(step).get(to).op('i32LtS'),
      () => {
        a.int(0)
          .get(step)
          .access('i32Store', layout.clock + 16);
        a.int(0)
          .get(step)
          .op('f64ConvertI32')
          .access('f64Store', layout.clock + 8);
        a.call(setTime);
        callAll(calls.held);
        a.call(calls.evaluate);
        a.get(step).int(plan.time.saveEvery).op('i32RemU', 'i32Eqz');
        a.when(() => {
          callAll(calls.observe);
          for (const local of [3, 4, 5]) a.get(local);
          a.call(save);
          stopIf(() => a.int(FAIL_KEPT).get(step).call(check));
          callAll(calls.compare);
        });
        callAll(calls.remember);
        stopIf(() => a.get(step).get(last).op('i32Eq'));
        callAll(calls.advance);
        a.get(step).int(1).op('i32Add').set(step);
        stopIf(() => a.int(FAIL_STOCK).get(step).call(check));
      },
    );
    builder.define(index, [{ count: 1, type: 'i32' }], a.code);
  }

  /** (kind, step): tells the host if a lane that was alive is broken, and hands on its answer. */
  #checkFunction(): number {
    const { layout } = this.#m;
    const index = this.#m.builder.declare({ params: ['i32', 'i32'], results: ['i32'] });
    const a = new Assembler();
    for (let u = 0; u < layout.units; u++) {
      for (let i = 0; i < 2; i++) a.int(0).vectorAccess('load', layout.broken + 16 * u);
      a.vector('f64Ne')
        .int(0)
        .vectorAccess('load', layout.alive + 16 * u)
        .vector('and');
      if (u > 0) a.vector('or');
    }
    a.vector('anyTrue')
      .when(() => a.get(0).get(1).call(this.#m.fail).op('return'))
      .int(0);
    this.#m.builder.define(index, [], a.code);
    return index;
  }

  /** (keep, keepCount, out): copies the kept cells, and notes in which lanes one is not finite. */
  #saveFunction(): number {
    const { layout, plan } = this.#m;
    const index = this.#m.builder.declare({ params: ['i32', 'i32', 'i32'], results: [] });
    const [keep, keepCount, out, i, address, value] = [0, 1, 2, 3, 4, 5 + layout.units];
    const total = (u: number) => 5 + u;
    const a = new Assembler();
    a.int(0)
      .access('i32Load', layout.clock + 16)
      .int(plan.time.saveEvery)
      .op('i32DivU');
    a.get(keepCount).op('i32Mul').int(layout.cellBytes).op('i32Mul').get(out).op('i32Add').set(out);
    a.get(keepCount).when(() => {
      a.count(
        i,
        () => a.get(keepCount),
        () => {
          a.get(keep).get(i).int(4).op('i32Mul', 'i32Add').access('i32Load', 0).set(address);
          for (let u = 0; u < layout.units; u++) {
            a.get(address)
              .vectorAccess('load', 16 * u)
              .set(value);
            a.get(out)
              .get(value)
              .vectorAccess('store', 16 * u);
            a.get(total(u)).get(value).get(value).vector('f64Sub').vector('or').set(total(u));
          }
          a.get(out).int(layout.cellBytes).op('i32Add').set(out);
        },
      );
    });
    for (let u = 0; u < layout.units; u++)
      a.int(0)
        .get(total(u))
        .vectorAccess('store', layout.broken + 16 * u);
    const locals = [
      { count: 2, type: 'i32' as const },
      { count: layout.units + 1, type: 'v128' as const },
    ];
    this.#m.builder.define(index, locals, a.code);
    return index;
  }
}
