/** Everything that one run at central values computes, as a table: a row per saved time, a column per element. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { savedTimes } from '../../experiment/experiment.ts';
import type { Model } from '../../model/model.ts';
import { timeTable } from '../../report/figures/time-table.ts';
import { failureDiagnostics } from '../simulate/failure-origin.ts';
import { rowOf, simulateCentral } from '../simulate/simulate-central.ts';

const SHOWN: ReadonlySet<string> = new Set(['parameter', 'stock', 'flow', 'auxiliary', 'input']);

/** `failures`: where the run broke off, which leaves cells empty. */
export function valuesTable(
  model: Model,
  experiment: Experiment,
): { readonly text: string; readonly failures: readonly Diagnostic[] } {
  const { plan } = experiment;
  const times = [...savedTimes(plan)];
  const shown = plan.slots.flatMap(({ id, role }, slot) => (SHOWN.has(role) && !id.includes('·') ? [slot] : []));
  const run = simulateCentral(experiment, { keep: shown });
  const columns = shown.map((slot, i) => ({ title: plan.slots[slot]!.id, values: rowOf(run, i, times.length) }));
  const { time, dropped = [] } = model.study.settings;
  const comments = dropped.map((what) => `# Left out when the model was imported: ${what.replace(/\s+/g, ' ')}\r\n`);
  const text = comments.join('') + timeTable(times, columns, time);
  if (run.status.kind === 'completed') return { text, failures: [] };
  return { text, failures: failureDiagnostics(model.study, { ...experiment, keep: shown }) };
}
