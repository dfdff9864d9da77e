/** HTML that cannot be forgotten to escape: a template escapes every hole that is not itself `Html`. */
export interface Html {
  readonly html: string;
}

type Hole = Html | string | number;

export function html(strings: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return { html: strings.reduce((text, part, index) => text + show(holes[index - 1]!) + part) };
}

/** Text that is HTML already. For our own constants and for Markdown that micromark made safe. */
export function raw(text: string): Html {
  return { html: text };
}

export function joinHtml(parts: readonly Html[], between = ''): Html {
  return raw(parts.map((part) => part.html).join(between));
}

/** Also takes out the control characters that XML and HTML do not allow. */
function escapeHtml(text: string): string {
  // Most texts of a drawing are numbers and words.
  if (!UNSAFE.test(text)) return text;
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;')
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f&<>"']/;

function show(hole: Hole): string {
  return typeof hole === 'object' ? hole.html : escapeHtml(String(hole));
}
