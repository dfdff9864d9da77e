// A few hundred mutants of every kind of file; `npm run fuzz-readers` goes on for as long as it is told.
import { expect, it } from 'vitest';
import { chance } from '../fuzz.ts';
import { mutateBytes, readMutantFile, SEEDS } from './fuzz.ts';

it.each(SEEDS)('mutants of %s give series or diagnostics, within a second', async (name, bytes) => {
  expect(await readMutantFile(name, new Uint8Array(bytes), 0)).toBeLessThan(1000);
  const next = chance(1);
  let slowest = 0;
  for (let i = 0; i < 120; i += 1) slowest = Math.max(slowest, await readMutantFile(name, mutateBytes(bytes, next), i));
  expect(slowest).toBeLessThan(1000);
});
