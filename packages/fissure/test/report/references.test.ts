import { describe, expect, it } from 'vitest';
import { referenceHtml, referenceText, shortReference } from '../../src/report/page/references.ts';
import { name } from './fixture.ts';

function reference(item: Record<string, unknown>) {
  return { id: name('key'), item };
}

describe('referenceText', () => {
  it('prints an article', () => {
    const article = reference({
      author: [{ family: 'Ostrom', given: 'Elinor' }, { literal: 'A Committee' }],
      title: 'A title',
      'container-title': 'A Journal',
      volume: 12,
      issue: 3,
      page: '1-20',
      issued: { 'date-parts': [[1990, 5]] },
    });
    expect(referenceText(article)).toBe('Ostrom, Elinor; A Committee (1990). A title. A Journal, 12(3), 1-20.');
    expect(shortReference(article)).toBe('Ostrom and A Committee 1990');
  });

  it('makes do with what there is', () => {
    expect(referenceText(reference({ title: 'What happened?' }))).toBe('What happened?');
    expect(shortReference(reference({}))).toBe('key');
    expect(referenceText(reference({ author: 'not a list', issued: 7 }))).toBe('(7).');
  });
});

describe('referenceHtml', () => {
  it('links to web addresses only', () => {
    expect(referenceHtml(reference({ URL: 'javascript:alert(1)' })).html).not.toContain('href');
    expect(referenceHtml(reference({ DOI: '10.1/x"><script>' })).html).not.toContain('<script>');
    expect(referenceHtml(reference({ URL: 'https://example.org/a' })).html).toContain('href="https://example.org/a"');
  });
});
