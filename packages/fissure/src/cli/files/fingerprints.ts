/** Hashes by which a study and its results are known again. */
import { createHash } from 'node:crypto';
import type { Assessment } from '../../analysis/results.ts';
import { studyHash } from '../../host/study-hash.ts';
import type { Fingerprints } from '../../report/page/report-input.ts';
import { COMMAND_LINE } from '../command-line-text.ts';

export function fingerprintsOf(texts: ReadonlyMap<string, string>, assessment: Assessment): Fingerprints {
  const files = new Map([...texts].filter(([path]) => path !== COMMAND_LINE));
  const results = createHash('sha256').update(JSON.stringify(assessment)).digest('hex');
  return { study: studyHash(files), results };
}
