/** How pages of Parquet are unpacked, with a look at what a Zstandard page would become: its library goes by the page alone. */
import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

export const parquetCompressors: Compressors = {
  ...compressors,
  ZSTD: (input, outputLength) => {
    if (!isModest(input, outputLength)) throw new Error('a page unpacks to more than it says');
    return compressors.ZSTD!(input, outputLength);
  },
};

const SMALLEST_USUAL_BLOCK = 4096;

/**
 * Blocks that repeat a byte, or are stored, say how long they are; a packed one gives up to 128 kB, and writers do not make
 * many small ones. Source: RFC 8878, sections 3.1.1 and 3.1.1.2.
 */
function isModest(input: Uint8Array, outputLength: number): boolean {
  let told = 0;
  let packed = 0;
  let at = 0;
  while (at + 5 <= input.length) {
    const descriptor = input[at + 4]!;
    const isSingle = (descriptor & 0x20) !== 0;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
    at += 5 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
    for (let isLast = false; !isLast; ) {
      if (at + 3 > input.length) return false;
      const header = input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16);
      const [type, size] = [(header >> 1) & 3, header >> 3];
      isLast = (header & 1) !== 0;
      if (type === 2) packed += 1;
      else told += size;
      at += 3 + (type === 1 ? 1 : size);
    }
    // A checksum of four bytes may follow.
    if (descriptor & 4) at += 4;
  }
  return told <= outputLength && packed <= 4 + outputLength / SMALLEST_USUAL_BLOCK;
}
