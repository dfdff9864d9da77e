import { describe, expect, it } from 'vitest';
import { markdownBlocks, markdownLine } from '../../src/report/page/markdown.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '<javascript:alert(1)>',
  '![pixel](https://tracker.example/p.gif)',
  '![a][b]\n\n[b]: https://tracker.example/p.gif',
  '<style>@import "https://tracker.example"</style>',
  '</p></li></main><iframe src="https://tracker.example">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '`</code><script>alert(1)</script>`',
  '**<b onclick="x">**',
  'a\u0000b\u2028c',
];

/** Everything with an equals sign inside a tag. A `>` in a value is always escaped. */
function attributesIn(html: string): readonly string[] {
  return [...html.matchAll(/<[a-z][^>]*>/gi)].flatMap(([tag]) =>
    [...tag.matchAll(/[\w-]+="[^"]*"|[\w-]+=[^\s">]+/g)].map(String),
  );
}

describe.each([
  ['markdownLine', markdownLine],
  ['markdownBlocks', markdownBlocks],
])('%s', (_, render) => {
  it.each(HOSTILE)('lets no markup of %j through', (text) => {
    const { html } = render(text);
    const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name);
    for (const tag of tags)
      expect(['p', 'a', 'code', 'strong', 'em', 'ul', 'ol', 'li', 'blockquote', 'br']).toContain(tag);
    for (const attribute of attributesIn(html)) expect(attribute).toMatch(/^href="(https?:[^"]*)?"$/);
  });
});

describe('markdownLine', () => {
  it('keeps emphasis and web links', () => {
    expect(markdownLine('Some *words* and [a link](https://example.org).').html).toBe(
      'Some <em>words</em> and <a href="https://example.org">a link</a>.',
    );
  });

  it.each(['# Not a heading', '- not a list', '> not a quotation', '1. not a list'])('keeps %j one line', (text) => {
    expect(markdownLine(text).html).not.toMatch(/<(h1|ul|ol|li|blockquote)/);
  });
});
