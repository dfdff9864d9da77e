/** Where the numbers of a study come from: the shares that `check` and the report show. */
import { canonicalName } from '../base/names.ts';
import type { ParameterDeclaration, Study } from '../study/study.ts';

export interface Provenance {
  readonly parameters: readonly ParameterProvenance[];
  readonly sourcedCount: number;
  readonly guessCount: number;
  /** Of all parameters those without a prior: their value is never varied. */
  readonly fixedCount: number;
}

export interface ParameterProvenance {
  /** As the author wrote it. */
  readonly name: string;
  /** `sourced`: its `because` names evidence. `guess`: the author's own; a statement is no evidence for its number. */
  readonly standing: 'sourced' | 'guess';
  readonly fixed: boolean;
}

export function provenance(study: Study): Provenance {
  const evidence = new Set(study.evidence.map(({ id }) => canonicalName(id.text)));
  const parameters = study.parameters.map((parameter) => standingOf(parameter, evidence));
  const count = (test: (parameter: ParameterProvenance) => boolean) => parameters.filter(test).length;
  return {
    parameters,
    sourcedCount: count(({ standing }) => standing === 'sourced'),
    guessCount: count(({ standing }) => standing === 'guess'),
    fixedCount: count(({ fixed }) => fixed),
  };
}

function standingOf(parameter: ParameterDeclaration, evidence: ReadonlySet<string>): ParameterProvenance {
  const sourced = parameter.because.some((reason) => evidence.has(canonicalName(reason.text)));
  return {
    name: parameter.name.text,
    standing: sourced ? 'sourced' : 'guess',
    fixed: parameter.priors.length === 0,
  };
}
