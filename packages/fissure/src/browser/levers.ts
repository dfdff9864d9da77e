/**
 * A lever multiplies what every member assumes for one uncertain number, so that the ensemble keeps its spread and its
 * members stay who they are. What an arm of a claim sets of its own comes after the lever.
 */
import type { Experiment, ExperimentArm, ParameterEdit } from '../experiment/experiment.ts';

export interface Lever {
  readonly id: string;
  readonly label: string;
  readonly declared: string;
  /** Indices into `plan.parameters`. */
  readonly parameters: readonly number[];
}

/** Numbers by lever; a lever that is not named stands at 1. */
export type LeverSettings = ReadonlyMap<string, number>;

export function leversOf({ factors }: Experiment): readonly Lever[] {
  return factors.flatMap((factor) =>
    factor.kind === 'prior'
      ? [{ id: factor.id, label: factor.label || factor.id, declared: factor.declared, parameters: factor.parameters }]
      : [],
  );
}

export function withLevers(experiment: Experiment, settings: LeverSettings): Experiment {
  const edits = leversOf(experiment).flatMap(({ id, parameters }): ParameterEdit[] => {
    const value = settings.get(id) ?? 1;
    return value === 1 ? [] : parameters.map((parameter) => ({ parameter, kind: 'scale', value }));
  });
  if (edits.length === 0) return experiment;
  return { ...experiment, arms: experiment.arms.map((arm) => withFirstEdits(arm, edits)) };
}

function withFirstEdits(arm: ExperimentArm, edits: readonly ParameterEdit[]): ExperimentArm {
  const [first, ...later] = arm.segments;
  const atStart = first?.fromStep === 0 ? first : { fromStep: 0, edits: [] };
  const rest = atStart === first ? later : arm.segments;
  return { ...arm, segments: [{ ...atStart, edits: [...edits, ...atStart.edits] }, ...rest] };
}
