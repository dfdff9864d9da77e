/** Bytes as printable ASCII that may stand in a script element: 13 bits in two characters, a twelfth shorter than base 64. */
const BASE = 91;
const BITS = 13;
/** Without the one that could end the element. */
const LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((letter) => letter !== '<')
  .slice(0, BASE)
  .join('');

export function bytesToText(bytes: Uint8Array): string {
  const pairs: string[] = [];
  let [held, count] = [0, 0];
  const put = (value: number) => pairs.push(LETTERS[Math.floor(value / BASE)]! + LETTERS[value % BASE]!);
  for (const byte of bytes) {
    held |= byte << count;
    count += 8;
    if (count < BITS) continue;
    put(held & (2 ** BITS - 1));
    held >>= BITS;
    count -= BITS;
  }
  if (count > 0) put(held);
  return `${bytes.length} ${pairs.join('')}`;
}

export function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  [...LETTERS].forEach((letter, i) => {
    values[letter.charCodeAt(0)] = i;
  });
  const start = text.indexOf(' ') + 1;
  // What the last pair has room for beyond the end, a typed array drops.
  const bytes = new Uint8Array(Number(text.slice(0, start)));
  let [held, count, at] = [0, 0, 0];
  for (let i = start; i < text.length; i += 2) {
    held |= (values[text.charCodeAt(i)]! * BASE + values[text.charCodeAt(i + 1)]!) << count;
    count += BITS;
    for (; count >= 8; count -= 8) {
      bytes[at++] = held & 255;
      held >>= 8;
    }
  }
  return bytes;
}
