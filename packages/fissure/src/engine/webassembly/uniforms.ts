/**
 * Uniform numbers by the row, in vectors: a design of 30,000 points and 200 factors asks for millions, and Philox multiplies
 * words of 32 bits, which JavaScript does in pieces. The bits are those of `fillUniforms`.
 */
import { type FillUniforms, fillUniforms } from '../../base/random.ts';
import { Assembler } from './assembler.ts';
import { uniformOf } from './draw-code.ts';
import { ModuleBuilder } from './encoder.ts';
import { VectorFunction } from './vector-function.ts';
import { hasVectorWebAssembly, webAssembly } from './webassembly-api.ts';

/** Vectors of two numbers, drawn side by side. */
const UNITS = 2;
const NUMBERS = 2 * UNITS;
const BYTES = 8 * NUMBERS;

// In memory, as int64: three words that are the same for a row, then rows of words, then the numbers.
const KEY_0 = 0;
const KEY_1 = 8;
const COUNTER_2 = 16;
const ROWS = 32;
/** Numbers drawn in one call; longer rows are drawn in parts. */
const ROW_LENGTH = 512;
const ROW_BYTES = 8 * ROW_LENGTH;
const [COUNTER_0, COUNTER_1, COUNTER_3, OUT] = [0, 1, 2, 3].map((row) => ROWS + row * ROW_BYTES) as [
  number,
  number,
  number,
  number,
];

let shared: FillUniforms | undefined;

/** With vectors where the host has them. */
export function fastUniforms(): FillUniforms {
  shared ??= hasVectorWebAssembly() ? vectorUniforms() : fillUniforms;
  return shared;
}

export function vectorUniforms(): FillUniforms {
  const { Instance, Memory, Module } = webAssembly();
  const memory = new Memory({ initial: 1 });
  const { draw } = new Instance(new Module(writeModule()), { host: { memory } }).exports as {
    readonly draw: (bytes: number) => void;
  };
  const words = new Uint32Array(memory.buffer);
  const drawn = new Float64Array(memory.buffer, OUT, ROW_LENGTH);
  return (out, key, counter0, counter1, counter2, counter3) => {
    words[KEY_0 / 4] = key[0];
    words[KEY_1 / 4] = key[1];
    words[COUNTER_2 / 4] = counter2;
    for (let first = 0; first < out.length; first += ROW_LENGTH) {
      const count = Math.min(ROW_LENGTH, out.length - first);
      for (let i = 0; i < count; i++) {
        words[COUNTER_0 / 4 + 2 * i] = counter0[first + i]!;
        words[COUNTER_1 / 4 + 2 * i] = counter1[first + i]!;
        words[COUNTER_3 / 4 + 2 * i] = counter3[first + i]!;
      }
      draw(8 * count);
      for (let i = 0; i < count; i++) out[first + i] = drawn[i]!;
    }
  };
}

/** `draw(bytes)`: as many bytes of numbers, and up to `NUMBERS` more to fill the last vectors. */
function writeModule(): Uint8Array<ArrayBuffer> {
  const builder = new ModuleBuilder();
  const vectors = (count: number) => Array.from({ length: count }, () => 'v128' as const);
  const one = builder.declare({ params: vectors(3 * UNITS), results: vectors(UNITS) });
  const draw = builder.declare({ params: ['i32'], results: [] }, 'draw');

  const f = new VectorFunction({ units: UNITS, constants: 'inline', constantAddress: () => undefined, scratch: 0 }, 3);
  f.return(uniformOf(f, [0, 1, f.splat(COUNTER_2), 2], [f.splat(KEY_0), f.splat(KEY_1)]));
  const { code, locals } = f.write();
  builder.define(one, locals, code);

  const [limit, at, result] = [0, 1, 2];
  const a = new Assembler();
  a.int(0).set(at);
  a.while(
    () => a.get(at).get(limit).op('i32LtS'),
    () => {
      for (const row of [COUNTER_0, COUNTER_1, COUNTER_3])
        for (let unit = 0; unit < UNITS; unit++) a.get(at).vectorAccess('load', row + 16 * unit);
      a.call(one);
      for (let unit = UNITS - 1; unit >= 0; unit--) a.set(result + unit);
      for (let unit = 0; unit < UNITS; unit++)
        a.get(at)
          .get(result + unit)
          .vectorAccess('store', OUT + 16 * unit);
      a.get(at).int(BYTES).op('i32Add').set(at);
    },
  );
  builder.define(
    draw,
    [
      { count: 1, type: 'i32' },
      { count: UNITS, type: 'v128' },
    ],
    a.code,
  );
  return builder.finish(1);
}
