/**
 * Constants of a model in which nothing is uncertain, as levers: there is no spread to multiply, so a lever sets the number
 * itself. What an arm of a claim sets of its own comes after.
 */
import { canonicalName, spokenName } from '../base/names.ts';
import type { Experiment, ParameterEdit } from '../experiment/experiment.ts';
import type { PlanParameter } from '../model/plan.ts';
import type { Study } from '../study/study.ts';

export interface ConstantLever {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  /** The slider's ends, which are no limits: any number can be typed. */
  readonly low: number;
  readonly high: number;
}

const CONSTANT = 'constant:';

export function isConstant(id: string): boolean {
  return id.startsWith(CONSTANT);
}

/** One per number, in the order of the model; none where priors say what is uncertain. */
export function constantsOf(study: Study, { plan, factors }: Experiment): readonly ConstantLever[] {
  if (factors.some(({ kind }) => kind === 'prior')) return [];
  const declared = new Map(study.parameters.map((one) => [canonicalName(one.name.text), one]));
  return plan.parameters.flatMap((parameter): ConstantLever[] => {
    const own = declared.get(canonicalName(parameter.name));
    if (parameter.kind !== 'parameter' || own === undefined || !Number.isFinite(parameter.value)) return [];
    const { element, value } = parameter;
    const of = element === '' ? '' : ` (${spokenName(element)})`;
    const label = (own.label || spokenName(own.name.text)) + of;
    return [{ id: idOf(parameter), label, unit: own.unit.text, value, ...rangeOf(value, own.unit.text, study) }];
  });
}

/** Half to twice, as far as such a number goes; a date of the model within its run. */
export function rangeOf(
  value: number,
  unit: string,
  { settings: { time } }: Pick<Study, 'settings'>,
): Pick<ConstantLever, 'low' | 'high'> {
  const isPlain = unit === '1' || unit === '';
  if (value === 0) return { low: 0, high: 1 };
  if (value < 0) return { low: 2 * value, high: value / 2 };
  // On or off, or a strength that could be none.
  if (isPlain && value === 1) return { low: 0, high: 2 };
  if (isPlain && value < 1) return { low: value / 2, high: Math.min(1, 2 * value) };
  // 2020 of 2000 to 2050: half of it is no year of this run.
  if (unit === time.unit && time.start > 0 && value >= time.start && value <= time.stop)
    return { low: time.start, high: time.stop };
  return { low: value / 2, high: 2 * value };
}

export function constantEdits({ plan }: Experiment, settings: ReadonlyMap<string, number>): readonly ParameterEdit[] {
  if (![...settings.keys()].some(isConstant)) return [];
  return plan.parameters.flatMap((one, parameter): ParameterEdit[] => {
    const value = one.kind === 'parameter' ? settings.get(idOf(one)) : undefined;
    return value === undefined ? [] : [{ parameter, kind: 'set', value }];
  });
}

function idOf({ name, element }: PlanParameter): string {
  return `${CONSTANT}${name}${element === '' ? '' : `[${element}]`}`;
}
