/**
 * Did-you-mean: the known name nearest to a misspelled one, or undefined where none is near enough to be meant.
 * Near enough: at most a third of the letters wrong (and at most 3), where an inserted, a missing, a changed letter
 * and two exchanged neighbours count one each. Ties go to the name that stands first; of a very long list only the
 * first names are looked at.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = fold(name);
  if (wanted.length === 0 || wanted.length > LONGEST) return undefined;
  let nearest: string | undefined;
  let least = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  let looked = 0;
  for (const candidate of known) {
    looked += 1;
    if (looked > MOST_KNOWN) break;
    const folded = fold(candidate);
    if (folded.length > LONGEST) continue;
    const distance = editDistance(wanted, folded, least - 1);
    if (distance >= least) continue;
    if (distance >= folded.length) continue;
    nearest = candidate;
    least = distance;
    if (distance === 0) break;
  }
  return nearest;
}

/** Longer strings are sentences, not names: comparing them would only cost time. */
const LONGEST = 100;
const MOST_KNOWN = 2000;

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}

/**
 * Damerau-Levenshtein distance (optimal string alignment: no letter takes part in two edits). Gives `limit + 1` as
 * soon as the distance is known to exceed `limit`. Time O(|a| |b|), memory three rows.
 */
export function editDistance(a: string, b: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // Two rows back can still win through an exchange, at one more than its own entry: hence `limit` and not less.
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length]!, limit + 1);
}
