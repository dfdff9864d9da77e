/**
 * Writes the middle form as a WebAssembly module that runs a group of members at once; see `ModuleExports` for what the host
 * calls. The order within a step is that of simulate.ts.
 */
import { type Ir, mostPriceArguments } from '../ir/ir.ts';
import { LedgerCode } from './ledger-code.ts';
import { type LookupCall, LookupCode, type LookupTable } from './lookup-code.ts';
import { MemoryLayout } from './memory-layout.ts';
import { ModuleFunctions, type WebAssemblyStyle } from './module-functions.ts';
import { RARE_ARGUMENTS, type RareName } from './node-code.ts';
import { PipelineCode } from './pipeline-code.ts';
import { RunCode } from './run-code.ts';
import { SectionCode } from './section-code.ts';
import { StockCode } from './stock-code.ts';
import type { WasmMemory } from './webassembly-api.ts';

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
  /** For all lanes: replaces the arguments in the scratch memory by the price that clears the market of so many. */
  price(askers: number): void;
  /** Lanes are broken after `step`: kind 0 stocks, 1 kept values. Answers 1 if no lane is left alive. */
  fail(kind: number, step: number): number;
}

export function emitWebAssembly(ir: Ir, style: WebAssemblyStyle): EmittedModule {
  const { plan } = ir;
  const layout = new MemoryLayout(plan, style.units, ir.cells.length, Math.max(RARE_ARGUMENTS, mostPriceArguments(ir)));
  const functions = new ModuleFunctions(plan, style, layout);
  const lookups = new LookupCode(functions);
  const pipelines = new PipelineCode(functions);
  const sections = new SectionCode(functions, ir, lookups);
  const ledger = new LedgerCode(functions);
  const settlePipeline = pipelines.settleFunction();

  functions.sequence(sections.write(ir.member), 'member');
  functions.sequence(sections.write(ir.initial, { entries: plan.initial, settlePipeline }), 'initial');
  functions.sequence(ledger.open(), 'open');
  const held = sections.write(ir.held, { entries: plan.held, settlePipeline });
  const evaluate = functions.sequence(sections.write(ir.evaluate));
  const observe = sections.write(ir.observe);
  const remember = [...sections.rememberPrevious(), ...pipelines.remember()];
  const advance = new StockCode(functions, ledger).advance(evaluate);
  new RunCode(functions).write({ held, evaluate, observe, compare: ledger.compare(), remember, advance });
  lookups.defineSeek();
  return {
    bytes: functions.builder.finish(MemoryLayout.pagesFor(layout.end)),
    layout,
    rareNames: functions.rareNames,
    lookupCalls: lookups.calls,
    lookupTables: lookups.tables,
    callTable: lookups.callTable,
  };
}
