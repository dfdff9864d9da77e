/**
 * A comparison that a command makes up: arms set against the study as it stands, with the same measures of its outputs
 * in each. Planned like a claim, so that all arms of a member share its numbers and its random draws.
 */
import type { Place } from '../diagnostics/diagnostic.ts';
import { standIn } from '../study/node-values.ts';
import type { ClaimArm, ClaimDeclaration, Study } from '../study/study.ts';

export interface Comparison {
  readonly name: string;
  readonly arms: readonly ClaimArm[];
  /** Per output, such as `mean(fighters, 0, 24)`. */
  readonly measures: readonly { readonly name: string; readonly equation: string }[];
}

/** Undefined where there is nothing to compare. It holds in every member: nothing is judged. */
export function comparisonClaim({ name, arms, measures }: Comparison, place: Place): ClaimDeclaration | undefined {
  const [first] = measures;
  if (arms.length === 0 || first === undefined) return undefined;
  const source = (text: string) => standIn(text, place);
  return {
    name: source(name),
    statements: [],
    says: '',
    test: '',
    over: [],
    arms,
    measures: measures.map((measure) => ({ name: source(measure.name), equation: source(measure.equation) })),
    holds: source(`${first.name}[base] = ${first.name}[base]`),
    appliesWhen: undefined,
    effect: undefined,
    effectLabel: '',
    report: [],
    byConstruction: '',
    untestable: '',
    place,
  };
}

/** The mean of an output over the whole run, as a measure. */
export function meanOf(study: Study, show: string): string {
  const { start, stop } = study.settings.time;
  return `mean(${show}, ${start}, ${stop})`;
}
