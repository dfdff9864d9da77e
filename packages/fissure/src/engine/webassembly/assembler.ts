/** Instructions one by one, for the few functions with loops that are not straight-line vector code. */
import { Bytes } from './encoder.ts';
import { EMPTY_BLOCK, PLAIN, type PlainInstruction, VECTOR, type VectorInstruction } from './instructions.ts';

export class Assembler {
  readonly code = new Bytes();

  op(...instructions: readonly PlainInstruction[]): this {
    for (const instruction of instructions) this.code.byte(PLAIN[instruction]);
    return this;
  }

  vector(instruction: VectorInstruction): this {
    this.code.byte(0xfd);
    this.code.unsigned(VECTOR[instruction]);
    return this;
  }

  get(local: number): this {
    this.code.byte(PLAIN.localGet);
    this.code.unsigned(local);
    return this;
  }

  set(local: number): this {
    this.code.byte(PLAIN.localSet);
    this.code.unsigned(local);
    return this;
  }

  int(value: number): this {
    this.code.byte(PLAIN.i32Const);
    this.code.signed(value);
    return this;
  }

  double(value: number): this {
    this.code.byte(PLAIN.f64Const);
    this.code.double(value);
    return this;
  }

  call(callee: number): this {
    this.code.byte(PLAIN.call);
    this.code.unsigned(callee);
    return this;
  }

  /** Address on the stack (and, for stores, the value above it). */
  access(instruction: 'i32Load' | 'i32Store' | 'f64Load' | 'f64Store', offset: number): this {
    this.code.byte(PLAIN[instruction]);
    this.code.unsigned(instruction.startsWith('f64') ? 3 : 2);
    this.code.unsigned(offset);
    return this;
  }

  vectorAccess(instruction: 'load' | 'store', offset: number): this {
    this.vector(instruction);
    this.code.unsigned(4);
    this.code.unsigned(offset);
    return this;
  }

  /** Takes the condition from the stack. */
  when(write: () => void): this {
    this.code.byte(PLAIN.if);
    this.code.byte(EMPTY_BLOCK);
    write();
    return this.op('end');
  }

  /** Repeats for local = 0, 1, ... while it is less than what `limit` puts on the stack; at least once. */
  count(local: number, limit: () => void, write: () => void): this {
    this.int(0).set(local).code.byte(PLAIN.loop);
    this.code.byte(EMPTY_BLOCK);
    write();
    this.get(local).int(1).op('i32Add').set(local).get(local);
    limit();
    this.op('i32LtS', 'brIf').code.unsigned(0);
    return this.op('end');
  }

  /** Repeats for local = 0, by, 2 by, ... below `limit`; at least once. */
  countBy(local: number, by: number, limit: number, write: () => void): this {
    this.int(0).set(local).code.byte(PLAIN.loop);
    this.code.byte(EMPTY_BLOCK);
    write();
    this.get(local).int(by).op('i32Add').set(local).get(local).int(limit).op('i32LtS', 'brIf').code.unsigned(0);
    return this.op('end');
  }

  /** Repeats while `condition`, put on the stack before each turn, is not 0. */
  while(condition: () => void, write: () => void): this {
    this.code.byte(PLAIN.loop);
    this.code.byte(EMPTY_BLOCK);
    condition();
    this.when(() => {
      write();
      this.op('br').code.unsigned(1);
    });
    return this.op('end');
  }
}
