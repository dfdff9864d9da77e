/** Hashes by which a study and its results are known again. */
import { createHash } from 'node:crypto';
import type { Assessment } from '../../analysis/results.ts';
import type { Fingerprints } from '../../report/page/report-cite.ts';
import { COMMAND_LINE } from '../command-line-text.ts';

export function fingerprintsOf(texts: ReadonlyMap<string, string>, assessment: Assessment): Fingerprints {
  return { study: studyHash(texts), results: sha256([JSON.stringify(assessment)]) };
}

/** Files in order of their paths, each as path, NUL, text, NUL. */
function studyHash(texts: ReadonlyMap<string, string>): string {
  const files = [...texts].filter(([path]) => path !== COMMAND_LINE).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(files.flatMap(([path, text]) => [path, '\0', text, '\0']));
}

function sha256(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
