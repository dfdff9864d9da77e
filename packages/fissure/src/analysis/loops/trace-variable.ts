/** How a declared variable went in a recorded run: over its elements their mean, the least and the greatest. */
import { type RecordedRun, slotsToRecord } from './recorded-run.ts';

export interface Trace {
  /** `foreign`, `mosul,local`; a scalar has none. */
  readonly elements: readonly string[];
  readonly times: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const MOST_SAMPLES = 160;

/**
 * By canonical name; `element` alone where it is given and the variable has it. Undefined for what the run did not
 * compute: parameters, and names that are none.
 */
export function traceVariable(run: RecordedRun, variable: string, element = ''): Trace | undefined {
  const { plan, saved, stepCount } = run;
  const rows = elementRows(run, variable);
  if (rows.length === 0) return undefined;
  const chosen = rows.filter((row) => row.element === element);
  const used = chosen.length > 0 ? chosen : rows;
  const stepsSaved = plan.time.stepCount + 1;
  const steps = sampledSteps(stepCount);
  const at = (step: number) => used.map(({ row }) => saved[row * stepsSaved + step]!);
  const columns = steps.map(at);
  return {
    elements: rows.map((row) => row.element).filter((name) => name !== ''),
    times: steps.map((step) => plan.time.start + step * plan.time.dt),
    mean: columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: columns.map((values) => Math.min(...values)),
    high: columns.map((values) => Math.max(...values)),
  };
}

function elementRows(
  { plan }: RecordedRun,
  variable: string,
): readonly { readonly element: string; readonly row: number }[] {
  return slotsToRecord(plan).flatMap((slot, row) => {
    const { id } = plan.slots[slot]!;
    if (id === variable) return [{ element: '', row }];
    return id.startsWith(`${variable}[`) ? [{ element: id.slice(variable.length + 1, -1), row }] : [];
  });
}

/** Evenly spread, with the first and the last. */
function sampledSteps(stepCount: number): readonly number[] {
  const count = Math.min(MOST_SAMPLES, stepCount) + 1;
  return Array.from({ length: count }, (_, i) => Math.round((i * stepCount) / Math.max(1, count - 1)));
}
