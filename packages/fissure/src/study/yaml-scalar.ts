/**
 * The text of a YAML scalar together with the way back to the file: one file offset for each UTF-16 unit of the text.
 * A space that stands for a line end maps to that line end, an escaped character to the backslash that opens it.
 * YAML 1.2.2, sections 5.7 (escapes), 6.5 (folding), 7.3 (flow scalars), 8.1 (block scalars).
 */
import type { SourceText } from '../diagnostics/source-text.ts';

interface Mapped {
  text: string;
  offsets: number[];
}

export function flowScalar(
  file: string,
  source: string,
  offset: number,
  style: 'plain' | 'single' | 'double',
): SourceText {
  const first = style === 'plain' ? 0 : 1;
  const last = style === 'plain' ? source.length : Math.max(first, source.length - 1);
  const end = offset + last;
  if (!/[\\\n]|''/.test(source)) return { file, text: source.slice(first, last), offsets: offset + first, end };
  const mapped: Mapped = { text: '', offsets: [] };
  let at = first;
  while (at < last) at = flowStep(source, at, last, offset, style, mapped);
  return { file, ...mapped, end };
}

/** Takes one character, one escape or one run of white space; gives the index after it. */
function flowStep(
  source: string,
  at: number,
  last: number,
  offset: number,
  style: 'plain' | 'single' | 'double',
  out: Mapped,
): number {
  const char = source[at]!;
  if (isSpace(char)) return whiteRun(source, at, last, offset, out);
  if (style === 'double' && char === '\\') return escaped(source, at, last, offset, out);
  put(out, char, offset + at);
  return style === 'single' && char === "'" ? at + 2 : at + 1;
}

/** A run without a line end is kept; one with n line ends folds to a space (n = 1) or to n - 1 line ends. */
function whiteRun(source: string, from: number, last: number, offset: number, out: Mapped): number {
  let to = from;
  const lineEnds: number[] = [];
  while (to < last && isSpace(source[to]!)) {
    if (source[to] === '\n') lineEnds.push(source[to - 1] === '\r' && to > from ? to - 1 : to);
    to += 1;
  }
  if (lineEnds.length === 0) for (let at = from; at < to; at += 1) put(out, source[at]!, offset + at);
  else if (lineEnds.length === 1) put(out, ' ', offset + lineEnds[0]!);
  else for (const at of lineEnds.slice(1)) put(out, '\n', offset + at);
  return to;
}

function escaped(source: string, at: number, last: number, offset: number, out: Mapped): number {
  const next = source[at + 1] ?? '';
  const lineEnd = next === '\n' ? at + 2 : next === '\r' && source[at + 2] === '\n' ? at + 3 : 0;
  if (lineEnd > 0) return afterEscapedLineEnd(source, lineEnd, last, offset, out);
  const digits = next === 'x' ? 2 : next === 'u' ? 4 : next === 'U' ? 8 : 0;
  if (digits > 0) {
    const hex = source.slice(at + 2, at + 2 + digits);
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : 0xfffd;
    put(out, String.fromCodePoint(code > 0x10ffff ? 0xfffd : code), offset + at);
    return at + 2 + digits;
  }
  put(out, ESCAPES[next] ?? next, offset + at);
  return at + 2;
}

/** Nothing stands for an escaped line end; empty lines after it stay, the indent of the next line goes. */
function afterEscapedLineEnd(source: string, from: number, last: number, offset: number, out: Mapped): number {
  let at = from;
  while (at < last && isSpace(source[at]!)) {
    if (source[at] === '\n') put(out, '\n', offset + (source[at - 1] === '\r' && at > from ? at - 1 : at));
    at += 1;
  }
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function put(out: Mapped, text: string, offset: number): void {
  out.text += text;
  for (let i = 0; i < text.length; i += 1) out.offsets.push(offset);
}

interface BlockLine {
  /** Offset in the file of the line's first character, and of its line end. */
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Indent and content, without the line end. */
  readonly text: string;
}

/**
 * A literal (`|`) or folded (`>`) block. `body` begins on the line after the header and stands at `offset`;
 * `parentIndent` is the indent that an explicit indentation indicator counts from.
 */
export function blockScalar(
  file: string,
  header: string,
  body: string,
  offset: number,
  parentIndent: number,
): SourceText {
  const lines = blockLines(body, offset);
  const explicit = /[1-9]/.exec(header)?.[0];
  const firstFull = lines.find((line) => line.text.length > line.indent);
  const indent = explicit === undefined ? (firstFull?.indent ?? widest(lines)) : parentIndent + Number(explicit);
  // A line of spaces wider than the indent is content, any other empty line only a line end.
  const contents = lines.map((line) => line.text.slice(Math.min(indent, line.indent)));
  let count = contents.length;
  while (count > 0 && contents[count - 1] === '') count -= 1;
  const out: Mapped = { text: '', offsets: [] };
  if (header.startsWith('|')) literal(lines, contents, count, out);
  else folded(lines, contents, count, out);
  chomp(header, lines, count, out);
  return { file, ...out, end: Math.max(offset, lineBeforeChomp(lines, count)?.end ?? offset) };
}

function lineBeforeChomp(lines: readonly BlockLine[], count: number): BlockLine | undefined {
  return lines[count - 1];
}

function widest(lines: readonly BlockLine[]): number {
  let result = 0;
  for (const line of lines) result = Math.max(result, line.indent);
  return result;
}

function blockLines(body: string, offset: number): BlockLine[] {
  const lines: BlockLine[] = [];
  let start = 0;
  while (start < body.length) {
    const lineEnd = body.indexOf('\n', start);
    const next = lineEnd < 0 ? body.length : lineEnd;
    const end = lineEnd > start && body[lineEnd - 1] === '\r' ? lineEnd - 1 : next;
    const text = body.slice(start, end);
    lines.push({ start: offset + start, end: offset + end, indent: /^ */.exec(text)![0].length, text });
    start = next + 1;
  }
  return lines;
}

function literal(lines: readonly BlockLine[], contents: readonly string[], count: number, out: Mapped): void {
  for (let i = 0; i < count; i += 1) {
    if (i > 0) put(out, '\n', lines[i - 1]!.end);
    putLine(lines[i]!, contents[i]!, out);
  }
}

/** Between two plain lines a line end becomes a space, and n + 1 of them n line ends; around indented lines all stay. */
function folded(lines: readonly BlockLine[], contents: readonly string[], count: number, out: Mapped): void {
  let previous = -1;
  for (let i = 0; i < count; i += 1) {
    const content = contents[i]!;
    if (content === '') continue;
    const kept = previous < 0 || isMoreIndented(content) || isMoreIndented(contents[previous]!);
    const first = Math.max(previous, 0);
    const ends = lines.slice(first, i).map((line) => line.end);
    if (!kept && ends.length === 1) put(out, ' ', ends[0]!);
    else for (const end of kept ? ends : ends.slice(1)) put(out, '\n', end);
    putLine(lines[i]!, content, out);
    previous = i;
  }
}

function isMoreIndented(content: string): boolean {
  return content.startsWith(' ') || content.startsWith('\t');
}

function putLine(line: BlockLine, content: string, out: Mapped): void {
  const start = line.end - content.length;
  out.text += content;
  for (let i = 0; i < content.length; i += 1) out.offsets.push(start + i);
}

/** Line ends after the last line of content: none (`-`), all (`+`), or one. */
function chomp(header: string, lines: readonly BlockLine[], count: number, out: Mapped): void {
  if (header.includes('-')) return;
  if (count === 0 && !header.includes('+')) return;
  const ends = lines.slice(Math.max(0, count - 1)).map((line) => line.end);
  for (const end of header.includes('+') ? ends : ends.slice(0, 1)) put(out, '\n', end);
}
