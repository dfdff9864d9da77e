/**
 * Cuts a Vensim file into entries: `equation ~ units ~ comment ~ :SUPPLEMENTARY |`, groups, macros and the sketch.
 * Nothing is understood here but where each part begins and ends; time is linear in the text.
 */
export interface Entry {
  readonly kind: 'equation' | 'macro' | 'end of macro';
  readonly start: number;
  readonly end: number;
  readonly units: string;
  readonly doc: string;
}

export interface SplitFile {
  readonly entries: readonly Entry[];
  /** From `\\\---///` on; empty where there is none. */
  readonly sketch: string;
  /** Of the last entry, where the file ends inside of it. */
  readonly unfinished: number | undefined;
}

const SKETCH = /^\s*\\{2,3}---\/\/\//;
const SKETCH_LINE = /(?:^|\n)[ \t]*\\{2,3}---\/\/\//;
const GROUP = /\*{4,}[^~|]*~[^|]*\|/y;
const MACRO = /:MACRO:[^(]*\([^)]*\)/iy;
const END_OF_MACRO = /:END OF MACRO:/iy;
const BLANK = /(?:\s+|\{[^}]*\})+/y;

export function splitEntries(text: string): SplitFile {
  const sketchAt = SKETCH.test(text) ? 0 : text.search(SKETCH_LINE);
  const end = sketchAt < 0 ? text.length : sketchAt;
  const entries: Entry[] = [];
  let at = 0;
  let unfinished: number | undefined;
  for (;;) {
    at = Math.min(end, at + lengthAt(BLANK, text, at));
    if (at >= end) break;
    const group = lengthAt(GROUP, text, at);
    const macro = lengthAt(MACRO, text, at);
    const endOfMacro = lengthAt(END_OF_MACRO, text, at);
    if (group > 0) at += group;
    else if (macro > 0) {
      entries.push({ kind: 'macro', start: at, end: at + macro, units: '', doc: '' });
      at += macro;
    } else if (endOfMacro > 0) {
      entries.push({ kind: 'end of macro', start: at, end: at + endOfMacro, units: '', doc: '' });
      at += endOfMacro;
    } else {
      const { entry, next, isClosed } = equationAt(text, at, end);
      if (entry.end > entry.start) entries.push(entry);
      if (!isClosed) unfinished = at;
      at = next;
    }
  }
  return { entries, sketch: text.slice(end), unfinished };
}

function equationAt(text: string, start: number, end: number): { entry: Entry; next: number; isClosed: boolean } {
  const equationEnd = endOfEquation(text, start, end);
  if (text[equationEnd] === '|' || equationEnd >= end) {
    const entry: Entry = { kind: 'equation', start, end: equationEnd, units: '', doc: '' };
    return { entry, next: equationEnd + 1, isClosed: equationEnd < end };
  }
  const bar = text.indexOf('|', equationEnd);
  const close = bar < 0 || bar > end ? end : bar;
  const [units = '', doc = ''] = text.slice(equationEnd + 1, close).split('~');
  const entry: Entry = { kind: 'equation', start, end: equationEnd, units: tidy(units), doc: tidy(doc) };
  return { entry, next: close + 1, isClosed: close < end };
}

/** The first `~` or `|` outside of quotation marks and braces; an odd quotation mark closes with its entry. */
function endOfEquation(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const char = text[at]!;
    if (char === '~' || char === '|') return at;
    if (char === '"') at = afterQuote(text, at, end);
    else if (char === '{') {
      const close = text.indexOf('}', at);
      at = close < 0 || close > end ? at + 1 : close + 1;
    } else at += 1;
  }
  return end;
}

function afterQuote(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    if (text[at] === '\\' && text[at + 1] === '"') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return start + 1;
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function tidy(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
