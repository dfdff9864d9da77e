/** `fissure start --serve` as `npm start` calls it: also where the output goes to a pipe. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

it('serves the workbench after the report, until it is told to end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-start-'));
  const child = spawn(
    process.execPath,
    [at('packages/fissure/bin/fissure.js'), 'start', at('studies/garrison'), '--serve', '--members', '40'],
    { cwd: folder },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let told = '';
      child.stdout.on('data', (data) => {
        told += String(data);
        const found = /http:\S+/.exec(told);
        if (found) resolve(found[0]);
      });
      child.on('close', () => reject(new Error(`It ended: ${told}`)));
    });
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');
  } finally {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true });
  }
}, 60_000);
