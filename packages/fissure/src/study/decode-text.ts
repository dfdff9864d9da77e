/** From the bytes of a file to its text: strict UTF-8, no control characters, no more than a study can need. */
import type { Problems } from '../diagnostics/problems.ts';

/** Bytes. The largest study we know of has a model.yaml of 200 kB. */
const LARGEST_TEXT_FILE = 1_000_000;
const LARGEST_TABLE_FILE = 2_000_000;

export function largestFile(path: string): number {
  return path.endsWith('.csv') ? LARGEST_TABLE_FILE : LARGEST_TEXT_FILE;
}

/**
 * The text of a file without its byte order mark; undefined, with a diagnostic, where it cannot be read.
 * `texts` gets what can be shown of the file, so that the diagnostic has an excerpt.
 */
export function decodeText(
  file: string,
  bytes: Uint8Array,
  problems: Problems,
  texts: Map<string, string>,
): string | undefined {
  if (bytes.length > largestFile(file)) {
    texts.set(file, '');
    const limit = largestFile(file) / 1e6;
    problems.add('read/file-too-large', { file, limit }, { file, start: 0, end: 0 });
    return undefined;
  }
  const text = decodeStrictly(bytes);
  if (text === undefined) {
    reportBadByte(file, bytes, problems, texts);
    return undefined;
  }
  texts.set(file, text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/.exec(text);
  if (control) {
    const name = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    problems.add('read/control-character', { name }, { file, start: control.index, end: control.index + 1 });
    return undefined;
  }
  return text;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function reportBadByte(file: string, bytes: Uint8Array, problems: Problems, texts: Map<string, string>): void {
  const at = firstBadByte(bytes);
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, at)).length;
  texts.set(file, new TextDecoder('utf-8').decode(bytes));
  const byte = `0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}`;
  problems.add('read/not-utf-8', { byte }, { file, start, end: start + 1 });
}

/** Index of the first byte that no UTF-8 text can have there, by halving: a prefix is good or it is not. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isGoodPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return startOfSequence(bytes, good);
}

/** `stream` lets a character be cut at the end of the prefix. */
function isGoodPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The byte at `index`, or, where it leaves a character before it without an end, the byte that opens that character. */
function startOfSequence(bytes: Uint8Array, index: number): number {
  if (decodeStrictly(bytes.subarray(0, index)) !== undefined) return index;
  let at = index - 1;
  while (at > 0 && (bytes[at]! & 0xc0) === 0x80) at -= 1;
  return at;
}
