/** A new study in a folder of its own, and the command line at it: started as a shell starts it, or called here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { callCommand } from './call-command.ts';

/** The built command (`npm run build`). */
export const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
export const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state', import.meta.url));
export const GARRISON = fileURLToPath(new URL('../../../../studies/garrison', import.meta.url));

/** For the tests of one file: `study` in `folder` is what `fissure init` makes. */
export function studyFolder() {
  let folder: string;
  /** Where worker threads or the process itself matter. */
  const fissure = (...args: string[]) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', COLUMNS: '80' };
    const options = { cwd: folder, env, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], options);
    expect(stderr).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
    return { status, stdout, stderr };
  };
  /** Much faster. */
  const call = (...args: string[]) =>
    callCommand(...args.map((arg) => (/^(study|nowhere|empty|bad|file)(\/|$)/.test(arg) ? join(folder, arg) : arg)));
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-'));
    expect((await call('init', 'study')).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    get folder() {
      return folder;
    },
    fissure,
    call,
  };
}
