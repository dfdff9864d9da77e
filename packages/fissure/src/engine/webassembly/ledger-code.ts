/** The books of what must be conserved, as vector code: see ledger.ts. */
import type { ModuleFunctions } from './module-functions.ts';
import type { Value, VectorFunction } from './vector-function.ts';

export class LedgerCode {
  readonly #m: ModuleFunctions;

  constructor(functions: ModuleFunctions) {
    this.#m = functions;
  }

  /** Takes the totals of the stocks as the start of the books. */
  open(): number[] {
    return this.#each((entry, f) => this.#open(entry, f));
  }

  /** At a saved step: compares books and stocks. */
  compare(): number[] {
    return this.#each((entry, f) => this.#compare(entry, f));
  }

  enter(weight: number): number[] {
    const { slots } = this.#m.layout;
    return this.#m.parts([...this.#m.plan.conserved.entries()], ([entry, { sources, sinks }], f) => {
      let net = f.constant(0);
      for (const slot of sources) net = f.do('f64Add', net, f.load(slots[slot]!));
      for (const slot of sinks) net = f.do('f64Sub', net, f.load(slots[slot]!));
      const pair = [f.load(this.#bookCell(entry, 1)), f.load(this.#bookCell(entry, 2))] as const;
      const [sum, low] = this.#addTo(pair, f.do('f64Mul', f.constant(weight), net), f);
      f.store(this.#bookCell(entry, 1), sum);
      f.store(this.#bookCell(entry, 2), low);
    });
  }

  #each(write: (entry: number, f: VectorFunction) => void): number[] {
    return this.#m.parts([...this.#m.plan.conserved.keys()], write);
  }

  #open(entry: number, f: VectorFunction): void {
    f.store(this.#bookCell(entry, 0), this.#total(this.#m.plan.conserved[entry]!.stocks, f));
    for (const field of [1, 2, 3]) f.store(this.#bookCell(entry, field), f.constant(0));
  }

  #compare(entry: number, f: VectorFunction): void {
    const total = this.#total(this.#m.plan.conserved[entry]!.stocks, f);
    const fields = [0, 1, 2].map((field) => f.load(this.#bookCell(entry, field)));
    const gap = f.do(
      'f64Abs',
      fields.reduce((rest, field) => f.do('f64Sub', rest, field), total),
    );
    const imbalance = f.do('f64Div', gap, f.do('f64LargerOf', f.do('f64Abs', total), f.constant(1)));
    const largest = this.#bookCell(entry, 3);
    f.store(largest, f.do('f64Max', f.load(largest), imbalance));
  }

  #total(slots: readonly number[], f: VectorFunction): Value {
    let pair: readonly [Value, Value] = [f.constant(0), f.constant(0)];
    for (const slot of slots) pair = this.#addTo(pair, f.load(this.#m.layout.slots[slot]!), f);
    return f.do('f64Add', pair[0], pair[1]);
  }

  /** Adds with compensation, see ledger.ts. */
  #addTo([sum, low]: readonly [Value, Value], term: Value, f: VectorFunction): readonly [Value, Value] {
    const next = f.do('f64Add', sum, term);
    const isLarger = f.do('f64Ge', f.do('f64Abs', sum), f.do('f64Abs', term));
    const ofTerm = f.do('f64Add', f.do('f64Sub', sum, next), term);
    const ofSum = f.do('f64Add', f.do('f64Sub', term, next), sum);
    return [next, f.do('f64Add', low, f.do('bitSelect', ofTerm, ofSum, isLarger))];
  }

  #bookCell(entry: number, field: number): number {
    return this.#m.layout.books + (4 * entry + field) * this.#m.layout.cellBytes;
  }
}
