/** The hash by which a study is known again. */
import { createHash } from 'node:crypto';

/** SHA-256 of its files in order of their paths, each as path, NUL, text, NUL. */
export function studyHash(texts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  const files = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const part of files.flatMap(([path, text]) => [path, '\0', text, '\0'])) hash.update(part);
  return hash.digest('hex');
}
