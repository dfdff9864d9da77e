/** Scenarios beside the study as it stands: a table for each output, a row for each scenario. */
import type { ComparedArm, Spread } from '../../analysis/comparison.ts';
import { printCsvCell } from '../../base/csv.ts';
import { countedText, numberText } from '../../report/number-text.ts';
import type { Terminal } from '../terminal.ts';
import { changeText } from './stress-text.ts';
import { textTable, wrapText } from './text-table.ts';

type Measured = ComparedArm['measures'][number];

export interface Compared {
  /** Undefined: one run at central values, whose three quantiles are one number. */
  readonly memberCount: number | undefined;
  readonly arms: readonly Pick<ComparedArm, 'arm' | 'label' | 'failedCount'>[];
  readonly outputs: readonly {
    readonly id: string;
    readonly title: string;
    readonly unit: string;
    readonly arms: readonly { readonly arm: string; readonly end: Measured; readonly mean: Measured }[];
  }[];
}

export function compareText(title: string, { memberCount, arms, outputs }: Compared, terminal: Terminal): string {
  const { paint, width } = terminal;
  const over = memberCount === undefined ? 'at central values' : `over ${countedText(memberCount, 'member')}`;
  const labels = new Map(arms.map(({ arm, label }) => [arm, label]));
  const named = arms.slice(1).filter(({ arm, label }) => label !== '' && label !== arm);
  const tables = outputs.map((output) => {
    const columns = [
      { title: '', wrap: true },
      { title: 'at the end', align: 'right' as const },
      { title: '', align: 'right' as const },
      { title: 'on average', align: 'right' as const },
      { title: '', align: 'right' as const },
    ];
    const rows = output.arms.map(({ arm, end, mean }, i) => [
      i === 0 ? 'as it stands' : labelOf(arm, labels),
      ...cells(end, memberCount !== undefined),
      ...cells(mean, memberCount !== undefined),
    ]);
    return `${paint.bold(unitTitle(output))}\n${textTable(columns, rows, { width, indent: 2, heading: paint.dim })}`;
  });
  const failed = arms.filter(({ failedCount }) => failedCount > 0);
  const notes = [
    ...named.map(({ arm, label }) => (arm === 'changed' ? '' : `${arm}: ${label}`)),
    memberCount === undefined
      ? ''
      : 'Medians, and the change against the same member as it is (90 of 100 members), weighted by the record.',
    ...failed.map(({ arm, failedCount }) =>
      memberCount === undefined
        ? `${arm}: the run failed.`
        : `${arm}: ${failedCount} of ${memberCount} members failed and are left out.`,
    ),
  ].filter((note) => note !== '');
  return [
    `${paint.bold(title)}: compared ${over}`,
    '',
    tables.join('\n\n'),
    '',
    ...notes.flatMap((note) => wrapText(note, width)).map(paint.dim),
  ].join('\n');
}

/** `changed` is what --set and --off say: shown as they were typed. */
function labelOf(arm: string, labels: ReadonlyMap<string, string>): string {
  return arm === 'changed' ? labels.get(arm)! : arm;
}

function unitTitle({ title, unit }: Compared['outputs'][number]): string {
  return unit === '' || unit === '1' ? title : `${title} (${unit})`;
}

function cells({ value, change }: Measured, isEnsemble: boolean): readonly string[] {
  const shown = value[1] === null ? '–' : numberText(value[1]);
  if (change === null) return [shown, ''];
  const [low, middle, high] = change;
  return [shown, isEnsemble ? `${changeText(middle)} (${changeText(low)} to ${changeText(high)})` : changeText(middle)];
}

/** One row per output and arm. Of one run the three quantiles are the same number. */
export function comparisonCsv({ outputs }: Compared): string {
  const head = QUANTITIES.flatMap((quantity) => ['q05', 'q50', 'q95'].map((level) => `${quantity}_${level}`));
  const numbers = (spread: Spread | null) =>
    (spread ?? [null, null, null]).map((each) => (each === null ? '' : String(each)));
  const rows = outputs.flatMap(({ id, arms }) =>
    arms.map(({ arm, end, mean }) =>
      [printCsvCell(id), printCsvCell(arm), ...[end.value, end.change, mean.value, mean.change].flatMap(numbers)].join(
        ',',
      ),
    ),
  );
  return `${[['output', 'scenario', ...head].join(','), ...rows].join('\r\n')}\r\n`;
}

const QUANTITIES = ['end', 'end_change', 'mean', 'mean_change'];
