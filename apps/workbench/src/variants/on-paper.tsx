/** The table as a sheet of paper has room for it, however many variants there are: they go down, and claims across by their names. */
import type { VerdictWord } from 'fissure/workbench';
import { SHAPES } from '../argument/chip.tsx';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import type { Column } from './columns.ts';
import { VARIANTS } from './strings.ts';
import { shareText } from './table.tsx';

/** Claims beside each other that an upright A4 has room for. */
const MOST_ACROSS = 13;

export function PaperTables({ columns }: { readonly columns: readonly Column[] }) {
  const { title, experiment } = study.value!;
  const words = new Set(columns.flatMap(({ judged }) => judged?.verdicts.map(({ word }) => word) ?? []));
  return (
    <div class="on-paper">
      {groupsOf(experiment.claims.length).map(([from, to]) => (
        <table key={from}>
          <caption>{VARIANTS.figure(title)}</caption>
          <thead>
            <tr>
              <th scope="col">{VARIANTS.variant}</th>
              {experiment.claims.slice(from, to).map(({ id }) => (
                <th key={id} scope="col">
                  {id}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column, i) => (
              <Row
                key={`${column.variant.kind} ${column.variant.name}`}
                column={column}
                before={columns[i - 1]}
                {...{ from, to }}
              />
            ))}
          </tbody>
        </table>
      ))}
      <dl>
        {experiment.claims.map(({ id, says }) => (
          <div key={id}>
            <dt>{id}</dt> <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p class="note">{[...words].map(wordText).join(' ')}</p>
    </div>
  );
}

interface RowProps {
  readonly column: Column;
  /** Where it is of another kind, its kind stands above. */
  readonly before: Column | undefined;
  readonly from: number;
  readonly to: number;
}

function Row({ column: { variant, title, judged }, before, from, to }: RowProps) {
  const { kind } = variant;
  return (
    <>
      {kind !== undefined && kind !== before?.variant.kind && (
        <tr class="kind">
          <th scope="rowgroup" colSpan={to - from + 1}>
            {VARIANTS.kinds[kind]}
          </th>
        </tr>
      )}
      <tr>
        <th scope="row">{title}</th>
        {Array.from({ length: to - from }, (_, i) => {
          const cell = judged?.verdicts[from + i];
          return (
            <td key={i} class={cell && `${cell.word.replaceAll(' ', '-')}${cell.differs ? ' turned' : ''}`}>
              {cell ? `${SHAPES[cell.word]}\u00a0${shareText(cell.share)}${cell.differs ? '≠' : ''}` : '…'}
            </td>
          );
        })}
      </tr>
    </>
  );
}

/** As few as there is room for, and about as many in each. */
function groupsOf(count: number): readonly (readonly [number, number])[] {
  const groups = Math.ceil(count / MOST_ACROSS);
  const size = Math.ceil(count / groups);
  return Array.from({ length: groups }, (_, i) => [i * size, Math.min(count, (i + 1) * size)]);
}

function wordText(word: VerdictWord): string {
  return `${SHAPES[word]} ${STRINGS.words[word]}: ${STRINGS.meanings[word]}`;
}
