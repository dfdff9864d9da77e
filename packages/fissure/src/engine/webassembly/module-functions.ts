/**
 * The functions of a module in the making: straight-line ones cut to a moderate size, and those that are shared (elementary
 * functions, draws), each written when it is first asked for.
 */
import type { DrawKind, Plan } from '../../model/plan.ts';
import { Assembler } from './assembler.ts';
import { searchPoissonCode, writeDraw, writeInverseNormal, writeUniform } from './draw-code.ts';
import { argumentCountOf, type ElementaryName, writeElementary } from './elementary-code.ts';
import { ModuleBuilder, type Signature } from './encoder.ts';
import type { MemoryLayout } from './memory-layout.ts';
import type { RareName } from './node-code.ts';
import { VectorFunction, type VectorShared, type VectorStyle } from './vector-function.ts';

export interface WebAssemblyStyle extends VectorStyle {
  /** Size of a function, in operations. */
  readonly functionSize: number;
  /**
   * Values that may be read from memory before something is stored. V8 moves loads up to the store before them; those
   * that find no register are stored and loaded once more.
   */
  readonly loads: number;
}

export const NOTHING: Signature = { params: [], results: [] };
export const ONE_INT: Signature = { params: ['i32'], results: [] };

export class ModuleFunctions {
  readonly plan: Plan;
  readonly style: WebAssemblyStyle;
  readonly layout: MemoryLayout;
  readonly builder = new ModuleBuilder();
  /** By number: what the host's `rare` is asked for. */
  readonly rareNames: RareName[] = [];
  /** Imported, see `ModuleImports`. */
  readonly rare: number;
  readonly price: number;
  readonly fail: number;
  private readonly shared: VectorShared;
  private readonly functions = new Map<string, number>();

  constructor(plan: Plan, style: WebAssemblyStyle, layout: MemoryLayout) {
    this.plan = plan;
    this.style = style;
    this.layout = layout;
    this.shared = { ...style, scratch: layout.scratch, constantAddress: (bits) => layout.constantAddress(bits) };
    this.rare = this.builder.importFunction('rare', ONE_INT);
    this.price = this.builder.importFunction('price', ONE_INT);
    this.fail = this.builder.importFunction('fail', { params: ['i32', 'i32'], results: ['i32'] });
  }

  /** A function of vectors with one result, written when it is first asked for. */
  vectorFunction(name: string, paramCount: number, write: (f: VectorFunction) => void): number {
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

  elementaryFunction(name: ElementaryName): number {
    return this.vectorFunction(name, argumentCountOf(name), (f) =>
      writeElementary(name, f, { callee: this.rare, numberOf: (rare) => this.rareNumber(rare) }),
    );
  }

  uniformFunction(): number {
    const { keys, cellBytes, clock } = this.layout;
    return this.vectorFunction('uniform', 2, (f) => writeUniform(f, keys, cellBytes, clock));
  }

  drawFunction(distribution: DrawKind): number {
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

  rareNumber(name: RareName): number {
    const known = this.rareNames.indexOf(name);
    return known >= 0 ? known : this.rareNames.push(name) - 1;
  }

  define(index: number, f: VectorFunction): void {
    const { code, locals } = f.write();
    this.builder.define(index, locals, code);
  }

  /** Distributes parts over functions of moderate size and returns these, in the order in which to call them. */
  parts<Part>(parts: readonly Part[], write: (part: Part, f: VectorFunction) => void): number[] {
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

  sequence(functions: readonly number[], exported?: string): number {
    const index = this.builder.declare(NOTHING, exported);
    const assembler = new Assembler();
    for (const callee of functions) assembler.call(callee);
    this.builder.define(index, [], assembler.code);
    return index;
  }
}
