/** Everything that one run at central values computes, as a table: a row per saved time, a column per element. */
import { canonicalName } from '../../base/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Run } from '../../engine/run.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { savedTimes } from '../../experiment/experiment.ts';
import type { Plan, SlotRole } from '../../model/plan.ts';
import { timeTable } from '../../report/figures/time-table.ts';
import { failureDiagnostics, gapDiagnostics } from '../simulate/failure-origin.ts';
import type { ReadyStudy } from '../simulate/open-for-command.ts';
import { rowOf, simulateToTheEnd } from '../simulate/simulate-central.ts';

const COMPUTED: readonly SlotRole[] = ['stock', 'flow', 'auxiliary', 'input'];

/** What a model computes, without what an import added to serve it. */
export function computedSlots(
  { slots }: Plan,
  { study, isModelFile }: Pick<ReadyStudy, 'study' | 'isModelFile'>,
  more: readonly SlotRole[] = [],
): readonly number[] {
  const roles: ReadonlySet<SlotRole> = new Set([...COMPUTED, ...more]);
  const added = new Set(
    [
      ...study.variables.filter(({ helper }) => helper),
      ...study.inputs.filter(({ label }) => isModelFile && label === ''),
    ].map(({ name }) => canonicalName(name.text)),
  );
  return slots.flatMap(({ id, variable, role }, slot) =>
    roles.has(role) && !id.includes('·') && !added.has(variable) ? [slot] : [],
  );
}

/** `findings`: where the run failed, or what has no number at some time: both leave cells empty. */
export function valuesTable(
  opened: ReadyStudy,
  experiment: Experiment,
): { readonly text: string; readonly failed: boolean; readonly findings: readonly Diagnostic[] } {
  const { plan } = experiment;
  const times = [...savedTimes(plan)];
  const shown = computedSlots(plan, opened, ['parameter']);
  const run = simulateToTheEnd(experiment, { seen: shown });
  const columns = seenColumns(experiment, shown, run);
  const { study } = opened;
  const { time, dropped = [] } = study.settings;
  const comments = dropped.map((what) => `# Left out when the model was imported: ${what.replace(/\s+/g, ' ')}\r\n`);
  const text = comments.join('') + timeTable(times, columns, time);
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
