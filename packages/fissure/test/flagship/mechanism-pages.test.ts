/** The committed pages are those of the study as it is, and every number that decides a verdict has a source. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStudy } from '../../src/host/open-study.ts';
import { provenance } from '../../src/model/provenance.ts';
import { declaredPart, RUNS_HEADING } from '../../src/report/documents/mechanism-page.ts';
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

  it('rest on a source wherever a verdict hinges on them', () => {
    const sourced = new Set(
      provenance(study!).parameters.flatMap(({ name, standing }) => (standing === 'sourced' ? [name] : [])),
    );
    const factors = [
      ...study!.parameters.map(({ name, label }) => ({ label, name: name.text })),
      // Which of its forms holds is drawn, and no number.
      ...study!.structures.map(({ label }) => ({ label, name: '' })),
    ];
    const page = readRepositoryFile('studies/islamic-state/docs/mechanisms/claims.md');
    const hinges = [...page.matchAll(/It hinges on\* (.*)\.$/gm)].flatMap(([, text]) => text!.split('; '));
    expect(hinges.length).toBeGreaterThan(5);
    for (const hinge of hinges) {
      const factor = factors.find(({ label }) => hinge.startsWith(`${label}:`) || hinge.startsWith(`${label} (`));
      expect([hinge, factor?.name === '' || sourced.has(factor?.name ?? 'none')]).toEqual([hinge, true]);
    }
  });

  it('are named in plain words, each in its own', () => {
    const labels = study!.parameters.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[^_]{4,60}$/);
  });
});
