/** The committed pages are those of the study as it is, and every number that decides a verdict has a source. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStudy } from '../../src/host/open-study.ts';
import { provenance } from '../../src/model/provenance.ts';
import { declaredPart, RUNS_HEADING } from '../../src/report/mechanism-page.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study } = openStudy(folder);

describe('the pages of the flagship', () => {
  it('say what the study says; if not, run `fissure docs studies/islamic-state`', () => {
    for (const mechanism of study!.mechanisms) {
      const page = readRepositoryFile(`studies/islamic-state/docs/mechanisms/${mechanism.name.text}.md`);
      expect(page.split(`\n${RUNS_HEADING}`)[0]).toBe(declaredPart(study!, mechanism));
      expect(page).toContain('## What the record says about its numbers');
    }
  });
});

describe('the numbers of the flagship', () => {
  it('rest on a source in at least 70 of 100', () => {
    const { sourcedCount, parameters } = provenance(study!);
    expect(sourcedCount / parameters.length).toBeGreaterThanOrEqual(0.7);
  });
});
