/** A change of a file is heard of whichever way it is written, again and again. */
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeAtomically } from '../../src/host/write-atomically.ts';
import { type FolderWatch, watchFolder } from '../../src/server/watch-folder.ts';

let folder: string;
let watching: FolderWatch;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-watch-'));
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'a.yaml'), '1');
  count = 0;
  watching = watchFolder(folder, {
    onChange: () => {
      count += 1;
    },
  });
});

afterEach(() => {
  watching.close();
  rmSync(folder, { recursive: true, force: true });
});

async function heard(change: () => void | Promise<void>): Promise<void> {
  const before = count;
  await change();
  await vi.waitFor(() => expect(count).toBeGreaterThan(before), { timeout: 20_000 });
  // Until what is still under way has come by.
  await new Promise((resolve) => setTimeout(resolve, 150));
}

it.each(['b.yaml', 'model/a.yaml'])(
  'hears of %s replaced, then written in place, then replaced again',
  async (name) => {
    const file = join(folder, name);
    await heard(() => writeFileSync(file, '1'));
    await heard(() => writeAtomically(file, '2'));
    await heard(() => appendFileSync(file, '3'));
    await heard(() => writeAtomically(file, '4'));
    await heard(() => appendFileSync(file, '5'));
    await heard(() => rmSync(file));
  },
);

it('hears of files in a folder made later, and of one moved in', async () => {
  await heard(() => mkdirSync(join(folder, 'data')));
  await heard(() => writeFileSync(join(folder, 'data', 'a.csv'), 'x'));
  await heard(() => renameSync(join(folder, 'data'), join(folder, 'tables')));
  await heard(() => appendFileSync(join(folder, 'tables', 'a.csv'), 'y'));
});

it('is quiet once it is closed', async () => {
  watching.close();
  writeFileSync(join(folder, 'b.yaml'), '1');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(count).toBe(0);
});
