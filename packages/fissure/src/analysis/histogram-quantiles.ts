/** Quantiles from histograms, as near to those of the members themselves as cells allow. */
import { type Cell, type HistogramData, visitCells } from '../experiment/histogram.ts';
import { between, LEVELS, type Quantiles } from './weighted-quantile.ts';

/**
 * Quantiles at `LEVELS` of every column; NaN where it has no cells. All numbers in a cell count as its middle, each of weight `step`.
 *
 * With the members' own weight as `step` these are the weighted quantiles of numbers that are each off by at most
 * RELATIVE_ERROR, and so are off by no more themselves. With `step` 0, for members of unequal weight, the curve turns at
 * the edges of cells and not at the middle of the outermost member's step: a level may be met as far off as the weight of
 * one member.
 */
export function quantilesOfHistogram(data: HistogramData, columnCount: number, step: number): readonly Quantiles[] {
  const quantiles: Quantiles[] = Array.from({ length: columnCount }, () => LEVELS.map(() => Number.NaN));
  visitCells(data, (column, cells) => {
    quantiles[column] = quantilesOfCells(cells, step);
  });
  return quantiles;
}

function quantilesOfCells(cells: readonly Cell[], step: number): Quantiles {
  const total = cells.reduce((sum, { weight }) => sum + weight, 0);
  const quantiles: number[] = [];
  let before = 0;
  let last = cells[0]!.value;
  for (const { value, weight } of cells) {
    // Midpoints of the first and the last member's steps in this cell; the last one of the cell before is left of them.
    const [left, first, end] = [before - step / 2, before + step / 2, before + weight - step / 2];
    for (
      let level = LEVELS[quantiles.length];
      level !== undefined && level * total <= end;
      level = LEVELS[quantiles.length]
    )
      quantiles.push(level * total >= first ? value : between(last, value, (level * total - left) / step));
    before += weight;
    last = value;
  }
  while (quantiles.length < LEVELS.length) quantiles.push(last);
  return quantiles;
}
