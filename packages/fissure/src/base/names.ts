/**
 * The one rule by which two spellings are the same name, as XMILE says: case does not matter, and a run of spaces
 * and underscores is one underscore. `Foreign  Share`, `foreign_share` and `FOREIGN_SHARE` are one name.
 */
export function canonicalName(text: string): string {
  return text
    .trim()
    .replace(/[\s_]+/g, '_')
    .toLowerCase();
}

/** The key of an element or a tuple of elements in `ElementValues`; `''` for a scalar. */
export function elementKey(elements: readonly string[]): string {
  return elements.map(canonicalName).join(',');
}

/** A letter, then letters, digits and `_`. */
export function isIdentifier(text: string): boolean {
  return /^\p{L}[\p{L}\p{M}\p{Nd}_]*$/u.test(text);
}
