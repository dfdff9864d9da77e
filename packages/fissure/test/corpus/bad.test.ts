/**
 * Every folder of `bad/` is a study with a mistake, and `expected.txt` is what its author is told. The whole front end runs:
 * reading, checking, claims. `UPDATE_CORPUS=1` rewrites the expectations.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { openStudy } from '../../src/host/open-study.ts';

const folder = fileURLToPath(new URL('./bad/', import.meta.url));
const cases = readdirSync(folder).sort();

describe('bad studies', () => {
  it('has at least sixty of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  for (const name of cases) {
    it(name, () => {
      const { problems, texts } = openStudy(folder + name);
      const told = `${renderDiagnostics(problems.list, texts, { color: false, width: 100 })}\n`;
      expect(problems.list.length).toBeGreaterThan(0);
      const file = `${folder}${name}/expected.txt`;
      if (process.env.UPDATE_CORPUS !== undefined) writeFileSync(file, told);
      expect(existsSync(file), `${file} is missing: run with UPDATE_CORPUS=1`).toBe(true);
      expect(told).toBe(readFileSync(file, 'utf8'));
    });
  }
});
