// An imported model, written as a study and read again, gives the bits of the model itself; so does every model of the suite.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelsUnder, runModel, runWritten } from './conformance.ts';

const root = resolve(import.meta.dirname, '../../../../../shared/conformance/sdx');

describe.skipIf(!existsSync(root))('import, write, read', () => {
  const models = existsSync(root) ? modelsUnder(root) : [];
  it('every model of the suite that runs gives the same numbers from its study', { timeout: 120_000 }, () => {
    let compared = 0;
    for (const path of models) {
      const direct = tryRun(() => runModel(path, 'javascript'));
      if (direct === undefined) continue;
      const written = runWritten(path, 'javascript');
      expect(typeof written === 'string' ? `${path}: ${written}` : written.table, path).toStrictEqual(direct.table);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(155);
  });
});

function tryRun(run: () => ReturnType<typeof runModel>) {
  const result = run();
  return typeof result === 'string' ? undefined : result;
}
