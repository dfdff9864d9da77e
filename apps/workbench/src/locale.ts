/**
 * The language of the page's own texts. There is one so far; `?locale=pseudo-rtl` shows the page as readers of Arabic or
 * Kurdish would have it: from right to left, with every text of the catalogue marked, so that one that is missing from it stands out.
 */
const PSEUDO = 'pseudo-rtl';
const isPseudo = new URLSearchParams(location.search).get('locale') === PSEUDO;

if (isPseudo) {
  document.documentElement.dir = 'rtl';
  document.documentElement.lang = 'en-x-rtl';
}

/** The catalogue as it is to be shown; texts that are made from numbers or names too. */
export function localised<Catalogue>(catalogue: Catalogue): Catalogue {
  return isPseudo ? (marked(catalogue) as Catalogue) : catalogue;
}

function marked(part: unknown): unknown {
  if (typeof part === 'string') return mark(part);
  if (typeof part === 'function') return (...values: unknown[]) => marked(part(...values));
  if (Array.isArray(part)) return part.map(marked);
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([name, own]) => [name, marked(own)]));
}

/** Between marks that turn its direction, and a third longer, as translations are. */
function mark(text: string): string {
  const filling = '·'.repeat(Math.ceil(text.length / 3));
  return text === '' ? '' : `\u202e⟦${text}${filling}⟧\u202c`;
}
