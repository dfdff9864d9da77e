/**
 * Writes WebAssembly modules as bytes: just what Fissure needs of the binary format.
 * Source: WebAssembly Core Specification 2.0, section 5 (binary format).
 */

/** A growing row of bytes. */
export class Bytes {
  private data = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.data.length) this.grow(1);
    this.data[this.length++] = value;
  }

  bytes(values: Uint8Array | readonly number[]): void {
    this.grow(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  /** LEB128. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** LEB128, 32 bits. */
  signed(value: number): void {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest & 0x7f);
  }

  text(value: string): void {
    this.unsigned(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
  }

  double(value: number): void {
    this.bytes(new Uint8Array(Float64Array.of(value).buffer));
  }

  view(): Uint8Array<ArrayBuffer> {
    return this.data.subarray(0, this.length) as Uint8Array<ArrayBuffer>;
  }

  private grow(by: number): void {
    if (this.length + by <= this.data.length) return;
    const larger = new Uint8Array(Math.max(2 * this.data.length, this.length + by));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }
}

export type ValueType = 'i32' | 'f64' | 'v128';

const TYPE_BYTE: Readonly<Record<ValueType, number>> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };

export interface Signature {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

interface FunctionEntry {
  readonly type: number;
  readonly exported: string | undefined;
  /** Locals and instructions, without the size. */
  body: Uint8Array | undefined;
}

/** Imports come first; function numbers count them. */
export class ModuleBuilder {
  private readonly types: string[] = [];
  private readonly typeBytes: Uint8Array[] = [];
  private readonly imports: { readonly name: string; readonly type: number }[] = [];
  private readonly functions: FunctionEntry[] = [];

  importFunction(name: string, signature: Signature): number {
    if (this.functions.length > 0) throw new Error('imports must come before functions');
    return this.imports.push({ name, type: this.typeOf(signature) }) - 1;
  }

  /** Reserves a number, so that functions may call what is written later. */
  declare(signature: Signature, exported?: string): number {
    this.functions.push({ type: this.typeOf(signature), exported, body: undefined });
    return this.imports.length + this.functions.length - 1;
  }

  /** `code` without the closing `end`. */
  define(index: number, locals: readonly { readonly count: number; readonly type: ValueType }[], code: Bytes): void {
    const body = new Bytes();
    body.unsigned(locals.length);
    for (const { count, type } of locals) {
      body.unsigned(count);
      body.byte(TYPE_BYTE[type]);
    }
    body.bytes(code.view());
    body.byte(0x0b);
    this.functions[index - this.imports.length]!.body = body.view();
  }

  /** The module imports its memory as `host.memory` and its functions from `host`. */
  finish(memoryPages: number): Uint8Array<ArrayBuffer> {
    const out = new Bytes();
    out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(out, 1, this.typeBytes.length, (to) => {
      for (const bytes of this.typeBytes) to.bytes(bytes);
    });
    section(out, 2, this.imports.length + 1, (to) => this.writeImports(to, memoryPages));
    section(out, 3, this.functions.length, (to) => {
      for (const { type } of this.functions) to.unsigned(type);
    });
    const exported = this.functions.flatMap((entry, i) => (entry.exported === undefined ? [] : [i]));
    section(out, 7, exported.length, (to) => {
      for (const i of exported) {
        to.text(this.functions[i]!.exported!);
        to.byte(0x00);
        to.unsigned(this.imports.length + i);
      }
    });
    section(out, 10, this.functions.length, (to) => {
      for (const { body } of this.functions) {
        if (body === undefined) throw new Error('a function was declared but not defined');
        to.unsigned(body.length);
        to.bytes(body);
      }
    });
    return out.view();
  }

  private writeImports(to: Bytes, memoryPages: number): void {
    for (const { name, type } of this.imports) {
      to.text('host');
      to.text(name);
      to.byte(0x00);
      to.unsigned(type);
    }
    to.text('host');
    to.text('memory');
    to.byte(0x02);
    to.byte(0x00);
    to.unsigned(memoryPages);
  }

  private typeOf({ params, results }: Signature): number {
    const key = `${params.join()}:${results.join()}`;
    const known = this.types.indexOf(key);
    if (known >= 0) return known;
    const bytes = new Bytes();
    bytes.byte(0x60);
    for (const list of [params, results]) {
      bytes.unsigned(list.length);
      for (const type of list) bytes.byte(TYPE_BYTE[type]);
    }
    this.typeBytes.push(bytes.view());
    return this.types.push(key) - 1;
  }
}

function section(out: Bytes, id: number, count: number, write: (to: Bytes) => void): void {
  const body = new Bytes();
  body.unsigned(count);
  write(body);
  out.byte(id);
  out.unsigned(body.length);
  out.bytes(body.view());
}
