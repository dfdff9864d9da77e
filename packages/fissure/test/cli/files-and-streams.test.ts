/** What goes wrong around a command: files, disks, readers that go away, and Ctrl-C. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, studyFolder } from './study-folder.ts';

const place = studyFolder();
const { call } = place;

describe('environment', () => {
  it('says that there is no study', async () => {
    mkdirSync(join(place.folder, 'empty'));
    for (const path of ['nowhere', 'empty', 'study/study.yaml']) expect((await call('check', path)).status).toBe(4);
    expect((await call('check', 'empty')).stderr).toContain('command/no-study');
    expect((await call('init', `study/${'x'.repeat(300)}`)).stderr).toContain('command/cannot-read');
  });

  it('says that a name is empty', async () => {
    expect((await call('check', '')).stderr).toContain("There is no folder ''.");
    const { status, stderr } = await call('report', 'study', '-o', '');
    expect(status).toBe(4);
    expect(stderr).toContain('the name is empty');
  });

  it('says that nothing can be written, before it simulates', async () => {
    writeFileSync(join(place.folder, 'file'), '');
    const { status, stderr, stdout } = await call('run', 'study', '--out', 'file/out');
    expect(status).toBe(4);
    expect(stderr).toContain('command/cannot-write');
    expect(stdout).toBe('');
  });

  it('says that a page cannot take the place of a folder, before it simulates', async () => {
    const { status, stderr } = await call('report', 'study', '--out', 'study');
    expect(status).toBe(4);
    expect(stderr).toMatch(/study cannot be written: it is\s+a folder/);
    expect(stderr).not.toContain('members in');
  });
});

describe('a file that cannot be loaded', () => {
  it('is not called missing, and what it would declare is not called unknown', async () => {
    for (const file of ['claims.yaml', 'model.yaml', 'references.yaml']) {
      await call('init', 'bad/unread');
      rmSync(join(place.folder, 'bad', 'unread', file));
      mkdirSync(join(place.folder, 'bad', 'unread', file));
      const { status, stderr } = await call('check', 'bad/unread');
      rmSync(join(place.folder, 'bad'), { recursive: true });
      expect(status).toBe(3);
      expect(stderr).toMatch(/^error\[read\/unreadable\].*is not a file/);
      expect(stderr).toContain('\n1 error\n');
    }
  });
});

describe('an output that cannot be written', () => {
  it.skipIf(!existsSync('/dev/full'))('is said in one line', () => {
    const command = `"${process.execPath}" "${BIN}" check study > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: place.folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'error: The output cannot be written: the disk is full.\n',
    });
  });
});

describe('a reader that goes away', () => {
  it('is no mistake', () => {
    const command = `"${process.execPath}" "${BIN}" check study --json | head -c 1`;
    const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: place.folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('Ctrl-C', () => {
  it('stops cleanly and says what was kept', async () => {
    const child = spawn(process.execPath, [BIN, 'test', 'study', '--members', '200000'], { cwd: place.folder });
    let told = '';
    child.stderr.on('data', (data) => {
      // The first line of progress: by then members are done.
      if (told === '') child.kill('SIGINT');
      told += String(data);
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(130);
    expect(told).toMatch(/Stopped: kept [1-9]\d* of 200000 members/);
  });
});

describe('Ctrl-C in the middle of a table', () => {
  it('keeps the columns that are there, as JSON and files', async () => {
    const args = [BIN, 'matrix', 'study', '--members', '200000', '--json', '--out', 'stopped'];
    const child = spawn(process.execPath, args, { cwd: place.folder });
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      written.stdout += String(data);
    });
    child.stderr.on('data', (data) => {
      written.stderr += String(data);
      // Once: the second time ends at once.
      if (/ [1-9]\/\d+ columns/.test(String(data)) && !child.killed) child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(written.stderr).toMatch(/^matrix {2}[█░]+ {2}\d\/\d+ columns .* left/m);
    expect(status).toBe(130);
    const { interrupted, variants } = JSON.parse(written.stdout).data;
    expect(interrupted).toBe(true);
    expect(variants.length).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(place.folder, 'stopped', 'matrix.json'), 'utf8')).variants).toEqual(variants);
  }, 120_000);
});
