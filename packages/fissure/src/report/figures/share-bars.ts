/** Shares over time as a line of blocks, for terminals: one character per stretch of time, its height the share. */
const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** `shares` between -1 and 1; only their size is drawn, against `greatest`. */
export function shareBars(shares: readonly number[], width: number, greatest = 1): string {
  if (shares.length === 0 || !(greatest > 0)) return '';
  const columns = Math.min(width, shares.length);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * shares.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * shares.length) / columns));
    const own = shares.slice(from, to);
    const mean = own.reduce((sum, share) => sum + Math.abs(share), 0) / own.length;
    const height = Math.min(8, Math.round((8 * mean) / greatest));
    return mean > 0 && height === 0 ? '▁' : BLOCKS[height]!;
  }).join('');
}
