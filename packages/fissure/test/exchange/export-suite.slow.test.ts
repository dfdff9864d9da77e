// Every model of the SDX suite that runs, exported and imported again, gives the same bits, in either format.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelsUnder, runExported } from './conformance.ts';

const root = resolve(import.meta.dirname, '../../../../../shared/conformance/sdx');

describe.skipIf(!existsSync(root))('the SDX suite, exported', () => {
  it.each(['xmile', 'mdl'] as const)('to %s and back', { timeout: 240_000 }, (format) => {
    const differing: string[] = [];
    let compared = 0;
    for (const path of modelsUnder(root)) {
      const name = relative(root, path);
      try {
        const result = runExported(path, format);
        if (typeof result === 'string') continue;
        compared += 1;
        for (const [id, values] of result.before) {
          const again = result.after.get(id) ?? result.after.get(`${id}_2`);
          const at = values.findIndex((value, i) => !Object.is(value, again?.[i]));
          if (at < 0) continue;
          differing.push(`${name}: ${id} at ${at}: ${values[at]}, after ${again?.[at]}`);
          break;
        }
      } catch (error) {
        differing.push(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    expect(differing).toStrictEqual([]);
    expect(compared).toBeGreaterThan(155);
  });
});
