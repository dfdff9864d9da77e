/** What a lenient import leaves out: errors of reading become a list that goes with the study and all its results. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { LineIndex } from '../diagnostics/line-index.ts';
import type { Problems } from '../diagnostics/problems.ts';

/** Limits hold in any case. */
const STAYS_AN_ERROR: ReadonlySet<string> = new Set(['exchange/too-large', 'read/too-many-problems']);

/** Passes on what was found, errors as warnings that say what was left out; returns that as sentences. */
export function passOnDropped(found: Problems, text: string, problems: Problems): readonly string[] {
  const lines = new LineIndex(text);
  const dropped: string[] = [];
  for (const one of found.list) {
    if (one.severity !== 'error' || STAYS_AN_ERROR.has(one.code)) {
      problems.include(one);
      continue;
    }
    problems.add('exchange/dropped', { what: one.message }, one.place);
    dropped.push(`${where(one, lines)}${one.message}`);
  }
  return dropped;
}

function where({ place }: Diagnostic, lines: LineIndex): string {
  if (place === undefined) return '';
  return `${place.file}, line ${lines.positionAt(place.start).line + 1}: `;
}
