/**
 * The one rule by which two spellings are the same name, as XMILE says: case does not matter, and a run of spaces
 * and underscores is one underscore. `Foreign  Share`, `foreign_share` and `FOREIGN_SHARE` are one name.
 */
export function canonicalName(text: string): string {
  if (isCanonical(text)) return text;
  return text
    .trim()
    .replace(/[\s_]+/g, '_')
    .toLowerCase();
}

/** Whether nothing about a text needs to change; small letters, digits and single `_` only: most names that are asked about. */
function isCanonical(text: string): boolean {
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isPlain = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code === 95 && before !== 95);
    if (!isPlain) return false;
    before = code;
  }
  return true;
}

/** A letter, then letters, digits and `_`. */
export function isIdentifier(text: string): boolean {
  return /^\p{L}[\p{L}\p{M}\p{Nd}_]*$/u.test(text);
}

/** A name as it is said where it has no label: `foreign share`. */
export function spokenName(name: string): string {
  return name.replaceAll('_', ' ');
}
