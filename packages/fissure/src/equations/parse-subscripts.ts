/** The part of the grammar between square brackets: elements, dimensions, positions, `*`, `*:part`, `first:last`. */
import type { Subscript } from './ast.ts';
import { quote, type TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/**
 * Reads from the opening bracket to the closing one. Undefined where any subscript could not be understood: then
 * nothing can be said about the whole reference, and the mistake has been reported.
 */
export function parseSubscripts(reader: TokenReader): Subscript[] | undefined {
  const open = reader.next();
  if (reader.isAt(']')) {
    const close = reader.next();
    reader.report('parse/empty-subscripts', {}, { start: open.start, end: close.end });
    return undefined;
  }
  const subscripts: Subscript[] = [];
  let understood = true;
  do {
    const subscript = parseSubscript(reader);
    if (subscript === undefined) {
      understood = false;
      skipToNextSubscript(reader);
    } else subscripts.push(subscript);
  } while (reader.takes(','));
  if (reader.takes(']')) return understood ? subscripts : undefined;
  if (!understood) return undefined;
  const found = reader.peek();
  const related = [{ message: 'closed at the latest here', place: reader.place(found.start, found.end) }];
  reader.reportOnce('parse/unclosed-bracket', { bracket: '`[`' }, open, { related });
  return undefined;
}

function parseSubscript(reader: TokenReader): Subscript | undefined {
  const first = reader.peek();
  const subscript = readSubscript(reader, first);
  const ends = reader.isAt(',') || reader.isAt(']') || reader.peek().kind === 'end';
  if (subscript !== undefined && ends) return subscript;
  reportSubscript(reader, first);
  return undefined;
}

function readSubscript(reader: TokenReader, first: Token): Subscript | undefined {
  if (first.kind === 'operator' && first.operator === '*') {
    reader.next();
    if (!reader.takes(':')) return { kind: 'all', of: undefined, span: { start: first.start, end: first.end } };
    const part = reader.peek();
    if (part.kind !== 'name') return undefined;
    reader.next();
    return { kind: 'all', of: part.name, span: { start: first.start, end: part.end } };
  }
  const from = bound(first);
  if (from === undefined) return undefined;
  reader.next();
  if (reader.takes(':')) {
    const last = reader.peek();
    const to = bound(last);
    if (to === undefined) return undefined;
    reader.next();
    return { kind: 'range', from, to, span: { start: first.start, end: last.end } };
  }
  const span = { start: first.start, end: first.end };
  return first.kind === 'number' ? { kind: 'position', index: first.value, span } : { kind: 'name', name: from, span };
}

/** A name, or a position as its digits. */
function bound(token: Token): string | undefined {
  if (token.kind === 'name') return token.name;
  return token.kind === 'number' && Number.isSafeInteger(token.value) && token.value >= 1
    ? String(token.value)
    : undefined;
}

function reportSubscript(reader: TokenReader, first: Token): void {
  if (first.kind === 'unknown') return;
  if (first.kind === 'symbol' && first.symbol === '@') {
    reader.report('parse/dimension-position', {}, first);
    return;
  }
  const end = endOfSubscript(reader);
  const text = end > first.start ? quote(reader.textOf({ start: first.start, end })) : 'Nothing';
  reader.reportOnce('parse/bad-subscript', { text }, { start: first.start, end: Math.max(end, first.end) });
}

/** Where the text ends that stands instead of a subscript; a few tokens are enough for a message. */
function endOfSubscript(reader: TokenReader): number {
  let end = reader.peek().start;
  let depth = 0;
  for (let ahead = 0; ahead < 20 && !endsSubscript(reader.peek(ahead), depth); ahead += 1) {
    end = reader.peek(ahead).end;
    depth += depthChange(reader.peek(ahead));
  }
  return end;
}

function skipToNextSubscript(reader: TokenReader): void {
  let depth = 0;
  while (!endsSubscript(reader.peek(), depth)) depth += depthChange(reader.next());
}

function depthChange(token: Token): number {
  if (token.kind !== 'symbol') return 0;
  if (token.symbol === '(' || token.symbol === '[') return 1;
  return token.symbol === ')' || token.symbol === ']' ? -1 : 0;
}

function endsSubscript(token: Token, depth: number): boolean {
  if (token.kind === 'end' || token.kind === 'keyword') return true;
  return depth <= 0 && token.kind === 'symbol' && (token.symbol === ',' || token.symbol === ']');
}
