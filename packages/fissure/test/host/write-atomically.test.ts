import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/host/write-atomically.ts';

describe('writeAtomically', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes folders, replaces, and leaves nothing else behind', async () => {
    const path = join(folder, 'a', 'b', 'out.txt');
    await writeAtomically(path, 'first');
    await writeAtomically(path, new TextEncoder().encode('second'));
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['out.txt']);
  });

  it('gives up where no folder can be made', async () => {
    await expect(writeAtomically('/proc/none/out.txt', 'x')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves the old file as it was when writing fails', async () => {
    writeFileSync(join(folder, 'file'), 'old');
    await expect(writeAtomically(join(folder, 'file', 'below'), 'x')).rejects.toMatchObject({ code: /EEXIST|ENOTDIR/ });
    // A folder of that name cannot be replaced by a file.
    await writeAtomically(join(folder, 'dir', 'inner'), 'kept');
    await expect(writeAtomically(join(folder, 'dir'), 'x')).rejects.toThrow();
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
    expect(readFileSync(join(folder, 'dir', 'inner'), 'utf8')).toBe('kept');
    expect(readdirSync(folder).sort()).toEqual(['dir', 'file']);
  });
});
