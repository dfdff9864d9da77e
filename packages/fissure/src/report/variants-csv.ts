/** A table of claims by variants as CSV, a row for each claim under each variant. */
import type { VariantColumn } from '../analysis/judge-variant.ts';
import { printCsvCell } from '../base/csv.ts';

export function variantsCsv(columns: readonly VariantColumn[]): string {
  const rows = columns.flatMap(({ kind, name, label, verdicts }) =>
    verdicts.map(({ claim, word, share, interval, differs }) =>
      [claim, kind ?? '', name, label, word, share ?? '', ...interval, differs]
        .map((cell) => printCsvCell(String(cell)))
        .join(','),
    ),
  );
  return `${['claim,kind,variant,label,verdict,share,share_low,share_high,differs', ...rows].join('\r\n')}\r\n`;
}
