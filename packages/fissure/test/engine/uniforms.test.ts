import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillUniforms } from '../../src/base/random.ts';
import { vectorUniforms } from '../../src/engine/webassembly/uniforms.ts';

describe('uniform numbers by the row', () => {
  it('have the bits of those drawn one by one, for any key, counters and length', () => {
    const word = fc.oneof(fc.nat(2 ** 32 - 1), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff));
    const row = fc.array(fc.tuple(word, word, word), { maxLength: 40 });
    const fast = vectorUniforms();
    fc.assert(
      fc.property(word, word, word, row, fc.constantFrom(1, 30), (key0, key1, counter2, counters, times) => {
        const all = Array.from({ length: times }, () => counters).flat();
        const [a, b, c] = [0, 1, 2].map((i) => Uint32Array.from(all, (own) => own[i]!)) as [
          Uint32Array,
          Uint32Array,
          Uint32Array,
        ];
        // Keys come signed as well: a design's is the complement of the seed.
        const draw = (fill: typeof fast) => {
          const out = new Float64Array(all.length);
          fill(out, [~key0, key1], a, b, counter2, c);
          return out;
        };
        expect(draw(fast)).toEqual(draw(fillUniforms));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
