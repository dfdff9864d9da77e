import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/exchange/decode-text.ts';

/** With a letter that each encoding writes in its own way. */
const TEXT = '{UTF-16}\nÄra = 1 ~ Dmnl ~|';

function utf16(text: string, { little = true, mark = true } = {}): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  const bytes = new DataView(new ArrayBuffer(marked.length * 2));
  for (const [i, letter] of [...marked].entries()) bytes.setUint16(i * 2, letter.charCodeAt(0), little);
  return new Uint8Array(bytes.buffer);
}

describe('text of models is read as it was encoded', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(TEXT)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\uFEFF${TEXT}`)],
    ['Windows-1252', Uint8Array.from(TEXT, (letter) => letter.charCodeAt(0))],
    ['UTF-16, low byte first', utf16(TEXT)],
    ['UTF-16, high byte first', utf16(TEXT, { little: false })],
    ['UTF-16 without a mark, low byte first', utf16(TEXT, { mark: false })],
    ['UTF-16 without a mark, high byte first', utf16(TEXT, { little: false, mark: false })],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it('nothing, and a single byte', () => {
    expect([decodeText(new Uint8Array()), decodeText(Uint8Array.of(65))]).toEqual(['', 'A']);
  });
});
