/** A series in one line of text: how high, as eighths of a block. Zero is empty. */
const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** At most `width` characters: neighbours are added up where there are more values. No negative values. */
export function sparkline(values: readonly number[], width: number): string {
  const perCell = Math.ceil(values.length / width);
  const cells: number[] = [];
  for (let at = 0; at < values.length; at += perCell)
    cells.push(values.slice(at, at + perCell).reduce((sum, value) => sum + value, 0));
  const most = Math.max(0, ...cells);
  return cells.map((value) => BLOCKS[most === 0 ? 0 : Math.ceil((8 * Math.max(0, value)) / most)]!).join('');
}
