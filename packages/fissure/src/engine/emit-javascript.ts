/**
 * Writes a plan as JavaScript: the body of a function that takes `link` (memory and helpers, see CodeLink) and
 * returns the methods of a kernel.
 *
 * Straight-line code, cut into functions of moderate size: V8 optimises small functions soon, functions of more than
 * about 60 KB of bytecode never. A value that one function works out and another needs goes through the row.
 */
import type * as elementary from '../base/elementary.ts';
import type { Assignment, HeldAssignment, Plan, PlanExpr } from '../model/plan.ts';
import { childrenOf } from '../model/plan-expressions.ts';
import { type CutStock, cutOrder } from './cut-order.ts';
import {
  type CodeBlock,
  type CodeShared,
  emitExpression,
  emitSlot,
  openBlock,
  write,
  writeSlot,
} from './emit-expression.ts';
import type { KernelMemory } from './kernel.ts';
import type { LookupCalls } from './lookup-calls.ts';
import type { pulse, ramp, SignalClock, stepUp } from './signals.ts';

/** What generated code gets from outside. */
export interface CodeLink extends KernelMemory {
  readonly time: SignalClock;
  readonly lookupCalls: (lookupOfCall: readonly number[]) => LookupCalls;
  readonly modulo: (a: number, b: number) => number;
  readonly elementary: typeof elementary;
  readonly pulse: typeof pulse;
  readonly stepUp: typeof stepUp;
  readonly ramp: typeof ramp;
}

/** Size of a generated function, in expression nodes. Measured: see test/engine/measure-speed.ts. */
const FUNCTION_SIZE = 600;

export function emitJavaScript(plan: Plan, functionSize: number = FUNCTION_SIZE): string {
  const shared: CodeShared = { lookups: plan.lookups, lookupOfCall: [] };
  const writer: FunctionWriter = { plan, shared, functionSize, functions: [] };
  const methods = [
    emitMethod('member()', emitAssignments(writer, 'member', plan.member)),
    emitMethod('initial(settle)', emitCells(writer, 'initial', plan.initial)),
    emitMethod('held(settle)', emitCells(writer, 'held', plan.held)),
    emitMethod('evaluate()', [
      ...emitAssignments(writer, 'step', plan.step),
      ...emitParts(writer, 'cut', cutOrder(plan), cutSize, (stock, block) => {
        emitCut(stock, block, shared);
      }),
      ...emitParts(writer, 'rate', [...plan.stocks.keys()], (index) => rateSize(plan, index), emitRate(plan, shared)),
    ]),
    emitMethod('observe()', emitAssignments(writer, 'observe', plan.observe)),
  ];
  // The prelude is written last: only now is it known which lookups are called.
  return [...prelude(shared), ...writer.functions, 'return {', ...methods, '};', ''].join('\n');
}

interface FunctionWriter {
  readonly plan: Plan;
  readonly shared: CodeShared;
  readonly functionSize: number;
  readonly functions: string[];
}

/** `const` bindings of memory that never changes: V8 then works with bare addresses and leaves out the bounds checks. */
function prelude(shared: CodeShared): string[] {
  return [
    "'use strict';",
    'const r = link.row, c = link.clock, d = link.rates, e = link.spare, a = link.drawArguments;',
    'const { time, modulo, pulse, stepUp, ramp } = link, dt = time.dt;',
    'const { exp, ln, log10, pow, sin, cos, tan, arcsin, arccos, arctan } = link.elementary;',
    `const { segments: s, argument: x, seek } = link.lookupCalls([${shared.lookupOfCall.join(', ')}]);`,
    'const k = new Float64Array(new ArrayBuffer(8)), nan = NaN, infinity = Infinity;',
  ];
}

function emitMethod(signature: string, statements: readonly string[]): string {
  return `  ${signature} {\n${statements.map((statement) => `    ${statement}\n`).join('')}  },`;
}

/** Distributes parts over functions of about `functionSize` and returns the calls. */
function emitParts<Part>(
  writer: FunctionWriter,
  name: string,
  parts: readonly Part[],
  sizeOf: (part: Part) => number,
  emitPart: (part: Part, block: CodeBlock) => void,
  parameter = '',
): string[] {
  const calls: string[] = [];
  let block = openBlock();
  let size = 0;
  const close = () => {
    if (size === 0) return;
    const functionName = `${name}${calls.length}`;
    writer.functions.push(`function ${functionName}(${parameter}) {\n  ${block.blocks[0]!.join('\n  ')}\n}`);
    calls.push(`${functionName}(${parameter});`);
    block = openBlock();
    size = 0;
  };
  for (const part of parts) {
    const partSize = sizeOf(part);
    if (size + partSize > writer.functionSize) close();
    emitPart(part, block);
    size += partSize;
  }
  close();
  return calls;
}

function emitAssignments(writer: FunctionWriter, name: string, assignments: readonly Assignment[]): string[] {
  return emitParts(
    writer,
    name,
    assignments.flatMap((assignment) => splitLongFold(assignment, writer.functionSize)),
    ({ value }) => sizeOfExpression(value),
    ({ slot, value }, block) => {
      writeSlot(block, slot, emitExpression(value, block, writer.shared));
    },
  );
}

/**
 * A fold too long for one function becomes several assignments that carry on from what the slot already holds:
 * ((a + b) + c) + d is r = a + b, then r = (r + c) + d.
 */
function splitLongFold(assignment: Assignment, functionSize: number): Assignment[] {
  const { slot, value } = assignment;
  if (value.op !== 'fold' || sizeOfExpression(value) <= functionSize) return [assignment];
  const pieces: PlanExpr[][] = [[]];
  let size = 0;
  for (const term of value.terms) {
    const termSize = sizeOfExpression(term);
    if (size > 0 && size + termSize > functionSize) {
      pieces.push([{ op: 'slot', slot }]);
      size = 0;
    }
    pieces.at(-1)!.push(term);
    size += termSize;
  }
  return pieces.map((terms) => ({ slot, value: { op: 'fold', fn: value.fn, terms } }));
}

/** Draws need their arguments in place before `settle`; what `settle` sets is forgotten as a local variable. */
function emitCells(writer: FunctionWriter, name: string, cells: readonly HeldAssignment[]): string[] {
  const emitCell = (index: number, block: CodeBlock) => {
    const cell = cells[index]!;
    if (cell.kind === undefined) {
      writeSlot(block, cell.slot, emitExpression(cell.value, block, writer.shared));
      return;
    }
    const args = cell.kind === 'draw' ? cell.args.map((arg) => emitExpression(arg, block, writer.shared)) : [];
    for (const [i, arg] of args.entries()) write(block, `a[${i}] = ${arg};`);
    write(block, `settle(${index});`);
    block.locals.delete(cell.slot);
  };
  return emitParts(writer, name, [...cells.keys()], (index) => sizeOfCell(cells[index]!), emitCell, 'settle');
}

function sizeOfCell(cell: HeldAssignment): number {
  if (cell.kind === undefined) return sizeOfExpression(cell.value);
  return cell.kind === 'draw' ? cell.args.reduce((sum, arg) => sum + sizeOfExpression(arg), 4) : 4;
}

function emitCut(stock: CutStock, block: CodeBlock, shared: CodeShared): void {
  // Cuts before this one may have changed any flow.
  block.locals.clear();
  const inflow = emitSum(stock.inflows, block, shared);
  write(
    block,
    `k[0] = ${emitSlot(block, stock.slot)} / dt + ${stock.countsInflows ? inflow : `Math.min(0, ${inflow})`};`,
  );
  for (const slot of stock.outflows) {
    write(block, `if (r[${slot}] > 0 && r[${slot}] > k[0]) r[${slot}] = k[0] > 0 ? k[0] : 0;`);
    write(block, `k[0] -= r[${slot}];`);
  }
  write(block, `e[${stock.index}] = k[0];`);
}

function cutSize(stock: CutStock): number {
  return stock.inflows.reduce((sum, inflow) => sum + sizeOfExpression(inflow), 4) + 10 * stock.outflows.length;
}

function emitRate(plan: Plan, shared: CodeShared): (index: number, block: CodeBlock) => void {
  return (index, block) => {
    const { inflows, outflows } = plan.stocks[index]!;
    const inflow = emitSum(inflows, block, shared);
    const rate = outflows.length === 0 ? inflow : `${inflow} - ${emitSum(outflows, block, shared)}`;
    write(block, `d[${index}] = ${rate};`);
  };
}

function rateSize(plan: Plan, index: number): number {
  const { inflows, outflows } = plan.stocks[index]!;
  return [...inflows, ...outflows].reduce((sum, flow) => sum + sizeOfExpression(flow), 2);
}

function emitSum(terms: readonly PlanExpr[], block: CodeBlock, shared: CodeShared): string {
  return terms.length === 0 ? '0' : emitExpression({ op: 'fold', fn: 'add', terms }, block, shared);
}

/** Number of nodes, the dearer ones counted several times: a rough measure of the bytecode. */
function sizeOfExpression(expr: PlanExpr): number {
  const own = expr.op === 'lookup' ? 12 : expr.op === 'signal' ? 6 : 1;
  return childrenOf(expr).reduce((sum, child) => sum + sizeOfExpression(child), own);
}
