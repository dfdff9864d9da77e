/** Claims down, variants across. Arrow keys move over the cells; only one of them is a stop of the Tab key. */
import { useSignal } from '@preact/signals';
import { outOfHundred, type VariantKind } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { Shape } from '../argument/chip.tsx';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import type { Column } from './columns.ts';
import { VARIANTS } from './strings.ts';
import { type Place, takeReturn, visitCell } from './visit.ts';

type Cell = NonNullable<Column['judged']>['verdicts'][number];

export function VariantTable({ columns }: { readonly columns: readonly Column[] }) {
  const table = useRef<HTMLTableElement>(null);
  const at = useSignal<Place>({ row: 0, column: 0 });
  const focusOn = (place: Place) => {
    at.value = place;
    const button = buttonAt(table.current, place);
    // By itself focus leaves a cell where a part of it is to be seen, which may be a part under what sticks.
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  useEffect(() => {
    const place = takeReturn();
    if (place) focusOn(place);
  }, []);
  const { claims } = study.value!.experiment;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event, at.value, claims.length, columns.length);
    if (!step) return;
    event.preventDefault();
    const isThere = buttonAt(table.current, step);
    if (isThere) focusOn(step);
  };
  const kinds = groupsOf(columns);
  // Always one that is there, also where columns are put away or simulated anew.
  const stop = columns[at.value.column]?.judged ? at.value : { ...at.value, column: 0 };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={STRINGS.byVariants}>
      <table ref={table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} class="claim-head">
              {VARIANTS.claim}
            </th>
            <th scope="col" rowSpan={2}>
              {columns[0]!.title}
            </th>
            {kinds.map(({ kind, count }) => (
              <th key={kind} scope="colgroup" colSpan={count}>
                <span>{VARIANTS.kinds[kind]}</span>
              </th>
            ))}
          </tr>
          <tr>
            {columns.slice(1).map(({ variant: { kind, name }, title }) => (
              <th key={`${kind} ${name}`} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {claims.map(({ id, says }, row) => (
            <tr key={id}>
              <th scope="row">
                {id} <small>{says}</small>
              </th>
              {columns.map((column, i) => {
                const place = { row, column: i };
                const cell = column.judged?.verdicts[row];
                const isStop = stop.row === row && stop.column === i;
                return (
                  <td
                    key={`${column.variant.kind} ${column.variant.name}`}
                    class={cell?.differs ? 'turned' : undefined}
                  >
                    {cell ? (
                      <button
                        type="button"
                        class={cell.word.replaceAll(' ', '-')}
                        tabIndex={isStop ? 0 : -1}
                        data-place={`${row} ${i}`}
                        aria-label={nameOf(column, cell)}
                        onFocus={() => (at.value = place)}
                        onClick={() => visitCell(id, column, place)}
                      >
                        <CellText cell={cell} />
                      </button>
                    ) : (
                      <span class="not-yet">
                        <Shape word={undefined} />
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CellText({ cell: { word, share, differs } }: { readonly cell: Cell }) {
  return (
    <>
      <Shape word={word} /> {STRINGS.words[word]} {shareText(share)}
      {differs && <strong> ≠</strong>}
    </>
  );
}

export function shareText(share: number | null): string {
  return share === null ? '–' : outOfHundred(share);
}

function nameOf({ where, title }: Column, { claim, word, share, differs }: Cell): string {
  const often = share === null ? VARIANTS.noShare : VARIANTS.outOf(outOfHundred(share));
  return VARIANTS.cell(claim, where || title, STRINGS.words[word], often, differs);
}

function buttonAt(table: HTMLTableElement | null, { row, column }: Place): HTMLElement | null | undefined {
  return table?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`);
}

/** Undefined: another key, or an edge of the table. */
function stepOf(event: KeyboardEvent, { row, column }: Place, rows: number, columns: number): Place | undefined {
  const isMirrored = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
  const forward = isMirrored ? -1 : 1;
  const steps: Readonly<Record<string, Place>> = {
    ArrowRight: { row, column: column + forward },
    ArrowLeft: { row, column: column - forward },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    Home: { row: event.ctrlKey ? 0 : row, column: 0 },
    End: { row: event.ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const next = steps[event.key];
  const isInside = next && next.row >= 0 && next.row < rows && next.column >= 0 && next.column < columns;
  return isInside ? next : undefined;
}

/** Columns of one kind stand beside each other. */
function groupsOf(columns: readonly Column[]): readonly { readonly kind: VariantKind; readonly count: number }[] {
  const numbers = new Map<VariantKind, number>();
  for (const { variant } of columns) if (variant.kind) numbers.set(variant.kind, (numbers.get(variant.kind) ?? 0) + 1);
  return [...numbers].map(([kind, count]) => ({ kind, count }));
}
