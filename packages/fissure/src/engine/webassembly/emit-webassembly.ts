/**
 * Writes a plan as a WebAssembly module that runs a group of members at once; see `ModuleExports` for what the host
 * calls. The order within a step is that of simulate.ts.
 */
import type { DrawKind, HeldAssignment, Plan } from '../../model/plan.ts';
import type { Ir, IrEffect, NodeId } from '../ir/ir.ts';
import { cutByLoads, type ScheduledItem, scheduleSection } from '../ir/schedule.ts';
import { BORDER, SEGMENT, SEGMENT_FIELDS } from '../lookup.ts';
import { Assembler } from './assembler.ts';
import { searchPoissonCode, writeDraw, writeInverseNormal, writeUniform } from './draw-code.ts';
import { argumentCountOf, type ElementaryName, writeElementary } from './elementary-code.ts';
import { ModuleBuilder, type Signature } from './encoder.ts';
import { MemoryLayout } from './memory-layout.ts';
import { NodeCode, type NodeHost, type RareName } from './node-code.ts';
import { type Value, VectorFunction, type VectorShared, type VectorStyle } from './vector-function.ts';
import type { WasmMemory } from './webassembly-api.ts';

export interface WebAssemblyStyle extends VectorStyle {
  /** Size of a function, in operations. */
  readonly functionSize: number;
  /**
   * Values that may be read from memory before something is stored. V8 moves loads up to the store before them; those
   * that find no register are stored and loaded once more.
   */
  readonly loads: number;
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
  /**
   * Simulates steps `from` to `to - 1`, and advances the stocks after each but the `last` of the run; saves `keepCount`
   * cells, whose addresses stand at `keep`, from `out` on.
   */
  run(from: number, to: number, last: number, keep: number, keepCount: number, out: number): void;
}

/** What it wants of the host. */
export interface ModuleImports {
  readonly memory: WasmMemory;
  /** For all lanes: replaces the arguments in the scratch memory by the value of a rare function. */
  rare(number: number): void;
  /** Lanes are broken after `step`: kind 0 stocks, 1 kept values. Answers 1 if no lane is left alive. */
  fail(kind: number, step: number): number;
}

export const FAIL_STOCK = 0;
export const FAIL_KEPT = 1;

const NOTHING: Signature = { params: [], results: [] };
const ONE_INT: Signature = { params: ['i32'], results: [] };

export function emitWebAssembly(ir: Ir, style: WebAssemblyStyle): EmittedModule {
  return new ModuleWriter(ir, style).write();
}

class ModuleWriter {
  private readonly ir: Ir;
  private readonly plan: Plan;
  private readonly style: WebAssemblyStyle;
  private readonly builder = new ModuleBuilder();
  private readonly layout: MemoryLayout;
  private readonly shared: VectorShared;
  private readonly host: NodeHost;
  private readonly memberCells: ReadonlyMap<NodeId, number>;
  private readonly spillAddresses: number[] = [];
  private readonly rareNames: RareName[] = [];
  private readonly lookupCalls: LookupCall[] = [];
  private readonly lookupTables: readonly LookupTable[];
  /** Functions of the module that have been asked for, by name. */
  private readonly functions = new Map<string, number>();
  private readonly rare: number;
  private readonly fail: number;
  private readonly seek: number;
  private callTable = 0;

  constructor(ir: Ir, style: WebAssemblyStyle) {
    const { plan } = ir;
    this.ir = ir;
    this.plan = plan;
    this.style = style;
    this.layout = new MemoryLayout(plan, style.units, ir.cells.length);
    this.memberCells = new Map(ir.cells.map((id, i) => [id, plan.slots.length + i]));
    const { layout } = this;
    this.shared = { ...style, scratch: layout.scratch, constantAddress: (bits) => layout.constantAddress(bits) };
    this.rare = this.builder.importFunction('rare', ONE_INT);
    this.fail = this.builder.importFunction('fail', { params: ['i32', 'i32'], results: ['i32'] });
    this.seek = this.builder.declare(ONE_INT);
    this.lookupTables = plan.lookups.map(({ x }) => ({
      address: layout.take(8 * ((x.length + 1) * SEGMENT_FIELDS + 2)),
    }));
    this.host = {
      lookups: plan.lookups,
      cellBytes: layout.cellBytes,
      clock: layout.clock,
      cellAddress: (cell) => this.cellAddress(cell),
      spillAddress: (spill) => this.spillAddresses[spill]!,
      elementary: (name) => this.elementaryFunction(name),
      lookupCall: (lookup) => this.addLookupCall(lookup),
      seekCallee: this.seek,
    };
  }

  write(): EmittedModule {
    const { plan, builder, layout, ir } = this;
    const settlePipeline = this.settlePipelineFunction();
    const settle =
      (entries: readonly HeldAssignment[]): SettleCode =>
      (index, args, f) =>
        this.settleCell(entries, index, args, f, settlePipeline);
    const member = this.section(ir.member);
    const initial = this.section(ir.initial, settle(plan.initial));
    const held = this.section(ir.held, settle(plan.held));
    const evaluate = this.sequence(this.section(ir.evaluate));
    const observe = this.section(ir.observe);
    const compare = this.parts([...plan.conserved.keys()], (c, f) => this.compareBooks(c, f));
    const remember = [...this.rememberPrevious(), ...this.rememberPipelines()];
    const advance = plan.time.method === 'rk4' ? this.rungeKutta(evaluate) : this.euler();
    this.sequence(member, 'member');
    this.sequence(initial, 'initial');
    this.sequence(
      this.parts([...plan.conserved.keys()], (c, f) => this.openBooks(c, f)),
      'open',
    );
    this.runFunction({ held, evaluate, observe, compare, remember, advance, save: this.saveFunction() });
    this.defineSeek();
    const bytes = builder.finish(MemoryLayout.pagesFor(layout.end));
    const { rareNames, lookupCalls, lookupTables, callTable } = this;
    return { bytes, layout, rareNames, lookupCalls, lookupTables, callTable };
  }

  private cellAddress(cell: number): number {
    const { layout, plan } = this;
    const beyond = cell - plan.slots.length;
    return beyond < 0 ? layout.slots[cell]! : layout.cells + beyond * layout.cellBytes;
  }

  /** Functions that work out a section, in the order in which to call them. */
  private section(effects: readonly IrEffect[], settle?: SettleCode): number[] {
    const { ir } = this;
    const { pieces, spills, spillCount } = scheduleSection(ir, effects, cutByLoads(ir, this.style.loads));
    while (this.spillAddresses.length < spillCount) this.spillAddresses.push(this.layout.takeCells(1));
    const memberCells = effects === ir.member ? new Map<NodeId, number>() : this.memberCells;
    return this.parts(pieces, (items, f) => {
      const code = new NodeCode(f, ir, this.host, spills, memberCells);
      for (const item of items) this.writeItem(item, code, settle);
    });
  }

  private writeItem(item: ScheduledItem, code: NodeCode, settle: SettleCode | undefined): void {
    const { f } = code;
    if (item.kind === 'node') {
      code.define(item.id);
    } else if (item.kind === 'settle') {
      const args = item.args.map((arg) => code.use(arg));
      settle!(item.index, args, f);
    } else {
      f.store(this.placeOf(item), code.use(item.value));
    }
  }

  private placeOf(effect: Exclude<IrEffect, { kind: 'settle' }>): number {
    const { layout } = this;
    switch (effect.kind) {
      case 'store':
        return this.cellAddress(effect.cell);
      case 'rate':
        return layout.stockCell(layout.rates, effect.stock);
      case 'spare':
        return layout.stockCell(layout.spare, effect.stock);
    }
  }

  private settleCell(
    entries: readonly HeldAssignment[],
    index: number,
    args: readonly Value[],
    f: VectorFunction,
    settlePipeline: number,
  ): void {
    const { layout } = this;
    const entry = entries[index]!;
    const address = layout.slots[entry.slot]!;
    const ordinal = entries.slice(0, index).filter(({ kind }) => kind === entry.kind).length;
    if (entry.kind === 'draw') {
      const u = f.call(this.uniformFunction(), ...entry.stream.map((word) => f.bits(BigInt(word >>> 0))));
      const [first, second] = args as [Value, Value?];
      f.store(address, f.call(this.drawFunction(entry.distribution), first, second ?? first, u));
    } else if (entry.kind === 'pipeline') {
      f.hostCall(settlePipeline, ordinal);
    } else {
      const remembered = f.load(layout.previous + ordinal * layout.cellBytes);
      const isStart = f.do('f64Eq', f.splat(layout.clock + 8), f.constant(0));
      f.store(address, f.do('bitSelect', f.load(address), remembered, isStart));
    }
  }

  /** A function of vectors with one result, written when it is first asked for. */
  private vectorFunction(name: string, paramCount: number, write: (f: VectorFunction) => void): number {
    const known = this.functions.get(name);
    if (known !== undefined) return known;
    const { units } = this.style;
    const vectors = (count: number) => Array.from({ length: count * units }, () => 'v128' as const);
    const index = this.builder.declare({ params: vectors(paramCount), results: vectors(1) });
    this.functions.set(name, index);
    const f = new VectorFunction(this.shared, paramCount);
    write(f);
    this.define(index, f);
    return index;
  }

  private elementaryFunction(name: ElementaryName): number {
    return this.vectorFunction(name, argumentCountOf(name), (f) =>
      writeElementary(name, f, { callee: this.rare, numberOf: (rare) => this.rareNumber(rare) }),
    );
  }

  private uniformFunction(): number {
    const { keys, cellBytes, clock } = this.layout;
    return this.vectorFunction('uniform', 2, (f) => writeUniform(f, keys, cellBytes, clock));
  }

  private drawFunction(distribution: DrawKind): number {
    const inverseNormal = () =>
      this.vectorFunction('inverseNormal', 1, (f) =>
        writeInverseNormal(f, this.elementaryFunction('ln'), {
          callee: this.rare,
          number: this.rareNumber('inverseNormal'),
        }),
      );
    return this.vectorFunction(`draw ${distribution}`, 3, (f) =>
      writeDraw(distribution, f, {
        exp: () => this.elementaryFunction('exp'),
        ln: () => this.elementaryFunction('ln'),
        inverseNormal,
        searchPoisson: () => this.searchPoissonFunction(),
      }),
    );
  }

  private searchPoissonFunction(): number {
    const known = this.functions.get('searchPoisson');
    if (known !== undefined) return known;
    const index = this.builder.declare({ params: ['v128', 'v128', 'v128', 'v128'], results: ['v128'] });
    this.functions.set('searchPoisson', index);
    const { code, localCount } = searchPoissonCode();
    this.builder.define(index, [{ count: localCount, type: 'v128' }], code.code);
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
  private parts<Part>(parts: readonly Part[], write: (part: Part, f: VectorFunction) => void): number[] {
    const functions: number[] = [];
    let f: VectorFunction | undefined;
    const close = () => {
      if (f === undefined) return;
      const index = this.builder.declare(NOTHING);
      this.define(index, f);
      functions.push(index);
      f = undefined;
    };
    for (const part of parts) {
      f ??= new VectorFunction(this.shared);
      write(part, f);
      if (f.size >= this.style.functionSize) close();
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

  /** Every stock in turn; also notes in which lanes one of them is not finite. */
  private advanceStocks(
    indices: readonly number[],
    next: (index: number, stock: Value, f: VectorFunction) => Value,
  ): number[] {
    const { layout } = this;
    return this.parts(indices, (index, f) => {
      const address = layout.stockCell(layout.stocks, index);
      const value = next(index, f.load(address), f);
      f.store(address, value);
      f.store(layout.broken, f.do('or', f.load(layout.broken), f.do('f64Sub', value, value)));
    });
  }

  private euler(): number[] {
    const { plan, layout } = this;
    const { dt } = plan.time;
    const guarded = [...plan.stocks.keys()].filter((index) => plan.stocks[index]!.nonNegative);
    return [
      ...this.enterBooks(dt),
      this.eulerFunction(),
      ...this.advanceStocks(guarded, (index, stock, f) => {
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
  private eulerFunction(): number {
    const { layout, plan } = this;
    const index = this.builder.declare(NOTHING);
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
    this.builder.define(
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
  private rungeKutta(evaluate: number): number[] {
    const { plan, layout } = this;
    const { dt } = plan.time;
    const indices = [...plan.stocks.keys()];
    const rateOf = (index: number, f: VectorFunction) => f.load(layout.stockCell(layout.rates, index));
    const each = (write: (index: number, f: VectorFunction) => void) => this.parts(indices, write);
    const stage = (fraction: number) => [
      ...each((index, f) => {
        const step = f.do('f64Mul', f.constant(fraction * dt), rateOf(index, f));
        const before = f.load(layout.stockCell(layout.before, index));
        f.store(layout.stockCell(layout.stocks, index), f.do('f64Add', before, step));
      }),
      this.clockFunction(fraction),
      evaluate,
    ];
    return [
      ...each((index, f) => {
        f.store(layout.stockCell(layout.before, index), f.load(layout.stockCell(layout.stocks, index)));
        f.store(layout.stockCell(layout.first, index), rateOf(index, f));
      }),
      ...this.enterBooks(dt / 6),
      ...stage(0.5),
      ...each((index, f) => f.store(layout.stockCell(layout.middle, index), rateOf(index, f))),
      ...this.enterBooks(dt / 3),
      ...stage(0.5),
      ...each((index, f) => {
        const middle = layout.stockCell(layout.middle, index);
        f.store(middle, f.do('f64Add', f.load(middle), rateOf(index, f)));
      }),
      ...this.enterBooks(dt / 3),
      ...stage(1),
      ...this.enterBooks(dt / 6),
      ...this.parts([0], (_, f) => f.store(layout.broken, f.constant(0))),
      ...this.advanceStocks(indices, (index, _, f) => {
        const twice = f.do('f64Mul', f.constant(2), f.load(layout.stockCell(layout.middle, index)));
        const first = f.load(layout.stockCell(layout.first, index));
        const sum = f.do('f64Add', f.do('f64Add', first, twice), rateOf(index, f));
        const before = f.load(layout.stockCell(layout.before, index));
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

  private total(slots: readonly number[], f: VectorFunction): Value {
    let pair: readonly [Value, Value] = [f.constant(0), f.constant(0)];
    for (const slot of slots) pair = this.addTo(pair, f.load(this.layout.slots[slot]!), f);
    return f.do('f64Add', pair[0], pair[1]);
  }

  private openBooks(entry: number, f: VectorFunction): void {
    f.store(this.bookCell(entry, 0), this.total(this.plan.conserved[entry]!.stocks, f));
    for (const field of [1, 2, 3]) f.store(this.bookCell(entry, field), f.constant(0));
  }

  private enterBooks(weight: number): number[] {
    const { slots } = this.layout;
    return this.parts([...this.plan.conserved.entries()], ([entry, { sources, sinks }], f) => {
      let net = f.constant(0);
      for (const slot of sources) net = f.do('f64Add', net, f.load(slots[slot]!));
      for (const slot of sinks) net = f.do('f64Sub', net, f.load(slots[slot]!));
      const pair = [f.load(this.bookCell(entry, 1)), f.load(this.bookCell(entry, 2))] as const;
      const [sum, low] = this.addTo(pair, f.do('f64Mul', f.constant(weight), net), f);
      f.store(this.bookCell(entry, 1), sum);
      f.store(this.bookCell(entry, 2), low);
    });
  }

  private compareBooks(entry: number, f: VectorFunction): void {
    const total = this.total(this.plan.conserved[entry]!.stocks, f);
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
    return this.parts([...cells.entries()], ([i, { of }], f) => {
      f.store(this.layout.previous + i * this.layout.cellBytes, f.load(this.layout.slots[of]!));
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
    const index = builder.declare({ params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], results: [] }, 'run');
    const [from, to, last, step] = [0, 1, 2, 6];
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
          for (const local of [3, 4, 5]) a.get(local);
          a.call(calls.save);
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

/** Writes what sets the cell of entry `index`, whose arguments have been worked out. */
type SettleCode = (index: number, args: readonly Value[], f: VectorFunction) => void;

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
