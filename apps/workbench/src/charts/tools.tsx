/** Under every chart: its numbers as a table and as CSV, itself as SVG and PNG. */
import { useSignal } from '@preact/signals';
import { numbersCsv } from 'fissure/workbench';
import type { ComponentChildren } from 'preact';
import { saveCsv, savePng, saveSvg } from '../../../shared/files.ts';
import { tell } from '../known.ts';
import { STRINGS } from '../strings.ts';
import type { ChartContent } from './content.ts';
import { NumbersTable } from './table.tsx';

interface ChartToolsProps {
  readonly content: ChartContent;
  /** Further buttons beside them. */
  readonly children?: ComponentChildren;
}

export function ChartTools({ content, children }: ChartToolsProps) {
  const isTabled = useSignal(false);
  const { name, title, numbers, svg } = content;
  return (
    <>
      <div class="tools">
        <button type="button" aria-expanded={isTabled.value} onClick={() => (isTabled.value = !isTabled.value)}>
          {STRINGS.table}
        </button>
        <button
          type="button"
          aria-label={STRINGS.saveAs(title, 'CSV')}
          onClick={() => saveCsv(name, numbersCsv(numbers()))}
        >
          CSV
        </button>
        {svg && (
          <>
            <button type="button" aria-label={STRINGS.saveAs(title, 'SVG')} onClick={() => saveSvg(name, svg())}>
              SVG
            </button>
            <button
              type="button"
              aria-label={STRINGS.saveAs(title, 'PNG')}
              onClick={() => void savePng(name, svg()).catch(tell)}
            >
              PNG
            </button>
          </>
        )}
        {children}
      </div>
      {isTabled.value && <NumbersTable content={content} />}
    </>
  );
}
