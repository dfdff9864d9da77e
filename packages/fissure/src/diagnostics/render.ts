/** Diagnostics for a terminal: what is wrong, where, with the lines in question, and what can be done. */
import { createColors } from 'picocolors';
import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { gutterOf, renderExcerpt, type Style } from './excerpt.ts';
import { type LineIndex, lineIndices } from './line-index.ts';
import { textWidth } from './text-width.ts';

export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

interface Painter extends Style {
  readonly title: (severity: Severity, text: string) => string;
  readonly strong: (text: string) => string;
}

type IndexOf = (file: string) => LineIndex | undefined;

/** The whole list in order, and at the end how many errors and warnings there were; no line end after it. `''` for an empty list. */
export function renderDiagnostics(
  list: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  options: RenderOptions,
): string {
  if (list.length === 0) return '';
  const indexOf = lineIndices(texts);
  const blocks = list.map((diagnostic) => renderDiagnostic(diagnostic, indexOf, options));
  return `${blocks.join('\n\n')}\n\n${summarize(list)}`;
}

/** `3 errors, 1 warning` */
function summarize(list: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = list.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ');
}

function renderDiagnostic(diagnostic: Diagnostic, indexOf: IndexOf, { color, width }: RenderOptions): string {
  const painter = paint(diagnostic.severity, color);
  const { severity, code, message, place, related, notes, help } = diagnostic;
  const head = `${painter.title(severity, `${severity}[${code}]`)}${painter.strong(`: ${printable(message)}`)}`;
  const places: readonly Place[] = [...(place ? [place] : []), ...related.map((one) => one.place)];
  const gutter = Math.max(1, ...places.map((one) => gutterOf(one, indexOf(one.file))));
  const margin = ' '.repeat(gutter);
  const lines = wrap(head, width, '  ');
  if (place) lines.push(...renderExcerpt(place, indexOf(place.file), { width, style: painter, gutter, arrow: '-->' }));
  for (const one of related) {
    const plain: Style = { ...painter, caret: painter.frame };
    lines.push(`${margin} ${painter.frame('=')} ${printable(one.message)}:`);
    lines.push(...renderExcerpt(one.place, indexOf(one.place.file), { width, style: plain, gutter, arrow: ':::' }));
  }
  // Notes are laid out by whoever wrote them (columns of a derivation): they are not wrapped.
  for (const note of notes) lines.push(`${margin} ${painter.frame('=')} ${printable(note)}`);
  if (help !== undefined)
    lines.push(
      ...wrap(`${margin} ${painter.frame('=')} ${painter.strong('help')}: ${printable(help)}`, width, `${margin}   `),
    );
  return lines.join('\n');
}

function paint(severity: Severity, color: boolean): Painter {
  const colors = createColors(color);
  const accent = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.cyan;
  return {
    frame: colors.blue,
    caret: (text) => colors.bold(accent(text)),
    title: (_, text) => colors.bold(accent(text)),
    strong: colors.bold,
  };
}

/** Text of the study may hold anything; what is not printable must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu, (char) =>
    char === '\n' || char === '\t' ? ' ' : '\ufffd',
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
const COLOR = /\x1b\[[\d;]*m/g;

/** Breaks at spaces; a word longer than the line stays whole. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  let room = width;
  const lead = /^\s*/.exec(text)![0];
  for (const word of text.slice(lead.length).split(' ')) {
    const longer = line === '' ? `${lines.length === 0 ? lead : indent}${word}` : `${line} ${word}`;
    if (line !== '' && textWidth(longer.replace(COLOR, '')) > room) {
      lines.push(line);
      line = `${indent}${word}`;
      room = width;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}
