/**
 * What an author did wrong, as plain data. Diagnostics are collected, never thrown; wording lives in
 * `messages/*.md` at the package root, from which `messages.generated.ts` is made.
 */
export type Severity = 'error' | 'warning' | 'note';

/** A stretch of one file. Offsets count UTF-16 units from the start of the file's text; `end` is exclusive. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface RelatedPlace {
  readonly message: string;
  readonly place: Place;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Absent only when the mistake has no place in a file (a wrong command line, a missing folder). */
  readonly place?: Place;
  readonly related: readonly RelatedPlace[];
  /** What the author can do, as a sentence. */
  readonly help?: string;
  /** Longer working, for instance the derivation of a unit: shown below the excerpt, one line each. */
  readonly notes: readonly string[];
}
