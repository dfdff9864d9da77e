/**
 * Writes a plan as a WebAssembly module that runs a group of members at once; see `ModuleExports` for what the host
 * calls. The order within a step is that of simulate.ts.
 */
import type { Assignment, HeldAssignment, Plan } from '../../model/plan.ts';
import { type CutStock, cutOrder } from '../cut-order.ts';
import { BORDER, SEGMENT, SEGMENT_FIELDS } from '../lookup.ts';
import { Assembler } from './assembler.ts';
import { type ElementaryName, writeElementary } from './elementary-code.ts';
import { ModuleBuilder, type Signature } from './encoder.ts';
import { type ExpressionHost, Frame, type RareName } from './expression-code.ts';
import { HoistPool } from './hoist-pool.ts';
import { MemoryLayout } from './memory-layout.ts';
import { type Value, VectorFunction, type VectorShared, type VectorStyle } from './vector-function.ts';
import type { WasmMemory } from './webassembly-api.ts';

export interface WebAssemblyStyle extends VectorStyle {
  /** Size of a function, in operations. */
  readonly functionSize: number;
}

export interface EmittedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: MemoryLayout;
  /** By number: what the host's `rare` is asked for. */
  readonly rareNames: readonly RareName[];
  /** Lookup calls in order, and the table that the host must put before them. */
  readonly lookupCalls: readonly LookupCall[];
  readonly lookupTables: readonly LookupTable[];
  /** Address of the table of lookup calls, see `CALL`. */
  readonly callTable: number;
}

export interface LookupCall {
  readonly lookup: number;
  readonly segment: number;
  readonly positions: number;
}

/** Address of a lookup's segments; low and high follow behind the last. */
export interface LookupTable {
  readonly address: number;
}

/** What the module offers to its host. */
export interface ModuleExports {
  member(): void;
  initial(): void;
  /** Takes the totals of the stocks as the start of the books. */
  open(): void;
  /** Simulates steps `from` to `to - 1`; saves `keepCount` cells, whose addresses stand at `keep`, from `out` on. */
  run(from: number, to: number, keep: number, keepCount: number, out: number): void;
}

/** What it wants of the host. */
export interface ModuleImports {
  readonly memory: WasmMemory;
  /** For all lanes: replaces the arguments in the scratch memory by the value of a rare function. */
  rare(number: number): void;
  /** Entry `index` of `plan.held`, or of `plan.initial` if it is ~index: draws for all lanes. */
  draw(index: number): void;
  /** Lanes are broken after `step`: kind 0 stocks, 1 kept values. Answers 1 if no lane is left alive. */
  fail(kind: number, step: number): number;
}

export const FAIL_STOCK = 0;
export const FAIL_KEPT = 1;

const NOTHING: Signature = { params: [], results: [] };
const ONE_INT: Signature = { params: ['i32'], results: [] };

export function emitWebAssembly(plan: Plan, style: WebAssemblyStyle): EmittedModule {
  return new ModuleWriter(plan, style).write();
}

class ModuleWriter {
  private readonly plan: Plan;
  private readonly style: WebAssemblyStyle;
  private readonly builder = new ModuleBuilder();
  private readonly layout: MemoryLayout;
  private readonly shared: VectorShared;
  private readonly host: ExpressionHost;
  /** For what is worked out when parameters are set. */
  private readonly memberHost: ExpressionHost;
  private readonly hoistPool: HoistPool;
  private readonly rareNames: RareName[] = [];
  private readonly lookupCalls: LookupCall[] = [];
  private readonly lookupTables: readonly LookupTable[];
  private readonly elementary = new Map<ElementaryName, number>();
  private readonly rare: number;
  private readonly draw: number;
  private readonly fail: number;
  private readonly seek: number;
  private callTable = 0;

  constructor(plan: Plan, style: WebAssemblyStyle) {
    this.plan = plan;
    this.style = style;
    this.layout = new MemoryLayout(plan, style.units);
    const { layout } = this;
    this.shared = { ...style, scratch: layout.scratch, constantAddress: (bits) => layout.constantAddress(bits) };
    this.hoistPool = new HoistPool(plan, () => layout.takeCells(1));
    this.rare = this.builder.importFunction('rare', ONE_INT);
    this.draw = this.builder.importFunction('draw', ONE_INT);
    this.fail = this.builder.importFunction('fail', { params: ['i32', 'i32'], results: ['i32'] });
    this.seek = this.builder.declare(ONE_INT);
    this.lookupTables = plan.lookups.map(({ x }) => ({
      address: layout.take(8 * ((x.length + 1) * SEGMENT_FIELDS + 2)),
    }));
    this.host = {
      time: plan.time,
      lookups: plan.lookups,
      cellBytes: layout.cellBytes,
      clock: layout.clock,
      addressOf: (slot) => layout.slots[slot]!,
      elementary: (name) => this.elementaryFunction(name),
      rareCallee: this.rare,
      rareNumber: (name) => this.rareNumber(name),
      lookupCall: (lookup) => this.addLookupCall(lookup),
      seekCallee: this.seek,
      hoisted: (expr, kind) => this.hoistPool.addressOf(expr, kind),
    };
    this.memberHost = { ...this.host, hoisted: () => undefined };
  }

  write(): EmittedModule {
    const { plan, builder, layout } = this;
    const settlePipeline = this.settlePipelineFunction();
    const member = this.assignments(plan.member, this.memberHost);
    const initial = this.cells(plan.initial, settlePipeline, (index) => ~index);
    const held = this.cells(plan.held, settlePipeline, (index) => index);
    const evaluate = this.sequence([
      ...this.assignments(plan.step),
      ...this.parts(cutOrder(plan), (stock, frame) => this.cut(stock, frame)),
      ...this.parts([...plan.stocks.keys()], (index, frame) => this.rate(index, frame)),
    ]);
    const observe = this.assignments(plan.observe);
    const compare = this.parts([...plan.conserved.keys()], (c, frame) => this.compareBooks(c, frame));
    const remember = [...this.rememberPrevious(), ...this.rememberPipelines()];
    const advance = plan.time.method === 'rk4' ? this.rungeKutta(evaluate) : this.euler();
    this.sequence([...member, ...this.hoistedFunctions()], 'member');
    this.sequence(initial, 'initial');
    this.sequence(
      this.parts([...plan.conserved.keys()], (c, frame) => this.openBooks(c, frame)),
      'open',
    );
    this.runFunction({ held, evaluate, observe, compare, remember, advance, save: this.saveFunction() });
    this.defineSeek();
    const bytes = builder.finish(MemoryLayout.pagesFor(layout.end));
    const { rareNames, lookupCalls, lookupTables, callTable } = this;
    return { bytes, layout, rareNames, lookupCalls, lookupTables, callTable };
  }

  private elementaryFunction(name: ElementaryName): number {
    const known = this.elementary.get(name);
    if (known !== undefined) return known;
    const paramCount = name === 'pow' ? 2 : 1;
    const { units } = this.style;
    const vectors = (count: number) => Array.from({ length: count * units }, () => 'v128' as const);
    const index = this.builder.declare({ params: vectors(paramCount), results: vectors(1) });
    this.elementary.set(name, index);
    const f = new VectorFunction(this.shared, paramCount);
    writeElementary(name, f, { callee: this.rare, numberOf: (rare) => this.rareNumber(rare) });
    this.define(index, f);
    return index;
  }

  private rareNumber(name: RareName): number {
    const known = this.rareNames.indexOf(name);
    return known >= 0 ? known : this.rareNames.push(name) - 1;
  }

  private addLookupCall(lookup: number): { readonly call: number; readonly segment: number } {
    const place = this.layout.takeLookupCall();
    return { call: this.lookupCalls.push({ lookup, ...place }) - 1, segment: place.segment };
  }

  private define(index: number, f: VectorFunction): void {
    const { code, locals } = f.write();
    this.builder.define(index, locals, code);
  }

  /** Distributes parts over functions of moderate size and returns these, in the order in which to call them. */
  private parts<Part>(
    parts: readonly Part[],
    write: (part: Part, frame: Frame) => void,
    host: ExpressionHost = this.host,
  ): number[] {
    const functions: number[] = [];
    let frame: Frame | undefined;
    const close = () => {
      if (frame === undefined) return;
      const index = this.builder.declare(NOTHING);
      this.define(index, frame.f);
      functions.push(index);
      frame = undefined;
    };
    for (const part of parts) {
      frame ??= new Frame(new VectorFunction(this.shared), host);
      write(part, frame);
      if (frame.f.size >= this.style.functionSize) close();
    }
    close();
    return functions;
  }

  private sequence(functions: readonly number[], exported?: string): number {
    const index = this.builder.declare(NOTHING, exported);
    const assembler = new Assembler();
    for (const callee of functions) assembler.call(callee);
    this.builder.define(index, [], assembler.code);
    return index;
  }

  private assignments(assignments: readonly Assignment[], host?: ExpressionHost): number[] {
    return this.parts(assignments, ({ slot, value }, frame) => frame.setSlot(slot, frame.expression(value)), host);
  }

  /** Only when all else is written is it known what was hoisted. */
  private hoistedFunctions(): number[] {
    return this.parts(
      this.hoistPool.entries,
      ({ expr, kind, address }, frame) =>
        frame.f.store(address, kind === 'mask' ? frame.truth(expr) : frame.expression(expr)),
      this.memberHost,
    );
  }

  private cells(
    cells: readonly HeldAssignment[],
    settlePipeline: number,
    numberOf: (index: number) => number,
  ): number[] {
    let previousCount = 0;
    let pipelineCount = 0;
    return this.parts([...cells.entries()], ([index, cell], frame) => {
      const { f } = frame;
      switch (cell.kind) {
        case undefined:
          frame.setSlot(cell.slot, frame.expression(cell.value));
          return;
        case 'draw':
          for (const [i, arg] of cell.args.entries()) {
            f.store(this.layout.drawArguments + i * this.layout.cellBytes, frame.expression(arg));
          }
          f.hostCall(this.draw, numberOf(index));
          frame.forget(cell.slot);
          return;
        case 'previous': {
          const remembered = f.load(this.layout.previous + previousCount * this.layout.cellBytes);
          previousCount += 1;
          const isStart = f.do('f64Eq', f.splat(this.layout.clock + 8), f.constant(0));
          frame.setSlot(cell.slot, f.do('bitSelect', frame.slot(cell.slot), remembered, isStart));
          return;
        }
        case 'pipeline':
          f.hostCall(settlePipeline, pipelineCount);
          pipelineCount += 1;
          frame.forget(cell.slot);
      }
    });
  }

  private cut(stock: CutStock, frame: Frame): void {
    const { f } = frame;
    const zero = f.constant(0);
    const inflow = frame.sum(stock.inflows);
    const held = f.do('f64Div', frame.slot(stock.slot), f.constant(this.plan.time.dt));
    let left = f.do('f64Add', held, stock.countsInflows ? inflow : f.do('f64SmallerOf', inflow, zero));
    for (const slot of stock.outflows) {
      const wanted = frame.slot(slot);
      const isTooMuch = f.do('and', f.do('f64Gt', wanted, zero), f.do('f64Gt', wanted, left));
      const given = f.do('f64Add', f.do('f64LargerOf', left, zero), zero);
      const taken = f.do('bitSelect', given, wanted, isTooMuch);
      frame.setSlot(slot, taken);
      left = f.do('f64Sub', left, taken);
    }
    f.store(this.stockCell(this.layout.spare, stock.index), left);
  }

  private rate(index: number, frame: Frame): void {
    const { inflows, outflows } = this.plan.stocks[index]!;
    const inflow = frame.sum(inflows);
    const rate = outflows.length === 0 ? inflow : frame.f.do('f64Sub', inflow, frame.sum(outflows));
    frame.f.store(this.stockCell(this.layout.rates, index), rate);
  }

  private stockCell(base: number, index: number): number {
    return base + index * this.layout.cellBytes;
  }

  /** Every stock in turn; also notes in which lanes one of them is not finite. */
  private advanceStocks(next: (index: number, stock: Value, f: VectorFunction) => Value): number[] {
    const { layout } = this;
    const begin = this.parts([0], (_, { f }) => f.store(layout.broken, f.constant(0)));
    const rest = this.parts([...this.plan.stocks.keys()], (index, { f }) => {
      const address = this.stockCell(layout.stocks, index);
      const value = next(index, f.load(address), f);
      f.store(address, value);
      f.store(layout.broken, f.do('or', f.load(layout.broken), f.do('f64Sub', value, value)));
    });
    return [...begin, ...rest];
  }

  private euler(): number[] {
    const { plan, layout } = this;
    const { dt } = plan.time;
    return [
      ...this.enterBooks(dt),
      ...this.advanceStocks((index, stock, f) => {
        const rate = f.load(this.stockCell(layout.rates, index));
        const value = f.do('f64Add', stock, f.do('f64Mul', f.constant(dt), rate));
        if (!plan.stocks[index]!.nonNegative) return value;
        const zero = f.constant(0);
        const wasEnough = f.do('f64Ge', f.load(this.stockCell(layout.spare, index)), zero);
        return f.do('bitSelect', zero, value, f.do('and', f.do('f64Lt', value, zero), wasEnough));
      }),
    ];
  }

  /** See integrate.ts. */
  private rungeKutta(evaluate: number): number[] {
    const { plan, layout } = this;
    const { dt } = plan.time;
    const indices = [...plan.stocks.keys()];
    const rateOf = (index: number, f: VectorFunction) => f.load(this.stockCell(layout.rates, index));
    const each = (write: (index: number, f: VectorFunction) => void) =>
      this.parts(indices, (index, { f }) => write(index, f));
    const stage = (fraction: number) => [
      ...each((index, f) => {
        const step = f.do('f64Mul', f.constant(fraction * dt), rateOf(index, f));
        const before = f.load(this.stockCell(layout.before, index));
        f.store(this.stockCell(layout.stocks, index), f.do('f64Add', before, step));
      }),
      this.clockFunction(fraction),
      evaluate,
    ];
    return [
      ...each((index, f) => {
        f.store(this.stockCell(layout.before, index), f.load(this.stockCell(layout.stocks, index)));
        f.store(this.stockCell(layout.first, index), rateOf(index, f));
      }),
      ...this.enterBooks(dt / 6),
      ...stage(0.5),
      ...each((index, f) => f.store(this.stockCell(layout.middle, index), rateOf(index, f))),
      ...this.enterBooks(dt / 3),
      ...stage(0.5),
      ...each((index, f) => {
        const middle = this.stockCell(layout.middle, index);
        f.store(middle, f.do('f64Add', f.load(middle), rateOf(index, f)));
      }),
      ...this.enterBooks(dt / 3),
      ...stage(1),
      ...this.enterBooks(dt / 6),
      ...this.advanceStocks((index, _, f) => {
        const twice = f.do('f64Mul', f.constant(2), f.load(this.stockCell(layout.middle, index)));
        const first = f.load(this.stockCell(layout.first, index));
        const sum = f.do('f64Add', f.do('f64Add', first, twice), rateOf(index, f));
        const before = f.load(this.stockCell(layout.before, index));
        return f.do('f64Add', before, f.do('f64Mul', f.constant(dt / 6), sum));
      }),
    ];
  }

  private bookCell(entry: number, field: number): number {
    return this.layout.books + (4 * entry + field) * this.layout.cellBytes;
  }

  /** Adds with compensation, see ledger.ts. */
  private addTo([sum, low]: readonly [Value, Value], term: Value, f: VectorFunction): readonly [Value, Value] {
    const next = f.do('f64Add', sum, term);
    const isLarger = f.do('f64Ge', f.do('f64Abs', sum), f.do('f64Abs', term));
    const ofTerm = f.do('f64Add', f.do('f64Sub', sum, next), term);
    const ofSum = f.do('f64Add', f.do('f64Sub', term, next), sum);
    return [next, f.do('f64Add', low, f.do('bitSelect', ofTerm, ofSum, isLarger))];
  }

  private total(slots: readonly number[], frame: Frame): Value {
    const { f } = frame;
    let pair: readonly [Value, Value] = [f.constant(0), f.constant(0)];
    for (const slot of slots) pair = this.addTo(pair, frame.slot(slot), f);
    return f.do('f64Add', pair[0], pair[1]);
  }

  private openBooks(entry: number, frame: Frame): void {
    const { f } = frame;
    f.store(this.bookCell(entry, 0), this.total(this.plan.conserved[entry]!.stocks, frame));
    for (const field of [1, 2, 3]) f.store(this.bookCell(entry, field), f.constant(0));
  }

  private enterBooks(weight: number): number[] {
    return this.parts([...this.plan.conserved.entries()], ([entry, { sources, sinks }], frame) => {
      const { f } = frame;
      let net = f.constant(0);
      for (const slot of sources) net = f.do('f64Add', net, frame.slot(slot));
      for (const slot of sinks) net = f.do('f64Sub', net, frame.slot(slot));
      const pair = [f.load(this.bookCell(entry, 1)), f.load(this.bookCell(entry, 2))] as const;
      const [sum, low] = this.addTo(pair, f.do('f64Mul', f.constant(weight), net), f);
      f.store(this.bookCell(entry, 1), sum);
      f.store(this.bookCell(entry, 2), low);
    });
  }

  private compareBooks(entry: number, frame: Frame): void {
    const { f } = frame;
    const total = this.total(this.plan.conserved[entry]!.stocks, frame);
    const fields = [0, 1, 2].map((field) => f.load(this.bookCell(entry, field)));
    const gap = f.do(
      'f64Abs',
      fields.reduce((rest, field) => f.do('f64Sub', rest, field), total),
    );
    const imbalance = f.do('f64Div', gap, f.do('f64LargerOf', f.do('f64Abs', total), f.constant(1)));
    const largest = this.bookCell(entry, 3);
    f.store(largest, f.do('f64Max', f.load(largest), imbalance));
  }

  private rememberPrevious(): number[] {
    const cells = this.plan.held.filter((cell) => cell.kind === 'previous');
    return this.parts([...cells.entries()], ([i, { of }], frame) => {
      frame.f.store(this.layout.previous + i * this.layout.cellBytes, frame.slot(of));
    });
  }

  /** Puts the address of the place in a lane's ring that belongs to this step on the stack. */
  private writeRingAddress(a: Assembler, pipeline: number, lane: number): void {
    const entry = this.layout.pipelines + 8 * (pipeline * this.layout.lanes + lane);
    a.int(0).access('i32Load', entry);
    a.int(0).access('i32Load', this.layout.clock + 16);
    a.int(0).access('i32Load', entry + 4);
    a.op('i32RemU').int(8).op('i32Mul', 'i32Add');
  }

  private settlePipelineFunction(): number {
    const { layout, plan } = this;
    const pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
    const index = this.builder.declare(ONE_INT);
    const a = new Assembler();
    for (const [p, { slot }] of pipelines.entries()) {
      a.get(0).int(p).op('i32Eq');
      a.when(() => {
        for (let lane = 0; lane < layout.lanes; lane++) {
          a.int(0);
          this.writeRingAddress(a, p, lane);
          a.access('f64Load', 0).access('f64Store', layout.slots[slot]! + 8 * lane);
        }
      });
    }
    this.builder.define(index, [], a.code);
    return index;
  }

  private rememberPipelines(): number[] {
    const { layout, plan } = this;
    const pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
    return pipelines.map(({ input }, p) => {
      const index = this.builder.declare(NOTHING);
      const a = new Assembler();
      for (let lane = 0; lane < layout.lanes; lane++) {
        this.writeRingAddress(a, p, lane);
        a.int(0)
          .access('f64Load', layout.slots[input]! + 8 * lane)
          .access('f64Store', 0);
      }
      this.builder.define(index, [], a.code);
      return index;
    });
  }

  private clockFunction(fraction: number): number {
    const { layout, plan } = this;
    const index = this.builder.declare(NOTHING);
    const a = new Assembler();
    a.int(0)
      .int(0)
      .access('f64Load', layout.clock + 8)
      .double(fraction)
      .op('f64Add');
    a.double(plan.time.dt).op('f64Mul').double(plan.time.start).op('f64Add').access('f64Store', layout.clock);
    this.builder.define(index, [], a.code);
    return index;
  }

  private runFunction(calls: RunCalls): void {
    const { plan, layout, builder } = this;
    const index = builder.declare({ params: ['i32', 'i32', 'i32', 'i32', 'i32'], results: [] }, 'run');
    const [from, to, step] = [0, 1, 5];
    const setTime = this.clockFunction(0);
    const check = this.checkFunction();
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
          for (const local of [2, 3, 4]) a.get(local);
          a.call(calls.save);
          stopIf(() => a.int(FAIL_KEPT).get(step).call(check));
          callAll(calls.compare);
        });
        callAll(calls.remember);
        stopIf(() => a.get(step).int(plan.time.stepCount).op('i32Eq'));
        callAll(calls.advance);
        a.get(step).int(1).op('i32Add').set(step);
        stopIf(() => a.int(FAIL_STOCK).get(step).call(check));
      },
    );
    builder.define(index, [{ count: 1, type: 'i32' }], a.code);
  }

  /** (kind, step): tells the host if a lane that was alive is broken, and hands on its answer. */
  private checkFunction(): number {
    const { layout } = this;
    const index = this.builder.declare({ params: ['i32', 'i32'], results: ['i32'] });
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
      .when(() => a.get(0).get(1).call(this.fail).op('return'))
      .int(0);
    this.builder.define(index, [], a.code);
    return index;
  }

  /** (keep, keepCount, out): copies the kept cells, and notes in which lanes one is not finite. */
  private saveFunction(): number {
    const { layout, plan } = this;
    const index = this.builder.declare({ params: ['i32', 'i32', 'i32'], results: [] });
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
    this.builder.define(index, locals, a.code);
    return index;
  }

  /** Moves a lookup call to the segments of the arguments in the scratch memory, as `lookup-calls.ts` does. */
  private defineSeek(): void {
    const { layout } = this;
    const calls = layout.take(this.lookupCalls.length * CALL_BYTES);
    this.callTable = calls;
    const [entry, lane, at, x, table, bytes] = [1, 2, 3, 6, 4, 5];
    const a = new Assembler();
    const load = (name: keyof typeof CALL) => a.get(entry).access('i32Load', CALL[name]);
    const field = (name: keyof typeof SEGMENT) =>
      a
        .get(table)
        .get(at)
        .op('i32Add')
        .access('f64Load', 8 * SEGMENT[name]);
    const laneBytes = (size: number) => a.get(lane).int(size).op('i32Mul');
    a.get(0).int(CALL_BYTES).op('i32Mul').int(calls).op('i32Add').set(entry);
    load('table').set(table);
    load('bytes').set(bytes);
    a.count(
      lane,
      () => a.int(layout.lanes),
      () => {
        laneBytes(8).access('f64Load', layout.scratch).set(x);
        a.get(x).op('f64Abs').double(BORDER).op('f64Lt', 'i32Eqz');
        a.when(() => {
          a.get(x).get(table).get(bytes).op('i32Add').access('f64Load', 0).op('f64Max');
          a.get(table).get(bytes).op('i32Add').access('f64Load', 8).op('f64Min').set(x);
        });
        load('positions');
        laneBytes(4).op('i32Add').access('i32Load', 0).set(at);
        a.while(
          () => {
            a.get(x);
            field('FROM').op('f64Lt').int(0).get(at).op('i32LtS', 'i32And');
          },
          () =>
            a
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Sub')
              .set(at),
        );
        a.while(
          () => {
            a.get(x);
            field('TO')
              .op('f64Ge')
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Add')
              .get(bytes)
              .op('i32LtS', 'i32And');
          },
          () =>
            a
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Add')
              .set(at),
        );
        load('positions');
        laneBytes(4).op('i32Add').get(at).access('i32Store', 0);
        for (const name of Object.keys(SEGMENT) as (keyof typeof SEGMENT)[]) {
          load('segment');
          laneBytes(8).op('i32Add');
          field(name).access('f64Store', SEGMENT[name] * layout.cellBytes);
        }
        laneBytes(8).get(x).access('f64Store', layout.scratch);
      },
    );
    const locals = [
      { count: 5, type: 'i32' as const },
      { count: 1, type: 'f64' as const },
    ];
    this.builder.define(this.seek, locals, a.code);
  }
}

interface RunCalls {
  readonly held: readonly number[];
  readonly evaluate: number;
  readonly observe: readonly number[];
  readonly compare: readonly number[];
  readonly remember: readonly number[];
  readonly advance: readonly number[];
  readonly save: number;
}

/** Fields of a lookup call in the table that `seek` reads, in bytes; `table` has low and high behind its segments. */
export const CALL = { table: 0, bytes: 4, segment: 8, positions: 12 } as const;
export const CALL_BYTES = 16;
