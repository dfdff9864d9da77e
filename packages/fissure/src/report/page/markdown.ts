/**
 * An author's Markdown as HTML that is safe to put into the page: no HTML passes through, no image is fetched, no
 * script link works, and no heading breaks the order of the page's own headings.
 */
import { micromark } from 'micromark';
import { type Html, raw } from './html.ts';

// Names of micromark's constructs. Images would be requests to elsewhere; headings are the page's own.
const ALWAYS_OFF = ['htmlFlow', 'htmlText', 'labelStartImage', 'headingAtx', 'setextUnderline', 'thematicBreak'];
const OFF_IN_A_LINE = ['codeFenced', 'codeIndented', 'blockQuote', 'list', 'definition'];

/** Paragraphs, lists, quotations, emphasis, links. */
export function markdownBlocks(text: string): Html {
  return raw(render(text, ALWAYS_OFF));
}

/** One paragraph without its `<p>`, for a table cell or a list item. */
export function markdownLine(text: string): Html {
  const rendered = render(text.replace(/\s+/g, ' ').trim(), [...ALWAYS_OFF, ...OFF_IN_A_LINE]);
  return raw(rendered.replace(/^<p>/, '').replace(/<\/p>\n?$/, ''));
}

function render(text: string, disabled: readonly string[]): string {
  return micromark(text, { extensions: [{ disable: { null: [...disabled] } }] });
}
