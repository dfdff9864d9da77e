/**
 * Where in a YAML document a position is, by indentation and brackets alone: while somebody types, what stands around the
 * cursor is seldom right, and a syntax tree would not be of use.
 */
export interface YamlPlace {
  /** Keys, and 0 for any place in a list. */
  readonly path: readonly (string | number)[];
  /** Whether a key begins here or a value stands here. */
  readonly part: 'key' | 'value';
}

/** A key with its colon, or the dash of a list. */
interface Entry {
  readonly indent: number;
  readonly step: string | 0;
  /** Offset just after the colon or dash. */
  readonly end: number;
}

const KEY = /("[^"]*"|'[^']*'|[^\s#,[\]{}"'&*!|>%@`-][^#\n]*?)\s*:(?=\s|$)/y;
const DASH = /-(?:\s+|$)/y;

export function yamlPlaceAt(text: string, position: number): YamlPlace {
  const starts = lineStartsUpTo(text, position);
  const around: Entry[] = [];
  for (const start of starts) closeAndOpen(text, start, position, start === starts.at(-1), around);
  const path = around.map(({ step }) => step);
  const current = around.at(-1);
  if (!current) return { path, part: 'key' };
  const inside = text.slice(current.end, position);
  const flow = flowPlace(inside);
  if (flow) return { path: [...path, ...flow.path], part: flow.part };
  const isText = !inside.includes('\n') || /^[ \t]*[^\s#]/.test(inside);
  // `- id: x` has fields below it.
  const isKeyed = current.step === 0 && matchAt(KEY, inside.trimStart(), 0) !== null;
  return { path, part: isText && !isKeyed ? 'value' : 'key' };
}

/** A line closes what is indented as much as it is, or more, and opens its own entries. */
function closeAndOpen(text: string, start: number, position: number, isLast: boolean, around: Entry[]): void {
  const line = lineAt(text, start);
  const isBlank = /^\s*(?:#.*)?$/.test(line);
  if (isBlank && !isLast) return;
  const indent = isBlank ? position - start : line.search(/\S/);
  const holder = around.at(-1);
  if (holder && indent > holder.indent && isContinued(text.slice(holder.end, start))) return;
  const isItem = line[indent] === '-';
  // The dashes of a list may stand right under its key.
  const isOver = (entry: Entry) => entry.indent > indent || (entry.indent === indent && (!isItem || entry.step === 0));
  while (around.length > 0 && isOver(around.at(-1)!)) around.pop();
  for (const entry of entriesOf(line, start)) if (!isLast || position >= entry.end) around.push(entry);
}

function entriesOf(line: string, start: number): readonly Entry[] {
  const entries: Entry[] = [];
  let at = Math.max(0, line.search(/\S/));
  for (let dash = matchAt(DASH, line, at); dash; dash = matchAt(DASH, line, at)) {
    entries.push({ indent: at, step: 0, end: start + at + 1 });
    at += dash[0].length;
  }
  const key = matchAt(KEY, line, at);
  if (key) entries.push({ indent: at, step: unquoted(key[1]!), end: start + at + key[0].length });
  return entries;
}

/** Whether a value that begins like this may still go on: a text over several lines, or brackets that are open. */
function isContinued(value: string): boolean {
  const own = value.trim();
  if (/^[[{]/.test(own)) return flowPlace(own) !== undefined;
  return own !== '' && !own.startsWith('#') && !value.startsWith('\n');
}

/** What counts inside of brackets. A quote opens a text only where a text begins: `Ba'ath` has none. */
const FLOW_MARK = /(?<=[[{,:]\s*)(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|[[\]{},]|:(?=\s|$)/g;

/** Undefined where no bracket is open at the end of `value`. */
function flowPlace(value: string): YamlPlace | undefined {
  if (!/^\s*[[{]/.test(value)) return undefined;
  const stack: { readonly bracket: string; key: string | undefined; from: number }[] = [];
  for (const { 0: mark, index } of value.matchAll(FLOW_MARK)) {
    const top = stack.at(-1);
    if (mark === '{' || mark === '[') stack.push({ bracket: mark, key: undefined, from: index + 1 });
    else if (mark === '}' || mark === ']') stack.pop();
    else if (mark === ',' && top) {
      top.key = undefined;
      top.from = index + 1;
    } else if (mark === ':' && top?.bracket === '{' && top.key === undefined) {
      top.key = unquoted(value.slice(top.from, index).trim());
    }
  }
  const top = stack.at(-1);
  if (!top) return undefined;
  const path = stack.flatMap(({ bracket, key }): (string | 0)[] =>
    bracket === '[' ? [0] : key === undefined ? [] : [key],
  );
  return { path, part: top.bracket === '{' && top.key === undefined ? 'key' : 'value' };
}

function lineStartsUpTo(text: string, position: number): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

function unquoted(key: string): string {
  return key.replace(/^(["'])(.*)\1$/, '$2');
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
