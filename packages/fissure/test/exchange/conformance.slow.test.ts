// The models of the SDX suite under its compare rule, on the interpreter and on the compiled engine. Misses are named.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPLAINED_MISSES, modelsUnder, testModel } from './conformance.ts';

const root = resolve(import.meta.dirname, '../../../../../shared/conformance/sdx');

describe.skipIf(!existsSync(root))('the SDX suite', () => {
  for (const engine of ['interpreter', 'webassembly'] as const)
    it(`passes but for the misses that are explained: ${engine}`, { timeout: 120_000 }, () => {
      const outcomes = modelsUnder(root).map((path) => testModel(path, engine));
      const missed = outcomes.filter(({ miss }) => miss !== undefined).map(({ path }) => relative(root, path));
      expect(missed.sort()).toStrictEqual(Object.keys(EXPLAINED_MISSES).sort());
      const passing = (format: string) =>
        outcomes.filter((one) => one.format === format && one.miss === undefined).length;
      expect({ mdl: passing('mdl'), xmile: passing('xmile'), stmx: passing('stmx') }).toStrictEqual({
        mdl: 98,
        xmile: 36,
        stmx: 26,
      });
    });
});
