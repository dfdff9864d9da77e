/** Packed files, piece by piece, and no further than a table can be worth. */
import type { Problems } from '../../diagnostics/problems.ts';
import { type DataFile, piecesOf } from './data-file.ts';

/** Tables of events pack to a tenth; what grows a hundredfold was made to fill a disk. */
const MOST_GROWTH = 100;
const SMALL = 10_000_000;

/** What was packed. A damaged file ends early, with a diagnostic. */
export async function* inflate(
  file: DataFile,
  format: 'gzip' | 'deflate-raw',
  problems: Problems,
): AsyncGenerator<Uint8Array> {
  const packed = piecesOf(file);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await packed.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.length;
      if (size > SMALL && size > file.byteLength * MOST_GROWTH) {
        problems.add('data/grows-too-much', { file: file.name, factor: MOST_GROWTH });
        return;
      }
      yield value;
    }
  } catch {
    problems.add('data/damaged', { file: file.name, what: format === 'gzip' ? 'gzip' : 'zip' });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
