/**
 * A function of straight-line vector code in the making. Each value stands for all lanes of a group of members: it is
 * computed in `units` vectors of two lanes, interleaved operation by operation, so that the processor can overlap them.
 *
 * Values are numbered in program order; equal operations on equal values are one value. Locals are given back after the
 * last use, since engines limit their number and slow down with it.
 */
import { Bytes, type ValueType } from './encoder.ts';
import { EMPTY_BLOCK, PLAIN, VECTOR, type VectorInstruction } from './instructions.ts';

/** Index of a value in its function. */
export type Value = number;

export interface VectorStyle {
  /** Vectors of two lanes per group. */
  readonly units: number;
  /** Constants as immediates, or loaded from memory: newer V8 rebuilds an immediate at each use. */
  readonly constants: 'inline' | 'memory';
}

/** What the functions of one module share. */
export interface VectorShared extends VectorStyle {
  /** Address of a constant in memory, undefined when the room is used up. */
  constantAddress(bits: bigint): number | undefined;
  /** Where arguments and results of rare calls go. */
  readonly scratch: number;
}

type Step =
  | { readonly kind: 'param' }
  | { readonly kind: 'constant'; readonly bits: bigint }
  | { readonly kind: 'splat'; readonly address: number }
  | { readonly kind: 'load'; readonly address: number }
  | { readonly kind: 'store'; readonly address: number }
  | { readonly kind: 'operation'; readonly code: number }
  | { readonly kind: 'shift'; readonly code: number; readonly count: number }
  | { readonly kind: 'call'; readonly callee: number }
  | { readonly kind: 'callEach'; readonly callee: number }
  | { readonly kind: 'escape'; readonly callee: number; readonly argument: number }
  | { readonly kind: 'hostCall'; readonly callee: number; readonly argument: number };

interface Entry {
  readonly step: Step;
  readonly operands: readonly Value[];
  /** The same in all lanes: one local instead of one per unit. */
  readonly isUniform: boolean;
}

const NO_OPERANDS: readonly Value[] = [];
const bitsOf = new DataView(new ArrayBuffer(8));

export class VectorFunction {
  private readonly entries: Entry[] = [];
  private readonly known = new Map<string, Value>();
  private results: readonly Value[] = NO_OPERANDS;
  private readonly paramCount: number;
  readonly shared: VectorShared;

  constructor(shared: VectorShared, paramCount = 0) {
    this.shared = shared;
    this.paramCount = paramCount;
    for (let i = 0; i < paramCount; i++) this.add({ kind: 'param' }, NO_OPERANDS, false);
  }

  /** Number of values so far, as a measure of size. */
  get size(): number {
    return this.entries.length;
  }

  constant(value: number): Value {
    bitsOf.setFloat64(0, value);
    return this.bits(bitsOf.getBigUint64(0));
  }

  bits(bits: bigint): Value {
    return this.once(`c${bits}`, { kind: 'constant', bits }, NO_OPERANDS, true);
  }

  /** Reads memory when it is reached: never shared, see `Frame` of expression-code.ts. */
  load(address: number): Value {
    return this.add({ kind: 'load', address }, NO_OPERANDS, false);
  }

  /** The double at the address, in all lanes; of memory that does not change while the function runs. */
  splat(address: number): Value {
    return this.once(`m${address}`, { kind: 'splat', address }, NO_OPERANDS, true);
  }

  store(address: number, value: Value): void {
    this.add({ kind: 'store', address }, [value], false);
  }

  do(instruction: VectorInstruction, ...operands: readonly Value[]): Value {
    const isUniform = operands.every((operand) => this.entries[operand]!.isUniform);
    const key = `${instruction},${operands.join()}`;
    return this.once(key, { kind: 'operation', code: VECTOR[instruction] }, operands, isUniform);
  }

  shift(instruction: 'i64ShiftLeft' | 'i64ShiftRightUnsigned', a: Value, count: number): Value {
    const step: Step = { kind: 'shift', code: VECTOR[instruction], count };
    return this.once(`${instruction}${count},${a}`, step, [a], this.entries[a]!.isUniform);
  }

  /** A function of the module with one result, free of side effects. */
  call(callee: number, ...operands: readonly Value[]): Value {
    return this.once(`call${callee},${operands.join()}`, { kind: 'call', callee }, operands, false);
  }

  /** The same for a function of single vectors: called once per unit. */
  callEach(callee: number, ...operands: readonly Value[]): Value {
    return this.once(`each${callee},${operands.join()}`, { kind: 'callEach', callee }, operands, false);
  }

  /**
   * `usual`, unless some lane of `isRare` is true: then the arguments go to the scratch memory, `callee` is called with
   * `argument`, and the result is what it leaves there, for all lanes.
   */
  escape(isRare: Value, usual: Value, args: readonly Value[], callee: number, argument: number): Value {
    return this.add({ kind: 'escape', callee, argument }, [isRare, usual, ...args], false);
  }

  /** Calls a function that takes one whole number and works on memory. */
  hostCall(callee: number, argument: number): void {
    this.add({ kind: 'hostCall', callee, argument }, NO_OPERANDS, false);
  }

  return(...values: readonly Value[]): void {
    this.results = values;
  }

  write(): { readonly code: Bytes; readonly locals: { readonly count: number; readonly type: ValueType }[] } {
    const writer = new VectorWriter(this.shared, this.entries, this.paramCount, this.results);
    return writer.write();
  }

  private once(key: string, step: Step, operands: readonly Value[], isUniform: boolean): Value {
    let value = this.known.get(key);
    if (value === undefined) {
      value = this.add(step, operands, isUniform);
      this.known.set(key, value);
    }
    return value;
  }

  private add(step: Step, operands: readonly Value[], isUniform: boolean): Value {
    return this.entries.push({ step, operands, isUniform }) - 1;
  }
}

/** Gives values their locals and writes the instructions. */
class VectorWriter {
  private readonly code = new Bytes();
  private readonly locals: number[][];
  private readonly uses: Int32Array;
  private readonly free: number[] = [];
  private localCount: number;
  private readonly shared: VectorShared;
  private readonly entries: readonly Entry[];
  private readonly results: readonly Value[];

  constructor(shared: VectorShared, entries: readonly Entry[], paramCount: number, results: readonly Value[]) {
    this.shared = shared;
    this.entries = entries;
    this.results = results;
    this.localCount = paramCount * shared.units;
    this.locals = new Array<number[]>(entries.length);
    this.uses = countUses(entries, results);
  }

  write() {
    let param = 0;
    for (const [index, entry] of this.entries.entries()) {
      if (entry.step.kind === 'param') {
        const first = param++ * this.shared.units;
        this.locals[index] = Array.from({ length: this.shared.units }, (_, u) => first + u);
      } else if (hasEffect(entry.step) || this.uses[index]! > 0) {
        this.writeEntry(index, entry);
      }
    }
    for (const result of this.results) this.eachUnit((u) => this.get(result, u));
    const count = this.localCount - param * this.shared.units;
    return { code: this.code, locals: [{ count, type: 'v128' as const }] };
  }

  private writeEntry(index: Value, { step, operands, isUniform }: Entry): void {
    const { code } = this;
    switch (step.kind) {
      case 'param':
        return;
      case 'constant':
        this.writeConstant(step.bits);
        this.take(index, 1);
        return;
      case 'splat':
        this.address(VECTOR.load64Splat, step.address, 3);
        this.take(index, 1);
        return;
      case 'load':
        this.take(index, this.shared.units, (u) => this.address(VECTOR.load, step.address + 16 * u, 4));
        return;
      case 'store':
        this.eachUnit((u) => {
          code.byte(PLAIN.i32Const);
          code.signed(0);
          this.get(operands[0]!, u);
          this.memory(VECTOR.store, step.address + 16 * u, 4);
        });
        this.release(operands);
        return;
      case 'operation':
      case 'shift':
        this.take(
          index,
          isUniform ? 1 : this.shared.units,
          (u) => {
            for (const operand of operands) this.get(operand, u);
            if (step.kind === 'shift') {
              code.byte(PLAIN.i32Const);
              code.signed(step.count);
            }
            this.vector(step.code);
          },
          operands,
        );
        return;
      case 'call':
        for (const operand of operands) this.eachUnit((u) => this.get(operand, u));
        code.byte(PLAIN.call);
        code.unsigned(step.callee);
        this.release(operands);
        this.locals[index] = Array.from({ length: this.shared.units }, () => this.newLocal());
        for (const local of [...this.locals[index]!].reverse()) this.set(local);
        return;
      case 'callEach':
        this.take(
          index,
          this.shared.units,
          (u) => {
            for (const operand of operands) this.get(operand, u);
            code.byte(PLAIN.call);
            code.unsigned(step.callee);
          },
          operands,
        );
        return;
      case 'escape':
        this.writeEscape(index, step.callee, step.argument, operands);
        return;
      case 'hostCall':
        this.callWith(step.callee, step.argument);
    }
  }

  private writeEscape(index: Value, callee: number, argument: number, operands: readonly Value[]): void {
    const { code, shared } = this;
    const [isRare, usual, ...args] = operands;
    const own = Array.from({ length: shared.units }, () => this.newLocal());
    for (const [u, local] of own.entries()) {
      this.get(usual!, u);
      this.set(local);
    }
    this.eachUnit((u) => {
      this.get(isRare!, u);
      if (u > 0) this.vector(VECTOR.or);
    });
    this.vector(VECTOR.anyTrue);
    code.byte(PLAIN.if);
    code.byte(EMPTY_BLOCK);
    for (const [i, arg] of args.entries()) {
      this.eachUnit((u) => {
        code.byte(PLAIN.i32Const);
        code.signed(0);
        this.get(arg, u);
        this.memory(VECTOR.store, shared.scratch + (i * shared.units + u) * 16, 4);
      });
    }
    this.callWith(callee, argument);
    for (const [u, local] of own.entries()) {
      this.address(VECTOR.load, shared.scratch + 16 * u, 4);
      this.set(local);
    }
    code.byte(PLAIN.end);
    this.release(operands);
    this.locals[index] = own;
  }

  private callWith(callee: number, argument: number): void {
    this.code.byte(PLAIN.i32Const);
    this.code.signed(argument);
    this.code.byte(PLAIN.call);
    this.code.unsigned(callee);
  }

  private writeConstant(bits: bigint): void {
    const address = this.shared.constants === 'memory' ? this.shared.constantAddress(bits) : undefined;
    if (address !== undefined) {
      this.address(VECTOR.load64Splat, address, 3);
      return;
    }
    this.vector(VECTOR.constant);
    for (let half = 0; half < 2; half++) {
      for (let i = 0n; i < 8n; i++) this.code.byte(Number((bits >> (8n * i)) & 0xffn));
    }
  }

  /** Writes the value once per unit, each into a local of its own. Operands are given up before the last unit's result. */
  private take(index: Value, count: number, writeUnit?: (unit: number) => void, operands = NO_OPERANDS): void {
    const own: number[] = [];
    for (let u = 0; u < count; u++) {
      writeUnit?.(u);
      if (u === count - 1) this.release(operands);
      const local = this.newLocal();
      own.push(local);
      this.set(local);
    }
    this.locals[index] = own;
  }

  private release(operands: readonly Value[]): void {
    for (const operand of operands) {
      this.uses[operand] = this.uses[operand]! - 1;
      if (this.uses[operand] === 0) this.free.push(...this.locals[operand]!);
    }
  }

  private newLocal(): number {
    return this.free.pop() ?? this.localCount++;
  }

  private eachUnit(write: (unit: number) => void): void {
    for (let u = 0; u < this.shared.units; u++) write(u);
  }

  private get(value: Value, unit: number): void {
    const own = this.locals[value]!;
    this.code.byte(PLAIN.localGet);
    this.code.unsigned(own.length === 1 ? own[0]! : own[unit]!);
  }

  private set(local: number): void {
    this.code.byte(PLAIN.localSet);
    this.code.unsigned(local);
  }

  private vector(instruction: number): void {
    this.code.byte(0xfd);
    this.code.unsigned(instruction);
  }

  private address(instruction: number, address: number, alignment: number): void {
    this.code.byte(PLAIN.i32Const);
    this.code.signed(0);
    this.memory(instruction, address, alignment);
  }

  private memory(instruction: number, address: number, alignment: number): void {
    this.vector(instruction);
    this.code.unsigned(alignment);
    this.code.unsigned(address);
  }
}

function hasEffect({ kind }: Step): boolean {
  return kind === 'store' || kind === 'hostCall';
}

/** Only uses by what is itself used. */
function countUses(entries: readonly Entry[], results: readonly Value[]): Int32Array {
  const uses = new Int32Array(entries.length);
  for (const result of results) uses[result] = uses[result]! + 1;
  for (let index = entries.length - 1; index >= 0; index--) {
    const { step, operands } = entries[index]!;
    if (!hasEffect(step) && uses[index] === 0) continue;
    for (const operand of operands) uses[operand] = uses[operand]! + 1;
  }
  return uses;
}
