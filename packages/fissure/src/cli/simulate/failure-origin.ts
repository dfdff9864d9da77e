/**
 * Where a run that failed went wrong. A run ends at the first stock or kept value that is not finite; what made it so
 * may be several equations away. The run is made again on a row that stays open to us: from the slot that failed we go
 * back over what each equation reads, to the first that reads finite numbers only.
 */
import { withoutReciprocals } from '../../analysis/loops/dependence.ts';
import { canonicalName } from '../../base/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/problems.ts';
import { placeIn } from '../../diagnostics/source-text.ts';
import { interpreterKernel } from '../../engine/interpreter.ts';
import { makeProgram } from '../../engine/simulate.ts';
import { centralSegments } from '../../experiment/central-segments.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { type Plan, type PlanExpr, slotText } from '../../model/plan.ts';
import { visitSlots } from '../../model/scalar-system.ts';
import { timeText } from '../../report/figures/time-axis.ts';
import { numberText } from '../../report/number-text.ts';
import type { Study } from '../../study/study.ts';

export interface FailureOrigin {
  readonly slot: string;
  /** The declared variable it belongs to. */
  readonly variable: string;
  /** Infinite or NaN. */
  readonly value: number;
  readonly time: number;
  /** What its equation reads, smallest numbers first: a zero may have been divided by. */
  readonly reads: readonly { readonly name: string; readonly value: number }[];
}

/** Of the run at central values; undefined where that goes through. */
export function failureOrigin(experiment: Experiment): FailureOrigin | undefined {
  const { plan, seed, keep } = experiment;
  const kernel = interpreterKernel(plan);
  const { row } = kernel;
  const program = makeProgram(plan, kernel);
  const simulate = (until?: number) =>
    program.simulate({ segments: centralSegments(experiment, plan), stream: [seed, 0], keep, until }).status;
  const failure = simulate();
  if (failure.kind === 'completed') return undefined;
  // What breaks a stock on its way to the next step was there before it: the row of that step.
  const isOnTheWay = failure.step > 0 && plan.stocks.some(({ slot }) => slot === failure.slot);
  if (isOnTheWay) simulate(failure.step - 1);
  const causes = causesIn(withoutReciprocals(plan), failure.step === 0);
  const slot = firstBroken(failure.slot, causes, row);
  const { variable } = plan.slots[slot]!;
  const choices = new Set(plan.parameters.flatMap((one) => (one.kind === 'parameter' ? [] : [one.slot])));
  const reads = causes(slot)
    .filter((cause) => cause !== slot && !choices.has(cause))
    .map((cause) => ({ name: slotText(plan.slots[cause]!), value: row[cause]! }))
    .sort((a, b) => Math.abs(a.value) - Math.abs(b.value));
  const stoodFirm = Number.isFinite(row[slot]!);
  return {
    ...{ slot: slotText(plan.slots[slot]!), variable, reads },
    value: stoodFirm ? failure.value : row[slot]!,
    time: isOnTheWay && !stoodFirm ? failure.time - plan.time.dt : failure.time,
  };
}

/** Back along what is not finite to the first that reads finite numbers only. */
function firstBroken(from: number, causes: (slot: number) => readonly number[], row: Float64Array): number {
  const seen = new Set<number>();
  for (let slot = from; ; ) {
    seen.add(slot);
    const before = causes(slot).find((cause) => !seen.has(cause) && !Number.isFinite(row[cause]!));
    if (before === undefined) return slot;
    slot = before;
  }
}

/** A message at the equation where the run at central values fails. */
export function failureDiagnostics(study: Study, experiment: Experiment): readonly Diagnostic[] {
  return atOrigin('run/not-finite', study, experiment, []);
}

/** Of what a run that went through `saw` beside what it keeps: a message at the first equation that gave no number at some time. */
export function gapDiagnostics(
  study: Study,
  { plan, ...experiment }: Experiment,
  saw: readonly { readonly slot: number; readonly values: readonly number[] }[],
): readonly Diagnostic[] {
  const slots = saw.filter(({ values }) => values.some((value) => !Number.isFinite(value))).map(({ slot }) => slot);
  if (slots.length === 0) return [];
  const names = slots.slice(0, MOST_NAMED).map((slot) => slotText(plan.slots[slot]!));
  const more = slots.length > MOST_NAMED ? ` and ${slots.length - MOST_NAMED} more` : '';
  const notes = slots.length === 1 ? [] : [`without a number at some time: ${names.join(', ')}${more}`];
  return atOrigin('run/no-number', study, { ...experiment, plan, keep: [...experiment.keep, ...slots] }, notes);
}

const MOST_NAMED = 12;

function atOrigin(
  code: 'run/not-finite' | 'run/no-number',
  study: Study,
  experiment: Experiment,
  notes: readonly string[],
): readonly Diagnostic[] {
  const origin = failureOrigin(experiment);
  if (origin === undefined) return [];
  const { slot, variable, time, value, reads } = origin;
  const declared = study.variables.find(({ name }) => canonicalName(name.text) === canonicalName(variable));
  const [only, ...others] = declared?.equations ?? [];
  const place = declared && placeIn(only !== undefined && others.length === 0 ? only.equation : declared.name);
  const shown = reads.slice(0, MOST_READS).map((read) => `${read.name} is ${valueText(read.value)}`);
  const values = shown.length === 0 ? '' : `There ${shown.join(', ')}. `;
  const when = timeText(time, study.settings.time);
  const help = `${values}SAFEDIV, MAX or MIN keeps an equation where it is defined.`;
  return [diagnose(code, { slot, value: valueText(value), when }, place, { help, notes })];
}

const MOST_READS = 6;

function valueText(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (Number.isFinite(value)) return numberText(value);
  return value > 0 ? 'infinite' : 'minus infinity';
}

/** What a slot is computed from: at the start of a run a stock from its initial value, later from its flows. */
function causesIn(plan: Plan, isStart: boolean): (slot: number) => readonly number[] {
  const expressions = new Map<number, readonly PlanExpr[]>();
  const early = isStart ? plan.initial : [];
  for (const { slot, inflows, outflows } of plan.stocks) expressions.set(slot, [...inflows, ...outflows]);
  for (const one of [...plan.member, ...plan.held, ...plan.step, ...plan.observe, ...early])
    if (one.kind === undefined) expressions.set(one.slot, [one.value]);
    else if (one.kind === 'draw') expressions.set(one.slot, one.args);
  return (slot) => {
    const slots = new Set<number>();
    for (const expression of expressions.get(slot) ?? []) visitSlots(expression, (read) => slots.add(read));
    return [...slots];
  };
}
