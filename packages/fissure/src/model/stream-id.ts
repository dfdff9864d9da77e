/**
 * The identity of one call of a random function: a hash of where it stands, so that its draws do not depend on what
 * else the model holds.
 *
 * FNV-1a, 64 bits (offset basis 0xcbf29ce484222325, prime 0x100000001b3) over the UTF-8 bytes, split into the high
 * and the low uint32. Checked against the published value for "foobar", 0x85944171f73967e8.
 */
export function streamId(text: string): readonly [number, number] {
  let hash = 0xcbf29ce484222325n;
  for (const byte of utf8Bytes(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return [Number(hash >> 32n), Number(hash & 0xffffffffn)];
}

function* utf8Bytes(text: string): Generator<number> {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), continuation(code)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), continuation(code >> 6), continuation(code)];
    else yield* [0xf0 | (code >> 18), continuation(code >> 12), continuation(code >> 6), continuation(code)];
  }
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}
