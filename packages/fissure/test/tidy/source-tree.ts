/** The repository as the tidy tests see it: every tracked or new file that git does not ignore. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export function repositoryFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(ROOT + file));
}

export function readRepositoryFile(file: string): string {
  return readFileSync(ROOT + file, 'utf8');
}

/** `packages/fissure/src/model/plan.ts` -> `model`; files directly under `src` have no folder. */
export function sourceFolder(file: string): string | undefined {
  return /^packages\/fissure\/src\/([^/]+)\//.exec(file)?.[1];
}
