/** `fissure init` and `check`, and what other commands say of studies and model files that are wrong or empty. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './study-folder.ts';

const place = studyFolder();
const { call, fissure } = place;

describe('init', () => {
  it('makes all files or none', async () => {
    const { writeNewStudy } = await import('../../src/cli/files/new-study-folder.ts');
    const made = join(place.folder, 'bad', 'made');
    const files = new Map([
      ['study.yaml', 'x'],
      ['model/a.yaml', 'x'],
      [`${'n'.repeat(300)}.yaml`, 'x'],
    ]);
    await expect(writeNewStudy(made, files)).rejects.toMatchObject({
      message: expect.stringContaining('the name is too long'),
      diagnostics: [{ code: 'command/cannot-make' }],
    });
    expect(existsSync(made)).toBe(false);
    expect(existsSync(join(place.folder, 'bad'))).toBe(true);
    const { stderr } = await call('init', `study/fine/${'x'.repeat(300)}`);
    expect(stderr).not.toContain('--out');
  });

  it('leaves what was there before', async () => {
    const { writeNewStudy } = await import('../../src/cli/files/new-study-folder.ts');
    writeFileSync(join(place.folder, 'bad', 'notes.txt'), 'x');
    await expect(
      writeNewStudy(join(place.folder, 'bad'), new Map([[`${'n'.repeat(300)}.yaml`, 'x']])),
    ).rejects.toThrow();
    expect(readdirSync(join(place.folder, 'bad'))).toEqual(['notes.txt']);
    rmSync(join(place.folder, 'bad'), { recursive: true });
  });
});

describe('check', () => {
  it('passes the study that init makes, without a warning', async () => {
    const { status, stdout, stderr } = await call('check', 'study', '--strict');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('balance in all 5 equations');
    expect(stdout).toMatch(/5 variables \(1 stock, 2 flows, 2\s+auxiliaries\)/);
  });

  it('tells a bad study and a study with warnings apart', async () => {
    await call('init', 'bad');
    const model = join(place.folder, 'bad', 'model.yaml');
    writeFileSync(model, readFileSync(model, 'utf8').replace('fighters * exit_rate', 'fighters * patience'));
    const { status, stderr } = await call('check', 'bad');
    expect(status).toBe(3);
    expect(stderr).toMatch(/model\.yaml:\d+:\d+/);
    const { status: inJson, stdout } = await call('check', 'bad', '--json');
    expect(inJson).toBe(3);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fissure/check/1', ok: false, data: null });
    expect(answer.diagnostics[0]).toMatchObject({ uri: 'model.yaml', severity: 1 });
  });
});

describe('a study without outputs or claims', () => {
  const bare = fileURLToPath(new URL('../corpus/bad/no-outputs/', import.meta.url));

  it('has nothing to show and nothing to test', async () => {
    expect((await call('run', bare)).stderr).toContain('command/no-outputs');
    expect((await call('test', bare)).stderr).toContain('command/no-claims');
    expect((await call('rivals', bare)).stderr).toContain('command/no-rivals');
    expect((await call('docs', bare)).stderr).toContain('command/no-mechanisms');
  });
});

describe('a model whose units are not checked', () => {
  it('is not said to have units that balance', async () => {
    writeFileSync(
      join(place.folder, 'file.mdl'),
      'a = 1 ~ apples ~|\nb = a ~ pears ~|\nFINAL TIME = 2 ~~|\nINITIAL TIME = 0 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = 1 ~~|\n',
    );
    const { stdout, stderr } = await call('check', join(place.folder, 'file.mdl'));
    expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringMatching(/units +not checked/) });
  });
});

describe('a model file that cannot be read', () => {
  it.each([
    ['run', 'unreadable.mdl', 'x = INTEG(1,\n', 'unreadable.mdl:1:'],
    ['import', 'unreadable.mdl', 'x = INTEG(1,\n', 'unreadable.mdl:1:'],
    ['run', 'unreadable.xmile', '<xmile>\n  <a b>\n</xmile>', 'unreadable.xmile:2:'],
    ['import', 'unreadable.xmile', '<xmile>\n  <a b>\n</xmile>', 'unreadable.xmile:2:'],
  ])('%s %s: says where, and writes nothing', (command, file, text, told) => {
    writeFileSync(join(place.folder, file), text);
    const { status, stdout, stderr } = fissure(command, file);
    expect(status).toBe(3);
    expect(stdout + stderr).toContain(told);
    expect(existsSync(join(place.folder, 'unreadable'))).toBe(false);
  });
});
