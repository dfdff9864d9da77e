import type { Place } from './diagnostic.ts';

/**
 * A string read from a file, with the way back to the file. `offsets` is the file offset of character 0 when the
 * text stands in the file as it is, or one file offset per character where YAML folded or unescaped it; its last one holds
 * for all characters that follow.
 */
export interface SourceText {
  readonly text: string;
  readonly file: string;
  readonly offsets: number | readonly number[];
  /** File offset just after the last character. */
  readonly end: number;
}

/** A text made from a part of a file, all of which it stands for. */
export function madeFrom(text: string, file: string, { start, end }: { start: number; end: number }): SourceText {
  return { text, file, offsets: [start], end };
}

/** The place in the file of characters `start` to `end` (exclusive) of a source text. */
export function placeIn(source: SourceText, start = 0, end = source.text.length): Place {
  return { file: source.file, start: fileOffset(source, start), end: fileOffset(source, end) };
}

function fileOffset(source: SourceText, index: number): number {
  if (index >= source.text.length) return source.end;
  return typeof source.offsets === 'number'
    ? source.offsets + index
    : source.offsets[Math.min(index, source.offsets.length - 1)]!;
}
