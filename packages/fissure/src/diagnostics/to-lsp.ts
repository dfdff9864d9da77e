/**
 * Diagnostics in the shape of the Language Server Protocol 3.17, so that editors and scripts can read them. `uri` is
 * the path relative to the study's folder: the core knows no other.
 */
import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { lineIndices, type Position } from './line-index.ts';

export interface LspRange {
  readonly start: Position;
  readonly end: Position;
}

export interface LspDiagnostic {
  /** Absent, with `range` at the origin, where the mistake has no place in a file. */
  readonly uri?: string;
  readonly range: LspRange;
  /** 1 error, 2 warning, 3 information. */
  readonly severity: 1 | 2 | 3;
  readonly code: string;
  readonly source: 'fissure';
  readonly message: string;
  readonly relatedInformation?: readonly {
    readonly location: { readonly uri: string; readonly range: LspRange };
    readonly message: string;
  }[];
  readonly data: { readonly help?: string; readonly notes: readonly string[] };
}

const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, note: 3 };

export function toLspDiagnostics(
  list: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): readonly LspDiagnostic[] {
  const indexOf = lineIndices(texts);
  const rangeOf = (place: Place | undefined): LspRange => {
    const index = place && indexOf(place.file);
    if (!place || !index) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return { start: index.positionAt(place.start), end: index.positionAt(Math.max(place.start, place.end)) };
  };
  return list.map((diagnostic) => ({
    ...(diagnostic.place ? { uri: diagnostic.place.file } : {}),
    range: rangeOf(diagnostic.place),
    severity: SEVERITIES[diagnostic.severity],
    code: diagnostic.code,
    source: 'fissure',
    message: diagnostic.message,
    ...(diagnostic.related.length > 0
      ? {
          relatedInformation: diagnostic.related.map(({ message, place }) => ({
            location: { uri: place.file, range: rangeOf(place) },
            message,
          })),
        }
      : {}),
    data: { ...(diagnostic.help === undefined ? {} : { help: diagnostic.help }), notes: diagnostic.notes },
  }));
}
