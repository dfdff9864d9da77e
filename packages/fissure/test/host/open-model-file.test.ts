// Which files beside a model are read: those of its folder, and those of folders in it that the model names.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { openModelFile } from '../../src/host/open-model-file.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fissure-model-'));
  mkdirSync(join(root, 'model', 'Data'), { recursive: true });
  for (const path of ['outside.csv', 'model/beside.csv', 'model/Data/Sales.csv'])
    writeFileSync(join(root, path), 'a,7\n');
  symlinkSync(join(root, 'outside.csv'), join(root, 'model', 'Data', 'link.csv'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function open(file: string): readonly string[] {
  const path = join(root, 'model', 'm.mdl');
  const clock = 'INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|';
  writeFileSync(path, `x = GET DIRECT CONSTANTS('${file}', ',', 'B1') ~~| y = x + Time ~~| ${clock}`);
  const problems = new Problems();
  openModelFile(path, problems);
  return problems.list.map(({ message }) => message);
}

it.each(['beside.csv', 'Data/Sales.csv', 'data\\sales.csv', './Data/Sales.csv', '?beside'])('%s is read', (file) =>
  expect(open(file)).toStrictEqual([]),
);

it.each(['../outside.csv', 'Data/link.csv', 'Data/../../outside.csv', 'none/Sales.txt', 'beside.csv/x.csv'])(
  '%s is not',
  (file) => expect(open(file)).toStrictEqual([expect.stringContaining('there is no file')]),
);
