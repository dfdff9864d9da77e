/** Sections of the middle form as functions: nodes in vector code, effects in memory. */
import type { HeldAssignment } from '../../model/plan.ts';
import type { Ir, IrEffect, NodeId } from '../ir/ir.ts';
import { cutByLoads, type ScheduledItem, scheduleSection } from '../ir/schedule.ts';
import type { LookupCode } from './lookup-code.ts';
import type { ModuleFunctions } from './module-functions.ts';
import { NodeCode, type NodeHost } from './node-code.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** The entries of the plan whose cells a section settles, and the function that settles a pipeline. */
export interface Settling {
  readonly entries: readonly HeldAssignment[];
  readonly settlePipeline: number;
}

export class SectionCode {
  readonly #m: ModuleFunctions;
  readonly #ir: Ir;
  readonly #host: NodeHost;
  readonly #memberCells: ReadonlyMap<NodeId, number>;
  readonly #spillAddresses: number[] = [];

  constructor(functions: ModuleFunctions, ir: Ir, lookups: LookupCode) {
    const { layout, plan } = functions;
    this.#m = functions;
    this.#ir = ir;
    this.#memberCells = new Map(ir.cells.map((id, i) => [id, plan.slots.length + i]));
    this.#host = {
      lookups: plan.lookups,
      cellBytes: layout.cellBytes,
      clock: layout.clock,
      cellAddress: (cell) => this.#cellAddress(cell),
      spillAddress: (spill) => this.#spillAddresses[spill]!,
      elementary: (name) => functions.elementaryFunction(name),
      lookupCall: (lookup) => lookups.addCall(lookup),
      seekCallee: lookups.seek,
      priceCallee: functions.price,
    };
  }

  /** Functions that work out a section, in the order in which to call them. */
  write(effects: readonly IrEffect[], settling?: Settling): number[] {
    const ir = this.#ir;
    const { pieces, spills, spillCount } = scheduleSection(ir, effects, cutByLoads(ir, this.#m.style.loads));
    while (this.#spillAddresses.length < spillCount) this.#spillAddresses.push(this.#m.layout.takeCells(1));
    const memberCells = effects === ir.member ? new Map<NodeId, number>() : this.#memberCells;
    return this.#m.parts(pieces, (items, f) => {
      const code = new NodeCode(f, ir, this.#host, spills, memberCells);
      for (const item of items) this.#writeItem(item, code, settling);
    });
  }

  #writeItem(item: ScheduledItem, code: NodeCode, settling: Settling | undefined): void {
    const { f } = code;
    if (item.kind === 'node') {
      code.define(item.id);
    } else if (item.kind === 'settle') {
      const args = item.args.map((arg) => code.use(arg));
      this.#settleCell(settling!, item.index, args, f);
    } else {
      f.store(this.#placeOf(item), code.use(item.value));
    }
  }

  #placeOf(effect: Exclude<IrEffect, { kind: 'settle' }>): number {
    const { layout } = this.#m;
    switch (effect.kind) {
      case 'store':
        return this.#cellAddress(effect.cell);
      case 'rate':
        return layout.stockCell(layout.rates, effect.stock);
      case 'spare':
        return layout.stockCell(layout.spare, effect.stock);
    }
  }

  #settleCell({ entries, settlePipeline }: Settling, index: number, args: readonly Value[], f: VectorFunction): void {
    const { layout } = this.#m;
    const entry = entries[index]!;
    const address = layout.slots[entry.slot]!;
    const ordinal = entries.slice(0, index).filter(({ kind }) => kind === entry.kind).length;
    if (entry.kind === 'draw') {
      const u = f.call(this.#m.uniformFunction(), ...entry.stream.map((word) => f.bits(BigInt(word >>> 0))));
      const [first, second] = args as [Value, Value?];
      f.store(address, f.call(this.#m.drawFunction(entry.distribution), first, second ?? first, u));
    } else if (entry.kind === 'pipeline') {
      f.hostCall(settlePipeline, ordinal);
    } else {
      const remembered = f.load(layout.previous + ordinal * layout.cellBytes);
      const isStart = f.do('f64Eq', f.splat(layout.clock + 8), f.constant(0));
      f.store(address, f.do('bitSelect', f.load(address), remembered, isStart));
    }
  }

  rememberPrevious(): number[] {
    const cells = this.#m.plan.held.filter((cell) => cell.kind === 'previous');
    return this.#m.parts([...cells.entries()], ([i, { of }], f) => {
      f.store(this.#m.layout.previous + i * this.#m.layout.cellBytes, f.load(this.#m.layout.slots[of]!));
    });
  }

  #cellAddress(cell: number): number {
    const { layout, plan } = this.#m;
    const beyond = cell - plan.slots.length;
    return beyond < 0 ? layout.slots[cell]! : layout.cells + beyond * layout.cellBytes;
  }
}
