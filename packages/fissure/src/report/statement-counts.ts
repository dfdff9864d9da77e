import type { StatementStatus, Study } from '../study/study.ts';

/** Coverage of the argument: how many statements there are of each status, and how many say they are in but are not. */
export type StatementCounts = Readonly<Record<StatementStatus, number>> & {
  readonly total: number;
  /** Modelled or claim, with no mechanism or claim that carries it. */
  readonly uncarried: number;
};

export function countStatements(study: Study): StatementCounts {
  const statements = study.argument.paragraphs.flatMap((paragraph) => paragraph.statements);
  const of = (status: StatementStatus) => statements.filter((statement) => statement.status === status).length;
  return {
    modelled: of('modelled'),
    claim: of('claim'),
    context: of('context'),
    'out of scope': of('out of scope'),
    total: statements.length,
    uncarried: statements.filter(
      ({ status, carriedBy }) => (status === 'modelled' || status === 'claim') && carriedBy.length === 0,
    ).length,
  };
}

/** Where the numbers come from: `because` names evidence, or does not, or the value is fixed without a prior. */
export interface ParameterCounts {
  readonly total: number;
  readonly sourced: number;
  readonly guessed: number;
  /** Of all, sourced or not: without a prior. */
  readonly fixed: number;
}

export function countParameters(study: Study): ParameterCounts {
  const sourced = study.parameters.filter((parameter) => isSourced(parameter.because, study)).length;
  return {
    total: study.parameters.length,
    sourced,
    guessed: study.parameters.length - sourced,
    fixed: study.parameters.filter((parameter) => parameter.priors.length === 0).length,
  };
}

export function isSourced(because: readonly { readonly text: string }[], study: Study): boolean {
  return because.some((name) => study.evidence.some((entry) => entry.id.text === name.text));
}
