/**
 * A lever multiplies what every member assumes for one uncertain number, so that the ensemble keeps its spread and its
 * members stay who they are. What an arm of a claim sets of its own comes after the lever.
 */
import { spokenName } from '../base/names.ts';
import type { Experiment, ExperimentArm, ParameterEdit } from '../experiment/experiment.ts';
import { type Factor, factorValue } from '../experiment/factors.ts';
import { constantEdits } from './constants.ts';
import { switchEdits } from './switches.ts';

export interface Lever {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly declared: string;
  /** Median of the prior: what the lever multiplies, for those who think in absolute numbers. */
  readonly central: number;
  /** Multiples within which 90 of 100 draws of the prior lie; undefined where the prior crosses or touches zero. */
  readonly plausible: { readonly low: number; readonly high: number } | undefined;
  /** Indices into `plan.parameters`. */
  readonly parameters: readonly number[];
}

/** Numbers by lever, constant or switch; a lever that is not named stands at 1, a constant at its own value. */
export type LeverSettings = ReadonlyMap<string, number>;

export function leversOf({ factors }: Experiment): readonly Lever[] {
  return factors.flatMap((factor) => (factor.kind === 'prior' ? [leverOf(factor)] : []));
}

function leverOf(factor: Extract<Factor, { kind: 'prior' }>): Lever {
  const { id, label, unit, declared, parameters } = factor;
  const [low, central, high] = [0.05, 0.5, 0.95].map((share) => factorValue(factor, share)) as [number, number, number];
  const multiples = [low / central, high / central].toSorted((a, b) => a - b);
  const plausible = multiples[0]! > 0 && Number.isFinite(multiples[1]!);
  return {
    ...{
      id,
      label: label || spokenName(id).replace(/\[(.+)\]$/, ' ($1)'),
      unit: factor.mode === 'multiply' ? '' : unit,
      declared,
      central,
      parameters,
    },
    plausible: plausible ? { low: multiples[0]!, high: multiples[1]! } : undefined,
  };
}

/** Ends of the range count as plausible, whatever three digits made of them. */
export function isPlausible({ plausible }: Lever, multiple: number): boolean {
  return plausible === undefined || (multiple >= plausible.low * 0.999 && multiple <= plausible.high * 1.001);
}

export function withLevers(experiment: Experiment, settings: LeverSettings): Experiment {
  const scaled = experiment.factors.flatMap(({ kind, id, parameters }): ParameterEdit[] => {
    const value = settings.get(id) ?? 1;
    return kind !== 'prior' || value === 1 ? [] : parameters.map((parameter) => ({ parameter, kind: 'scale', value }));
  });
  const edits = [...scaled, ...constantEdits(experiment, settings), ...switchEdits(experiment, settings)];
  if (edits.length === 0) return experiment;
  return { ...experiment, arms: experiment.arms.map((arm) => withFirstEdits(arm, edits)) };
}

function withFirstEdits(arm: ExperimentArm, edits: readonly ParameterEdit[]): ExperimentArm {
  const [first, ...later] = arm.segments;
  const atStart = first?.fromStep === 0 ? first : { fromStep: 0, edits: [] };
  const rest = atStart === first ? later : arm.segments;
  return { ...arm, segments: [{ ...atStart, edits: [...edits, ...atStart.edits] }, ...rest] };
}
