/**
 * Writes the middle form as JavaScript: the body of a function that takes `link` (memory and helpers, see CodeLink) and
 * returns the methods of a kernel.
 *
 * Straight-line code, cut into functions of moderate size: V8 optimises small functions soon, functions of more than
 * about 60 KB of bytecode never. A value that one function works out and another needs goes through memory.
 */
import type { clearingPrice } from '../base/clearing-price.ts';
import type * as elementary from '../base/elementary.ts';
import { type NodeShared, NodeWriter, stored } from './emit-node.ts';
import { type Ir, type IrEffect, mostPriceArguments } from './ir/ir.ts';
import { cutBySize, scheduleSection } from './ir/schedule.ts';
import type { KernelMemory } from './kernel.ts';
import type { LookupCalls } from './lookup-calls.ts';

/** What generated code gets from outside. */
export interface CodeLink extends KernelMemory {
  readonly lookupCalls: (lookupOfCall: readonly number[]) => LookupCalls;
  readonly modulo: (a: number, b: number) => number;
  readonly power: (a: number, b: number) => number;
  readonly elementary: typeof elementary;
  readonly clearingPrice: typeof clearingPrice;
}

/** Size of a generated function, in nodes. Measured: see test/engine/measure-speed.ts. */
const FUNCTION_SIZE = 600;

export function emitJavaScript(ir: Ir, functionSize: number = FUNCTION_SIZE): string {
  const writer = new CodeWriter(ir, functionSize);
  const methods = [
    writer.method('member()', 'member', ir.member),
    writer.method('initial(settle)', 'initial', ir.initial),
    writer.method('held(settle)', 'held', ir.held),
    writer.method('evaluate()', 'step', ir.evaluate),
    writer.method('observe()', 'observe', ir.observe),
  ];
  // The prelude is written last: only now is it known which lookups are called.
  return [...writer.prelude(), ...writer.functions, 'return {', ...methods, '};', ''].join('\n');
}

class CodeWriter {
  readonly functions: string[] = [];
  private readonly ir: Ir;
  private readonly functionSize: number;
  private readonly shared: NodeShared;
  /** Of all sections: they are never open at the same time, so that they share the places. */
  private spillCount = 0;

  constructor(ir: Ir, functionSize: number) {
    this.ir = ir;
    this.functionSize = functionSize;
    const memberCells = new Map(ir.cells.map((id, i) => [id, i]));
    this.shared = { ir, lookups: ir.plan.lookups, lookupOfCall: [], memberCells };
  }

  /** `const` bindings of memory that never changes: V8 then works with bare addresses and leaves out the bounds checks. */
  prelude(): string[] {
    const size = Math.max(1, this.ir.cells.length + this.spillCount);
    return [
      "'use strict';",
      'const r = link.row, c = link.clock, d = link.rates, e = link.spare, a = link.drawArguments;',
      'const { modulo, power, clearingPrice } = link;',
      'const { exp, ln, log10, sin, cos, tan, arcsin, arccos, arctan } = link.elementary;',
      `const { segments: s, argument: x, seek } = link.lookupCalls([${this.shared.lookupOfCall.join(', ')}]);`,
      `const p = new Float64Array(new ArrayBuffer(${8 * mostPriceArguments(this.ir)}));`,
      `const h = new Float64Array(new ArrayBuffer(${8 * size})), nan = NaN, infinity = Infinity;`,
    ];
  }

  method(signature: string, name: string, effects: readonly IrEffect[]): string {
    const { ir } = this;
    const parameter = signature.includes('settle') ? 'settle' : '';
    const shared = name === 'member' ? { ...this.shared, memberCells: new Map<number, number>() } : this.shared;
    const { pieces, spills, spillCount } = scheduleSection(ir, effects, cutBySize(ir, this.functionSize));
    this.spillCount = Math.max(this.spillCount, spillCount);
    const places = new Map([...spills].map(([id, spill]) => [id, ir.cells.length + spill]));
    const calls = pieces.map((items, i) => {
      const writer = new NodeWriter(shared, places, items);
      for (const item of items) {
        if (item.kind === 'node') writer.define(item.id);
        else writer.statements.push(...this.effect(item, writer));
      }
      this.functions.push(`function ${name}${i}(${parameter}) {\n  ${writer.statements.join('\n  ')}\n}`);
      return `    ${name}${i}(${parameter});\n`;
    });
    return `  ${signature} {\n${calls.join('')}  },`;
  }

  private effect(effect: IrEffect, writer: NodeWriter): string[] {
    if (effect.kind === 'settle') {
      const args = effect.args.map((arg, i) => `a[${i}] = ${writer.use(arg)};`);
      return [...args, `settle(${effect.index});`];
    }
    const value = writer.use(effect.value);
    switch (effect.kind) {
      case 'rate':
        return [`d[${effect.stock}] = ${value};`];
      case 'spare':
        return [`e[${effect.stock}] = ${value};`];
      case 'store': {
        const beyond = effect.cell - this.ir.plan.slots.length;
        const place = beyond < 0 ? `r[${effect.cell}]` : `h[${beyond}]`;
        return [`${place} = ${stored(this.ir.nodes[effect.value]!, value)};`];
      }
    }
  }
}
