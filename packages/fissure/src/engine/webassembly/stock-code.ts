/** Advances the stocks by one step: see integrate.ts. */
import { Assembler } from './assembler.ts';
import { clockFunction } from './clock-code.ts';
import type { LedgerCode } from './ledger-code.ts';
import { type ModuleFunctions, NOTHING } from './module-functions.ts';
import type { Value, VectorFunction } from './vector-function.ts';

export class StockCode {
  readonly #m: ModuleFunctions;
  readonly #ledger: LedgerCode;

  constructor(functions: ModuleFunctions, ledger: LedgerCode) {
    this.#m = functions;
    this.#ledger = ledger;
  }

  /** `evaluate`: the function that works out rates from stocks. */
  advance(evaluate: number): number[] {
    return this.#m.plan.time.method === 'rk4' ? this.#rungeKutta(evaluate) : this.#euler();
  }

  #euler(): number[] {
    const { plan, layout } = this.#m;
    const { dt } = plan.time;
    const guarded = [...plan.stocks.keys()].filter((index) => plan.stocks[index]!.nonNegative);
    return [
      ...this.#ledger.enter(dt),
      this.#eulerFunction(),
      ...this.#advanceStocks(guarded, (index, stock, f) => {
        const value = f.do(
          'f64Add',
          stock,
          f.do('f64Mul', f.constant(dt), f.load(layout.stockCell(layout.rates, index))),
        );
        const zero = f.constant(0);
        const wasEnough = f.do('f64Ge', f.load(layout.stockCell(layout.spare, index)), zero);
        return f.do('bitSelect', zero, value, f.do('and', f.do('f64Lt', value, zero), wasEnough));
      }),
    ];
  }

  /** The stocks that may become negative lie side by side, and so do their rates: one loop over both. */
  #eulerFunction(): number {
    const { layout, plan } = this.#m;
    const index = this.#m.builder.declare(NOTHING);
    const [at, dt, value] = [0, 1, 2];
    const broken = (u: number) => 3 + u;
    const a = new Assembler();
    a.double(plan.time.dt).vector('f64Splat').set(dt);
    if (layout.plainStockCount > 0) {
      a.countBy(at, layout.cellBytes, layout.plainStockCount * layout.cellBytes, () => {
        for (let u = 0; u < layout.units; u++) {
          a.get(at)
            .get(at)
            .vectorAccess('load', layout.stocks + 16 * u);
          a.get(dt)
            .get(at)
            .vectorAccess('load', layout.rates + 16 * u)
            .vector('f64Mul')
            .vector('f64Add');
          a.set(value)
            .get(value)
            .vectorAccess('store', layout.stocks + 16 * u);
          a.get(broken(u)).get(value).get(value).vector('f64Sub').vector('or').set(broken(u));
        }
      });
    }
    for (let u = 0; u < layout.units; u++)
      a.int(0)
        .get(broken(u))
        .vectorAccess('store', layout.broken + 16 * u);
    this.#m.builder.define(
      index,
      [
        { count: 1, type: 'i32' },
        { count: 2 + layout.units, type: 'v128' },
      ],
      a.code,
    );
    return index;
  }

  /** See integrate.ts. */
  #rungeKutta(evaluate: number): number[] {
    const { plan, layout } = this.#m;
    const { dt } = plan.time;
    const indices = [...plan.stocks.keys()];
    const rateOf = (index: number, f: VectorFunction) => f.load(layout.stockCell(layout.rates, index));
    const each = (write: (index: number, f: VectorFunction) => void) => this.#m.parts(indices, write);
    const stage = (fraction: number) => [
      ...each((index, f) => {
        const step = f.do('f64Mul', f.constant(fraction * dt), rateOf(index, f));
        const before = f.load(layout.stockCell(layout.before, index));
        f.store(layout.stockCell(layout.stocks, index), f.do('f64Add', before, step));
      }),
      clockFunction(this.#m, fraction),
      evaluate,
    ];
    return [
      ...each((index, f) => {
        f.store(layout.stockCell(layout.before, index), f.load(layout.stockCell(layout.stocks, index)));
        f.store(layout.stockCell(layout.first, index), rateOf(index, f));
      }),
      ...this.#ledger.enter(dt / 6),
      ...stage(0.5),
      ...each((index, f) => f.store(layout.stockCell(layout.middle, index), rateOf(index, f))),
      ...this.#ledger.enter(dt / 3),
      ...stage(0.5),
      ...each((index, f) => {
        const middle = layout.stockCell(layout.middle, index);
        f.store(middle, f.do('f64Add', f.load(middle), rateOf(index, f)));
      }),
      ...this.#ledger.enter(dt / 3),
      ...stage(1),
      ...this.#ledger.enter(dt / 6),
      ...this.#m.parts([0], (_, f) => f.store(layout.broken, f.constant(0))),
      ...this.#advanceStocks(indices, (index, _, f) => {
        const twice = f.do('f64Mul', f.constant(2), f.load(layout.stockCell(layout.middle, index)));
        const first = f.load(layout.stockCell(layout.first, index));
        const sum = f.do('f64Add', f.do('f64Add', first, twice), rateOf(index, f));
        const before = f.load(layout.stockCell(layout.before, index));
        return f.do('f64Add', before, f.do('f64Mul', f.constant(dt / 6), sum));
      }),
    ];
  }

  /** Every stock in turn; also notes in which lanes one of them is not finite. */
  #advanceStocks(
    indices: readonly number[],
    next: (index: number, stock: Value, f: VectorFunction) => Value,
  ): number[] {
    const { layout } = this.#m;
    return this.#m.parts(indices, (index, f) => {
      const address = layout.stockCell(layout.stocks, index);
      const value = next(index, f.load(address), f);
      f.store(address, value);
      f.store(layout.broken, f.do('or', f.load(layout.broken), f.do('f64Sub', value, value)));
    });
  }
}
