/** Everything that one run at central values computes, as a table: a row per saved time, a column per element. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Run } from '../../engine/run.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { savedTimes } from '../../experiment/experiment.ts';
import type { Model } from '../../model/model.ts';
import { timeTable } from '../../report/figures/time-table.ts';
import { failureDiagnostics, gapDiagnostics } from '../simulate/failure-origin.ts';
import { rowOf, simulateCentral } from '../simulate/simulate-central.ts';

const SHOWN: ReadonlySet<string> = new Set(['parameter', 'stock', 'flow', 'auxiliary', 'input']);

/** `findings`: where the run failed, or what has no number at some time: both leave cells empty. */
export function valuesTable(
  model: Model,
  experiment: Experiment,
): { readonly text: string; readonly failed: boolean; readonly findings: readonly Diagnostic[] } {
  const { plan } = experiment;
  const times = [...savedTimes(plan)];
  const shown = plan.slots.flatMap(({ id, role }, slot) => (SHOWN.has(role) && !id.includes('·') ? [slot] : []));
  const run = simulateCentral(experiment, { seen: shown });
  const columns = seenColumns(experiment, shown, run);
  const { time, dropped = [] } = model.study.settings;
  const comments = dropped.map((what) => `# Left out when the model was imported: ${what.replace(/\s+/g, ' ')}\r\n`);
  const text = comments.join('') + timeTable(times, columns, time);
  const { study } = model;
  const isWhole = run.status.kind === 'completed';
  return {
    text,
    failed: !isWhole,
    findings: isWhole ? gapDiagnostics(study, experiment, columns) : failureDiagnostics(study, experiment),
  };
}

export interface SeenColumn {
  readonly slot: number;
  readonly title: string;
  readonly values: readonly number[];
}

/** What a run saw beside what it kept. */
export function seenColumns({ plan, keep }: Experiment, seen: readonly number[], run: Run): readonly SeenColumn[] {
  const { length } = [...savedTimes(plan)];
  return seen.map((slot, i) => ({
    slot,
    title: plan.slots[slot]!.id,
    values: rowOf(run, keep.length + i, length),
  }));
}
