/** Where the article states a figure or a fact, the study says what the record has, and what the difference means. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStudy } from '../../src/host/open-study.ts';
import { checkedEvidence, checksSection } from '../../src/report/page/report-checks.ts';
import type { ReportInput } from '../../src/report/page/report-input.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study } = openStudy(folder);

describe('the article and the record', () => {
  it('stand side by side for every finding of section C13', () => {
    const section = study!.evidence.filter(({ id }) => id.text.startsWith('C13.')).map(({ id }) => id.text);
    expect(section.length).toBeGreaterThanOrEqual(10);
    expect(checkedEvidence(study!).map(({ id }) => id.text)).toEqual(section);
  });

  it('differ where they are known to: the foreign share, who flew the strikes, executions, what inside attacks achieved', () => {
    const differing = checkedEvidence(study!).filter(({ checks }) => checks.outcome === 'differs');
    expect(differing.map(({ id }) => id.text)).toEqual([
      'C13.foreign-share',
      'C13.raqqa-bodies',
      'C13.strike-split',
      'C13.inside-outside',
    ]);
  });

  it('are on the page, with what it means for the claims', () => {
    const page = checksSection({ study: study! } as ReportInput).html;
    for (const { checks } of checkedEvidence(study!))
      for (const name of checks.statements) expect(page).toContain(`href="#${name.text}"`);
    expect(page).toContain('This is claim C10 itself.');
    expect(page).toContain('Of 11 such statements 6 differ');
  });
});
