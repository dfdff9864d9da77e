/** Pages of Markdown that `fissure docs` writes: their first lines, their tables and their numbers. */
import type { MaybeNumber } from '../../analysis/finite.ts';
import { numberText } from '../number-text.ts';

export function pageHead(title: string): readonly string[] {
  return ['<!-- Written by `fissure docs`; change the study, not this page. -->', '', `# ${title}`, ''];
}

/** The first column is of words, the others of numbers. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line), ''];
}

export function maybeNumber(value: MaybeNumber | undefined, digits = 3): string {
  return value === null || value === undefined ? '–' : numberText(value, digits);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
