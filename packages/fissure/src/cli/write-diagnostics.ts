/** Diagnostics as the person or the program at the other end wants them. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { toLspDiagnostics } from '../diagnostics/to-lsp.ts';
import type { OutputOptions } from './options.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** In a terminal to stderr, with excerpts; with --json as the envelope of an answer without data. */
export function writeDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  json: boolean,
): void {
  if (json) writeAnswer(terminal, 'error', diagnostics, texts, null);
  else if (diagnostics.length > 0)
    terminal.error(renderDiagnostics(diagnostics, texts, { color: terminal.errorColor, width: terminal.width }));
}

/**
 * What the import of a model file warned of, before the answer; with --json the answer has them. What a lenient import left
 * out is listed by the answer itself.
 */
export function showNotices(
  { notices, texts }: { readonly notices: readonly Diagnostic[]; readonly texts: ReadonlyMap<string, string> },
  options: OutputOptions,
): void {
  if (options.json) return;
  const shown = notices.filter(({ code }) => code !== 'exchange/dropped');
  writeDiagnostics(processTerminal(options), shown, texts, false);
}

/** The one object that --json prints: the same shape for every command. */
export function writeAnswer(
  terminal: Terminal,
  command: string,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  data: unknown,
): void {
  const answer = {
    schema: `fissure/${command}/1`,
    ok: !diagnostics.some((diagnostic) => diagnostic.severity === 'error'),
    diagnostics: toLspDiagnostics(diagnostics, texts),
    data,
  };
  terminal.out(JSON.stringify(answer, jsonNumber, 2));
}

/** JSON has no word for these; a reader should not mistake them for a missing value. */
function jsonNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
