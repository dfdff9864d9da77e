/** Whose figures those of a picture are that no source has: it is passed on without the page on which it was made. */

export interface Origin {
  /** Of the study. */
  readonly title: string;
  /** SHA-256 of its files; empty where nobody told. */
  readonly hash: string;
  /** Of Fissure; empty where nobody told. */
  readonly version: string;
}

/** As much of a hash as people copy. */
function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** `changes`: what differs from the study as it stands. A sentence without its full stop. */
export function originText({ title, hash, version }: Origin, changes: readonly string[] = []): string {
  const model = hash === '' ? title : `${title}, study ${shortHash(hash)}`;
  const tool = `Fissure ${version}`.trim();
  return `Model: ${[model, tool].join(', ')}${changes.length === 0 ? '' : `. Changed: ${changes.join('; ')}`}`;
}

/** How a study is cited. `made`: of how many members, or that it is one run. */
export function citationText({ title, hash, version }: Origin, made: string, resultsHash = ''): string {
  const hashes = Object.entries({ study: hash, results: resultsHash }).flatMap(([of, own]) =>
    own === '' ? [] : [`${of} ${shortHash(own)}`],
  );
  return `${title}. A study for ${[`Fissure ${version}`.trim(), made, ...hashes].join(', ')}.`;
}
