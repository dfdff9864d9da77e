/** Sobol' indices of one output in a terminal, and as CSV of all of them. */
import type { Share, VarianceAnswer } from '../../analysis/variance-shares.ts';
import { printCsvCell } from '../../base/csv.ts';
import { countText, numberText } from '../../report/number-text.ts';
import { unitSuffix } from '../../report/unit-words.ts';
import type { Terminal } from '../terminal.ts';
import { textTable } from './text-table.ts';

export interface OutputShares extends VarianceAnswer {
  readonly output: string;
  readonly title: string;
  readonly unit: string;
}

export const VARIANCE_LEGEND =
  'Alone: of 100 parts of the variance, those that would be gone if this one were known. In all: those that would be left if all others were known. ' +
  "(Sobol' indices of first order and total, in brackets 95 % intervals: Saltelli et al. 2010, Jansen 1999.) What is more in all than alone comes of acting together. " +
  'Assumptions vary by their priors, not weighted by the record.';

const BAR_CELLS = 16;

export function varianceTable(one: OutputShares, top: number, { width, paint }: Terminal): string {
  const unit = unitSuffix(one.unit);
  const head = paint.bold(one.title);
  if (one.pairs === 0) return `${head}: no member ends with a number.`;
  if (one.factors.length === 0) return `${head}: every member ends at ${numberText(one.mean)}${unit}.`;
  const table = textTable(
    [
      { title: 'Assumption', wrap: true },
      { title: 'Alone', align: 'right' },
      { title: '' },
      { title: 'In all', align: 'right' },
      { title: '' },
      { title: '' },
    ],
    one.factors.slice(0, top).map(({ factor, label, alone, inAll }) => {
      const cells = [
        label || factor,
        ...[alone, inAll].flatMap((share) => [hundredths(share.share), intervalText(share)]),
        bar(inAll.share),
      ];
      return inAll.low > 0 ? cells : cells.map(paint.dim);
    }),
    { width, indent: 2, heading: paint.dim },
  );
  const together = one.factors.reduce((sum, { alone }) => sum + alone.share, 0);
  const lines = [
    `${head}: ${numberText(one.mean)}${unit} on average, standard deviation ${numberText(one.deviation)}`,
    table,
    `  All ${countText(one.factors.length)} alone, added up: ${hundredths(together)}.`,
  ];
  if (one.leftOut > 0)
    lines.push(`  ${countText(one.leftOut)} exchanges are left out: a run of theirs ended without a number.`);
  return lines.join('\n');
}

function hundredths(share: number): string {
  const count = Math.round(100 * share);
  return count < 0 ? `−${-count}` : String(Math.abs(count));
}

function intervalText({ low, high }: Share): string {
  return `(${hundredths(low)} to ${hundredths(high)})`;
}

function bar(share: number): string {
  return '█'.repeat(Math.round(BAR_CELLS * Math.min(1, Math.max(0, share))));
}

export function varianceCsv(outputs: readonly OutputShares[]): string {
  const head = 'output,factor,alone,alone_low,alone_high,in_all,in_all_low,in_all_high';
  const rows = outputs.flatMap(({ output, factors }) =>
    factors.map(({ factor, alone, inAll }) =>
      [
        printCsvCell(output),
        printCsvCell(factor),
        ...[alone, inAll].flatMap(({ share, low, high }) => [share, low, high]),
      ].join(','),
    ),
  );
  return `${[head, ...rows].join('\r\n')}\r\n`;
}
