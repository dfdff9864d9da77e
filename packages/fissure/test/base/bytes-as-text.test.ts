import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesToText, textToBytes } from '../../src/base/bytes-as-text.ts';

it('gives every byte back, and no more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect([...textToBytes(bytesToText(bytes))]).toEqual([...bytes]);
    }),
  );
});

it('is shorter than base 64, and nothing in it ends an element', () => {
  const bytes = Uint8Array.from({ length: 13_000 }, (_, i) => (i * i * 31) >> 3);
  const text = bytesToText(bytes);
  expect(text.length).toBeLessThan(0.93 * Buffer.from(bytes).toString('base64').length);
  expect(text).toMatch(/^\d+ [!-;=-~]+$/);
});
