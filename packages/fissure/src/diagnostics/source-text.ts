import type { Place } from './diagnostic.ts';

/**
 * A string read from a file, with the way back to the file. `offsets` is the file offset of character 0 when the
 * text stands in the file as it is, or one file offset per character where YAML folded or unescaped it; its last one holds
 * for all characters that follow. Of a text that was made from a part of the file, `all` is where that part starts: every
 * place in the text is the whole part.
 */
export interface SourceText {
  readonly text: string;
  readonly file: string;
  readonly offsets: number | readonly number[] | { readonly all: number };
  /** File offset just after the last character. */
  readonly end: number;
}

/** A text made from a part of a file, all of which it stands for. */
export function madeFrom(text: string, file: string, { start, end }: { start: number; end: number }): SourceText {
  return { text, file, offsets: { all: start }, end };
}

/** The place in the file of characters `start` to `end` (exclusive) of a source text. */
export function placeIn(source: SourceText, start = 0, end?: number): Place {
  const { file, offsets } = source;
  // Before the text is looked at: one that was made may not be written yet.
  if (typeof offsets === 'object' && 'all' in offsets) return { file, start: offsets.all, end: source.end };
  const from = fileOffset(source, offsets, start);
  return { file, start: from, end: end === undefined ? source.end : fileOffset(source, offsets, end) };
}

function fileOffset(source: SourceText, offsets: number | readonly number[], index: number): number {
  if (index >= source.text.length) return source.end;
  return typeof offsets === 'number' ? offsets + index : offsets[Math.min(index, offsets.length - 1)]!;
}
