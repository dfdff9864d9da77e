/** `members.csv` and `traces.csv`: the members of an ensemble for R, Python and spreadsheets. */
import type { Weights } from '../../analysis/weights.ts';
import type { Ensemble, Experiment } from '../../experiment/experiment.ts';
import { memberCellCount, memberTable, traceCount, traceTable } from '../../report/member-table.ts';
import { countText } from '../../report/number-text.ts';
import type { TimeSettings } from '../../study/study.ts';
import { usageError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';

export interface MemberFileOptions {
  readonly out?: string;
  readonly traces?: boolean;
}

/** Cells of one table: some 200 MB of text. */
const MOST_CELLS = 10_000_000;

/** Before anything is simulated: says what could not be written. */
export function checkTraces(experiment: Experiment, { out, traces }: MemberFileOptions): void {
  if (!traces) return;
  if (out === undefined) throw usageError('command/traces-without-out', {});
  const count = traceCount(experiment);
  if (count > MOST_CELLS)
    throw usageError('command/too-many-traces', { count: countText(count), limit: countText(MOST_CELLS) });
}

export function memberFiles(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights,
  time: TimeSettings,
  { traces }: MemberFileOptions,
  terminal: Terminal,
): readonly (readonly [string, string])[] {
  const isLarge = memberCellCount(experiment, ensemble) > MOST_CELLS;
  if (isLarge) terminal.notice('There are too many members for a table of them: members.csv is not written.');
  return [
    ...(isLarge ? [] : [['members.csv', memberTable(experiment, ensemble, weights)] as const]),
    ...(traces ? [['traces.csv', traceTable(experiment, ensemble, time)] as const] : []),
  ];
}
