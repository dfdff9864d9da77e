import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadStudyFolder } from '../../src/host/load-study-folder.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fissure-load-'));
  folder = join(root, 'study');
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'study.yaml'), 'fissure: 1\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function load(path = folder) {
  const { files, problems, isFolder } = loadStudyFolder(path);
  return { names: [...files.keys()], codes: problems.list.map((one) => one.code), files, problems, isFolder };
}

describe('loadStudyFolder', () => {
  it('reads what a study may hold and passes over the rest', () => {
    for (const file of ['model/b.yaml', 'model/a.yaml', 'data/t.csv', 'data/datapackage.json', 'argument.md'])
      writeFileSync(join(folder, file), 'x');
    for (const file of ['README.md', 'layout.json', 'notes.txt', '.hidden.yaml', 'data/README.md'])
      writeFileSync(join(folder, file), 'x');
    const { names, codes } = load();
    const expected = ['argument.md', 'data/datapackage.json', 'data/t.csv', 'model/a.yaml', 'model/b.yaml'];
    expect(names).toEqual([...expected, 'study.yaml']);
    expect(codes).toEqual([]);
  });

  it('warns of a file whose name is nearly right', () => {
    writeFileSync(join(folder, 'mechanism.yaml'), 'x');
    writeFileSync(join(folder, 'claims.yml'), 'x');
    const { problems } = load();
    expect(problems.list.map((one) => [one.code, one.severity, one.help])).toEqual([
      ['read/unexpected-file', 'warning', 'Did you mean `claims.yaml`?'],
      ['read/unexpected-file', 'warning', 'Did you mean `mechanisms.yaml`?'],
    ]);
  });

  it('says what is wrong with the folder itself', () => {
    expect(load(join(root, 'nowhere'))).toMatchObject({ codes: ['read/missing-folder'], isFolder: false });
    expect(load(join(folder, 'study.yaml'))).toMatchObject({ codes: ['read/not-a-folder'], isFolder: false });
    expect(load(join(folder, 'study.yaml', 'x'))).toMatchObject({ codes: ['read/missing-folder'], isFolder: false });
  });

  it('follows no link out of the folder', () => {
    writeFileSync(join(root, 'secret.csv'), 'secret');
    symlinkSync(join(root, 'secret.csv'), join(folder, 'data', 'leak.csv'));
    symlinkSync('t.csv', join(folder, 'data', 'inside.csv'));
    writeFileSync(join(folder, 'data', 't.csv'), 'a');
    symlinkSync('nowhere', join(folder, 'argument.md'));
    symlinkSync('claims.yaml', join(folder, 'claims.yaml'));
    const { names, codes } = load();
    expect(names).toEqual(['data/inside.csv', 'data/t.csv', 'study.yaml']);
    expect(codes.sort()).toEqual(['read/outside-folder', 'read/unreadable', 'read/unreadable']);
  });

  it('does not follow a linked folder out either, and takes no folder for a file', () => {
    rmSync(join(folder, 'data'), { recursive: true });
    mkdirSync(join(root, 'other'));
    writeFileSync(join(root, 'other', 't.csv'), 'x');
    symlinkSync(join(root, 'other'), join(folder, 'data'));
    mkdirSync(join(folder, 'model.yaml'));
    const { names, codes } = load();
    expect(names).toEqual(['study.yaml']);
    expect(codes).toEqual(['read/outside-folder', 'read/unreadable']);
  });

  it('tells what is there and could not be loaded from what is missing', () => {
    mkdirSync(join(folder, 'claims.yaml'));
    symlinkSync('nowhere', join(folder, 'model.yaml'));
    symlinkSync(root, join(folder, 'data', 'out.csv'));
    expect([...loadStudyFolder(folder).unread].sort()).toEqual(['claims.yaml', 'data/out.csv', 'model.yaml']);
  });

  it('reads of a file that is too large only what shows that it is', () => {
    writeFileSync(join(folder, 'model.yaml'), new Uint8Array(10_000_000));
    expect(load().files.get('model.yaml')!.length).toBe(1_000_001);
    for (let i = 0; i < 15; i += 1) writeFileSync(join(folder, 'data', `${i}.csv`), new Uint8Array(3_000_000));
    expect(load().codes).toEqual(['read/folder-too-large']);
  });
});
