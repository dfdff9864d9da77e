/** Where the numbers of a study come from: the shares that `check` and the report show. */
import { canonicalName } from '../base/names.ts';
import type { ParameterDeclaration, Study } from '../study/study.ts';

export interface Provenance {
  readonly parameters: readonly ParameterProvenance[];
  readonly sourcedCount: number;
  readonly judgedCount: number;
  readonly guessCount: number;
  /** Of all parameters those without a prior: their value is never varied. */
  readonly fixedCount: number;
}

export interface ParameterProvenance {
  /** As the author wrote it. */
  readonly name: string;
  /**
   * `sourced`: its `because` names evidence with a reference. `judged`: only evidence without one, which is the author's
   * considered judgement. `guess`: no evidence; a statement is none for a number.
   */
  readonly standing: 'sourced' | 'judged' | 'guess';
  readonly fixed: boolean;
}

export function provenance(study: Study): Provenance {
  const evidence = new Map(
    study.evidence.map(({ id, reference }) => [canonicalName(id.text), reference !== undefined]),
  );
  const parameters = study.parameters.map((parameter) => standingOf(parameter, evidence));
  const count = (test: (parameter: ParameterProvenance) => boolean) => parameters.filter(test).length;
  return {
    parameters,
    sourcedCount: count(({ standing }) => standing === 'sourced'),
    judgedCount: count(({ standing }) => standing === 'judged'),
    guessCount: count(({ standing }) => standing === 'guess'),
    fixedCount: count(({ fixed }) => fixed),
  };
}

function standingOf(parameter: ParameterDeclaration, evidence: ReadonlyMap<string, boolean>): ParameterProvenance {
  const found = parameter.because.map((reason) => evidence.get(canonicalName(reason.text)));
  return {
    name: parameter.name.text,
    standing: found.includes(true) ? 'sourced' : found.includes(false) ? 'judged' : 'guess',
    fixed: parameter.priors.length === 0,
  };
}
