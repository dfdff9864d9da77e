/** A study's report as bytes, by a process of its own: whoever serves the workbench goes on answering meanwhile. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportOptions } from '../../exchange/import-model.ts';

const COMMAND = fileURLToPath(new URL('../../../bin/fissure.js', import.meta.url));

/** Rejects with what the command said where there is no report. */
export async function makeReport(
  study: string,
  signal: AbortSignal,
  { lenient }: ImportOptions = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fissure-report-'));
  const file = join(folder, 'report.html');
  try {
    await run(['report', study, '-o', file, '--quiet', ...(lenient ? ['--lenient'] : [])], signal);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(options: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...options], { signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    // 1: there are findings, and a report that tells them.
    child.once('close', (code) => (code === 0 || code === 1 ? resolve() : reject(new Error(said.trim()))));
  });
}
