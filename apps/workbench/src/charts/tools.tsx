/** Under every chart: its numbers as a table and as CSV, itself as SVG and PNG. */
import { useSignal } from '@preact/signals';
import { tell } from '../session.ts';
import { STRINGS } from '../strings.ts';
import type { ChartContent } from './content.ts';
import { saveCsv, savePng, saveSvg } from './files.ts';
import { NumbersTable } from './table.tsx';

export function ChartTools({ content }: { content: ChartContent }) {
  const isTabled = useSignal(false);
  const { title, svg } = content;
  return (
    <>
      <div class="tools">
        <button type="button" aria-expanded={isTabled.value} onClick={() => (isTabled.value = !isTabled.value)}>
          {STRINGS.table}
        </button>
        <button type="button" aria-label={STRINGS.saveAs(title, 'CSV')} onClick={() => saveCsv(content)}>
          CSV
        </button>
        {svg && (
          <>
            <button type="button" aria-label={STRINGS.saveAs(title, 'SVG')} onClick={() => saveSvg(content, svg())}>
              SVG
            </button>
            <button
              type="button"
              aria-label={STRINGS.saveAs(title, 'PNG')}
              onClick={() => void savePng(content, svg()).catch(tell)}
            >
              PNG
            </button>
          </>
        )}
      </div>
      {isTabled.value && <NumbersTable content={content} />}
    </>
  );
}
