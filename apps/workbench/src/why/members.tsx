/** Every member with its weight and what the claim measures in it: to be sorted, paged through, and taken away as CSV. */
import { type Signal, useSignal } from '@preact/signals';
import { type MemberTable, numberText, printCsvCell } from 'fissure/why';
import { baseline } from '../known.ts';
import { Answering } from './answering.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { about } from './why-state.ts';

const PAGE = 20;

export function Members() {
  if (!baseline.value) return <p role="status">{WHY.noBaseline}</p>;
  return <KnownMembers />;
}

function KnownMembers() {
  const { kind, id } = about.value!;
  const caseIndex = useSignal(0);
  const factors = useSignal<readonly string[]>([]);
  const asked = useAnswer('members', { subject: { kind, id }, caseIndex: caseIndex.value, factors: factors.value });
  return (
    <>
      <FactorChoice factors={factors} />
      <Answering asked={asked}>{(table) => <Table table={table} caseIndex={caseIndex} />}</Answering>
    </>
  );
}

/** Parameters on demand: there may be hundreds. */
function FactorChoice({ factors }: { readonly factors: Signal<readonly string[]> }) {
  const all = baseline.value!.experiment.factors;
  return (
    <div class="choices">
      <label class="choice">
        {WHY.addAssumption}{' '}
        <select
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value && !factors.value.includes(value)) factors.value = [...factors.value, value];
          }}
        >
          <option value="">{WHY.choose}</option>
          {all.map(({ id, label }) => (
            <option key={id} value={id}>
              {label && label !== id ? `${id}: ${label}` : id}
            </option>
          ))}
        </select>
      </label>
      {factors.value.map((id) => (
        <button
          key={id}
          type="button"
          aria-label={WHY.removeAssumption(id)}
          onClick={() => {
            factors.value = factors.value.filter((one) => one !== id);
          }}
        >
          {id} ✕
        </button>
      ))}
    </div>
  );
}

interface Column {
  readonly id: string;
  /** Shown in place of the id where that is not the study's. */
  readonly head?: string;
  readonly label: string;
  readonly values: ArrayLike<number> | readonly string[];
  readonly show: (value: number | string) => string;
}

function Table({ table, caseIndex }: { readonly table: MemberTable; readonly caseIndex: Signal<number> }) {
  const sorting = useSignal({ column: 'weight', isRising: false });
  const page = useSignal(0);
  const columns = columnsOf(table);
  const order = sortedRows(table.members.length, columns, sorting.value);
  const pageCount = Math.ceil(order.length / PAGE);
  const at = Math.min(page.value, pageCount - 1);
  const rows = order.slice(at * PAGE, (at + 1) * PAGE);
  const turn = (by: number) => {
    page.value = Math.max(0, Math.min(pageCount - 1, at + by));
  };
  return (
    <>
      <div class="choices">
        {table.cases.length > 0 && <CaseChoice cases={table.cases} caseIndex={caseIndex} />}
        <span class="note" role="status">
          {WHY.rows(at * PAGE + 1, at * PAGE + rows.length, order.length)}
        </span>
        <button type="button" disabled={at === 0} onClick={() => turn(-1)}>
          {WHY.earlier}
        </button>
        <button type="button" disabled={at >= pageCount - 1} onClick={() => turn(1)}>
          {WHY.later}
        </button>
        <button type="button" onClick={() => download(`${about.value!.id}-members.csv`, csvOf(columns, order))}>
          {WHY.csv}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={WHY.tabs.members}>
        <table class="members">
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} column={column} sorting={sorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                {columns.map(({ id, values, show }) => (
                  <td key={id} class="num">
                    {show(values[row]!)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface Sorting {
  readonly column: string;
  readonly isRising: boolean;
}

function Head({
  column: { id, head, label },
  sorting,
}: {
  readonly column: Column;
  readonly sorting: Signal<Sorting>;
}) {
  const { column, isRising } = sorting.value;
  const isSorted = column === id;
  return (
    <th scope="col" class="num" aria-sort={isSorted ? (isRising ? 'ascending' : 'descending') : undefined}>
      <button
        type="button"
        title={label}
        onClick={() => {
          sorting.value = { column: id, isRising: isSorted ? !isRising : false };
        }}
      >
        {head ?? id}
        <span aria-hidden="true">{isSorted ? (isRising ? ' ▲' : ' ▼') : ''}</span>
      </button>
    </th>
  );
}

function CaseChoice({ cases, caseIndex }: { readonly cases: readonly string[]; readonly caseIndex: Signal<number> }) {
  return (
    <label class="choice">
      {WHY.case}{' '}
      <select
        value={caseIndex.value}
        onChange={(event) => {
          caseIndex.value = Number(event.currentTarget.value);
        }}
      >
        {cases.map((name, i) => (
          <option key={name} value={i}>
            {name.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Weights are those of the study as it stands, which levers leave alone; rows of both are in the same order. */
function columnsOf({ members, outcomes, columns }: MemberTable): readonly Column[] {
  const { fitted } = baseline.value!.weights;
  const number = (value: number | string) => memberNumber(Number(value));
  return [
    { id: 'member', head: WHY.columns.member, label: WHY.memberNumber, values: members, show: String },
    {
      id: 'weight',
      head: WHY.columns.weight,
      label: WHY.weightNote,
      values: Array.from(members, (_, i) => fitted[i]! * members.length),
      show: number,
    },
    ...(outcomes.length > 0
      ? [{ id: 'claim', head: WHY.columns.claim, label: WHY.outcomeNote, values: outcomes, show: outcomeText }]
      : []),
    ...columns.map(({ id, label, unit, values }) => ({
      id,
      label: unit === '' || unit === '1' ? label : `${label} (${unit})`,
      values,
      show: number,
    })),
  ];
}

function outcomeText(outcome: number | string): string {
  return WHY.outcomeWords[outcome as keyof typeof WHY.outcomeWords] ?? String(outcome);
}

function memberNumber(value: number): string {
  return Number.isNaN(value) ? '–' : numberText(value);
}

/** What is no number comes last, whichever way; members of the same value stay in the order of their numbers. */
function sortedRows(count: number, columns: readonly Column[], { column, isRising }: Sorting): readonly number[] {
  const rows = Array.from({ length: count }, (_, row) => row);
  const values = columns.find(({ id }) => id === column)?.values;
  if (!values) return rows;
  const direction = isRising ? 1 : -1;
  const isMissing = (row: number) => typeof values[row] === 'number' && Number.isNaN(values[row]);
  return rows.sort((a, b) => {
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b)) || a - b;
    const [x, y] = [values[a]!, values[b]!];
    return (x < y ? -direction : x > y ? direction : 0) || a - b;
  });
}

/** Full precision, in the order of the table. */
function csvOf(columns: readonly Column[], order: readonly number[]): string {
  const cell = (value: number | string) =>
    printCsvCell(typeof value === 'number' && Number.isNaN(value) ? '' : String(value));
  const lines = order.map((row) => columns.map(({ values }) => cell(values[row]!)).join(','));
  return `${[columns.map(({ id }) => printCsvCell(id)).join(','), ...lines].join('\r\n')}\r\n`;
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
