/**
 * Arms of all claims as changes to parameters over steps. Arms that change the same are one: thirteen claims with a
 * `base` arm each cost one base run.
 */
import { canonicalName } from '../base/names.ts';
import { Problems } from '../diagnostics/problems.ts';
import type { Model } from '../model/model.ts';
import { type ResolvedIntervention, resolveIntervention } from '../model/resolve-intervention.ts';
import type { ClaimArm, ClaimDeclaration, Intervention } from '../study/study.ts';
import type { ArmSegment, ExperimentArm, ParameterEdit } from './experiment.ts';
import { segmentKey } from './schedule.ts';

export class ArmTable {
  readonly #model: Model;
  readonly #common: readonly ResolvedIntervention[];
  readonly #arms: { readonly segments: readonly ArmSegment[]; readonly labels: string[] }[] = [];

  /** `common` is applied to every arm, before the arm's own changes. The arm `base` is number 0. */
  constructor(model: Model, common: readonly ResolvedIntervention[]) {
    this.#model = model;
    this.#common = common;
    this.#add('base', []);
  }

  /** The number of the arm of a claim. What is wrong with it has been reported when the model was checked. */
  add({ name, beneath }: Pick<ClaimDeclaration, 'name' | 'beneath'>, arm: ClaimArm): number {
    const own = beneath === undefined ? [arm] : [beneath, arm];
    return this.#add(
      `${name.text}.${arm.name.text}`,
      own.flatMap((one) => this.#changesOf(one)),
    );
  }

  #changesOf({ scenario, intervention }: ClaimArm): readonly ResolvedIntervention[] {
    const ignored = new Problems();
    const named = scenario && findScenario(this.#model, scenario.text);
    return [named, intervention].flatMap((one) => (one ? [resolveIntervention(this.#model, one, ignored)] : []));
  }

  #add(label: string, own: readonly ResolvedIntervention[]): number {
    const segments = joinInterventions([...this.#common, ...own]);
    const key = keyOf(segments);
    const known = this.#arms.findIndex((arm) => keyOf(arm.segments) === key);
    if (known >= 0) {
      this.#arms[known]!.labels.push(label);
      return known;
    }
    return this.#arms.push({ segments, labels: [label] }) - 1;
  }

  list(): readonly Omit<ExperimentArm, 'until'>[] {
    return this.#arms.map(({ segments, labels }, index) => ({
      label: index === 0 ? 'base' : labels.join(', '),
      segments,
    }));
  }
}

export function findScenario(model: Model, name: string): Intervention | undefined {
  const wanted = canonicalName(name);
  return model.study.scenarios.find((scenario) => canonicalName(scenario.name.text) === wanted)?.intervention;
}

/** Segments in order of steps; at one step, interventions apply in the order given. There is always one at step 0. */
export function joinInterventions(interventions: readonly ResolvedIntervention[]): readonly ArmSegment[] {
  const bySteps = new Map<number, ParameterEdit[]>([[0, []]]);
  for (const { fromStep, changes } of interventions) {
    const edits = bySteps.get(fromStep) ?? [];
    bySteps.set(fromStep, edits);
    edits.push(...changes);
  }
  return [...bySteps]
    .sort(([a], [b]) => a - b)
    .map(([fromStep, edits]) => ({ fromStep, edits: effective(edits) }))
    .filter(({ fromStep, edits }) => fromStep === 0 || edits.length > 0);
}

/** What is set twice counts once, and scaling by 1 is nothing; the rest in order of parameters, for comparison. */
function effective(edits: readonly ParameterEdit[]): readonly ParameterEdit[] {
  return edits
    .filter((edit, i) => {
      if (edit.kind === 'scale' && edit.value === 1) return false;
      return !edits.slice(i + 1).some((later) => later.parameter === edit.parameter && later.kind === 'set');
    })
    .sort((a, b) => a.parameter - b.parameter);
}

function keyOf(segments: readonly ArmSegment[]): string {
  return segments.map(segmentKey).join('; ');
}
