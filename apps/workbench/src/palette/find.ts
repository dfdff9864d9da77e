/** Which entries have every word that was typed, the nearest first. */
export interface Entry {
  readonly group: string;
  readonly title: string;
  /** Also searched, and shown beside the title: an id, a unit. */
  readonly detail: string;
  readonly act: () => void;
}

const MOST = 60;

export function findEntries(entries: readonly Entry[], typed: string): readonly Entry[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return entries.slice(0, MOST);
  return entries
    .flatMap((entry) => {
      const rank = rankOf(folded(`${entry.title} ${entry.detail}`), words);
      return rank === undefined ? [] : [{ entry, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** 0: the text begins with the first word; then by how many words begin a word of it. Undefined: one is not in it. */
function rankOf(text: string, words: readonly string[]): number | undefined {
  if (!words.every((word) => text.includes(word))) return undefined;
  if (text.startsWith(words[0]!)) return 0;
  return 1 + words.filter((word) => !text.includes(` ${word}`)).length;
}

/** Without accents and marks: transliterations are written with and without. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').toLowerCase();
}
